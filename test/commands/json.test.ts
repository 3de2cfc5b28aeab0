import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { run } from '../support/transcript.ts';

const JOB = ['estimate', '--in', '500M', '--out', '1.5B', '--model', 'claude-opus-4.7', '--format'];
const PROFILE = ['estimate', '--profile', 'fixtures/profiles/support.yaml', '--format'];

/** Numerals as text, so that no test reads money through a float. */
async function answer(argv: readonly string[]) {
  const { stdout } = await run(argv);
  const quoted = stdout.replace(/(: |\n\s+)(-?\d+(?:\.\d+)?)(?=[,\n])/g, '$1"$2"');
  return JSON.parse(quoted);
}

async function ajvFor(kind: string) {
  const { stdout } = await run(['schema', kind]);
  return new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(stdout));
}

describe('the JSON of estimate', () => {
  test('has the keys that scripts rely on', async () => {
    const json = await answer([...JOB, 'json']);
    expect(Object.keys(json)).toEqual([
      'schemaVersion',
      'tool',
      'command',
      'asOf',
      'currency',
      'period',
      'card',
      'workloads',
      'totals',
      'threshold',
      'recommendation',
      'assumptions',
      'warnings',
    ]);
    expect(Object.keys(json.card)).toEqual(['id', 'version', 'sha256']);
    const [workload] = json.workloads;
    expect(workload).toMatchObject({
      name: 'claude-opus-4.7',
      model: 'claude-opus-4.7',
      provider: 'anthropic',
      tokens: { input: '500000000', output: '1500000000' },
      cheapest: 'tokenmart',
    });
    expect(json.totals).toMatchObject({ baselineCost: '40000', cheapestCost: '34000' });
    expect(json.threshold.floor).toEqual({ low: '50000', high: '100000' });
    expect(json.threshold.providers).toEqual([
      expect.objectContaining({
        provider: 'anthropic',
        baselineSpend: '40000',
        optimisedSpend: '40000',
        verdict: 'below',
        optimisedVerdict: 'below',
        toFloor: '10000',
        volumeMultiple: '1.25',
      }),
    ]);
  });

  test('has the ids, bases and figures of every configuration, in order', async () => {
    const json = await answer([...JOB, 'json']);
    const rows = json.workloads[0].configurations.map((row: Record<string, unknown>) =>
      [row['id'], row['basis'], row['available'], row['monthlyCost']].join(' '),
    );
    expect(rows).toEqual([
      'list stated true 40000',
      'list+cache illustration true 38468.75',
      'list+batch illustration true 20000',
      'list+batch+cache illustration true 19234.375',
      'tokenmart stated true 34000',
      'tokenmart+cache illustration true 32698.4375',
      'tokenmart+batch illustration true 17000',
      'tokenmart+batch+cache illustration true 16349.21875',
      'direct stated false 32000',
      'direct+cache illustration false 30775',
      'direct+batch illustration false 16000',
      'direct+batch+cache illustration false 15387.5',
    ]);
  });

  test('a direct row runs from the deepest to the shallowest discount', async () => {
    const json = await answer([...JOB, 'json']);
    const direct = json.workloads[0].configurations.find((row: { id: string }) => row.id === 'direct');
    expect(direct.range).toEqual({ low: '28000', high: '36000' });
    expect(direct.annualCost).toBe('384000');
    expect(direct.savingsShare).toBe('0.2');
  });

  test('line items multiply out and add up, to the last digit', async () => {
    const json = await answer([...PROFILE, 'json']);
    let checked = 0;
    for (const workload of json.workloads) {
      for (const row of workload.configurations) {
        const costs = row.lineItems.map((item: Record<string, string>) => {
          const cost = new Big(item['tokens'] ?? '').times(item['usdPerMtok'] ?? '').div(1_000_000);
          expect(cost.toFixed()).toBe(item['cost']);
          return cost;
        });
        expect(costs.reduce((sum: Big, cost: Big) => sum.plus(cost), new Big(0)).toFixed()).toBe(row.monthlyCost);
        checked += costs.length;
      }
    }
    expect(checked).toBeGreaterThan(100);
  });

  test.each([JOB, PROFILE])('fits the schema that `tokencost schema estimate` prints', async (...argv) => {
    const validate = await ajvFor('estimate');
    expect(validate(JSON.parse((await run([...argv, 'json'])).stdout)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('an unknown is null in JSON and an empty cell in CSV, never 0', async () => {
    const flags = [
      '--model',
      'small-2',
      '--card',
      'fixtures/cards/own.yaml',
      '--as-of',
      '2026-11-01',
      '--cache-hit',
      '50%',
    ];
    const json = await answer(['estimate', '--in', '1M', ...flags, '--format', 'json']);
    const row = json.workloads[0].configurations.find((each: { id: string }) => each.id === 'list+cache');
    expect(row).toMatchObject({
      available: false,
      monthlyCost: null,
      annualCost: null,
      savings: null,
      reasonCode: 'unpriced',
    });
    expect(json.totals.complete).toBe(false);
    const csv = (await run(['estimate', '--in', '1M', ...flags, '--format', 'csv'])).stdout;
    expect(csv.split('\r\n')[2]).toMatch(
      /^small-2,small-2,acme,1000000,0,list\+cache,.*,unpriced: the card has no cache read price,,,,,,,,USD,/,
    );
  });
});

describe('the CSV of estimate', () => {
  test('holds the figures of the JSON, one row per workload and configuration', async () => {
    const json = await answer([...PROFILE, 'json']);
    const { stdout } = await run([...PROFILE, 'csv']);
    const lines = stdout.split('\r\n').slice(1, -1);
    const rows = lines.map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) => cell[1] ?? cell[2] ?? ''),
    );
    const fromCsv = rows.map((cells) => [cells[0], cells[5], cells[11], cells[13], cells[14]].join(' '));
    const fromJson = json.workloads.flatMap((workload: { name: string; configurations: Record<string, unknown>[] }) =>
      workload.configurations.map((row) =>
        [workload.name, row['id'], row['available'], row['monthlyCost'], row['annualCost']].join(' '),
      ),
    );
    expect(fromCsv).toEqual(fromJson);
    expect(fromCsv.length).toBe(48);
  });
});

describe('the JSON of check', () => {
  test('has the keys that scripts rely on and fits its schema', async () => {
    const argv = ['check', '--profile', 'fixtures/profiles/support.yaml', '--max', '50k', '--format', 'json'];
    const json = await answer(argv);
    expect(json).toMatchObject({ command: 'check', verdict: 'over', amount: '50666.625' });
    expect(json.limits).toEqual([
      expect.objectContaining({
        scope: 'portfolio',
        name: null,
        level: 'fail',
        limit: '50000',
        amount: '50666.625',
        verdict: 'over',
      }),
    ]);
    const validate = await ajvFor('check');
    expect(validate(JSON.parse((await run(argv)).stdout)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('the line items of a workload add up to its amount', async () => {
    const json = await answer([
      'check',
      '--profile',
      'fixtures/profiles/bought-through.yaml',
      '--max',
      '1M',
      '--format',
      'json',
      '--offers',
      'fixtures/offers/own.yaml',
    ]);
    for (const { lineItems, amount } of json.workloads) {
      const costs: Big[] = lineItems.map((item: { cost: string }) => new Big(item.cost));
      expect(costs.reduce((sum, cost) => sum.plus(cost), new Big(0)).toFixed()).toBe(amount);
    }
    expect(json.workloads.length).toBeGreaterThan(1);
  });
});

test('the JSON of article fits its schema', async () => {
  const validate = await ajvFor('article');
  expect(
    validate(JSON.parse((await run(['article', '--format', 'json'])).stdout)),
    JSON.stringify(validate.errors),
  ).toBe(true);
});

describe('JSON Schemas of the files', () => {
  test.each([
    ['profile', 'fixtures/profiles/support.yaml'],
    ['profile', 'fixtures/profiles/bought-through.yaml'],
    ['card', 'fixtures/cards/own.yaml'],
    ['card', 'fixtures/cards/gratis.yaml'],
    ['offers', 'fixtures/offers/own.yaml'],
    ['card-part', 'pricing/published/openai.yaml'],
  ])('%s accepts %s as an editor reads it', async (kind, path) => {
    const validate = await ajvFor(kind);
    expect(validate(parseDocument(readFileSync(path, 'utf8')).toJS()), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    ['profile', 'fixtures/bad/unknown-key.yaml'],
    ['profile', 'fixtures/bad/missing-workloads.yaml'],
    ['card', 'fixtures/bad/card-faults.yaml'],
    ['offers', 'fixtures/bad/offers-faults.yaml'],
  ])('%s refuses %s', async (kind, path) => {
    const validate = await ajvFor(kind);
    expect(validate(parseDocument(readFileSync(path, 'utf8')).toJS())).toBe(false);
  });
});

describe('the JSON of cards show', () => {
  test.each([
    ['every model of a day', ['--as-of', '2026-11-23']],
    ['all of one model', ['gpt-5.6-sol']],
    ['a retired one', ['grok-4-0709']],
    ['a card with free meters', ['--card', 'fixtures/cards/gratis.yaml']],
    ['peak hours and modes', ['--card', 'fixtures/cards/rules.yaml']],
  ])('keeps to its schema: %s', async (_, argv) => {
    const conforms = await ajvFor('cards-show');
    const { stdout } = await run(['cards', 'show', ...argv, '--format', 'json']);
    expect(conforms(JSON.parse(stdout)), JSON.stringify(conforms.errors)).toBe(true);
  });

  test('of offers keeps to its schema too, and has a sentence and a source for each', async () => {
    const conforms = await ajvFor('cards-offers');
    const { stdout } = await run(['cards', 'offers', '--format', 'json']);
    const { offers } = JSON.parse(stdout);
    expect(conforms(JSON.parse(stdout)), JSON.stringify(conforms.errors)).toBe(true);
    expect([...new Set(offers.map((each: { kind: string }) => each.kind))].sort()).toEqual([
      'aggregator',
      'contract',
      'marketplace',
      'reserved',
    ]);
    expect(
      offers.filter((each: { text: string; source: unknown }) => each.text === '' || each.source === null),
    ).toEqual([]);
    expect(offers.find((each: { id: string }) => each.id === 'tokenmart').discounts['claude-opus-4.7']).toBe(0.15);
  });

  test('says priced, free and nothing apart', async () => {
    const json = await answer(['cards', 'show', '--card', 'fixtures/cards/gratis.yaml', '--format', 'json']);
    const cells = Object.fromEntries(
      json.models.map((each: { model: string; rates: { usdPerMtok: object }[] }) => [
        each.model,
        each.rates[0]?.usdPerMtok,
      ]),
    );
    expect(cells['free-writes']).toEqual({ input: '4', cacheRead: '0.4', cacheWrite5m: 'free', output: '20' });
    expect(cells['no-reads']).toEqual({ input: 'free', output: '20' });
  });

  test('has no rate where none is in force, and every dated one of a model that is named', async () => {
    const before = await answer([
      'cards',
      'show',
      '--as-of',
      '2026-01-01',
      '--card',
      'fixtures/cards/own.yaml',
      '--format',
      'json',
    ]);
    expect(before.models.map((each: { rates: unknown[] }) => each.rates.length)).toEqual([0, 0]);
    const named = await answer(['cards', 'show', 'gpt-5.6-sol', '--format', 'json']);
    expect(named.models[0].rates.map((rate: { from: string }) => rate.from)).toEqual([
      '2026-07-09',
      '2026-08-21',
      '2026-11-22',
    ]);
  });
});

describe('the exit code tells free from unknown', () => {
  const ask = async (model: string, ...more: string[]) => {
    const card = ['--card', 'fixtures/cards/gratis.yaml', '--as-of', '2026-11-01', '--format', 'json'];
    const { stdout, exitCode } = await run([
      'estimate',
      '--in',
      '1M',
      '--out',
      '0',
      '--model',
      model,
      ...card,
      ...more,
    ]);
    const [workload] = JSON.parse(stdout).workloads;
    return [workload.configurations.find((row: { id: string }) => row.id === 'list+cache').monthlyCost, exitCode];
  };

  test('free is 0 dollars and exit 0; unpriced is null and exit 4', async () => {
    expect(await ask('all-free', '--cache-hit', '50%')).toEqual([0, 0]);
    expect(await ask('no-reads', '--cache-hit', '50%')).toEqual([null, 4]);
  });
});
