import { readFileSync } from 'node:fs';
import { check, estimate, loadContext, loadProfile, numeral, Problem, parseUsd, totalOf } from 'tokencost';
import { expect, test } from 'vitest';

const path = 'fixtures/profiles/support.yaml';
const { workloads } = loadProfile(readFileSync(path, 'utf8'), path);

test('the package gives the same answer as the command line', async () => {
  const answer = estimate(workloads, await loadContext({ day: '2026-11-23' }));
  const costs = answer.workloads.map(({ workload, cheapest }) => {
    const cost = cheapest === undefined ? undefined : totalOf(cheapest.bill);
    return [workload.name, cheapest?.id, cost === undefined ? undefined : numeral(cost)];
  });
  expect(costs).toEqual([
    ['ticket-replies', 'tokenmart+batch+cache', '26158.75'],
    ['nightly-summaries', 'tokenmart+batch+cache', '2297.65625'],
    ['classification', 'tokenmart+cache', '1898'],
    ['voice-assistant', 'list+cache', '14816'],
  ]);
});

test('check takes limits of any scope', async () => {
  const context = await loadContext({ day: '2026-11-23', offers: ['fixtures/offers/own.yaml'] });
  const max = parseUsd('20k');
  if ('fault' in max) throw new Error(max.fault);
  const limits = [
    { scope: 'provider', name: 'anthropic', max: max.value, level: 'fail' },
    { scope: 'workload', name: 'classification', max: max.value, level: 'fail' },
    { scope: 'portfolio', name: undefined, max: max.value, level: 'warn' },
  ] as const;
  const answer = check(workloads, limits, context);
  expect(answer.limits.map((result) => result.verdict)).toEqual(['over', 'within', 'over']);
  expect(answer.verdict).toBe('over');
});

test('a mistake is a Problem with a code', async () => {
  await expect(loadContext({ day: 'today' })).rejects.toMatchObject({ code: 'badValue', exitCode: 2 });
  await expect(loadContext({ day: '2026-11-23', card: 'nope' })).rejects.toBeInstanceOf(Problem);
});
