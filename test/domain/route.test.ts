import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BEDROCK_VERSIONS, GATEWAYS, HOSTS, PROFILES, routeOf, VENDORS } from '../../src/domain/route.ts';
import fc from '../support/laws.ts';
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
    ['google/gemini-3.5-flash@default', ['gemini-3.5-flash', 'google/', '@default']],
    ['vertex_ai/gemini-3.1-pro-preview@default', ['gemini-3.1-pro', 'vertex_ai/', '@default']],
    ['openrouter/anthropic/claude-opus-4.7', ['claude-opus-4.7', 'openrouter/', 'anthropic/']],
    ['anthropic/claude-opus-4.7', ['claude-opus-4.7', 'anthropic/']],
    ['openai/gpt-5.4', ['gpt-5.4', 'openai/']],
    ['gemini/gemini-3.1-pro-preview', ['gemini-3.1-pro', 'gemini/']],
    ['azure/gpt-5.4-2026-03-05', ['gpt-5.4', 'azure/']],
    ['x-ai/grok-4.7', ['grok-4.7', 'x-ai/']],
    [
      'bedrock/converse/us.anthropic.claude-opus-4-6-v1',
      ['claude-opus-4.6', 'bedrock/converse/', 'us.', 'anthropic.', '-v1'],
    ],
    ['vertex_ai/mistral-small@latest', ['mistral-small-2603', 'vertex_ai/', '@']],
    ['litellm_proxy/azure_ai/claude-opus-4-7', ['claude-opus-4.7', 'litellm_proxy/', 'azure_ai/']],
    ['vertex_ai/zai-org/glm-5.3', ['glm-5.3', 'vertex_ai/', 'zai-org/']],
    ['global.moonshotai.kimi-k3', ['kimi-k3', 'global.', 'moonshotai.']],
    // As AWS's page on its cost data writes them: Claude4.6Sonnet, Claude4.6Opus, Nova2.0Lite.
    ['claude4.6sonnet', ['claude-sonnet-4.6']],
    ['claude4.6opus', ['claude-opus-4.6']],
    ['claude4-5haiku', ['claude-haiku-4.5']],
    ['claude4sonnet', ['claude-sonnet-4']],
    ['nova2.0lite', ['nova-2-lite']],
  ])('%s', (name, expected) => {
    expect(means(name)).toEqual(expected);
  });

  test.each([
    ['of another vendor', 'anthropic/gpt-5.4'],
    ['with its parts pressed together, behind a vendor', 'anthropic/claude4.6sonnet'],
    ['with its parts pressed together, of a version that there is not', 'claude4.9sonnet'],
    ['with its parts pressed together, and one too many', 'claude4.6sonnetx'],
    ['with another version of a tenth', 'nova2.1lite'],
    ['with a suffix that changes the price', 'openai/gpt-5.4:free'],
    ['of a router nobody knows', 'acme-router/gpt-5.4/eu'],
    ["of a profile of one's own", 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123'],
    ['a letter off', 'us.anthropic.claude-sonnet-4-5-20250928-v1:0'],
    ['another case', 'openai/GPT-5.4'],
    ['nothing but a decoration', 'models/'],
    ['a day on which no version came out', 'claude-sonnet-4-5@20250930'],
    ['a day on which no version came out, in a route', 'vertex_ai/claude-opus-4-7@20260101'],
    ['a version that moves where none does', 'claude-opus-4-7@latest'],
    ['no version of a model that has a dated one', 'vertex_ai/claude-sonnet-4-5@default'],
    ['a second version, which is another model', 'us.anthropic.claude-sonnet-4-5-20250929-v2:0'],
    ['a version of Bedrock without its vendor', 'claude-sonnet-4-5-20250929-v1:0'],
    ['a version of Bedrock behind a name of another cloud', 'vertex_ai/claude-sonnet-4-5-20250929-v1:0'],
    ['a day of Vertex behind a name of Bedrock', 'anthropic.claude-sonnet-4-5@20250929'],
    ['a profile without its vendor', 'us.claude-opus-4.7'],
    ['a decoration twice', 'models/models/gemini-2.5-flash'],
    ['decorations in another order', 'models/openrouter/gemini-2.5-flash'],
    ['of a path that is of Google alone', 'models/gpt-5.4'],
    ['behind a word that no route has', 'converse/claude-opus-4-7'],
    ['behind a region that no profile has', 'mars.anthropic.claude-opus-4-7'],
  ])('%s is no route: %s', (_, name) => {
    expect(means(name)).toBeUndefined();
  });

  test('a fine-tuned model is refused, behind a route too', () => {
    const names = [
      'ft:gpt-4o-2024-08-06:acme::abc',
      'openai/ft:gpt-4.1-2025-04-14:acme::abc',
      'azure/gpt-4o-2024-08-06.ft-0e20',
    ];
    expect(names.map(means)).toEqual(names.map(() => ({ refused: 'fineTuned' })));
  });

  test('whatever day or version is put behind a model, it is one that the card knows', () => {
    const version = fc.oneof(
      fc.constantFrom('-v1', '-v1:0', '-v2:0', '-v1:1', '@default', '@latest', '@1'),
      fc
        .date({ min: new Date('2024-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
        .map((each) => `@${each.toISOString().slice(0, 10).replaceAll('-', '')}`),
    );
    const before = fc.constantFrom('', 'vertex_ai/', 'bedrock/', 'us.', 'azure/', 'openrouter/');
    const names = PUBLISHED.ids.flatMap((id) => [id, ...(PUBLISHED.find(id)?.aliases ?? [])]);
    fc.assert(
      fc.property(before, fc.boolean(), fc.constantFrom(...names), version, (head, isVendored, name, tail) => {
        const provider = PUBLISHED.find(name)?.provider;
        const route = routeOf(`${head}${isVendored ? `${provider}.` : ''}${name}${tail}`, find);
        if (route === undefined || 'refused' in route) return;
        // Amazon's own ids end so: nothing comes off them.
        if ([`${name}${tail}`, `${provider}.${name}${tail}`].some((each) => PUBLISHED.find(each) === route.model))
          return;
        const day = /^@([0-9a-z]+)$/.exec(tail)?.[1];
        if (day !== undefined && day !== 'default') expect(PUBLISHED.find(`${name}-${day}`)).toBe(route.model);
        else expect([route.model, route.taken.at(-1)]).toEqual([PUBLISHED.find(name), tail]);
        expect(['-v1', '-v1:0', '@default', ...(day === undefined ? [] : [tail])]).toContain(tail);
      }),
      {
        examples: [
          ['', true, 'nova-lite', '-v1:0'],
          ['vertex_ai/', false, 'claude-opus-4-7', '@default'],
        ],
      },
    );
  });

  test('whatever may come off a name stands on the page of imports, with what it means', () => {
    const page = readFileSync('docs/import.md', 'utf8');
    const spelled = [...GATEWAYS, ...HOSTS, ...PROFILES, ...BEDROCK_VERSIONS, ...Object.keys(VENDORS)];
    expect(spelled.filter((each) => !page.includes(`\`${each}\``))).toEqual([]);
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
