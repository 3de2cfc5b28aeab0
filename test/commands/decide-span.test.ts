import { expect, test } from 'vitest';
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
