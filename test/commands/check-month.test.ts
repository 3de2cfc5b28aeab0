import { describe, expect, test } from 'vitest';
import fc from '../support/laws.ts';
import { run, words } from '../support/transcript.ts';

const CARD = '--card fixtures/cards/life.yaml';

async function answerOf(line: string) {
  const { stdout, exitCode } = await run(words(`${line} ${CARD} --format json`));
  return { ...JSON.parse(stdout), exitCode };
}
const checked = (model: string, day: string) =>
  answerOf(`check --in 100M --out 20M --model ${model} --max 1k --as-of ${day}`);
const codes = (notes: { code: string }[]) => notes.map(({ code }) => code);

describe('a check prices the month of its day by days', () => {
  // 10 of 31 days at 180 and 21 at 360; 10 at 400 x 10/31 and 21 at 800 x 21/31 for the rise of 11 January.
  test.each([
    ['ends-billed-as-heir', '2026-12-01', 180 * (10 / 31) + 360 * (21 / 31)],
    ['ends-billed-as-heir', '2026-12-05', 180 * (10 / 31) + 360 * (21 / 31)],
    ['ends-billed-as-heir', '2026-12-10', 180 * (10 / 31) + 360 * (21 / 31)],
    ['ends-billed-as-heir', '2026-12-11', 360],
    ['ends-billed-as-heir', '2026-11-30', 180],
    ['heir', '2027-01-10', 360 * (10 / 31) + 720 * (21 / 31)],
    ['heir', '2027-01-11', 720],
    ['ends-on-its-own-bill', '2026-12-01', 180],
  ])('%s on %s', async (model, day, amount) => {
    expect((await checked(model, day)).amount).toBeCloseTo(amount, 6);
  });

  test('says so, and only where a price changes', async () => {
    const { assumptions, workloads } = await checked('ends-replaced', '2026-12-01');
    const [note] = assumptions.filter(({ code }: { code: string }) => code === 'monthByDays');
    expect(note.text).toBe(
      'ends-replaced: the month is priced by days, its volume even over them: 10 days from 2026-12-01 at the price of ends-replaced and 21 days from 2026-12-11 at the price of heir.',
    );
    expect(workloads).toHaveLength(1);
    expect(codes((await checked('ends-replaced', '2026-11-01')).assumptions)).not.toContain('monthByDays');
  });

  test('days after an end that nothing follows have no price, so that nobody can tell', async () => {
    const answer = await checked('ends-alone', '2026-12-01');
    expect([answer.verdict, answer.exitCode]).toEqual(['undecided', 4]);
    expect(answer.lowerBound).toBeCloseTo(180 * (10 / 31), 6);
    expect((await checked('ends-alone', '2026-11-30')).verdict).toBe('within');
  });

  test('on the first of a month it is the row that the estimate has of that month', async () => {
    const months = fc.constantFrom('2026-11', '2026-12', '2027-01', '2027-02');
    const models = fc.constantFrom('heir', 'ends-billed-as-heir', 'ends-replaced', 'ends-on-its-own-bill');
    await fc.assert(
      fc.asyncProperty(months, models, fc.integer({ min: 1, max: 500 }), async (month, model, volume) => {
        const tokens = `tokens: { input: ${volume}M, output: 7M }`;
        const profile = `{ start: ${month}, months: 1, workloads: [{ name: a, model: ${model}, ${tokens} }] }`;
        const line = `--profile - ${CARD} --format json`;
        const row = JSON.parse((await run(words(`estimate ${line} --as-of ${month}-01`), profile)).stdout);
        const one = JSON.parse((await run(words(`check ${line} --max 1 --as-of ${month}-01`), profile)).stdout);
        expect(one.amount).toBeCloseTo(row.schedule.months[0].listCost, 6);
      }),
      { numRuns: 25, seed: 20_261_128 },
    );
  });
});

test('what follows a model that ends says its own later change of price', async () => {
  const { warnings } = await answerOf('estimate --in 100M --out 20M --model ends-billed-as-heir --as-of 2026-11-27');
  expect(warnings.find(({ code }: { code: string }) => code === 'modelEnds').text).toContain(
    'The price of heir changes on 2027-01-11: the baseline becomes $720.',
  );
});
