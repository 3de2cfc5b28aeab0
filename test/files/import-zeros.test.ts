import { describe, expect, test } from 'vitest';
import { readGenaiPrices } from '../../src/files/imports/genai-prices.ts';
import { readLitellm } from '../../src/files/imports/litellm.ts';
import { RULES_OF } from '../support/price-lists.ts';

const settings = { path: 'prices.json', day: '2026-11-23', wants: () => true, rulesOf: RULES_OF };

const genai = (prices: Record<string, number>) =>
  readGenaiPrices(JSON.stringify([{ id: 'acme', name: 'Acme', models: [{ id: 'm', prices }] }]), settings).models[0];
const litellm = (prices: Record<string, number>) =>
  readLitellm(JSON.stringify({ m: { litellm_provider: 'acme', mode: 'chat', ...prices } }), settings).models[0];

describe('a price of 0 in the data of others is not taken for free', () => {
  test('of a cache it is left out, and said', () => {
    const model = genai({ input_mtok: 2, output_mtok: 8, cache_read_mtok: 0 });
    expect(model?.document?.rates[0]?.usdPerMtok).toEqual({ input: '2', output: '8' });
    expect(model?.leftOut).toMatchObject([
      { model: 'm', reason: 'its cacheRead price is 0, which does not tell free from unknown', whole: false },
    ]);
    const other = litellm({
      input_cost_per_token: 2e-6,
      output_cost_per_token: 8e-6,
      cache_creation_input_token_cost: 0,
      output_cost_per_token_batches: 0,
    });
    expect(other?.document?.rates[0]?.usdPerMtok).toEqual({ input: '2', output: '8' });
    expect(other?.leftOut.map((each) => each.reason)).toEqual([
      'its cacheWrite5m price is 0, which does not tell free from unknown',
      'its batch output price is 0, which does not tell free from unknown',
    ]);
  });

  test.each([
    [{ input_mtok: 0, output_mtok: 8 }, 'its input price is 0, which does not tell free from unknown'],
    [{ input_mtok: 2, output_mtok: 0 }, 'its output price is 0, which does not tell free from unknown'],
    [{ input_mtok: 0, output_mtok: 0 }, 'every price is 0, which does not tell free from unknown'],
  ])('of input or output it refuses the model: %j', (prices, reason) => {
    expect(genai(prices)).toMatchObject({ document: undefined, leftOut: [{ model: 'm', reason, whole: true }] });
  });
});
