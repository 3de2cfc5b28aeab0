import { describe, expect, test } from 'vitest';
import { compare } from '../../src/domain/exact.ts';
import type { Levers } from '../../src/domain/levers.ts';
import { type Bill, costOf, pricedTotal, totalOf } from '../../src/domain/line-item.ts';
import { multipliersOf, printedOf } from '../../src/domain/price.ts';
import { plus, sum, times, type Usd } from '../../src/domain/units.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { Oracle, oracle } from '../domain/samples.ts';
import {
  column,
  counted,
  measuredWorkload,
  priced,
  share,
  termsAt,
  tokensText,
  workloads,
} from '../support/arbitraries.ts';
import { billOf } from '../support/engine.ts';
import fc from '../support/laws.ts';
import { count, multiple, part } from '../support/values.ts';

function cost(of: Workload, levers: Levers): Usd {
  return totalOf(billOf(of, levers)) ?? expect.fail(`${of.model} has a price for everything`);
}

const inOracle = (bill: Bill) =>
  bill.lineItems.map(({ quantity, price }) => {
    const unit = multipliersOf(price).reduce((so, step) => so.times(oracle(step.factor)), oracle(printedOf(price)));
    return oracle(quantity).times(unit).times('1e-6');
  });

describe('the lines of a bill', () => {
  test('cost printed price x multipliers x tokens, and add up to the total, as big.js multiplies and adds', () => {
    fc.assert(
      fc.property(workloads, column, fc.constantFrom('0%', '12.5%', '65%'), (of, levers, discount) => {
        const bill = billOf(of, levers, undefined, termsAt(discount));
        const expected = inOracle(bill);
        expect(bill.lineItems.map((item) => oracle(costOf(item)).toFixed())).toEqual(
          expected.map((amount) => amount.toFixed()),
        );
        const total = expected.reduce((so, amount) => so.plus(amount), new Oracle('0'));
        expect(oracle(pricedTotal(bill)).toFixed()).toBe(total.toFixed());
      }),
    );
  });

  test('hold every token of input and output, once', () => {
    fc.assert(
      fc.property(workloads, column, (of, levers) => {
        const bill = billOf(of, levers);
        expect(bill.unpriced).toEqual([]);
        expect(compare(sum(bill.lineItems.map((item) => item.quantity)), plus(of.input, of.output))).toBe(0);
      }),
    );
  });
});

describe('cost', () => {
  test('is additive: a workload cut in two costs what it costs whole', () => {
    fc.assert(
      fc.property(workloads, tokensText, tokensText, column, (of, input, output, levers) => {
        const other = { ...of, input: count(input), output: count(output) };
        const whole = { ...of, input: plus(of.input, other.input), output: plus(of.output, other.output) };
        expect(compare(plus(cost(of, levers), cost(other, levers)), cost(whole, levers))).toBe(0);
      }),
    );
  });

  test('is linear: n times the volume costs n times as much', () => {
    fc.assert(
      fc.property(workloads, column, fc.integer({ min: 2, max: 1000 }), (of, levers, n) => {
        const by = multiple(String(n));
        const more = { ...of, input: times(of.input, by), output: times(of.output, by) };
        expect(compare(cost(more, levers), times(cost(of, levers), by))).toBe(0);
      }),
    );
  });

  test('rises with every meter', () => {
    const meter = fc.constantFrom(0, 1, 2, 3);
    const extra = fc.bigInt(1n, 10n ** 9n);
    fc.assert(
      fc.property(priced, counted, meter, extra, share, column, (model, classes, which, more, batch, levers) => {
        const [uncached, read, written, output] = classes.map((text, index) =>
          index === which ? String(BigInt(text) + more) : text,
        );
        const larger = [uncached ?? '', read ?? '', written ?? '', output ?? ''] as const;
        const before = cost(measuredWorkload(model, classes, batch), levers);
        expect(compare(cost(measuredWorkload(model, larger, batch), levers), before)).toBe(1);
      }),
    );
  });

  test('without caching never rises with the share of batch', () => {
    fc.assert(
      fc.property(workloads, share, share, (of, a, b) => {
        const [less, more] = compare(a, b) < 0 ? [a, b] : [b, a];
        const dear = cost({ ...of, batchEligible: less }, 'batch');
        expect(compare(cost({ ...of, batchEligible: more }, 'batch'), dear)).toBeLessThan(1);
      }),
    );
  });

  test('without hits is the cost without caching', () => {
    fc.assert(
      fc.property(workloads, (of) => {
        const none = { ...of, cacheHitRatio: part('0') };
        expect(compare(cost(none, 'cache'), cost(of, 'asIs'))).toBe(0);
        expect(compare(cost(none, 'both'), cost(of, 'batch'))).toBe(0);
      }),
    );
  });

  test('with nothing in a batch is the standard cost', () => {
    fc.assert(
      fc.property(workloads, (of) => {
        const none = { ...of, batchEligible: part('0') };
        expect(compare(cost(none, 'batch'), cost(of, 'asIs'))).toBe(0);
        expect(compare(cost(none, 'both'), cost(of, 'cache'))).toBe(0);
      }),
    );
  });

  test('at a discount is that much less, and at none it is the list price', () => {
    fc.assert(
      fc.property(workloads, column, fc.nat(9_999), (of, levers, points) => {
        const list = cost(of, levers);
        const at = (discount: string) => pricedTotal(billOf(of, levers, undefined, termsAt(discount)));
        expect(compare(at('0%'), list)).toBe(0);
        const left = new Oracle(`${10_000 - points}`).times('1e-4');
        expect(oracle(at(`${points / 100}%`)).toFixed()).toBe(oracle(list).times(left).toFixed());
      }),
    );
  });
});
