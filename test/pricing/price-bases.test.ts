import { readFileSync } from 'node:fs';
import { findProvider } from '@pydantic/genai-prices';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { routeOf } from '../../src/domain/route.ts';
import { type Find, serviceOn } from '../../src/domain/service.ts';
import { fileOf } from '../support/folders.ts';
import { PUBLISHED, repositoryPath } from '../support/pricing.ts';
import { run } from '../support/transcript.ts';
import { day } from '../support/values.ts';

const find: Find = (name) => PUBLISHED.find(name);
const resolved = (name: string) => {
  const route = routeOf(name, find);
  return route !== undefined && 'model' in route ? route.model.id : undefined;
};

const PROVIDERS = [
  'anthropic',
  'openai',
  'google',
  'x-ai',
  'deepseek',
  'mistral',
  'moonshotai',
  'zai',
  'minimax',
  'cohere',
];
const genai = PROVIDERS.flatMap((providerId) => findProvider({ providerId }) ?? []);

test('the card and genai-prices 0.1.8 differ in nothing that was not looked at, and nothing is accepted that does not occur', async () => {
  const file = fileOf(JSON.stringify(genai.map(({ id, name, models }) => ({ id, name, models }))), 'genai-prices.json');
  const { stdout, exitCode } = await run(['cards', 'drift', file, '--as-of', '2026-11-27', '--format', 'json']);
  const { findings, acceptedAndGone, counts } = JSON.parse(stdout);
  expect([findings, acceptedAndGone, exitCode]).toEqual([[], [], 0]);
  expect(counts.cells).toBeGreaterThan(300);
  expect(counts.equal).toBeGreaterThan(270);
});

const piNames: Readonly<Record<string, string[]>> = parse(
  readFileSync(repositoryPath('fixtures/price-lists/pi-ai-names.yaml'), 'utf8'),
);

describe('names', () => {
  test.each(Object.entries(piNames))('%s answers to every name that pi-ai has for it', (model, names) => {
    expect(names.map((name) => [name, resolved(name)])).toEqual(names.map((name) => [name, model]));
  });

  /** Names that genai-prices matches letter by letter, of an entry whose own id the card has. */
  const literal = (match: unknown): string[] => {
    const { equals, or } = (match ?? {}) as { equals?: string; or?: unknown[] };
    return equals !== undefined ? [equals] : (or ?? []).flatMap(literal);
  };
  const entries = genai.flatMap(({ models }) => models.map(({ id, match }) => [id, literal(match)] as const));
  /** Names that the base bills like another, which are models of their own here, or of nobody's on the card. */
  const APART: Readonly<Record<string, string | undefined>> = {
    'gpt-5-chat': 'gpt-5-chat-latest',
    'gpt-5-chat-latest': 'gpt-5-chat-latest',
    'gpt-5-codex': 'gpt-5-codex',
    'gpt-5.1-codex': 'gpt-5.1-codex',
    'gpt-5-1-codex': 'gpt-5.1-codex',
    'gpt-5.1-codex-max': 'gpt-5.1-codex-max',
    'gpt-5-1-codex-max': 'gpt-5.1-codex-max',
    'gpt-5.1-chat': 'gpt-5.1-chat-latest',
    'gpt-5-1-chat': 'gpt-5.1-chat-latest',
    'gpt-5.1-chat-latest': 'gpt-5.1-chat-latest',
    'gpt-5-1-chat-latest': 'gpt-5.1-chat-latest',
    'gpt-5.2-chat': 'gpt-5.2-chat-latest',
    'gpt-5-2-chat': 'gpt-5.2-chat-latest',
    'gpt-5.2-chat-latest': 'gpt-5.2-chat-latest',
    'gpt-5-2-chat-latest': 'gpt-5.2-chat-latest',
    'gpt-5.2-codex': 'gpt-5.2-codex',
    'gpt-5-2-codex': 'gpt-5.2-codex',
    // Searches have a price of their own, beside the tokens.
    'gpt-4o-mini-search-preview': undefined,
    'gpt-4o-mini-search-preview-2025-03-11': undefined,
    // Of before the history that the card keeps.
    'deepseek-chat-v3-0324': undefined,
    'deepseek-r1-0528': undefined,
    // Moved on, by readings of the API and of the page of the model.
    'mistral-medium': 'mistral-medium-3.5',
    // Mistral Medium 3, which the card does not have; the second name is one of 3.5 by another report.
    'mistral-medium-3': undefined,
    'mistral-medium-2505': undefined,
  };
  test.each(Object.entries(APART))('%s is %s', (name, model) => {
    expect(resolved(name)).toBe(model);
  });
  const known = entries.filter(([id]) => resolved(id) !== undefined);

  test('the card has most of what genai-prices lists under its own name', () => {
    expect(known.length).toBeGreaterThan(80);
  });

  test.each(known)('every name of the entry %s is known, and means no other model', (id, names) => {
    const model = resolved(id);
    const others = names.filter((name) => !Object.hasOwn(APART, name) && resolved(name) !== model);
    expect(others.map((name) => [name, resolved(name)])).toEqual([]);
  });
});

describe('names of real exports', () => {
  test.each([
    ['gpt-4o-2024-08-06', 'gpt-4o'],
    ['gpt-4.1-2025-04-14', 'gpt-4.1'],
    ['gpt-5-2025-08-07', 'gpt-5'],
    ['gpt-5-mini-2025-08-07', 'gpt-5-mini'],
    ['gpt-5.4-2026-03-05', 'gpt-5.4'],
    ['gpt-5.6', 'gpt-5.6-sol'],
    ['o3-2025-04-16', 'o3'],
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4.5'],
    ['claude-haiku-4-5-20251001', 'claude-haiku-4.5'],
    ['claude-opus-4-5-20251101', 'claude-opus-4.5'],
    ['gemini-3.1-flash-lite-preview', 'gemini-3.1-flash-lite'],
    ['gemini-flash-latest', 'gemini-3.8-flash'],
    ['mistral-medium-2508', 'mistral-medium-3.1'],
    ['mistral-medium-2604', 'mistral-medium-3.5'],
    ['mistral-small-latest', 'mistral-small-2603'],
  ])('%s is %s on the command line too', async (name, model) => {
    const { stdout } = await run([
      'estimate',
      '--in',
      '1M',
      '--model',
      name,
      '--as-of',
      '2026-11-27',
      '--format',
      'json',
    ]);
    expect(JSON.parse(stdout).workloads[0].model).toBe(model);
  });

  test.each([
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4.5'],
    ['models/gemini-2.5-flash', 'gemini-2.5-flash'],
  ])('%s is %s in a usage file', (name, model) => {
    expect(resolved(name)).toBe(model);
  });

  test('no name means two models, and each is served or has ended on the day of the card', () => {
    const names = PUBLISHED.ids.flatMap((id) => {
      const model = PUBLISHED.find(id);
      return model === undefined ? [] : [model.id, ...model.aliases];
    });
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      const model = PUBLISHED.find(name);
      if (model === undefined) throw new Error(`${name} is no name of the card`);
      expect(['model', 'why'].some((key) => key in serviceOn(model, day('2026-11-27'), find))).toBe(true);
    }
  });
});
