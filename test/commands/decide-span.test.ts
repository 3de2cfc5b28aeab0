import { expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const FALLING =
  'decide --profile fixtures/profiles/term/falling.yaml --offers fixtures/offers/term/three-years.yaml --as-of 2026-11-27 --format json';
const answer = async (line: string) => JSON.parse((await run(line.split(' '))).stdout);

test('plans that lean on less are compared over the same months', async () => {
  const all = await answer(FALLING);
  const published = await answer(`${FALLING} --evidence published`);
  expect(all.plan.term.months).toBe(36);
  expect(published.plan.term.months).toBe(36);
  expect(all.evidence[0]).toMatchObject({ ground: 'published', effectiveCost: published.plan.effectiveCost });
  expect(published.plan.effectiveCost).toBe(published.plan.baselineCost);
});

test('a contract that commits to nothing and hardly ever opens is no reason to sign', async () => {
  const folder = folderOf({
    'p.yaml': `demand: { p10: 60%, p50: 100%, p90: 167% }
growth: -1%
workloads:
  - { name: a, model: claude-opus-4.7, tokens: { input: 2B, output: 400M } }
`,
    'o.yaml':
      'contracts:\n  - { provider: anthropic, floor: { low: 90k, high: 90k }, bands: [{ commitment: 0, discount: 10% }] }\n',
  });
  const flags = ['--profile', `${folder}/p.yaml`, '--offers', `${folder}/o.yaml`, '--evidence', 'quoted'];
  const { stdout } = await run(['decide', ...flags, '--as-of', '2026-11-27']);
  const said = stdout.replace(/\s+/g, ' ');
  expect(said).toContain('Sign no contract. Buy at list price.');
  expect(said).toContain(
    'Anthropic: 10% off with no commitment is no reason to sign: it is expected to save less than a dollar a month, since its floor is hardly ever reached.',
  );
  // At the stated volume nothing flips: what is tried among fewer futures is held against the same futures.
  expect(said).not.toContain('no contract. -');
  expect(said).toContain('What would change it - Volume above about 1.16x: Anthropic signed.');
});

test('a commitment is weighed for the month in which the work as it is bought reaches its floor', async () => {
  // 10,500 with half of it in batch, 10% more each month: 20,461 in the eighth month. By hand: seven months at list, and
  // 14.5% off the other five, which use up the 15,600 a month: 17,201.80 a month. With 5% and no commitment 18,190.75.
  const folder = folderOf({
    'p.yaml': `start: 2026-12
months: 12
growth: 10%
workloads:
  - { name: a, model: claude-opus-4.7, tokens: { input: 2B, output: 160M }, batchEligible: 50% }
`,
    'o.yaml': `contracts:
  - provider: anthropic
    floor: { low: 20k, high: 20k }
    bands: [{ commitment: 0, discount: 5% }, { commitment: 15_600, discount: 14.5% }]
`,
  });
  const flags = ['--profile', `${folder}/p.yaml`, '--offers', `${folder}/o.yaml`, '--evidence', 'quoted'];
  const { stdout } = await run(['decide', ...flags, '--format', 'json', '--as-of', '2026-11-27']);
  const { term } = JSON.parse(stdout).plan;
  expect(term.contracts).toMatchObject([{ commitment: 15_600, discount: 0.145, begins: 8 }]);
  expect(JSON.parse(stdout).plan.effectiveCost).toBe(17_201.8);
});
