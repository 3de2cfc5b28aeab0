import Big from 'big.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { QUOTIENT_PLACES } from '../../src/domain/exact.ts';
import { visible } from '../../src/domain/line-text.ts';
import { query } from '../support/duckdb.ts';
import { fileOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';
import { type Book, column, valueAt, valueOfName, workbook } from '../support/workbook.ts';

const SUPPORT = ['estimate', '--profile', 'fixtures/profiles/support.yaml'];
const PROFILES: readonly (readonly string[])[] = [
  SUPPORT,
  ['estimate', '--profile', 'fixtures/profiles/portfolio.yaml'],
  ['estimate', '--profile', 'fixtures/profiles/long-prompts.yaml'],
  ['estimate', '--profile', 'fixtures/profiles/several-bands.yaml'],
  ['estimate', '--profile', 'fixtures/profiles/region-without-price.yaml'],
  [
    'estimate',
    '--profile',
    'fixtures/profiles/small-use-prepaid.yaml',
    '--offers',
    'fixtures/offers/lapsing-credit.yaml',
  ],
  ['estimate', '--profile', 'fixtures/profiles/rules.yaml', '--card', 'fixtures/cards/rules.yaml'],
  [
    'estimate',
    '--profile',
    'fixtures/profiles/regions.yaml',
    '--card',
    'fixtures/cards/regions.yaml',
    '--offers',
    'fixtures/offers/own-prices.yaml',
  ],
  ['estimate', '--profile', 'fixtures/profiles/gratis.yaml', '--card', 'fixtures/cards/gratis.yaml'],
  [
    'estimate',
    '--profile',
    'fixtures/profiles/calls.yaml',
    '--card',
    'fixtures/cards/calls.yaml',
    '--offers',
    'fixtures/offers/calls.yaml',
  ],
];
/** Columns of the sheet Configurations that hold money. */
const COSTS = ['K', 'M', 'N', 'O'];
/** A workbook holds binary floats; this is far less than a cent. */
const FLOAT = 7;

interface Answer {
  workloads: {
    name: string;
    cheapest: string | null;
    configurations: { id: string; available: boolean; monthlyCost: number | null; reasonCode: string | null }[];
  }[];
  totals: { baselineCost: number; cheapestCost: number };
}

async function json(argv: readonly string[]): Promise<Answer> {
  return JSON.parse((await run([...argv, '--quiet', '--format', 'json'])).stdout);
}

let support: Book;
beforeAll(async () => {
  support = await workbook(SUPPORT);
});

describe.each(PROFILES.map((argv) => [argv.slice(2).join(' '), argv] as const))('the workbook of %s', (_, argv) => {
  let book: Book;
  let answer: Answer;
  beforeAll(async () => {
    [book, answer] = [await workbook(argv), await json(argv)];
  });

  test('has a formula wherever it has a cost', () => {
    const rows = answer.workloads.flatMap((each) => each.configurations).length;
    for (const letters of COSTS) {
      const cells = column(book, 'Configurations', letters);
      expect(cells.length).toBe(rows);
      expect(cells.filter((cell) => cell.formula === undefined)).toEqual([]);
    }
    const decided = ['D', 'G', 'H', 'I'].flatMap((letters) =>
      column(book, 'Cheapest', letters).slice(0, 1 + answer.workloads.length),
    );
    expect(decided.filter((cell) => cell.formula === undefined)).toEqual([]);
  });

  test('stores what the engine says', () => {
    const said = answer.workloads.flatMap(({ name, configurations }) =>
      configurations.map((row) => [
        visible(name),
        row.id,
        row.available ? 'Yes' : 'No',
        row.reasonCode ?? '',
        row.monthlyCost ?? '',
      ]),
    );
    const rows = book.rows.get('Configurations')?.slice(2) ?? [];
    const written = (cost: unknown) => (typeof cost === 'number' ? Number(cost.toFixed(QUOTIENT_PLACES)) : '');
    expect(rows.map((row) => [row[0], row[1], row[7], row[8] ?? '', written(row[12])])).toEqual(said);
    expect(valueOfName(book, 'total_baseline_cost')).toBeCloseTo(answer.totals.baselineCost, FLOAT);
    expect(valueOfName(book, 'total_cheapest_cost')).toBeCloseTo(answer.totals.cheapestCost, FLOAT);
  });
});

describe('a workbook', () => {
  test('is the same bytes for the same input', async () => {
    expect((await workbook(SUPPORT)).bytes.equals(support.bytes)).toBe(true);
  });

  test('keeps its headers in sight on every sheet', () => {
    expect([...support.rows.keys()]).toEqual([
      ...['Summary', 'Cheapest', 'Assumptions', 'Rates', 'Workloads', 'Quantities', 'Line items', 'Providers'],
      ...['Configurations', 'Notes'],
    ]);
    const sheets = Object.entries(support.parts).filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    expect(sheets).toHaveLength(support.rows.size);
    for (const [, xml] of sheets) expect(xml).toMatch(/<pane [^>]*ySplit="[12]"[^>]*state="frozen"|showGridLines="0"/);
  });

  test('names cells that are there, each name once', () => {
    const names = [...support.names.keys()];
    expect(names.length).toBeGreaterThan(40);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const [name, { sheet, place }] of support.names) {
      expect(name).toMatch(/^[a-z][a-z0-9_]{2,200}$/);
      expect(support.cells.get(sheet)?.map((cell) => cell.place)).toContain(place);
    }
    expect(valueOfName(support, 'workload_1_cache_hit')).toBe(0.7);
    expect(valueOfName(support, 'price_claude_opus_4_7_output')).toBe(25);
    expect(valueOfName(support, 'discount_tokenmart_claude_opus_4_7')).toBe(0.15);
    expect(valueOfName(support, 'floor_low_anthropic')).toBe(50_000);
  });

  test('has number formats for money, shares and tokens', () => {
    const { 'xl/styles.xml': styles = '' } = support.parts;
    for (const format of ['#,##0.00', '#,##0', '0.00%']) expect(styles).toContain(`"${format}"`);
  });

  test('has no macro, no link out of the file, and no day or name of this machine', () => {
    expect(Object.keys(support.parts).filter((name) => /vba|externalLink|printerSettings/.test(name))).toEqual([]);
    const all = Object.values(support.parts).join('');
    expect(all).not.toContain('TargetMode="External"');
    expect(support.parts['docProps/core.xml']).toContain('2000-01-01T00:00:00Z');
  });

  test('has the source, the day and the confidence of every price', () => {
    const rows = support.rows.get('Rates')?.slice(2) ?? [];
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) expect([row[10], row[11], row[12]].every((cell) => String(cell ?? '') !== '')).toBe(true);
  });

  test('leaves nothing out of its formulas where no fee is charged, and says what does not follow', () => {
    const text = JSON.stringify(support.rows.get('Notes'));
    expect(text).toContain('What does not follow the cells');
    expect(text).not.toContain('Values, not formulas');
  });
});

describe('a workbook on paper', () => {
  const xmlOf = (book: Book, name: string) =>
    book.parts[`xl/worksheets/sheet${[...book.rows.keys()].indexOf(name) + 1}.xml`] ?? '';

  test('is one page wide, with its titles on every page, and says what it is and which page', () => {
    for (const name of support.rows.keys()) {
      const xml = xmlOf(support, name);
      expect(xml).toContain('<pageSetUpPr fitToPage="1"/>');
      expect(xml).toMatch(/<pageSetup [^>]*fitToWidth="1"/);
      expect(xml).toContain('tokencost estimate: support platform');
      expect(xml).toMatch(/<oddFooter>[^<]*&amp;RPage &amp;P of &amp;N/);
    }
    expect(support.parts['xl/workbook.xml']).toContain(`<definedName name="_xlnm.Print_Titles"`);
    expect(xmlOf(support, 'Summary')).toContain('orientation="portrait"');
    expect(xmlOf(support, 'Configurations')).toContain('orientation="landscape"');
  });

  test('has a picture of its figures, and every font by name', () => {
    const charts = Object.entries(support.parts).filter(([name]) => name.startsWith('xl/charts/chart'));
    expect(charts).toHaveLength(1);
    expect(charts[0]?.[1]).toContain('Cheapest!$G$4:$G$');
    const fonts = [...(support.parts['xl/styles.xml'] ?? '').matchAll(/<font>.*?<\/font>/g)].map(([font]) => font);
    expect(fonts.filter((font) => !font.includes('<name val="Arial"/>'))).toEqual([]);
  });

  test('names what is out of sight', () => {
    const notes = JSON.stringify(support.rows.get('Notes'));
    expect(notes).toContain('Quantities, Line items, Providers. Show them with Unhide.');
    const columns = [...support.rows.keys()].flatMap((name) => {
      const hidden = [...xmlOf(support, name).matchAll(/<col min="(\d+)"[^>]*hidden="(?:1|true)"/g)];
      const state = new RegExp(`<sheet name="${name}"[^>]*state="hidden"`).test(support.parts['xl/workbook.xml'] ?? '');
      return state ? [] : hidden.map(([, at]) => String(support.rows.get(name)?.[0]?.[Number(at) - 1]));
    });
    expect(columns.length).toBeGreaterThan(10);
    expect(columns.filter((title) => !notes.includes(title))).toEqual([]);
  });

  test('opens with the answer in words and in figures that follow the cells', async () => {
    const argv = ['decide', '--profile', 'fixtures/profiles/portfolio.yaml'];
    const book = await workbook(argv);
    const { plan } = JSON.parse((await run([...argv, '--quiet', '--format', 'json'])).stdout);
    const rows = book.rows.get('Decision') ?? [];
    const row = (title: string) => rows.find(([first]) => first === title);
    expect(rows[0]?.[0]).toMatch(/^How to buy: /);
    expect(row('as it is bought here')?.[1]).toBeCloseTo(plan.effectiveCost, FLOAT);
    expect(row('as it is bought here')?.[2]).toBeCloseTo(12 * plan.effectiveCost, FLOAT);
    const heading = rows.findIndex(([first]) => first === 'Saving by what it rests on');
    const parts = rows
      .slice(heading + 2, heading + 6)
      .flatMap(([, amount]) => (typeof amount === 'number' ? amount : []));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(plan.baselineCost - plan.effectiveCost, FLOAT);
    const front = book.cells.get('Decision') ?? [];
    expect(front.filter(({ formula }) => formula?.includes('Plan!')).length).toBeGreaterThan(2);
    for (const heading of ['What to sign', 'What would change it', 'Next']) expect(row(heading)).toBeDefined();
  });
});

test('what is declared free is a number of nothing in the workbook, and the word beside it', async () => {
  const book = await workbook([
    'estimate',
    '--profile',
    'fixtures/profiles/gratis.yaml',
    '--card',
    'fixtures/cards/gratis.yaml',
  ]);
  const rates = book.rows.get('Rates') ?? [];
  const told = rates.filter(
    (row) => row[0] === 'free-writes' && row[2] === 'standard' && row[4] === 'cache write, 5 min',
  );
  expect(told.map((row) => [row[3], row[5], row[7], row[8]])).toEqual([
    ['base', 0, 0, 'free: the provider declares it'],
    ['long prompt', null, '', 'the card has no cache write, 5 min price in prompts above 200,000 tokens'],
  ]);
});

test('JSON, CSV as DuckDB reads it, and the workbook have the same totals', async () => {
  for (const argv of PROFILES) {
    const path = fileOf('', 'plan.csv');
    await run([...argv, '--quiet', '--format', 'csv', '--output', path]);
    const rows = await query(
      `SELECT workload, id, monthlyCost FROM read_csv('${path}', types = {'monthlyCost': 'DECIMAL(38,16)'})`,
    );
    const answer = await json(argv);
    const book = await workbook(argv);
    const costIn = (workload: string, id: string | null) =>
      new Big(rows.find((row) => row['workload'] === workload && row['id'] === id)?.['monthlyCost'] ?? 0);
    const csvTotal = answer.workloads.reduce((sum, { name, cheapest }) => sum.plus(costIn(name, cheapest)), new Big(0));
    expect(csvTotal.toNumber()).toBeCloseTo(answer.totals.cheapestCost, FLOAT);
    expect(valueOfName(book, 'total_cheapest_cost')).toBeCloseTo(csvTotal.toNumber(), FLOAT);
    const list = await query(
      `SELECT sum(monthlyCost) AS cost FROM read_csv('${path}', types = {'monthlyCost': 'DECIMAL(38,16)'}) WHERE id = 'list'`,
    );
    const inBook = (book.rows.get('Configurations') ?? []).filter((row) => row[1] === 'list');
    const total = inBook.reduce((sum, row) => sum.plus(Number(row[12] ?? 0)), new Big(0));
    expect(total.toNumber()).toBeCloseTo(Number(list[0]?.['cost'] ?? 0), FLOAT);
  }
});

interface PlanAnswer {
  plan: {
    workloads: { name: string; model: string; channel: string; cache: boolean; batch: boolean; monthlyCost: number }[];
    baselineCost: number;
    listCost: number;
    contractedCost: number;
    shortfallCost: number;
    effectiveCost: number;
  };
}

const PLANS: readonly (readonly string[])[] = [
  ['decide', '--profile', 'fixtures/profiles/portfolio.yaml'],
  ['decide', '--profile', 'fixtures/profiles/support.yaml'],
  ['decide', '--profile', 'fixtures/profiles/substitutes.yaml'],
  ['decide', '--profile', 'fixtures/profiles/gateways.yaml', '--prepay', 'tokenmart'],
  [
    'decide',
    '--profile',
    'fixtures/profiles/small-use-prepaid.yaml',
    '--offers',
    'fixtures/offers/lapsing-credit.yaml',
  ],
  ['decide', '--profile', 'fixtures/profiles/portfolio.yaml', '--offers', 'fixtures/offers/banded.yaml'],
];
const TOTALS = ['baseline', 'list', 'contracted', 'shortfall', 'effective'] as const;

describe.each(PLANS.map((argv) => [argv.slice(2).join(' '), argv] as const))('the plan of %s', (_, argv) => {
  let book: Book;
  let plan: PlanAnswer['plan'];
  beforeAll(async () => {
    book = await workbook(argv);
    plan = JSON.parse((await run([...argv, '--quiet', '--format', 'json'])).stdout).plan;
  });
  const rows = () => book.rows.get('Plan')?.slice(6, 6 + plan.workloads.length) ?? [];

  test('stores the choice in named inputs, and what it costs', () => {
    plan.workloads.forEach(({ channel, cache, batch, model, monthlyCost }, place) => {
      const choice = (key: string) => valueOfName(book, `choice_${place + 1}_${key}`);
      expect([choice('channel'), choice('cache'), choice('batch')]).toEqual([
        channel,
        cache ? 'Yes' : 'No',
        batch ? 'Yes' : 'No',
      ]);
      expect([rows()[place]?.[1], rows()[place]?.[11]]).toEqual([model, 'Yes']);
      expect(rows()[place]?.[10]).toBeCloseTo(monthlyCost, FLOAT);
    });
  });

  test('has a formula wherever it has a cost, and leaves none out', () => {
    const from = (letters: string) => column(book, 'Plan', letters).slice(0, 1);
    for (const letters of ['D', 'H', 'K']) expect(from(letters)[0]?.formula).toBeDefined();
    const costs = ['D', 'H', 'I', 'K'].flatMap((letters) =>
      column(book, 'Plan', letters, 7).slice(0, plan.workloads.length),
    );
    expect(costs.length).toBe(4 * plan.workloads.length);
    expect(costs.filter((cell) => cell.formula === undefined)).toEqual([]);
    expect(JSON.stringify(book.rows.get('Notes'))).not.toContain('Values, not formulas');
  });

  test('has the totals of the JSON', () => {
    for (const name of TOTALS) {
      expect(valueOfName(book, `total_${name}_cost`)).toBeCloseTo(plan[`${name}Cost`], FLOAT);
      const cell = book.names.get(`total_${name}_cost`)?.place;
      expect(book.cells.get('Plan')?.find(({ place }) => place === cell)?.formula).toBeDefined();
    }
  });

  test('says that the choice itself does not follow', () => {
    expect(JSON.stringify(book.rows.get('Notes'))).toContain(
      'The choice of channel, levers, model and contracts was made',
    );
  });
});

test('the totals of a plan are those that DuckDB reads from the rows of its JSON', async () => {
  const argv = PLANS[0] ?? [];
  const { stdout } = await run([...argv, '--quiet', '--format', 'json']);
  const path = fileOf(stdout, 'plan.json');
  const [found] = await query(
    `SELECT sum(w.monthlyCost) AS cost FROM (SELECT unnest(plan.workloads) AS w FROM read_json('${path}'))`,
  );
  const book = await workbook(argv);
  expect(valueOfName(book, 'total_contracted_cost')).toBeCloseTo(Number(found?.['cost']), FLOAT);
});

test('a workload without a price is left out of a plan by name', async () => {
  const book = await workbook(['decide', '--profile', 'fixtures/profiles/region-without-price.yaml']);
  expect(JSON.stringify(book.rows.get('Notes'))).toContain('letters is left out');
});

test('a profile that is too large for a workbook is refused', async () => {
  const workloads = Array.from(
    { length: 2_001 },
    (_, place) => `  - { name: w${place}, model: gpt-5.4, tokens: { input: 1M } }`,
  );
  const profile = fileOf(`workloads:\n${workloads.join('\n')}\n`);
  const { stderr, exitCode } = await run([
    'estimate',
    '--profile',
    profile,
    '--format',
    'xlsx',
    '--output',
    '/dev/null',
  ]);
  expect(stderr).toContain('--format xlsx takes up to 2000 workloads; there are 2001. [usage]');
  expect(exitCode).toBe(2);
});

test('a workbook is written whole or not at all, and never over what it is made from', async () => {
  const profile = fileOf('workloads: [{ name: one, model: gpt-5.4, tokens: { input: 1M } }]');
  const to = async (path: string) => {
    const { exitCode } = await run(['estimate', '--profile', profile, '--format', 'xlsx', '--output', path]);
    return exitCode;
  };
  expect([await to(profile), await to('/dev/full'), await to('fixtures'), await to('fixtures/none/plan.xlsx')]).toEqual(
    [2, 1, 2, 2],
  );
});

test('a model whose id begins with a digit, or is like a cell, still has legal names', async () => {
  const card = fileOf(`id: odd
version: 2026-11-01
providers: { acme: { name: "=1+1" } }
models:
${['4o-mini', 'r1', 'a1'].map((id) => `  ${id}: { provider: acme, rates: [{ from: 2026-01-01, usdPerMtok: { input: 1, output: 2 }, batch: { multiplier: 0.5, withCache: multiply }, source: { url: "javascript:x", checked: 2026-10-30, confidence: official } }] }`).join('\n')}
`);
  const profile = fileOf(`workloads:
${['4o-mini', 'r1', 'a1'].map((id) => `  - { name: ${id}, model: ${id}, tokens: { input: 1M, output: 1M }, batchEligible: 50% }`).join('\n')}
`);
  const book = await workbook(['estimate', '--profile', profile, '--card', card]);
  expect([...book.names.keys()].filter((name) => !/^[a-z]+_[a-z0-9_]+$/.test(name))).toEqual([]);
  expect(valueOfName(book, 'rate_4o_mini_batch_multiplier')).toBe(0.5);
  expect(Object.values(book.parts).join('')).not.toContain('TargetMode');
});

describe('names from a file', () => {
  test('are text, whatever they look like', async () => {
    const argv = ['estimate', '--profile', 'fixtures/profiles/hostile-names.yaml'];
    const [book, answer] = [await workbook(argv), await json(argv)];
    const cells = column(book, 'Workloads', 'A');
    expect(cells.map((cell) => cell.formula)).toEqual(answer.workloads.map(() => undefined));
    const shown = answer.workloads.map((each) => visible(each.name));
    expect(cells.map((cell) => valueAt(book, 'Workloads', cell.place))).toEqual(shown);
    const formulas = [...book.cells.values()].flat().flatMap((cell) => cell.formula ?? []);
    expect(formulas.filter((formula) => /HYPERLINK|cmd|WEBSERVICE/i.test(formula))).toEqual([]);
  });

  test('keep what the format would read as an escape', async () => {
    const name = 'a_x0041_b <&> "quoted"';
    const profile = fileOf(`workloads: [{ name: '${name}', model: gpt-5.4, tokens: { input: 1M } }]`);
    const book = await workbook(['estimate', '--profile', profile]);
    expect(valueAt(book, 'Workloads', 'A3')).toBe(name);
    expect(book.parts['xl/sharedStrings.xml']).toContain('a_x005F_x0041_b');
  });
});

test('a price nobody knows is an empty cell with a reason, and the total a lower bound', async () => {
  const card = ['--card', 'fixtures/cards/own.yaml', '--as-of', '2026-11-01'];
  const book = await workbook([
    'estimate',
    '--in',
    '1M',
    '--out',
    '1M',
    '--model',
    'small-2',
    ...card,
    '--cache-hit',
    '50%',
  ]);
  const rows = book.rows.get('Configurations') ?? [];
  const cached = rows.find((row) => row[1] === 'list+cache');
  expect([cached?.[7], cached?.[8], cached?.[12] || null]).toEqual(['No', 'unpriced', null]);
  expect(cached?.[9]).toContain('unpriced: the card has no cache read price');
});

test('fees are formulas over everything that is bought of an aggregator in the month', async () => {
  const offers = [
    '--card',
    'fixtures/cards/acme.yaml',
    '--as-of',
    '2026-11-01',
    '--offers',
    'fixtures/offers/gateways.yaml',
  ];
  const argv = ['estimate', '--in', '100M', '--out', '10M', '--model', 'flat', '--batch', '0', ...offers];
  const [book, answer] = [await workbook(argv), await json(argv)];
  const rows = book.rows.get('Configurations')?.slice(2) ?? [];
  expect(rows.some((row) => Number(row[12]) === 1_650)).toBe(true);
  answer.workloads[0]?.configurations.forEach(({ monthlyCost }, place) => {
    expect(rows[place]?.[12]).toBeCloseTo(monthlyCost ?? Number.NaN, FLOAT);
  });
  const fees = column(book, 'Configurations', 'W').filter((cell) => cell.formula !== undefined);
  expect(fees.length).toBe(12);
  expect(JSON.stringify(book.rows.get('Notes'))).not.toContain('Values, not formulas');
});
