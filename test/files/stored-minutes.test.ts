import { expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

const profile = (held: string) =>
  `workloads: [{ name: a, model: gemini-3.1-pro, tokens: { input: 1M, output: 1M }, cacheHitRatio: 50%, cacheStorage: { tokens: 400M, ${held} } }]`;

async function stored(held: string) {
  const { stdout, stderr } = await run(
    ['check', '--profile', '-', '--max', '1M', '--format', 'json', '--as-of', '2026-11-27'],
    profile(held),
  );
  return stdout === '' ? stderr : JSON.parse(stdout).amount;
}

// 4.50 USD a million tokens and hour: 400M for a quarter of an hour are 450.00.
test('an explicit cache that is held for minutes is billed for minutes', async () => {
  const [none, quarter, hour] = [await stored('hours: 0'), await stored('minutes: 15'), await stored('hours: 1')];
  expect(quarter - none).toBeCloseTo(450, 6);
  expect(hour - none).toBeCloseTo(1800, 6);
  expect(await stored('minutes: 60')).toBe(hour);
});

test.each([
  ['hours: 1, minutes: 15', 'give hours or minutes, one of the two'],
  ['minutes: 1.5', 'is not a whole number of minutes; write whole minutes such as 15 or 90'],
])('%s is refused', async (held, why) => {
  expect(await stored(held)).toContain(why);
});
