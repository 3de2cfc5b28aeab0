import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Big from 'big.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query } from '../support/duckdb.ts';
import { run, words } from '../support/transcript.ts';

/** Plans of every kind: what each is made of beside its work. */
const PLANS: readonly (readonly [string, string])[] = [
  ['a contract that is hoped for', '--profile fixtures/profiles/portfolio.yaml'],
  [
    'a commitment that is not used up',
    '--profile fixtures/profiles/direct-under-commitment.yaml --offers fixtures/offers/take-or-pay-unused.yaml',
  ],
  [
    'usage over a commitment',
    '--profile fixtures/profiles/direct-opus.yaml --offers fixtures/offers/overage-beyond.yaml',
  ],
  [
    'a commitment that is owed to a cloud',
    '--profile fixtures/profiles/portfolio.yaml --offers fixtures/offers/cloud-commitment.yaml',
  ],
  ['fees', '--profile fixtures/profiles/gateways.yaml'],
  ['credit in blocks', '--profile fixtures/profiles/gateways.yaml --prepay tokenmart'],
  [
    'credit that lapses',
    '--profile fixtures/profiles/small-use-prepaid.yaml --offers fixtures/offers/lapsing-credit.yaml',
  ],
  ['another model', '--profile fixtures/profiles/substitutes.yaml --card article-2026'],
  ['a proposal', '--profile fixtures/profiles/commitment.yaml --proposal fixtures/proposals/annual.yaml'],
  [
    'a term',
    '--profile fixtures/profiles/term/floor-later.yaml --offers fixtures/offers/term/low-floor.yaml --as-of 2026-11-27',
  ],
];

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'decide-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The path of what `decide` writes in a format. */
async function written(line: string, format: string): Promise<string> {
  const path = join(folder, `${++files}.csv`);
  await run(['decide', ...words(line), '--quiet', '--format', format, '--output', path]);
  return path;
}

const MONEY = `'DECIMAL(38,10)'`;
const typesOf = (columns: readonly string[]) => columns.map((column) => `'${column}': ${MONEY}`).join(', ');

interface Sums {
  readonly [column: string]: string | null | undefined;
}

async function sumsIn(path: string, columns: readonly string[]): Promise<Sums> {
  const sums = columns.map((column) => `sum(${column}) AS ${column}`).join(', ');
  const [row] = await query(`SELECT ${sums} FROM read_csv('${path}', types = {${typesOf(columns)}})`);
  return row ?? {};
}

const apart = (one: string | null | undefined, other: string | null | undefined) =>
  new Big(one ?? 'NaN')
    .minus(other ?? 'NaN')
    .abs()
    .toNumber();

/** Ten decimals a cell: a quotient that does not end is off by less than that, some dozens of times. */
const ROUNDING = 1e-8;

describe('formats of one plan have one sum', () => {
  test.each(PLANS)('%s', async (_, line) => {
    const { stdout } = await run(['decide', ...words(line), '--quiet', '--format', 'json']);
    const amount = (key: string) => new RegExp(`"${key}": (-?[\\d.]+)`).exec(stdout)?.[1];
    const cost = amount('firstMonthCost') ?? amount('effectiveCost');
    const csv = await sumsIn(await written(line, 'csv'), ['monthlyCost']);
    const focus = await sumsIn(await written(line, 'focus'), ['EffectiveCost', 'BilledCost']);
    expect(apart(csv['monthlyCost'], cost)).toBeLessThan(ROUNDING);
    expect(apart(focus['EffectiveCost'], cost)).toBeLessThan(ROUNDING);
    expect(apart(focus['BilledCost'], amount('billedCost'))).toBeLessThan(ROUNDING);
  });
});

describe('decide --format csv', () => {
  test('has a row for each purchase and for what stands beside them, with what each rests on', async () => {
    const [, line] = PLANS[3] ?? ['', ''];
    const rows = await query(
      `SELECT kind, workload, channel, batch, ground, monthlyCost FROM read_csv('${await written(line, 'csv')}', types = {'monthlyCost': ${MONEY}})`,
    );
    expect(rows.map(({ monthlyCost, ...rest }) => ({ ...rest, cost: new Big(monthlyCost ?? 0).toFixed() }))).toEqual([
      { kind: 'workload', workload: 'assistant', channel: 'direct', batch: false, ground: 'hoped', cost: '64000' },
      {
        kind: 'workload',
        workload: 'code-review',
        channel: 'tokenmart',
        batch: true,
        ground: 'claimed',
        cost: '32300',
      },
      { kind: 'workload', workload: 'summaries', channel: 'bedrock', batch: false, ground: 'published', cost: '14000' },
      { kind: 'workload', workload: 'live-chat', channel: 'direct', batch: false, ground: 'hoped', cost: '2800' },
      { kind: 'owedAnyway', workload: null, channel: 'aws', batch: null, ground: 'published', cost: '-10000' },
    ]);
  });

  test('leaves empty what has no price, says why, and exits with 4', async () => {
    const argv = words('decide --profile fixtures/profiles/region-without-price.yaml --format csv');
    const { stdout, exitCode } = await run(argv);
    expect(stdout).toMatch(/\r\nworkload,letters,+"the card has no price for the region mars/);
    expect(exitCode).toBe(4);
  });

  test('a name never runs', async () => {
    const path = await written('--profile fixtures/profiles/hostile-names.yaml', 'csv');
    const rows = await query(`SELECT workload FROM read_csv('${path}')`);
    expect(rows.map(({ workload }) => workload).filter((name) => /^\s*[=+\-@＝]/u.test(name ?? ''))).toEqual([]);
    expect(rows.some(({ workload }) => workload === "'=1+1")).toBe(true);
  });

  test('over a term says which month its rows are of', async () => {
    const [, line] = PLANS.at(-1) ?? ['', ''];
    const { stderr } = await run(['decide', ...words(line), '--format', 'csv']);
    expect(stderr).toContain('The file holds the first of 12 months');
  });
});
