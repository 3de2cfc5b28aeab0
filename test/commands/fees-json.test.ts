import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const SMALL = ['--in', '1M', '--out', '100k', '--model', 'gpt-5.4', '--batch', '0'];
const ASKED = ['--via', 'openrouter,openrouter-byok,vercel', '--prepay', 'tokenmart'];

/** The text of an answer, and the same with every number as text, so that no test reads money through a float. */
async function answer(argv: readonly string[]) {
  const { stdout } = await run(argv);
  const quoted = stdout.replace(/(: |\n\s+)(-?\d+(?:\.\d+)?)(?=[,\n])/g, '$1"$2"');
  return { stdout, json: JSON.parse(quoted) };
}

async function isSound(kind: string, text: string) {
  const schema = JSON.parse((await run(['schema', kind])).stdout);
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
}

describe('fees in JSON', () => {
  test('stand beside the line items, with basis, rate, minimum and source', async () => {
    const { stdout, json } = await answer(['estimate', ...SMALL, ...ASKED, '--format', 'json']);
    await isSound('estimate', stdout);
    const fees = Object.fromEntries(
      json.workloads[0].configurations.map((row: { id: string; fees: unknown }) => [row.id, row.fees]),
    );
    expect(fees['list']).toEqual([]);
    expect(fees['vercel']).toEqual([]);
    expect(fees['openrouter']).toEqual([
      {
        kind: 'purchaseFee',
        basis: '4',
        rate: '0.055',
        minimum: '0.8',
        cost: '0.8',
        source: { url: 'https://openrouter.ai/docs/faq', checked: '2026-09-18' },
        confidence: 'official',
      },
    ]);
    expect(fees['openrouter-byok']).toMatchObject([{ kind: 'ownKeyFee', basis: '0', rate: '0.05', cost: '0' }]);
    // 3.20 of credit at 999 / 1,058.94
    expect(fees['tokenmart']).toMatchObject([
      { kind: 'topUpBonus', basis: '3.2', rate: '-0.0566037736', minimum: null, cost: '-0.1811320755' },
    ]);
    expect(json.workloads[0].cheapest).toBe('tokenmart');
  });

  test('and line items add up to the cost of every row', async () => {
    const { json } = await answer([
      'estimate',
      '--profile',
      'fixtures/profiles/gateways.yaml',
      ...ASKED,
      '--format',
      'json',
    ]);
    const rows = json.workloads.flatMap((each: { configurations: unknown[] }) => each.configurations);
    expect(rows.length).toBeGreaterThan(40);
    for (const { lineItems, fees, monthlyCost } of rows) {
      const cost = [...lineItems, ...fees].reduce((total, line) => total.plus(line.cost), new Big(0));
      // A fee that does not end is written to 10 decimals.
      expect(cost.minus(monthlyCost).abs().lte('0.000000001')).toBe(true);
    }
  });

  test('of check are those of the month, by workload', async () => {
    const { stdout, json } = await answer([
      'check',
      '--profile',
      'fixtures/profiles/gateways.yaml',
      '--max',
      '80k',
      '--format',
      'json',
    ]);
    await isSound('check', stdout);
    expect(json.workloads.map((each: { fees: { cost: string }[] }) => each.fees.map((fee) => fee.cost))).toEqual([
      ['1650'],
      ['0.22'],
      ['350'],
      [],
    ]);
  });

  test('are a cause of their own in diff, between profiles and between saved results', async () => {
    const profile = (input: string, output: string) =>
      `workloads: [{ name: w, model: claude-opus-4.7, tokens: { input: ${input}, output: ${output} }, channel: openrouter }]\n`;
    const folder = folderOf({ 'old.yaml': profile('500M', '1.5B'), 'new.yaml': profile('1B', '3B') });
    for (const name of ['old', 'new']) {
      const path = join(folder, name);
      await run(['check', '--profile', `${path}.yaml`, '--max', '1M', '--format', 'json', '--output', `${path}.json`]);
    }
    for (const kind of ['yaml', 'json']) {
      const { json } = await answer([
        'diff',
        join(folder, `old.${kind}`),
        join(folder, `new.${kind}`),
        '--format',
        'json',
      ]);
      expect(json.workloads[0].effects).toMatchObject({ price: '0', volume: '40000', mix: '0', fees: '2200' });
    }
  });
});
