import { describe, expect, test } from 'vitest';
import { boughtWith, bySize, portfolioChange, totalChange } from '../../../src/decision/diff/change.ts';
import {
  type BoughtPart,
  type BoughtWorkload,
  EFFECTS,
  type Effects,
  type Portfolio,
  type PortfolioChange,
} from '../../../src/domain/change.ts';
import { compare, multiply, negate, numeral } from '../../../src/domain/exact.ts';
import { METERS } from '../../../src/domain/meter.ts';
import { minus, NO_USD, times, tokens, type Usd, usd, usdPerMtok } from '../../../src/domain/units.ts';
import { exact } from '../../domain/samples.ts';
import fc from '../../support/laws.ts';

const MODES = ['standard', 'batch'] as const;

function bought(text: string): BoughtPart {
  const [meter, mode, model, channel, count, price] = text.split(' ') as [
    BoughtPart['meter'],
    BoughtPart['mode'],
    string,
    string,
    string,
    string,
  ];
  const rate = usdPerMtok(exact(price));
  return { meter, mode, model, channel, band: 'base', quantity: tokens(exact(count)), usdPerLot: rate };
}

const workload = (...parts: string[]): BoughtWorkload => ({ parts: parts.map(bought), fees: NO_USD, unpriced: [] });
const portfolio = (workloads: Record<string, BoughtWorkload>): Portfolio => new Map(Object.entries(workloads));

function shown(effects: Effects | undefined): string {
  if (effects === undefined) return 'undecided';
  const amounts = EFFECTS.map((effect) => [effect, effects[effect]] as const);
  return amounts
    .filter(([, amount]) => amount.coefficient !== 0n)
    .map(([name, amount]) => `${name} ${numeral(amount)}`)
    .join(', ');
}

/** Distinct things, each with whole tokens and a price in ten-thousandths of a dollar; always some tokens. */
const key = fc.record({
  meter: fc.constantFrom(...METERS),
  mode: fc.constantFrom(...MODES),
  model: fc.constantFrom('large', 'small'),
  channel: fc.constantFrom('list', 'tokenmart'),
});
const part: fc.Arbitrary<BoughtPart> = fc
  .record({ key, count: fc.bigInt(1n, 10n ** 12n), price: fc.nat(1_000_000) })
  .map(({ key: of, count, price }) => ({
    ...of,
    band: 'base',
    quantity: tokens(exact(String(count))),
    usdPerLot: usdPerMtok({ ...exact(String(price)), scale: 4 }),
  }));
const output = part.map((of): BoughtPart => ({ ...of, meter: 'output', mode: 'standard' }));
const someParts = fc
  .tuple(output, fc.array(part, { maxLength: 6 }))
  .map(([first, others]): BoughtWorkload => ({ parts: [first, ...others], fees: NO_USD, unpriced: [] }));
const withFees = fc
  .tuple(someParts, fc.integer())
  .map(([of, cents]) => ({ ...of, fees: usd({ ...exact('0'), coefficient: BigInt(cents), scale: 2 }) }));
const distinctParts = fc
  .tuple(
    output,
    fc.uniqueArray(part, { maxLength: 6, selector: (of) => `${of.meter} ${of.mode}${of.model}${of.channel}` }),
  )
  .map(([first, others]): BoughtWorkload => {
    const rest = others.filter((of) => !(of.meter === 'output' && of.mode === 'standard'));
    return { parts: [first, ...rest], fees: NO_USD, unpriced: [] };
  });
const portfolios = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), withFees)
  .map((workloads): Portfolio => new Map(Object.entries(workloads)));

const change = (a: BoughtWorkload, b: BoughtWorkload) => portfolioChange(new Map([['w', a]]), new Map([['w', b]]));
const total = ({ old, new: now }: PortfolioChange): Usd => minus(now.amount, old.amount);
const decided = (effects: Effects | undefined): Effects => {
  if (effects === undefined) throw new Error('everything here has a price');
  return effects;
};
const scaledBy = (of: BoughtWorkload, by: string): BoughtWorkload => ({
  ...of,
  parts: of.parts.map((each) => ({ ...each, quantity: tokens(multiply(each.quantity, exact(by))) })),
});

describe('worked by hand', () => {
  // 100M input at $5 and 100M output at $25: 3,000. Then 300M input at $4, 100M output at $25: 3,700.
  const before = workload('input standard large list 100000000 5', 'output standard large list 100000000 25');

  test.each([
    // 4-5 on 300M is -300; 200M -> 400M doubles 3,000; the mix is 300x5 + 100x25 less 6,000.
    [
      'all three',
      workload('input standard large list 300000000 4', 'output standard large list 100000000 25'),
      'price -300, volume 3000, mix -2000',
    ],
    [
      'half of the output moves to batch',
      workload(
        'input standard large list 100000000 5',
        'output standard large list 50000000 25',
        'output batch large list 50000000 12.5',
      ),
      'mix -625',
    ],
    [
      'the same tokens of another model',
      workload('input standard small list 100000000 1', 'output standard small list 100000000 5'),
      'mix -2400',
    ],
    [
      'the same tokens through another channel',
      workload('input standard large tokenmart 100000000 4', 'output standard large tokenmart 100000000 20'),
      'mix -600',
    ],
  ])('%s', (_, after, effects) => {
    expect(shown(change(before, after).effects)).toBe(effects);
  });

  test('a quantity of 0 lends its price: what is new at a lower price is a price effect as far as it fell', () => {
    const lent = { ...before, parts: [...before.parts, bought('cacheRead standard large list 0 0.50')] };
    const after = workload('cacheRead standard large list 100000000 0.40', 'output standard large list 100000000 25');
    expect(shown(change(before, after).effects)).toBe('mix -460');
    expect(shown(change(lent, after).effects)).toBe('price -10, mix -450');
  });

  test('token-hours of storage are no volume', () => {
    const stored = { ...before, parts: [...before.parts, bought('cacheStorage standard large list 1000000000 1')] };
    expect(shown(change(before, stored).effects)).toBe('mix 1000');
  });

  test('workloads that come and go are causes of their own', () => {
    const other = workload('output standard small list 1000000 5');
    const answer = portfolioChange(portfolio({ a: before, gone: other }), portfolio({ a: before, come: before }));
    expect(answer.workloads.map((each) => [each.workload, each.change, shown(each.effects)])).toEqual([
      ['a', 'unchanged', ''],
      ['come', 'added', 'added 3000'],
      ['gone', 'removed', 'removed -5'],
    ]);
    expect(shown(answer.effects)).toBe('added 3000, removed -5');
  });

  test('a fee that a channel takes is a cause of its own', () => {
    const answer = change(before, { ...before, fees: usd(exact('-12.5')) });
    expect(shown(answer.effects)).toBe('fees -12.5');
    expect(answer.workloads[0]?.change).toBe('changed');
    expect(numeral(answer.new.amount)).toBe('2987.5');
  });

  test('the largest change comes first, whichever way, and what cannot be told before it', () => {
    const sized = (output: number) => workload(`output standard large list ${output}000000 1`);
    const unknown: BoughtWorkload = { parts: [], fees: NO_USD, unpriced: ['why'] };
    const a = portfolio({ same: sized(5), grows: sized(5), shrinks: sized(9), hidden: unknown });
    const b = portfolio({ same: sized(5), grows: sized(7), shrinks: sized(1), hidden: unknown, new: sized(3) });
    expect(bySize(portfolioChange(a, b).workloads).map((each) => each.workload)).toEqual([
      'hidden',
      'shrinks',
      'new',
      'grows',
      'same',
    ]);
  });

  test('price changes that cancel are a change all the same', () => {
    const after = workload('input standard large list 100000000 6', 'output standard large list 100000000 24');
    expect(change(before, after).workloads[0]).toMatchObject({ change: 'changed' });
    expect(shown(change(before, after).effects)).toBe('');
  });

  test.each(['old', 'new'] as const)('a part without a price on the %s side is undecided, never 0', (side) => {
    const partly: BoughtWorkload = { ...before, unpriced: ['no cache price'] };
    const [a, b] = side === 'old' ? [partly, before] : [before, partly];
    const answer = portfolioChange(portfolio({ w: a, still: before }), portfolio({ w: b, still: before }));
    expect(answer.workloads.map((each) => [each.change, shown(each.effects)])).toEqual([
      ['undecided', 'undecided'],
      ['unchanged', ''],
    ]);
    expect(answer.effects).toBeUndefined();
    expect(answer[side].unpriced).toEqual(['no cache price']);
    expect(change(partly, partly).effects).toBeUndefined();
  });

  test('a workload added without a price is added, and undecided', () => {
    const answer = portfolioChange(portfolio({}), portfolio({ w: { parts: [], fees: NO_USD, unpriced: ['why'] } }));
    expect(answer.workloads).toMatchObject([{ change: 'added', effects: undefined }]);
    expect(answer.effects).toBeUndefined();
  });

  test('a bill becomes parts, and its reasons are said once', () => {
    const unpriced = { pricing: 'unpriced', meter: 'cacheRead', mode: 'batch', reason: 'no price' } as const;
    const bill = { lineItems: [], fees: [], unpriced: [unpriced, { ...unpriced, mode: 'standard' as const }] };
    expect(boughtWith(bill, 'large', 'list')).toEqual({ parts: [], fees: NO_USD, unpriced: ['no price'] });
  });
});

describe('laws', () => {
  test('the effects sum to the change, of each workload and of the portfolio, with no residual', () => {
    fc.assert(
      fc.property(portfolios, portfolios, (before, after) => {
        const answer = portfolioChange(before, after);
        expect(compare(totalChange(decided(answer.effects)), total(answer))).toBe(0);
        for (const { old, new: now, effects } of answer.workloads) {
          const moved = minus(now?.amount ?? totalChange(NOTHING), old?.amount ?? totalChange(NOTHING));
          expect(compare(totalChange(decided(effects)), moved)).toBe(0);
        }
      }),
    );
  });

  test('nothing changed: every effect is 0', () => {
    fc.assert(
      fc.property(portfolios, (same) => {
        const answer = portfolioChange(same, same);
        expect(shown(answer.effects)).toBe('');
        expect(answer.workloads.every((each) => each.change === 'unchanged')).toBe(true);
      }),
    );
  });

  test('only prices changed: only a price effect', () => {
    fc.assert(
      fc.property(distinctParts, fc.array(fc.nat(100_000), { minLength: 7, maxLength: 7 }), (before, prices) => {
        const after = {
          ...before,
          parts: before.parts.map((each, at) => ({ ...each, usdPerMtok: usdPerMtok(exact(String(prices[at] ?? 0))) })),
        };
        const answer = change(before, after);
        expect(shown(answer.effects)).toBe(shown({ ...NOTHING, price: total(answer) }));
      }),
    );
  });

  test('every quantity scaled alike: only a volume effect, the old cost times the growth', () => {
    fc.assert(
      fc.property(someParts, fc.constantFrom('0.3', '1', '2.5', '1000'), (before, by) => {
        const answer = change(before, scaledBy(before, by));
        const growth = minus(times(answer.old.amount, exact(by) as Parameters<typeof times>[1]), answer.old.amount);
        expect(shown(answer.effects)).toBe(shown({ ...NOTHING, volume: growth }));
      }),
    );
  });

  test('the same tokens in another mix at the same prices: only a mix effect', () => {
    const pair = (input: number) =>
      workload(`input standard large list ${input} 5`, `output standard large list ${10 ** 9 - input} 25`);
    fc.assert(
      fc.property(fc.nat(10 ** 9), fc.nat(10 ** 9), (a, b) => {
        const answer = change(pair(a), pair(b));
        expect(shown(answer.effects)).toBe(shown({ ...NOTHING, mix: total(answer) }));
      }),
    );
  });

  test('looked at backwards, the whole change is negated, and what came is gone', () => {
    fc.assert(
      fc.property(portfolios, portfolios, (a, b) => {
        const [there, back] = [portfolioChange(a, b), portfolioChange(b, a)].map((each) => decided(each.effects));
        expect(numeral(totalChange(there as Effects))).toBe(numeral(negate(totalChange(back as Effects))));
        expect(numeral((there as Effects).added)).toBe(numeral(negate((back as Effects).removed)));
      }),
    );
  });

  test('the order of parts does not matter, nor one part said as two', () => {
    fc.assert(
      fc.property(someParts, someParts, (a, b) => {
        const halves = scaledBy(b, '0.5').parts;
        const split = { ...b, parts: [...halves].reverse().concat(halves) };
        expect(shown(change(a, split).effects)).toBe(shown(change(a, b).effects));
        expect(change(b, split).workloads[0]?.change).toBe('unchanged');
      }),
    );
  });

  test('a portfolio changes by the sum of its workloads', () => {
    fc.assert(
      fc.property(someParts, someParts, someParts, someParts, (a, b, c, d) => {
        const both = portfolioChange(portfolio({ x: a, y: b }), portfolio({ x: c, y: d }));
        const [x, y] = [decided(change(a, c).effects), decided(change(b, d).effects)];
        expect(numeral(minus(decided(both.effects).mix, x.mix))).toBe(numeral(y.mix));
        expect(numeral(minus(decided(both.effects).price, x.price))).toBe(numeral(y.price));
      }),
    );
  });
});

const NOTHING: Effects = { price: NO_USD, volume: NO_USD, mix: NO_USD, fees: NO_USD, added: NO_USD, removed: NO_USD };

test('work that had no tokens before is volume, with what its price did beside it', () => {
  const idle = workload('input standard large list 0 3', 'output standard large list 0 15');
  const busy = workload('input standard large list 1000000 3', 'output standard large list 2000000 14');
  const of = (before: BoughtWorkload, after: BoughtWorkload) =>
    shown(portfolioChange(portfolio({ a: before }), portfolio({ a: after })).effects);
  // 3 + 2 x 15 at the old prices, and a dollar less for each of the two million.
  expect(of(idle, busy)).toBe('price -2, volume 33');
  expect(of(workload(), busy)).toBe('volume 31');
  expect(of(busy, idle)).toBe('volume -31');
});
