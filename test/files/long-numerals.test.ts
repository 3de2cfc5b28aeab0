import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as demandText from '../../src/domain/demand-text.ts';
import { numeral, parseExact, shift } from '../../src/domain/exact.ts';
import * as quantityText from '../../src/domain/quantity-text.ts';
import { parseFactor, parseShare, parseTokens, parseUsd } from '../../src/domain/quantity-text.ts';
import { fileOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

const MANY = 300_000;
const SMALL = `0.${'0'.repeat(MANY)}1`;
const LARGE = '9'.repeat(MANY);
const PROFILE = (key: string, value: string) =>
  fileOf(`workloads: [{ name: a, model: gpt-5.4, tokens: { input: 1M }, ${key}: ${value} }]\n`);
const CARD = (price: string) =>
  fileOf(readFileSync('fixtures/cards/own.yaml', 'utf8').replace('input: 4.00', `input: ${price}`));
const PRICES = (price: string) =>
  fileOf(
    `{"acme/one": {"litellm_provider": "acme", "input_cost_per_token": ${price}, "output_cost_per_token": 1e-6}}`,
    'prices.json',
  );
const BASELINE = (amount: string) =>
  fileOf(
    readFileSync('fixtures/budgets/baseline.json', 'utf8').replace(/"usdPerMtok": [\d.]+/, `"usdPerMtok": ${amount}`),
    'baseline.json',
  );
const SUPPORT = 'fixtures/profiles/support.yaml';

describe('a numeral of more digits than any amount has is refused with its place', () => {
  test.each([
    ['in a flag', () => ['estimate', '--in', LARGE, '--model', 'gpt-5.4'], /--in 9+.*has 300000 digits/],
    ['in another', () => ['estimate', '--in', '1M', '--model', 'gpt-5.4', '--cache-hit', SMALL], /--cache-hit 0/],
    ['in a band', () => ['estimate', '--in', '1M', '--model', 'gpt-5.4', '--floor', `1-${LARGE}`], /--floor 1-9/],
    [
      'in a profile',
      () => ['estimate', '--profile', PROFILE('cacheHitRatio', SMALL)],
      /file\.yaml:1:78 .*300002 digits/,
    ],
    ['in quotes', () => ['estimate', '--profile', PROFILE('batchEligible', `"${SMALL}%"`)], /file\.yaml:1:78 .*digits/],
    [
      'of blanks in hours',
      () => ['estimate', '--profile', PROFILE('cacheStorage', `{ tokens: 5M, hours: "${' '.repeat(MANY)}1" }`)],
      /characters long/,
    ],
    [
      'in calls',
      () => ['check', '--max', '1k', '--profile', PROFILE('calls', `{ webSearch: ${LARGE} }`)],
      /300000 digits/,
    ],
    [
      'of calls in a card',
      () => [
        'cards',
        'validate',
        fileOf(readFileSync('fixtures/cards/calls.yaml', 'utf8').replace(/(webSearch: )[\d.]+/, `$1${SMALL}`)),
      ],
      /300002 digits/,
    ],
    ['in a growth', () => ['decide', '--profile', PROFILE('monthlyGrowth', SMALL)], /file\.yaml:1:/],
    [
      'of blanks',
      () => ['estimate', '--profile', PROFILE('cacheHitRatio', `"${' '.repeat(MANY)}x"`)],
      /characters long/,
    ],
    ['in a card', () => ['cards', 'validate', CARD(SMALL)], /file\.yaml:12:30 .*300002 digits/],
    [
      'in a price list',
      () => ['cards', 'import', PRICES(SMALL), '--from', 'litellm', '--provider', 'acme'],
      /prices\.json:1:67 the number 0\.0+\u2026 is out of all bounds/,
    ],
    [
      'of 41 digits in a price list',
      () => ['cards', 'import', PRICES(`0.${'0'.repeat(39)}1`), '--from', 'litellm', '--provider', 'acme'],
      /acme\/one: left out: input_cost_per_token has more than 40 digits/,
    ],
    [
      'in a baseline',
      () => ['check', '--profile', SUPPORT, '--max', '60k', '--baseline', BASELINE(SMALL)],
      /json:\d+:\d+/,
    ],
    ['in a saved result', () => ['diff', BASELINE(LARGE), 'fixtures/budgets/baseline.json'], /json:\d+:\d+/],
  ])('%s', async (_, line, told) => {
    const { stdout, stderr, exitCode } = await run(line());
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringMatching(told)]);
    expect(stderr.length).toBeLessThan(5_000);
  });

  test('every reader of a number refuses one by its length, and does not look at it', () => {
    const readers = Object.entries({ ...quantityText, ...demandText }).filter(([name]) => name.startsWith('parse'));
    expect(readers.length).toBeGreaterThan(15);
    for (const [name, parse] of readers) {
      for (const text of [LARGE, SMALL, `-${LARGE}`, `${' '.repeat(MANY)}1`, `1${'_1'.repeat(MANY)}`, `${LARGE}%`]) {
        const parsed = (parse as (text: string) => quantityText.Parsed<unknown>)(text);
        expect([name, parsed]).toEqual([name, { fault: expect.stringMatching(/digits; write 40|characters long/) }]);
      }
    }
  });

  test('40 digits are read, and 41 are not, wherever the point stands', () => {
    const digits = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 40, maxLength: 40 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(digits, (text) => {
        expect(parseShare(`0.${text.slice(1)}`)).toHaveProperty('value');
        for (const parse of [parseTokens, parseUsd, parseFactor, parseShare]) {
          expect(parse(`${text.slice(0, 20)}.${text.slice(20)}1`)).toEqual({
            fault: expect.stringMatching(/has 41 digits; write 40 at most$/),
          });
        }
      }),
    );
  });
});

test('the numeral of a number loses its trailing zeros and nothing else', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }), fc.nat(600), (coefficient, places) => {
      const value = shift({ coefficient, scale: 0, divisor: 1n }, places);
      const text = numeral(value);
      expect(text).not.toMatch(/\.\d*0$|\.$/);
      const again = parseExact(text) ?? { coefficient: NaN, scale: 0 };
      expect([again.coefficient, again.scale]).toEqual([
        coefficient / 10n ** BigInt(places - again.scale),
        text.includes('.') ? again.scale : 0,
      ]);
    }),
  );
});
