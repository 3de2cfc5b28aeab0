import { expect, test } from 'vitest';
import { run } from '../../support/transcript.ts';

// 57,000 of list spend: the minimum is the cheaper from 50,000 / 0.85 = 1.032x on, until usage over it at list makes up
// for it: 0.85 x 57,000 v = 50,000 + 57,000 v - 50,000 / 0.82, at 1.2837x.
test('a driver whose ends decide alike is looked into', async () => {
  const flags = ['--in', '900M', '--out', '2.1B', '--model', 'claude-opus-4.7', '--as-of', '2026-11-27'];
  const offers = ['--offers', 'fixtures/offers/term/monthly-minimum.yaml'];
  const { stdout } = await run(['decide', ...flags, ...offers, '--format', 'json', '--quiet']);
  const { plan, drivers } = JSON.parse(stdout);
  const { high } = drivers.find(({ code }: { code: string }) => code === 'volume');
  expect([plan.contracts, high.flips]).toEqual([[], false]);
  expect(Math.abs(high.breakEven.level - 1.03199)).toBeLessThan(0.0005);
  expect(Math.abs(high.breakEven.until - 1.2837)).toBeLessThan(0.0005);
  expect(high.breakEven.becomes).toBe('Anthropic signed');
});
