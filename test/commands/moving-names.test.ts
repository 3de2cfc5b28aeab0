import { describe, expect, test } from 'vitest';
import { spansOf } from '../../src/domain/service.ts';
import { PUBLISHED } from '../support/pricing.ts';
import { run } from '../support/transcript.ts';
import { day } from '../support/values.ts';

interface Priced {
  readonly modelAsWritten: string;
  readonly model: string | null;
  readonly cost: number;
}

const answer = async (...argv: string[]) => JSON.parse((await run([...argv, '--format', 'json'])).stdout);
const estimate = (name: string, on: string) =>
  answer('estimate', '--in', '1M', '--out', '1M', '--model', name, '--as-of', on);

describe('a moving name costs what it meant on the day', () => {
  test.each([
    ['gemini-flash-latest', '2025-09-25', 'gemini-2.5-flash', 0.3 + 2.5],
    ['gemini-flash-latest', '2026-01-20', 'gemini-2.5-flash', 0.3 + 2.5],
    ['gemini-flash-latest', '2026-01-21', 'gemini-3-flash', 0.5 + 3],
    ['gemini-flash-latest', '2026-05-19', 'gemini-3.5-flash', 1.5 + 9],
    ['gemini-flash-latest', '2026-11-27', 'gemini-3.8-flash', 0.75 + 3.75],
    ['gemini-flash-lite-latest', '2026-01-10', 'gemini-2.5-flash-lite', 0.1 + 0.4],
    ['gemini-flash-lite-latest', '2026-07-20', 'gemini-3.1-flash-lite', 0.25 + 1.5],
    ['gemini-flash-lite-latest', '2026-07-21', 'gemini-3.5-flash-lite', 0.3 + 2.5],
    ['gemini-pro-latest', '2026-03-05', 'gemini-3-pro', 2 + 12],
    ['gemini-pro-latest', '2026-03-06', 'gemini-3.1-pro', 2 + 12],
    ['deepseek-chat', '2026-07-24', 'deepseek-v4-flash', 0.14 + 0.28],
    ['deepseek-reasoner', '2026-05-01', 'deepseek-v4-flash', 0.14 + 0.28],
    ['mistral-medium-latest', '2026-06-15', 'mistral-medium-3.1', 0.4 + 2],
    ['mistral-medium-latest', '2026-06-16', 'mistral-medium-3.5', 1.5 + 7.5],
    ['mistral-large-latest', '2026-11-10', 'mistral-large-2512', 0.5 + 1.5],
    ['mistral-large-latest', '2026-11-27', 'mistral-large-4', 0.7 + 2.1],
  ])('%s on %s is %s: %d', async (name, on, model, usd) => {
    const { workloads, assumptions, totals } = await estimate(name, on);
    expect([workloads[0].name, workloads[0].model]).toEqual([name, model]);
    expect(totals.baselineCost).toBeCloseTo(usd, 10);
    const told = assumptions.filter(({ code }: { code: string }) => code === 'movingName');
    expect(told).toHaveLength(1);
    expect(told[0].text).toContain(`means ${model} since `);
  });

  test.each([
    ['gemini-flash-latest', '2026-07-25', ['gemini-3.5-flash from 2026-05-19', 'gemini-3.7-flash from 2026-08-13']],
    ['mistral-large-latest', '2026-11-15', ['mistral-large-2512 from 2025-12-02', 'mistral-large-4 from 2026-11-20']],
    ['mistral-small-latest', '2026-05-01', ['mistral-small-2603 from 2026-06-17']],
    ['deepseek-chat', '2026-11-27', ['deepseek-v4-flash from 2026-04-24', 'stopped working']],
  ])('%s on %s is not known, and the answer says what is', async (name, on, known) => {
    const { exitCode, stdout, stderr } = await run(['estimate', '--in', '1M', '--model', name, '--as-of', on]);
    expect([exitCode, stdout]).toEqual([2, '']);
    for (const each of [`No source says what ${name} means on ${on}`, ...known]) expect(stderr).toContain(each);
  });

  test('a name that does not move is told nothing of', async () => {
    const { assumptions } = await estimate('gemini-3.8-flash', '2026-11-27');
    expect(assumptions.map(({ code }: { code: string }) => code)).not.toContain('movingName');
  });
});

test('usage of older days costs what the name meant then; what nobody knows has no price', async () => {
  const { usage, unpriced, cost } = await answer('import', 'fixtures/usage/moving-names.csv', '--as-of', '2026-11-27');
  const costs = usage.map(({ modelAsWritten, model, cost: own }: Priced) => [modelAsWritten, model, own]);
  expect(costs.sort()).toEqual([
    ['deepseek/deepseek-chat', null, 0],
    ['deepseek/deepseek-chat', 'deepseek-v4-flash', 0.42],
    ['gemini-flash-latest', null, 0],
    ['gemini-flash-latest', 'gemini-3-flash', 3.5],
    ['gemini-flash-latest', 'gemini-3.5-flash', 10.5],
    ['google/gemini-flash-latest', 'gemini-3.8-flash', 4.5],
    ['mistral-medium-latest', 'mistral-medium-3.1', 2.4],
    ['mistral-medium-latest', 'mistral-medium-3.5', 9],
    ['models/gemini-flash-latest', 'gemini-2.5-flash', 2.8],
  ]);
  expect(cost).toBe(33.12);
  expect(unpriced.map(({ reason }: { reason: string }) => reason).sort()).toEqual([
    'no source says what the name means on 2026-07-25',
    'no source says what the name means on 2026-08-10',
  ]);
});

test('no published move leads to a model on a day on which nothing has a price for it', () => {
  const dark = [...PUBLISHED.movingNames].flatMap(([name, moves]) =>
    moves.flatMap(({ from, model }, index) => {
      const until = moves[index + 1]?.from ?? '2026-11-27';
      const found = model === undefined ? undefined : PUBLISHED.find(model);
      if (found === undefined) return [];
      const { outage } = spansOf(found, from, day(until), (each) => PUBLISHED.find(each));
      return outage === undefined ? [] : [`${name} ${from}`];
    }),
  );
  expect([...PUBLISHED.movingNames.keys()].length).toBeGreaterThan(6);
  expect(dark).toEqual([]);
});
