import { describe, expect, test } from 'vitest';
import { feesIn } from '../../../src/decision/channels/aggregator-fees.ts';
import { isTooSlowIn } from '../../../src/decision/channels/channels.ts';
import { endsIn, goesBefore } from '../../../src/decision/contract/band.ts';
import { settledUnder } from '../../../src/decision/contract/settle.ts';
import { leastIn, mayChangeIn } from '../../../src/decision/estimate/configurations.ts';
import { type Arithmetic, NUMBERS } from '../../../src/domain/arithmetic.ts';
import { add, compare, divide, type Exact, whole } from '../../../src/domain/exact.ts';
import { feeCostIn } from '../../../src/domain/fee.ts';
import { CACHE_TTLS } from '../../../src/domain/meter.ts';
import { splitIn } from '../../../src/engine/cache-split.ts';
import { leversIn } from '../../../src/engine/levers.ts';
import { partsOf } from '../../../src/engine/quantities.ts';
import { CELLS } from '../../../src/output/xlsx/cells.ts';
import { type Expression, numberOf } from '../../../src/output/xlsx/expression.ts';
import { Sheet } from '../../../src/output/xlsx/sheet.ts';
import fc from '../../support/laws.ts';

const dollars = fc.nat(200_000).map((value) => whole(BigInt(value)));
const shares = fc.nat(99).map((percent) => divide(whole(BigInt(percent)), whole(100n)));
const maybe = (values: fc.Arbitrary<Exact>) => fc.option(values, { nil: undefined });

/** A number as a cell that people type into. */
function cell(value: Exact | undefined): Expression {
  return new Sheet('Inputs', [{ title: 'input', width: 1 }]).input(0, value, 'inputUsd');
}

/** The same inputs counted in numbers and in cells: every result has to be the same. */
function inBoth(rule: <Value, Truth>(by: Arithmetic<Value, Truth>, of: (value: Exact) => Value) => (Value | Truth)[]) {
  const numbers = rule(NUMBERS, (value) => value);
  const cells = rule(CELLS, cell);
  expect(cells.length).toBe(numbers.length);
  numbers.forEach((number, place) => {
    const expression = cells[place];
    if (expression === undefined) throw new RangeError('a result is missing');
    if (typeof number === 'boolean') expect(expression.value()).toBe(number);
    else expect(compare(numberOf(expression), number)).toBe(0);
  });
}

describe('a rule comes to the same in numbers and in the cells of a workbook', () => {
  test('what a month under a band costs, and whether it opens', () => {
    const bases = fc.constantFrom('list', 'contracted', undefined);
    const contract = fc.record({ floor: dollars, overage: maybe(shares), commitmentBasis: bases, floorBasis: bases });
    const band = fc.record({ commitment: dollars, discount: shares });
    fc.assert(
      fc.property(contract, band, band, dollars, ({ floor, overage, ...terms }, a, b, spend) => {
        inBoth((by, of) => {
          const rules = { floor: of(floor), overage: overage && of(overage), bases: terms };
          const [first, second] = [a, b].map(({ commitment, discount }) => {
            const own = { commitment: of(commitment), discount: of(discount) };
            return { ...own, ...settledUnder(by, rules, own, of(spend)) };
          });
          if (first === undefined || second === undefined) throw new RangeError('two bands');
          const { used, shortfall, effective, opens } = first;
          return [used, shortfall, effective, opens, goesBefore(by, first, second)];
        });
      }),
    );
  });

  test('both ends of the discount that a spend can have', () => {
    const band = fc.record({ commitment: dollars, discount: shares });
    const range = fc.option(fc.record({ shallowest: shares, deepest: shares }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(band, { minLength: 1, maxLength: 4 }),
        range,
        maybe(shares),
        dollars,
        dollars,
        (...drawn) => {
          const [bands, ends, overage, floor, spend] = drawn;
          inBoth((by, of) => {
            const rules = { floor: of(floor), overage: overage && of(overage), bases: undefined };
            const months = bands.map(({ commitment, discount }) => {
              const own = { commitment: of(commitment), discount: of(discount) };
              return { ...own, ...settledUnder(by, rules, own, of(spend)) };
            });
            return months.flatMap(({ discount, opens, shortfall }) => {
              const chosen = { discount, opens, isPlain: by.same(shortfall, by.zero) };
              const found = endsIn(
                by,
                chosen,
                months,
                ends && { shallowest: of(ends.shallowest), deepest: of(ends.deepest) },
              );
              return [found.shallowest, found.deepest];
            });
          });
        },
      ),
    );
  });

  test('whether a channel is too slow, which it is only where both times are stated', () => {
    fc.assert(
      fc.property(maybe(dollars), maybe(dollars), (worst, budget) => {
        inBoth((by, of) => [isTooSlowIn(by, { worst: worst && of(worst), budget: budget && of(budget) })]);
      }),
    );
    const times = (worst?: bigint, budget?: bigint) => ({
      worst: worst === undefined ? undefined : whole(worst),
      budget: budget === undefined ? undefined : whole(budget),
    });
    expect(isTooSlowIn(NUMBERS, times(80n, 79n))).toBe(true);
    expect(isTooSlowIn(NUMBERS, times(80n, 80n))).toBe(false);
    expect(isTooSlowIn(NUMBERS, times(80n))).toBe(false);
    expect(isTooSlowIn(NUMBERS, times(undefined, 0n))).toBe(false);
    // A cell that people left blank states nothing either.
    expect(isTooSlowIn(CELLS, { worst: cell(whole(80n)), budget: cell(undefined) }).value()).toBe(false);
  });

  test('whether a row may come to something else, and what it comes to at the least', () => {
    const row = fc.record({
      unpriced: fc.boolean(),
      belowFloor: fc.boolean(),
      available: fc.boolean(),
      complete: fc.boolean(),
    });
    fc.assert(
      fc.property(row, dollars, dollars, (state, known, unused) => {
        inBoth((by, of) => {
          const truth = (holds: boolean) => (holds ? by.yes : by.not(by.yes));
          const own = {
            unpriced: truth(state.unpriced),
            belowFloor: truth(state.belowFloor),
            available: truth(state.available),
            complete: truth(state.complete),
          };
          const amounts = { known: of(add(known, unused)), unused: of(unused) };
          return [mayChangeIn(by, own), leastIn(by, own, amounts)];
        });
        const sure = { ...state, unpriced: false, complete: true };
        expect(mayChangeIn(NUMBERS, sure)).toBe(false);
        expect(mayChangeIn(NUMBERS, { ...state, unpriced: true })).toBe(true);
      }),
    );
  });

  test('the fees of an aggregator on what one workload buys of everything', () => {
    const terms = fc.record({
      cost: shares,
      least: dollars,
      share: shares,
      minimum: maybe(dollars),
      allowance: dollars,
      monthly: maybe(dollars),
    });
    fc.assert(
      fc.property(
        terms,
        dollars,
        dollars,
        dollars,
        ({ cost, least, share, minimum, allowance, monthly }, list, tokens, more) => {
          inBoth((by, of) => {
            const own = { listCost: of(list), tokenCost: of(tokens) };
            const all = { listCost: by.plus(own.listCost, of(more)), tokenCost: by.plus(own.tokenCost, of(more)) };
            const fees = feesIn(
              by,
              {
                credit: { cost: of(cost), least: of(least) },
                purchase: { share: of(share), minimum: minimum && of(minimum) },
                ownKey: { share: of(share), allowance: of(allowance) },
                monthly: monthly && of(monthly),
              },
              own,
              all,
            );
            return fees.map((fee) => feeCostIn(by, fee));
          });
        },
      ),
    );
  });

  test('levers, the split of the input and its parts by mode and band', () => {
    const stated = fc.record({
      cacheHitRatio: maybe(shares),
      countedRead: fc.constant(undefined),
      batchEligible: maybe(shares),
      longContextShare: maybe(shares),
      over: maybe(shares),
      peakShare: maybe(shares),
      prefix: maybe(dollars),
      varying: maybe(dollars),
      latencyBudget: maybe(dollars),
    });
    fc.assert(
      fc.property(stated, dollars, dollars, shares, (levers, input, threshold, level) => {
        inBoth((by, of) => {
          const known = (value: Exact | undefined) => (value === undefined ? undefined : of(value));
          const used = leversIn(
            by,
            {
              cacheHitRatio: known(levers.cacheHitRatio),
              countedRead: undefined,
              batchEligible: known(levers.batchEligible),
              longContextShare: known(levers.longContextShare),
              promptsOver: [known(levers.over), undefined],
              peakShare: known(levers.peakShare),
              prefix: known(levers.prefix),
              varying: known(levers.varying),
              latencyBudget: known(levers.latencyBudget),
            },
            {
              sellsBatch: true,
              hasPeak: true,
              minimumPrefix: of(threshold),
              longContext: [
                { band: 'long', threshold: of(threshold), edge: 'above' },
                { band: 'long2', threshold: of(add(threshold, threshold)), edge: 'atOrAbove' },
              ],
            },
            { wanted: by.yes, cacheHitRatio: of(level), batchEligible: of(level) },
          );
          const split = splitIn(by, {
            input: of(input),
            usesCache: used.usesCache,
            hitRatio: used.hitRatio,
            counted: { holds: by.not(by.yes), read: by.zero, writes: () => by.zero },
            billsWrites: by.yes,
            readsPerWrite: of(whole(3n)),
            isTtl: (ttl) => (ttl === CACHE_TTLS[0] ? by.yes : by.not(by.yes)),
          });
          const parts = partsOf(by, { batch: used.batch, long: used.longParts, peak: used.peak, mode: 'standard' });
          return [
            ...[used.illustrated, used.caches, used.tooShort, used.hitRatio, used.batch, used.long, used.peak],
            ...[split.read, split.uncached, ...split.writes.map(([, amount]) => amount)],
            ...parts.map(({ share }) => share),
          ];
        });
      }),
    );
  });
});
