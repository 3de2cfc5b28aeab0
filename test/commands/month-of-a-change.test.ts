import { expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { run, words } from '../support/transcript.ts';

const CARD = '--card fixtures/cards/life.yaml';
const json = async (line: string) => JSON.parse((await run(words(`${line} --format json`))).stdout);

/** The costs of a charge file added up. */
function listCosts(csv: string): number {
  const [head = '', ...rows] = csv.trim().split('\n');
  const place = head.split(',').indexOf('ListCost');
  const cells = (row: string) => row.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];
  return rows.reduce((sum, row) => sum + Number(cells(row)[place]), 0);
}

const daysOf = (month: string) => new Date(Number(month.slice(0, 4)), Number(month.slice(5)), 0).getDate();

/** December ends one of the models and brings its heir, January raises the price of the heir. */
test('one month with a change costs the same in an estimate, a check, a comparison, as measured usage and as charges', async () => {
  const models = fc.constantFrom('heir', 'ends-billed-as-heir', 'ends-on-its-own-bill');
  const months = fc.constantFrom('2026-11', '2026-12', '2027-01');
  await fc.assert(
    fc.asyncProperty(models, months, fc.integer({ min: 1, max: 90 }), async (model, month, millions) => {
      const days = daysOf(month);
      const tokens = `tokens: { uncachedInput: ${millions * days}M, output: ${days}M }`;
      const workloads = `workloads: [{ name: a, model: ${model}, ${tokens} }]`;
      const profile = fileOf(`{ start: ${month}, months: 1, ${workloads} }`, 'profile.yaml');
      const on = `--profile ${profile} ${CARD} --as-of ${month}-01`;
      const estimated: number = (await json(`estimate ${on}`)).schedule.months[0].listCost;
      const checked: number = (await json(`check ${on} --max 1M`)).amount;
      const compared: number = (await json(`diff ${profile} ${profile} ${CARD} --as-of ${month}-01`)).schedule.months[0]
        .new.amount;
      const { stdout: charges } = await run(words(`estimate ${on} --format focus`));
      const rows = Array.from(
        { length: days },
        (_, day) => `${month}-${String(day + 1).padStart(2, '0')},${model},${millions}000000,1000000`,
      );
      const usage = fileOf(['day,model,uncachedInput,output', ...rows, ''].join('\n'), 'usage.csv');
      const measured = await json(`import ${usage} ${CARD} --as-of ${month}-${days}`);
      const all = [checked, compared, listCosts(charges), measured.cost];
      for (const cost of all) expect(cost).toBeCloseTo(estimated, 4);
    }),
    { numRuns: 8 },
  );
}, 120_000);
