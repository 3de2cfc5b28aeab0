import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';
import { valueOfName, workbook } from '../support/workbook.ts';

const DAY = ['--as-of', '2026-11-27'];
const TEN = 'fixtures/profiles/growing-ten.yaml';
const TEN_MONTHS = 'fixtures/profiles/growing-ten-months.yaml';

async function json(argv: readonly string[], input = '') {
  const { stdout, exitCode } = await run([...argv, ...DAY, '--format', 'json'], input);
  return { ...JSON.parse(stdout), exitCode };
}

/** $10 a month at list: a million tokens of a card with round prices. */
const profileOf = (growth: string, more = '', own = '') =>
  `{ growth: "${growth}", ${more} workloads: [{ name: a, model: flat, tokens: { input: 1M }${own} }] }`;

describe('growth counts', () => {
  test('in the binary: the first month over is named, and the exit code is 3', () => {
    const { stdout, status } = spawnSync(
      'node',
      ['bin/tokencost.js', 'check', '--profile', TEN, '--max', '8k', ...DAY, '--format', 'json'],
      { encoding: 'utf8' },
    );
    const { verdict, amount, limits, ahead } = JSON.parse(stdout);
    expect([status, verdict, amount]).toEqual([3, 'over', 8000]);
    expect(limits[0].overSince).toEqual({ month: '2026-12', amount: 8800, lowerBound: 8800 });
    expect(ahead.months).toHaveLength(12);
    expect(ahead.months.at(-1)).toEqual({ month: '2027-10', amount: 22_824.93364888, lowerBound: 22_824.93364888 });
  });

  test('in the months of an estimate, through the binary', () => {
    const argv = ['bin/tokencost.js', 'estimate', '--profile', TEN_MONTHS, ...DAY, '--format', 'json'];
    const { schedule } = JSON.parse(
      execFileSync('node', argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    expect(schedule.total.listCost).toBeCloseTo(171_074.27, 2);
    expect(schedule.months[11].listCost).toBeCloseTo(22_824.93, 2);
  });

  test('in the workbook', async () => {
    const book = await workbook(['estimate', '--profile', TEN_MONTHS, ...DAY]);
    expect(valueOfName(book, 'months_list_cost')).toBeCloseTo(171_074.27, 2);
  });

  test('in FOCUS: the charges of a month are those of its row in the schedule', async () => {
    const { schedule } = await json(['estimate', '--profile', TEN_MONTHS]);
    const { stdout } = await run(['estimate', '--profile', TEN_MONTHS, ...DAY, '--format', 'focus']);
    const [head = '', ...rows] = stdout.trim().split('\r\n');
    const columns = head.split(',');
    // No cell before the period holds a comma, but for the description in quotes.
    const cells = rows.map((row) => [...row.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1] ?? ''));
    const list = columns.indexOf('ListCost');
    const start = columns.indexOf('BillingPeriodStart');
    for (const { month, listCost } of schedule.months) {
      const own = cells.filter((row) => row[start]?.startsWith(month));
      expect(own.reduce((total, row) => total + Number(row[list]), 0)).toBeCloseTo(listCost, 6);
    }
  });

  test('month k costs the first times (1 + growth)^k, and the first over is the first over', async () => {
    const card = 'fixtures/cards/acme.yaml';
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -60, max: 100 }).filter((percent) => percent !== 0),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 24 }),
        async (percent, max, months) => {
          const input = profileOf(`${percent}%`, `start: 2026-11, months: ${months},`);
          const answer = await json(['check', '--profile', '-', '--card', card, '--max', String(max)], input);
          const amounts = Array.from({ length: months }, (_, k) => answer.amount * (1 + percent / 100) ** k);
          expect(answer.ahead.months.map((month: { amount: number }) => month.amount)).toEqual(
            amounts.map((amount) => expect.closeTo(amount, 6)),
          );
          const over = amounts.findIndex((amount) => amount > max + 1e-9);
          expect(answer.verdict).toBe(over < 0 ? 'within' : 'over');
          const since = answer.limits[0].overSince;
          expect(since?.month).toBe(over > 0 ? answer.ahead.months[over].month : undefined);
          const estimated = await json(['estimate', '--profile', '-', '--card', card], input);
          expect(estimated.schedule.months.map((month: { listCost: number }) => month.listCost)).toEqual(
            amounts.map((amount) => expect.closeTo(amount, 6)),
          );
        },
      ),
      { numRuns: 40, seed: 20_261_128 },
    );
  });

  test("of a workload before the profile's; without months a year is looked at, and a decline is no reason to fail", async () => {
    const card = ['--card', 'fixtures/cards/acme.yaml'];
    const own = await json(['check', '--profile', '-', ...card, '--max', '11'], profileOf('50%', '', ', growth: 0%'));
    expect([own.verdict, own.ahead]).toEqual(['within', null]);
    const falls = await json(['check', '--profile', '-', ...card, '--max', '11'], profileOf('-50%'));
    expect([falls.verdict, falls.ahead.months.length, falls.limits[0].overSince]).toEqual(['within', 12, null]);
  });

  test('a limit on growth compares the first month with the baseline, not a later one', async () => {
    const card = ['--card', 'fixtures/cards/acme.yaml'];
    const budget = fileOf('limits: [{ maxGrowth: 5% }]\n');
    const argv = ['check', '--profile', '-', ...card];
    const saved = await json([...argv, '--max', '1k'], profileOf('10%'));
    const { exitCode: _, ...baseline } = saved;
    const held = await json(
      [...argv, '--budget', budget, '--baseline', fileOf(JSON.stringify(baseline))],
      profileOf('10%'),
    );
    expect(held.verdict).toBe('within');
  });

  test('the look ends before a month that its channel does not price, and says why', async () => {
    const offers = fileOf('aggregators: { mart: { discounts: { ends-billed-as-heir: 10% } } }');
    const life = ['--card', 'fixtures/cards/life.yaml', '--offers', offers];
    const input =
      '{ growth: 1%, workloads: [{ name: a, model: ends-billed-as-heir, channel: mart, tokens: { input: 1M } }] }';
    const argv = ['check', '--profile', '-', ...life, '--max', '1k', '--format', 'json', '--as-of', '2026-10-05'];
    const answer = JSON.parse((await run(argv, input)).stdout);
    expect(answer.ahead.ends.month).toBe('2026-12');
    expect(answer.ahead.months.at(-1).month).toBe('2026-11');
    expect(answer.warnings.map(({ code }: { code: string }) => code)).toContain('aheadEnds');
  });

  test('is told where there are no months for it', async () => {
    const codes = async (argv: readonly string[], input: string) =>
      (await json(argv, input)).assumptions.map(({ code }: { code: string }) => code);
    const argv = ['estimate', '--profile', '-', '--card', 'fixtures/cards/acme.yaml'];
    expect(await codes(argv, profileOf('4%'))).toContain('growthWithoutMonths');
    expect(await codes(argv, profileOf('0%'))).not.toContain('growthWithoutMonths');
    expect(await codes(argv, profileOf('4%', 'start: 2026-11, months: 2,'))).toContain('growthCounts');
  });
});
