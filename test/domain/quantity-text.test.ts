import { describe, expect, test } from 'vitest';
import { type Exact, numeral } from '../../src/domain/exact.ts';
import {
  type Parsed,
  parseCount,
  parseDiscount,
  parseFactor,
  parseShare,
  parseTokens,
  parseUsd,
  parseUsdPerMtok,
} from '../../src/domain/quantity-text.ts';
import fc from '../support/laws.ts';

/** The value as a numeral, or the fault. */
function read(parsed: Parsed<Exact>): string {
  return 'value' in parsed ? numeral(parsed.value) : parsed.fault;
}

const NOT_TOKENS = 'is not a number of tokens; write whole tokens such as 500M, 1.5B, 12k, 2_000_000 or 1e9';
const NOT_WHOLE = 'is not a whole number of tokens; write whole tokens such as 500M, 1.5B, 12k, 2_000_000 or 1e9';
const NEGATIVE = 'is negative; write whole tokens such as 500M, 1.5B, 12k, 2_000_000 or 1e9';
const TOO_MANY = 'is more than 10^18 tokens; check the suffix';

describe('tokens', () => {
  test.each([
    ['0', '0'],
    ['007', '7'],
    ['500M', '500000000'],
    ['1.5B', '1500000000'],
    ['12k', '12000'],
    ['12K', '12000'],
    ['2T', '2000000000000'],
    ['0.001k', '1'],
    ['2_000_000', '2000000'],
    ['1_0.5k', '10500'],
    ['1e9', '1000000000'],
    ['1e+9', '1000000000'],
    ['1.25e2', '125'],
    ['1e0', '1'],
    ['3.000', '3'],
    ['1000000T', '1000000000000000000'],
  ])('%s is %s', (text, value) => {
    expect(read(parseTokens(text))).toBe(value);
  });

  test.each(
    [
      ['', 'five', 'NaN', 'Infinity', '0x10', '1.5 tokens', ' 500M', '500M\n', '1,5B', '1,00', '1,0000', '500mm'],
      ['1_', '_1', '1__0', '1_.5k', '1.5_0k', '.5k', '5.k', 'M', '1e400', '1e-3', '1E9', '1e', '1e9k', '1kk', '+5'],
    ].flat(),
  )('"%s" is no number', (text) => {
    expect(read(parseTokens(text))).toBe(`"${text}" ${NOT_TOKENS}`);
  });

  test.each([
    ['500m', '500M'],
    ['1.5b', '1.5B'],
    ['2t', '2T'],
    ['500 M', '500M'],
    ['12 K', '12k'],
    ['1,000', '1_000'],
    ['1,500,000', '1_500_000'],
    ['1,500k', '1_500k'],
  ])('"%s" is no number, and %s may be meant', (text, near) => {
    expect(read(parseTokens(text))).toBe(`"${text}" is not a number of tokens; did you mean ${near}?`);
    expect(read(parseUsd(`$${text}`))).toBe(`"$${text}" is not an amount in US dollars; did you mean ${near}?`);
  });

  test.each([
    ['-5M', NEGATIVE],
    ['1.5', NOT_WHOLE],
    ['0.0001k', NOT_WHOLE],
    ['1000000000000000001', TOO_MANY],
    ['1000001T', TOO_MANY],
    ['1e99', TOO_MANY],
  ])('"%s" %s', (text, fault) => {
    expect(read(parseTokens(text))).toBe(`"${text}" ${fault}`);
  });

  /** The digits with an underscore wherever `gaps` has one. */
  const underscored = (digits: string, gaps: readonly boolean[]) =>
    [...digits].map((digit, at) => (at > 0 && gaps[at] ? `_${digit}` : digit)).join('');

  test('a whole number reads back from every spelling', () => {
    const suffixes = [['k', 3] as const, ['K', 3] as const, ['M', 6] as const, ['B', 9] as const, ['T', 12] as const];
    const exponents = fc.nat(18).chain((e) => fc.constantFrom([`e${e}`, e] as const, [`e+${e}`, e] as const));
    const ending = fc.oneof(fc.constant(['', 0] as const), fc.constantFrom(...suffixes), exponents);
    const gaps = fc.array(fc.boolean(), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), ending, gaps, fc.nat(3), (number, [suffix, places], under, zeros) => {
        const digits = number.toString().padStart(places + 1, '0');
        const [integer, rest] = [digits.slice(0, digits.length - places), digits.slice(digits.length - places)];
        const fraction = `${rest}${'0'.repeat(zeros)}`;
        const text = `${underscored(integer, under)}${fraction && `.${fraction}`}${suffix}`;
        expect(read(parseTokens(text))).toBe(number.toString());
        expect(read(parseUsd(`$${text}`))).toBe(number.toString());
      }),
    );
  });
});

test('requests are counted like tokens, and faults speak of requests', () => {
  expect(read(parseCount('2M'))).toBe('2000000');
  expect(read(parseCount('five'))).toBe(
    '"five" is not a number of requests; write whole requests such as 500M, 1.5B, 12k, 2_000_000 or 1e9',
  );
  expect(read(parseCount('2e18'))).toBe('"2e18" is more than 10^18 requests; check the suffix');
});

const FORMS = 'write a share such as 70% or 0.7';

describe('shares', () => {
  test.each([
    [parseShare, '70%', '0.7'],
    [parseShare, '0.7', '0.7'],
    [parseShare, '12.5%', '0.125'],
    [parseShare, '0', '0'],
    [parseShare, '0%', '0'],
    [parseShare, '1', '1'],
    [parseShare, '1.000', '1'],
    [parseShare, '100%', '1'],
    [parseShare, '70', '"70" is more than the whole; did you mean 70%?'],
    [parseShare, '1.2', '"1.2" is more than the whole; write a share such as 70% or 0.7'],
    [parseShare, '120%', `"120%" is more than the whole; ${FORMS}`],
    [parseShare, '100.01%', `"100.01%" is more than the whole; ${FORMS}`],
    [parseShare, '-5%', `"-5%" is negative; ${FORMS}`],
    [parseShare, '-0.1', `"-0.1" is negative; ${FORMS}`],
    ...['', '%', 'most', '70 %', '70%%', '%70', '.7', '7e-1', 'NaN', '0,7'].map(
      (text) => [parseShare, text, `"${text}" is not a share; ${FORMS}`] as const,
    ),
    [parseDiscount, '15%', '0.15'],
    [parseDiscount, '99.99%', '0.9999'],
    [parseDiscount, '0', '0'],
    [parseDiscount, '100%', '"100%" would leave nothing to pay; write a discount below 100%'],
    [parseDiscount, '1.0', '"1.0" would leave nothing to pay; write a discount below 100%'],
    [parseDiscount, '15', '"15" is more than the whole; did you mean 15%?'],
  ] as const)('%o reads "%s" as %s', (parse, text, answer) => {
    expect(read(parse(text))).toBe(answer);
  });
});

describe('dollars, prices and factors', () => {
  const [money, price, number] = ['write dollars such as 50k or 50_000', 'such as 2.50', 'such as 10 or 0.5'];
  test.each([
    [parseUsd, '50k', '50000'],
    [parseUsd, '$50k', '50000'],
    [parseUsd, '1.25M', '1250000'],
    [parseUsd, '49_999.50', '49999.5'],
    [parseUsd, '0', '0'],
    ...['', '$', '$$5', '5$', '50k USD', '1e9k', '1,00', '€5'].map(
      (text) => [parseUsd, text, `"${text}" is not an amount in US dollars; ${money}`] as const,
    ),
    [parseUsd, '-5', `"-5" is negative; ${money}`],
    [parseUsd, '-$5', `"-$5" is negative; ${money}`],
    [parseUsdPerMtok, '2.50', '2.5'],
    [parseUsdPerMtok, '0', '0'],
    ...['', '$2.50', '2k', '1e1', 'free'].map(
      (text) =>
        [parseUsdPerMtok, text, `"${text}" is not a price; write US dollars per million tokens ${price}`] as const,
    ),
    [parseUsdPerMtok, '-0.01', `"-0.01" is negative; write US dollars per million tokens ${price}`],
    [parseFactor, '10', '10'],
    [parseFactor, '0.5', '0.5'],
    ...['', '10x', '1k', '50%'].map(
      (text) => [parseFactor, text, `"${text}" is not a number; write a number above 0 ${number}`] as const,
    ),
    [parseFactor, '0.00', `"0.00" is zero; write a number above 0 ${number}`],
    [parseFactor, '-1', `"-1" is negative; write a number above 0 ${number}`],
  ] as const)('%o reads "%s" as %s', (parse, text, answer) => {
    expect(read(parse(text))).toBe(answer);
  });
});

describe('hints', () => {
  test.each([
    [parseShare, '70', '"70" is more than the whole; did you mean 70%?'],
    [parseShare, '150', '"150" is more than the whole; write a share such as 70% or 0.7'],
    [parseDiscount, '100', '"100" is more than the whole; write a share such as 70% or 0.7'],
    [
      parseCount,
      '1.5 tokens',
      '"1.5 tokens" is not a number of requests; write whole requests such as 500M, 1.5B, 12k, 2_000_000 or 1e9',
    ],
    [
      parseTokens,
      '--help',
      '"--help" is not a number of tokens; write whole tokens such as 500M, 1.5B, 12k, 2_000_000 or 1e9',
    ],
    [parseUsd, '1e99', '"1e99" is more than 10^18 dollars; check the suffix'],
  ] as const)('%o tells of "%s" only what would then be accepted', (parse, text, fault) => {
    expect(parse(text)).toEqual({ fault });
  });
});
