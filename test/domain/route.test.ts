import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { routeOf } from '../../src/domain/route.ts';
import { PUBLISHED } from '../support/pricing.ts';

const find = (name: string) => PUBLISHED.find(name);
const means = (name: string) => {
  const route = routeOf(name, find);
  if (route === undefined || 'refused' in route) return route;
  return [route.model.id, ...route.taken];
};

describe('a name of a bill or a log', () => {
  test.each([
    ['gpt-5-2025-08-07', ['gpt-5']],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', ['claude-sonnet-4.5', 'us.', 'anthropic.', '-v1:0']],
    ['global.anthropic.claude-opus-4-7-v1', ['claude-opus-4.7', 'global.', 'anthropic.', '-v1']],
    ['anthropic.claude-haiku-4-5-20251001-v1:0', ['claude-haiku-4.5', 'anthropic.', '-v1:0']],
    [
      'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
      ['claude-haiku-4.5', 'arn:aws:bedrock:us-east-1::foundation-model/', 'anthropic.', '-v1:0'],
    ],
    [
      'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0',
      [
        'claude-sonnet-4.5',
        'arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/',
        'us-gov.',
        'anthropic.',
        '-v1:0',
      ],
    ],
    ['models/gemini-2.5-flash', ['gemini-2.5-flash', 'models/']],
    ['publishers/google/models/gemini-2.5-flash', ['gemini-2.5-flash', 'publishers/', 'google/', 'models/']],
    ['claude-sonnet-4-5@20250929', ['claude-sonnet-4.5', '@']],
    ['vertex_ai/claude-opus-4-7@default', ['claude-opus-4.7', 'vertex_ai/', '@default']],
    ['openrouter/anthropic/claude-opus-4.7', ['claude-opus-4.7', 'openrouter/', 'anthropic/']],
    ['anthropic/claude-opus-4.7', ['claude-opus-4.7', 'anthropic/']],
    ['openai/gpt-5.4', ['gpt-5.4', 'openai/']],
    ['gemini/gemini-3.1-pro-preview', ['gemini-3.1-pro', 'gemini/']],
    ['azure/gpt-5.4-2026-03-05', ['gpt-5.4', 'azure/']],
    ['x-ai/grok-4.7', ['grok-4.7', 'x-ai/']],
  ])('%s', (name, expected) => {
    expect(means(name)).toEqual(expected);
  });

  test.each([
    ['of another vendor', 'anthropic/gpt-5.4'],
    ['with a suffix that changes the price', 'openai/gpt-5.4:free'],
    ['of a router nobody knows', 'acme-router/gpt-5.4/eu'],
    ["of a profile of one's own", 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123'],
    ['a letter off', 'us.anthropic.claude-sonnet-4-5-20250928-v1:0'],
    ['another case', 'openai/GPT-5.4'],
    ['nothing but a decoration', 'models/'],
  ])('%s is no route: %s', (_, name) => {
    expect(means(name)).toBeUndefined();
  });

  test('a fine-tuned model is refused, behind a route too', () => {
    expect([means('ft:gpt-4o-2024-08-06:acme::abc'), means('openai/ft:gpt-4.1-2025-04-14:acme::abc')]).toEqual([
      { refused: 'fineTuned' },
      { refused: 'fineTuned' },
    ]);
  });

  test('what is on the card as written keeps its name, and nothing is taken off', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PUBLISHED.ids), (id) => {
        expect(means(id)).toEqual([id]);
      }),
    );
  });

  test('any decoration of a known route leads to the very model or nowhere', () => {
    const before = fc.constantFrom(
      '',
      'models/',
      'azure/',
      'bedrock/',
      'us.',
      'global.',
      'anthropic.',
      'openai/',
      'x/',
    );
    const after = fc.constantFrom('', '-v1:0', '-v2', '@default', ':free', '-x');
    fc.assert(
      fc.property(fc.array(before, { maxLength: 3 }), fc.constantFrom(...PUBLISHED.ids), after, (heads, id, tail) => {
        const route = routeOf(`${heads.join('')}${id}${tail}`, find);
        if (route === undefined || 'refused' in route) return;
        const literal = PUBLISHED.find(`${id}${tail}`)?.id;
        expect([id, literal]).toContain(route.model.id);
      }),
    );
  });
});
