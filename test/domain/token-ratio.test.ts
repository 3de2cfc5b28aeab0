import { describe, expect, test } from 'vitest';
import type { Model, Tokenizer } from '../../src/domain/rate-card.ts';
import { factorOf, tokenRatio } from '../../src/domain/token-ratio.ts';
import { modelOf } from '../support/engine.ts';
import { day, multiple, shown } from '../support/values.ts';

const source = { url: 'https://acme.example', checked: day('2026-11-01'), confidence: 'official' } as const;
const made = (than: string, ratio: string, range?: [string, string]): Tokenizer => ({
  than,
  ratio: multiple(ratio),
  range: range && [multiple(range[0]), multiple(range[1])],
  source,
});
const KNOWN = new Map([
  ['third', made('second', '1.2', ['1.1', '1.5'])],
  ['second', made('first', '1.5')],
  ['round', made('about', '2')],
  ['about', made('round', '2')],
]);
const cuts = (tokenizer: string | undefined): Model => ({ ...modelOf('flat'), tokenizer });
const between = (from: string | undefined, to: string | undefined) => tokenRatio(cuts(from), cuts(to), KNOWN);
const words = (from: string, to: string) => {
  const ratio = between(from, to);
  return ratio === undefined || ratio === 'same' ? ratio : [shown(ratio.ratio), ratio.range?.map(shown)];
};

describe('tokens of one model for one of another', () => {
  test('as published, and the other way about', () => {
    expect(words('first', 'second')).toEqual(['1.5', undefined]);
    expect(words('second', 'third')).toEqual(['1.2', ['1.1', '1.5']]);
    expect(words('second', 'first')).toEqual(['0.6666666667', undefined]);
  });

  test('step by step over one between them', () => {
    expect(words('first', 'third')).toEqual(['1.8', ['1.65', '2.25']]);
  });

  test('there and back is one', () => {
    const [there, back] = [between('first', 'third'), between('third', 'first')];
    expect(shown(multiple('1'))).toBe('1');
    if (there === undefined || there === 'same' || back === undefined || back === 'same') return expect.fail('a ratio');
    expect(there.ratio.coefficient * back.ratio.coefficient).toBe(
      10n ** BigInt(there.ratio.scale + back.ratio.scale) * there.ratio.divisor * back.ratio.divisor,
    );
    return undefined;
  });

  test('one name cuts alike; two of which nothing is known, nobody knows', () => {
    expect(between('first', 'first')).toBe('same');
    expect([between(undefined, undefined), between('first', undefined), between('first', 'other')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(between('round', 'first')).toBeUndefined();
    expect([factorOf('same'), factorOf(undefined)].map(shown)).toEqual(['1', '1']);
  });
});
