import { describe, expect, test } from 'vitest';
import { pricedApart } from '../../src/domain/priced-apart.ts';
import fc from '../support/laws.ts';
import { PUBLISHED } from '../support/pricing.ts';

const find = (name: string) => PUBLISHED.find(name);

describe('a name that is a model but for a mark', () => {
  test.each([
    ['ft:gpt-4o-2024-08-06:acme::abc', 'fineTuned', 'ft:', 'gpt-4o'],
    ['azure/gpt-4o-mini-2024-07-18.ft-0e20', 'fineTuned', '.ft-', 'gpt-4o-mini'],
    ['ft:gpt-3.9:acme::abc', 'fineTuned', 'ft:', undefined],
    ['anthropic/claude-opus-4.7:batch', 'batch', ':batch', 'claude-opus-4.7'],
    ['claude-opus-4.6-fast', 'priority', '-fast', 'claude-opus-4.6'],
    ['gpt-5.6-sol-priority', 'priority', '-priority', 'gpt-5.6-sol'],
    ['gpt-5.4-flex', 'flex', '-flex', 'gpt-5.4'],
    ['openai/gpt-5.4:free', 'free', ':free', 'gpt-5.4'],
    ['gpt-5.4:nitro', 'variant', ':nitro', 'gpt-5.4'],
    ['claude-sonnet-4-5@20250930', 'version', '@20250930', 'claude-sonnet-4.5'],
    ['gpt-5.4-2026-03-06', 'version', '-2026-03-06', 'gpt-5.4'],
  ])('%s is %s, by "%s", of %s', (name, kind, mark, of) => {
    expect(pricedApart(name, find)).toEqual({ kind, mark, of });
  });

  test.each([['grok-9-fast'], ['gpt-5.6-solx'], ['claude-opus-4.7'], ['us.anthropic.claude-opus-4-6-v1'], ['zzz']])(
    'and %s is none',
    (name) => {
      expect(pricedApart(name, find)).toBeUndefined();
    },
  );

  test('what has a price is never said to have another', () => {
    const names = PUBLISHED.ids.flatMap((id) => [id, ...(PUBLISHED.find(id)?.aliases ?? [])]);
    fc.assert(
      fc.property(fc.constantFrom(...names), (name) => {
        expect(pricedApart(name, find)).toBeUndefined();
      }),
    );
  });
});
