import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

const JOB = ['estimate', '--in', '500M', '--out', '1.5B', '--model', 'claude-opus-4.7', '--prepay', 'tokenmart'];

/** 34,000 at 15% off, on credit that costs 999 for 1,058.94: 34,000 / 1.06. */
const PREPAID = '32075.47';

/** The sum of a column over the rows that pass. No cell of these answers holds a comma or a quote before it. */
function columnSum(csv: string, column: string, passes: (row: Record<string, string>) => boolean): string {
  const [head = '', ...lines] = csv.trim().split('\r\n');
  const names = head.split(',');
  const cells = (line: string) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1] ?? '');
  const rows = lines.map((line) => {
    const values = cells(line);
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  });
  const amounts = rows.filter(passes).map((row) => new Big(row[column] || '0'));
  return amounts.reduce((sum, each) => sum.plus(each), new Big(0)).toFixed(2);
}

// By hand: a block of 50,000 over 90 / 30.4375 months, and 2% of it.
describe('credit that lapses', () => {
  const argv = (command: string) => [
    ...[command, '--profile', 'fixtures/profiles/small-use-prepaid.yaml'],
    ...['--offers', 'fixtures/offers/lapsing-credit.yaml', '--quiet'],
  ];

  test('is in every row of the charges of a plan, and the block is what is billed', async () => {
    const { stdout } = await run([...argv('decide'), '--format', 'focus']);
    expect(columnSum(stdout, 'EffectiveCost', () => true)).toBe('17247.92');
    expect(columnSum(stdout, 'BilledCost', () => true)).toBe('51000.00');
    expect(columnSum(stdout, 'EffectiveCost', (row) => row['CommitmentDiscountStatus'] === 'Unused')).toBe('16089.72');
  });

  test('is the same in an estimate, a plan and a check, down to the cent', async () => {
    const estimate = JSON.parse((await run([...argv('estimate'), '--format', 'json'])).stdout);
    const rows = estimate.workloads.flatMap((each: { configurations: { id: string; monthlyCost: number }[] }) =>
      each.configurations.filter(({ id }) => id === 'blocks-with-fee').map(({ monthlyCost }) => monthlyCost),
    );
    const plan = JSON.parse((await run([...argv('decide'), '--format', 'json'])).stdout).plan;
    const check = JSON.parse((await run([...argv('check'), '--max', '1k', '--format', 'json'])).stdout);
    const sum = rows.reduce((total: Big, each: number) => total.plus(String(each)), new Big(0));
    expect([sum.toFixed(2), plan.effectiveCost.toFixed(2), check.amount.toFixed(2)]).toEqual(
      Array.from({ length: 3 }, () => '17247.92'),
    );
    expect(plan.billedCost.toFixed(2)).toBe('51000.00');
  });
});

describe('fees and bonuses are in every export', () => {
  test('line items sum to the configuration', async () => {
    const { stdout } = await run([...JOB, '--format', 'csv', '--rows', 'line-items']);
    expect(columnSum(stdout, 'cost', (row) => row['id'] === 'tokenmart')).toBe(PREPAID);
  });

  test('FOCUS charges sum to the configuration, and the bonus is a credit', async () => {
    const { stdout } = await run([...JOB, '--format', 'focus', '--scenario', 'tokenmart']);
    expect(columnSum(stdout, 'EffectiveCost', () => true)).toBe(PREPAID);
    expect(columnSum(stdout, 'EffectiveCost', (row) => row['ChargeCategory'] === 'Credit')).toBe('-1924.53');
  });
});
