import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import { priceBookOf } from '../../../src/commands/price-book.ts';
import { audit, isOpen } from '../../../src/decision/audit/audit.ts';
import type { UsageDay } from '../../../src/decision/usage/measure.ts';
import type { Cause } from '../../../src/domain/audit.ts';
import type { BillLine } from '../../../src/domain/bill-line.ts';
import { numeral, parseExact } from '../../../src/domain/exact.ts';
import type { ServiceMode } from '../../../src/domain/meter.ts';
import { NO_USD, usd } from '../../../src/domain/units.ts';
import { TOKEN_CLASSES, type TokenClass } from '../../../src/domain/usage.ts';
import fc from '../../support/laws.ts';
import { ACME } from '../../support/pricing.ts';
import { day, part } from '../../support/values.ts';

/** Prices of the round card by hand, in dollars a million: what a vendor would bill by. */
const LIST: Readonly<Record<TokenClass, string>> = {
  uncachedInput: '10',
  cacheRead: '1',
  cacheWrite5m: '12.5',
  cacheWrite30m: '0',
  cacheWrite1h: '20',
  output: '50',
};
const JULY: Readonly<Record<TokenClass, string>> = {
  ...LIST,
  uncachedInput: '8',
  cacheRead: '0.8',
  cacheWrite5m: '10',
  cacheWrite1h: '16',
  output: '40',
};

type Counts = Partial<Record<TokenClass, number>>;

interface Used {
  readonly on: string;
  readonly model?: string;
  readonly mode?: ServiceMode;
  readonly band?: 'base' | 'long';
  readonly tokens: Counts;
}

function used({ on, model = 'doubled', mode = 'standard', band = 'base', tokens }: Used): UsageDay {
  const counts = TOKEN_CLASSES.map((each) => [each, BigInt(tokens[each] ?? 0)] as const);
  return {
    day: day(on),
    model,
    mode,
    band,
    belongs: {},
    tokens: Object.fromEntries(counts) as Record<TokenClass, bigint>,
    requests: undefined,
    failed: undefined,
    calls: {},
    billed: undefined,
  };
}

/** What a vendor bills for it: by hand, with what he got wrong. */
function billed(
  of: Used,
  wrong: {
    readonly prices?: Record<TokenClass, string>;
    readonly factor?: string;
    readonly on?: string;
    readonly round?: number;
  } = {},
): BillLine {
  const { prices = LIST, factor = '1' } = wrong;
  const total = Object.entries(of.tokens).reduce(
    (sum, [each, count]) => sum.plus(new Big(prices[each as TokenClass]).times(count).div(1_000_000)),
    new Big(0),
  );
  const amount = total.times(factor);
  return line(
    wrong.on ?? of.on,
    (wrong.round === undefined ? amount : amount.round(wrong.round)).toFixed(),
    of.model ?? 'doubled',
  );
}

function line(on: string, amount: string, model: string | undefined, credit = false): BillLine {
  const value = parseExact(amount);
  if (value === undefined) throw new Error(`no amount: ${amount}`);
  const places = amount.split('.')[1]?.length ?? 0;
  const own = { day: day(on), until: day(on), model, billedFor: undefined, mode: undefined, currency: 'USD', credit };
  return { ...own, tax: false, amount: usd(value), places, label: model ?? 'a line' };
}

function held(usage: readonly Used[], lines: readonly BillLine[], discount?: string) {
  return audit({
    usage: usage.map(used),
    lines,
    book: priceBookOf({ card: ACME }),
    agreedWith: () =>
      discount === undefined
        ? undefined
        : { discountOf: () => part(discount), failedFree: false, protectedFrom: undefined },
  });
}

const causes = (found: ReturnType<typeof held>) =>
  Object.fromEntries(found.causes.map(({ cause, amount }) => [cause, numeral(amount)]));

const DAYS = ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05'];
/** Unlike amounts on each day, so that nothing fits by chance. */
const plain = (on: string, index: number): Used => ({
  on,
  tokens: {
    uncachedInput: 1_000_003 + index * 70_001,
    cacheRead: 400_009 + index * 1_013,
    output: 300_007 + index * 977,
  },
});
const USAGE = DAYS.map(plain);
const at = (index: number): Used => USAGE[index] ?? plain('2026-10-01', 0);
/** The right bill, but for the lines of one day. */
const but = (index: number, ...lines: BillLine[]) => [
  ...USAGE.filter((_, each) => each !== index).map((each) => billed(each)),
  ...lines,
];
const READS_AS_INPUT = { ...LIST, cacheRead: LIST.uncachedInput };

// Expected amounts were summed apart, with fractions in Python.
describe('one fault in a bill is named, to the last digit', () => {
  const cases: readonly [string, Cause | undefined, readonly Used[], readonly BillLine[], string][] = [
    ['none', undefined, USAGE, USAGE.map((each) => billed(each)), '0'],
    ['reads at the price of input', 'cacheClass', USAGE, but(2, billed(at(2), { prices: READS_AS_INPUT })), '3.618315'],
    ['standard billed as priority', 'mode', USAGE, but(1, billed(at(1), { factor: '2' })), '26.150262'],
    ['a discount nobody agreed', 'discount', USAGE, but(0, billed(at(0), { factor: '0.85' })), '-3.81005835'],
    ['a day that is not billed', 'usageWithoutBill', USAGE, but(3), '-27.650008'],
    [
      'a day that was not used',
      'billWithoutUsage',
      USAGE.filter((_, index) => index !== 3),
      USAGE.map((each) => billed(each)),
      '27.650008',
    ],
    [
      'a credit',
      'credit',
      USAGE,
      [...USAGE.map((each) => billed(each)), line('2026-10-02', '-5.5', undefined)],
      '-5.5',
    ],
    ['an amount out of nowhere', 'unknown', USAGE, but(4, line('2026-10-05', '20.123457', 'doubled')), '-8.276424'],
  ];
  test.each(cases)('%s', (_, cause, usage, lines, amount) => {
    const found = held(usage, lines);
    expect(Object.keys(causes(found))).toEqual(cause === undefined ? [] : [cause]);
    expect(new Big(numeral(found.difference)).toFixed()).toBe(new Big(amount).toFixed());
  });

  test('one-hour writes at the price of five minutes', () => {
    const usage = [
      { on: '2026-10-01', model: 'flat', tokens: { uncachedInput: 500_000, cacheWrite1h: 200_000, output: 1_000 } },
    ];
    const [one] = usage;
    const found = held(usage, one === undefined ? [] : [billed(one, { prices: { ...LIST, cacheWrite1h: '12.5' } })]);
    expect(causes(found)).toEqual({ cacheClass: '-1.5' });
  });

  test('batch billed as standard, where only the batch of the day is', () => {
    const batch: Used = { on: '2026-10-02', mode: 'batch', tokens: { uncachedInput: 2_000_000, output: 100_000 } };
    const found = held([...USAGE, batch], [...USAGE.map((each) => billed(each)), billed(batch)]);
    expect(causes(found)).toEqual({ mode: '12.5' });
  });

  test('a price that changed, billed too late', () => {
    const usage = [{ on: '2026-07-01', model: 'dated', tokens: { uncachedInput: 3_000_000, output: 1_000_001 } }];
    expect(
      causes(
        held(
          usage,
          usage.map((each) => billed(each)),
        ),
      ),
    ).toEqual({ priceChange: '16.00001' });
    const right = held(
      usage,
      usage.map((each) => billed(each, { prices: JULY })),
    );
    expect(right.causes).toEqual([]);
  });
});

describe('a shift is exact, and nothing is smoothed', () => {
  const shifted = (from: number, to: number) =>
    USAGE.map((each, index) => billed(each, index === from ? { on: DAYS[to] ?? '' } : {}));

  test.each([
    ['later', 2, 3],
    ['earlier', 2, 1],
    ['later, at the end of the window', 3, 4],
    ['earlier, at its start', 1, 0],
  ])('one day billed %s', (_, from, to) => {
    const found = held(USAGE, shifted(from, to));
    expect(found.differences.map(({ cause }) => cause)).toEqual(['shiftedDay', 'shiftedDay']);
    expect(found.causes).toEqual([]);
    expect(isOpen(found, NO_USD)).toBe(false);
    expect(found.days.filter(({ difference }) => numeral(difference) === '0')).toHaveLength(3);
  });

  test('every day billed a day later, the last one outside of the bill', () => {
    const lines = USAGE.slice(0, -1).map((each, index) => billed(each, { on: DAYS[index + 1] ?? '' }));
    const found = held(USAGE, lines);
    expect(new Set(found.differences.map(({ cause }) => cause))).toEqual(new Set(['shiftedDay', 'usageWithoutBill']));
    expect(causes(found)['usageWithoutBill']).toBe(`-${new Big(numeral(billed(at(4)).amount)).toFixed()}`);
  });

  test('a day billed once more on the next day is no shift: what is beyond the usage has none', () => {
    const found = held(USAGE, [...USAGE.map((each) => billed(each)), billed(at(2), { on: '2026-10-04' })]);
    expect(found.differences.map(({ day: on, cause }) => [on, cause])).toEqual([['2026-10-04', 'billWithoutUsage']]);
  });
});

describe('a bill is as exact as it writes', () => {
  test('rows rounded to the cent differ by rounding alone', () => {
    const found = held(
      USAGE,
      USAGE.map((each) => billed(each, { round: 2 })),
    );
    expect(found.causes.map(({ cause }) => cause)).toEqual(['rounding']);
    expect(isOpen(found, NO_USD)).toBe(false);
  });

  test('a cause is found behind rounding, and the rounding is told apart', () => {
    const lines = USAGE.map((each, index) => billed(each, { factor: index === 1 ? '2' : '1', round: 2 }));
    const found = held(USAGE, lines);
    expect(found.causes.map(({ cause }) => cause)).toEqual(['rounding', 'mode']);
    expect(causes(found)['mode']).toBe('26.150262');
  });
});

describe('a contract lowers what is expected', () => {
  test('a bill at its discount agrees; one at list price lacks it; one at another rate says which', () => {
    const [one, ...rest] = USAGE;
    if (one === undefined) throw new Error('there is usage');
    const lines = rest.map((each) => billed(each, { factor: '0.8' }));
    expect(held(USAGE, [billed(one, { factor: '0.8' }), ...lines], '20%').causes).toEqual([]);
    const missing = held(USAGE, [billed(one), ...lines], '20%');
    expect(missing.differences.map(({ text }) => text)).toEqual(['billed without the discount of the contract']);
    const other = held(USAGE, [billed(one, { factor: '0.825' }), ...lines], '20%');
    expect(other.differences.map(({ text }) => text)).toEqual([
      "billed at 17.5% off in place of the contract's discount",
    ]);
  });
});

test('two faults of one day are told apart', () => {
  const batch: Used = { on: '2026-10-02', mode: 'batch', tokens: { uncachedInput: 2_000_000, output: 100_000 } };
  const found = held([...USAGE, batch], [...but(1), billed(at(1), { prices: READS_AS_INPUT }), billed(batch)]);
  expect(causes(found)).toEqual({ mode: '12.5', cacheClass: '3.609198' });
});

test('a bill over a month is compared as a whole', () => {
  const total = USAGE.reduce((sum, each) => sum.plus(numeral(billed(each).amount)), new Big(0));
  const month = { ...line('2026-10-01', total.toFixed(), 'doubled'), until: day('2026-10-31') };
  const found = held(USAGE, [month]);
  expect(found.whole).toBe(true);
  expect(found.causes).toEqual([]);
});

describe('laws', () => {
  const count = fc.integer({ min: 0, max: 5_000_000 });
  const usage = fc.array(
    fc.record({
      on: fc.constantFrom(...DAYS),
      mode: fc.constantFrom<ServiceMode>('standard', 'batch'),
      model: fc.constantFrom('flat', 'doubled', 'regional', 'dated'),
      tokens: fc.record({
        uncachedInput: count,
        cacheRead: count,
        cacheWrite5m: count,
        cacheWrite1h: count,
        output: count,
      }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const lines = fc.array(
    fc
      .tuple(
        fc.constantFrom(...DAYS, '2026-10-06'),
        fc.integer({ min: -500_000_000, max: 500_000_000 }),
        fc.constantFrom('flat', 'doubled', 'regional', 'nobody-sells-this'),
      )
      .map(([on, micros, model]) => line(on, new Big(micros).div(1_000_000).toFixed(), model)),
    { minLength: 1, maxLength: 12 },
  );

  test('causes add up to the difference, and so do the days', () => {
    fc.assert(
      fc.property(usage, lines, fc.constantFrom(undefined, '15%'), (was, bill, discount) => {
        const found = held(was, bill, discount);
        const sum = (of: readonly { readonly amount: Parameters<typeof numeral>[0] }[]) =>
          of.reduce((total, { amount }) => total.plus(numeral(amount)), new Big(0)).toFixed();
        const difference = new Big(numeral(found.difference)).toFixed();
        expect(new Big(numeral(found.billed)).minus(numeral(found.expected)).toFixed()).toBe(difference);
        expect(sum(found.causes)).toBe(difference);
        expect(sum(found.differences)).toBe(difference);
        expect(new Big(numeral(found.explained)).plus(numeral(found.unexplained)).toFixed()).toBe(difference);
        expect(sum(found.days.map((each) => ({ amount: each.difference })))).toBe(difference);
      }),
      { numRuns: 200 },
    );
  });

  test('a bill by the list has no finding, whatever was used', () => {
    fc.assert(
      fc.property(usage, (was) => {
        const bill = was.map((each) =>
          billed(each, {
            prices: each.model === 'dated' ? JULY : LIST,
            factor: each.mode === 'batch' ? '0.5' : '1',
          }),
        );
        expect(held(was, bill).differences).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
