import { describe, expect, test } from 'vitest';
import { nearestModels } from '../../src/domain/near-model.ts';
import type { Model } from '../../src/domain/rate-card.ts';
import { PUBLISHED } from '../support/pricing.ts';

const MODELS: readonly Model[] = PUBLISHED.ids.flatMap((id) => PUBLISHED.find(id) ?? []);
const meant = (name: string) => nearestModels(name, MODELS);

describe('the models somebody may have meant', () => {
  test('are none where a name is longer than any may be: each of some 400 names was sought in it, which took minutes', () => {
    expect(meant(`gpt-5.4${'x'.repeat(3_000_000)}`)).toEqual([]);
  });

  test('begin with the name before they are spelled like it', () => {
    expect([...meant('gpt-5.6')].sort()).toEqual(['gpt-5.6-luna', 'gpt-5.6-sol', 'gpt-5.6-terra']);
    expect(
      meant('gpt-6.2')
        .slice(0, 2)
        .every((id) => id.startsWith('gpt-6.2-')),
    ).toBe(true);
  });

  test.each([
    ['gpt-5.6-x', ['gpt-5.6-sol', 'gpt-5.6-luna', 'gpt-5.6-terra']],
    ['claude-opus-4.9', ['claude-opus-4.8', 'claude-opus-4.7', 'claude-opus-4.6']],
    ['claude-sonnet-4-6-20270101', ['claude-sonnet-4.6']],
    ['gpt-5.4-minni', ['gpt-5.4-mini']],
    ['claude-sonet-4.5', ['claude-sonnet-4.5']],
    ['gemini-4-xenon', ['gemini-4-neon', 'gemini-4-carbon', 'gemini-4-hydrogen']],
  ])('begin like it for the longest before they are spelled like it, the newest first: %s', (name, ids) => {
    expect(meant(name).slice(0, ids.length)).toEqual(ids);
  });

  test.each([
    ['gpt-5.6-turbo', ['gpt-5.6-terra', 'gpt-5.6-luna', 'gpt-5.6-sol']],
    ['deepseek-reasonr', ['deepseek-flash']],
    ['mistral-small-lates', ['mistral-small-2603']],
    ['gemini-pro-lates', ['gemini-3.1-pro']],
    ['claude-haiku-45', ['claude-haiku-4.5']],
  ])('are known by their aliases and moving names too, and shared beginnings come before spelling: %s', (name, ids) => {
    expect(meant(name).slice(0, ids.length)).toEqual(ids);
  });

  test('share more than a first word', () => {
    expect(meant('claude-zzzzzzzzzzzzzzz').length).toBe(3);
    expect(meant('gpt-zzzzzzzzzzzzzzzzzz')).toEqual(meant('gpt-qqqqqqqqqqqqqqqqqq'));
  });

  test('hold its words, the newest first', () => {
    expect(meant('gemini-flash')[0]).toBe('gemini-3.8-flash');
    expect(meant('claude-haiku')[0]).toBe('claude-haiku-5.5');
    expect(meant('mistral-large')[0]).toBe('mistral-large-4');
  });

  test('of those, what lasts comes before what ends', () => {
    const [first] = meant('gpt-5-mini'.slice(0, 5));
    expect(PUBLISHED.find(first ?? '')?.retired).toBeUndefined();
  });

  test('are the nearest by spelling where none begins so', () => {
    expect(meant('calude-opus-4.7')).toContain('claude-opus-4.7');
    expect(meant('')).toEqual([]);
    expect(meant('zzzzzzzzzz')).toEqual([]);
  });

  test.each([
    ['claude-opus-47', 'claude-opus-4.7'],
    ['claudeopus4.7', 'claude-opus-4.7'],
    ['gpt54', 'gpt-5.4'],
    ['gemini-31-pro', 'gemini-3.1-pro'],
  ])('have the same letters and digits before anything else: %s', (name, id) => {
    expect(meant(name)[0]).toBe(id);
  });

  test('are of the same family where nothing else is near', () => {
    const found = meant('deepseek-chat');
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((id) => id.startsWith('deepseek-'))).toBe(true);
  });
});
