import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readLitellm } from '../../src/files/imports/litellm.ts';
import { RULES_OF } from '../support/price-lists.ts';
import { repositoryPath } from '../support/pricing.ts';
import { run } from '../support/transcript.ts';

const PATH = 'fixtures/imports/litellm-excerpt.json';
const settings = { path: PATH, day: '2026-11-23', wants: () => true, rulesOf: RULES_OF };
const { models } = readLitellm(readFileSync(repositoryPath(PATH), 'utf8'), settings);
const rateOf = (id: string) => models.find((each) => each.id === id)?.document?.rates[0];

describe('what LiteLLM publishes, as it publishes it', () => {
  test('is mapped, or left out with a reason, model by model', () => {
    const refused = models.filter(({ document }) => document === undefined);
    expect(refused.map(({ id, leftOut }) => [id, leftOut.map(({ reason }) => reason).join()])).toEqual([
      ['1024-x-1024/dall-e-2', 'its mode is image_generation'],
      ['gemini/gemini-exp-1114', 'every price is 0, which does not tell free from unknown'],
      ['gemini/veo-3.1-lite-generate-preview', 'its mode is video_generation'],
      ['anthropic.claude-mythos-preview', 'every price is 0, which does not tell free from unknown'],
      ['heroku/claude-3-5-haiku', 'it has no input price per token'],
    ]);
    expect(models.length - refused.length).toBe(12);
  });

  test('prices of each mode and above the threshold, with the regional premium', () => {
    expect(rateOf('gpt-5.4')).toEqual({
      from: '2026-11-23',
      usdPerMtok: { cacheRead: '0.25', input: '2.5', output: '15' },
      batch: { usdPerMtok: { input: '1.25', output: '7.5' } },
      flex: { usdPerMtok: { cacheRead: '0.13', input: '1.25', output: '7.5' } },
      priority: { usdPerMtok: { cacheRead: '0.5', input: '5', output: '30' } },
      regions: { eu: '1.1', us: '1.1' },
      longContext: {
        threshold: '272000',
        edge: 'above',
        usdPerMtok: { cacheRead: '0.5', input: '5', output: '22.5' },
      },
      source: { url: PATH, checked: '2026-11-23', confidence: 'secondHand' },
    });
  });

  test('a cache read that is printed under two names is one price', () => {
    expect(rateOf('deepseek-v4-flash')?.usdPerMtok).toEqual({ cacheRead: '0.0028', input: '0.14', output: '0.28' });
    expect(rateOf('deepseek-v4-pro')?.usdPerMtok).toEqual({ cacheRead: '0.003625', input: '0.435', output: '0.87' });
  });

  test('the least prefix that is cached, and writes of both lifetimes above a threshold', () => {
    expect(rateOf('anthropic.claude-opus-4-7')?.minimumCacheablePrefix).toBe('2048');
    expect(rateOf('global.anthropic.claude-sonnet-4-5-20250929-v1:0')?.longContext).toHaveProperty('usdPerMtok', {
      input: '6',
      output: '22.5',
      cacheWrite5m: '7.5',
      cacheWrite1h: '12',
      cacheRead: '0.6',
    });
  });
});

describe('what an entry says beside its prices', () => {
  const read = (more: object) =>
    readLitellm(
      JSON.stringify({
        a: { litellm_provider: 'acme', mode: 'chat', input_cost_per_token: 1e-6, output_cost_per_token: 2e-6, ...more },
      }),
      settings,
    ).models[0];

  test('two names of the cache-read price that disagree are refused', () => {
    const told = read({ cache_read_input_token_cost: 1e-7, input_cost_per_token_cache_hit: 2e-7 });
    expect(told?.document).toBeUndefined();
    expect(told?.leftOut[0]?.reason).toBe('input_cost_per_token_cache_hit is a price that a card cannot express');
  });

  test('multipliers of its own are left out, and said', () => {
    const told = read({ provider_specific_entry: { us: 1.1, fast: 6.0 } });
    expect(told?.document?.rates[0]?.regions).toBeUndefined();
    expect(told?.leftOut.map(({ reason }) => reason)).toEqual([
      'provider_specific_entry us is a multiplier whose rules the file does not tell',
      'provider_specific_entry fast is a multiplier whose rules the file does not tell',
    ]);
  });
});

test('models of one name at two providers are counted apart', async () => {
  const provider = (id: string) => ({ id, name: id, models: [{ id: 'm', prices: { output_mtok: 2 } }] });
  const fine = { id: 'acme', name: 'Acme', models: [{ id: 'n', prices: { input_mtok: 1, output_mtok: 2 } }] };
  const text = JSON.stringify([provider('beta'), provider('gamma'), fine]);
  const providers = ['beta', 'gamma', 'acme'].flatMap((id) => ['--provider', id]);
  const { stderr } = await run(['cards', 'import', '-', '--from', 'genai-prices', ...providers], text);
  expect(stderr).toContain('models imported: 1 (0 in part), left out: 2');
});
