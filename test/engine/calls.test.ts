import { describe, expect, test } from 'vitest';
import { compare } from '../../src/domain/exact.ts';
import type { Levers } from '../../src/domain/levers.ts';
import { type Bill, besideTerms, totalOf, underTerms } from '../../src/domain/line-item.ts';
import { callMeter, meterRow } from '../../src/domain/meter.ts';
import { calls, plus, type Usd } from '../../src/domain/units.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { readCard } from '../../src/files/card.ts';
import { loadCardFile } from '../../src/files/card-file.ts';
import { exact } from '../domain/samples.ts';
import { column, share, termsAt, tokensText } from '../support/arbitraries.ts';
import { billOf } from '../support/engine.ts';
import fc from '../support/laws.ts';
import { count, part } from '../support/values.ts';
import { workload } from '../support/workloads.ts';

const CARD = readCard(loadCardFile('fixtures/cards/calls.yaml'));

const searches = fc.bigInt(1n, 10n ** 12n);
const withCalls = (of: Workload, number: bigint): Workload => ({
  ...of,
  others: new Map([[callMeter('webSearch'), calls(exact(String(number)))]]),
});
const texts = fc
  .tuple(tokensText, tokensText, fc.record({ cacheHitRatio: share, batchEligible: share }))
  .map(([input, output, levers]) => workload('large', input, output, levers));

const callsOf = (bill: Bill): Usd => besideTerms(bill, {});
const bill = (of: Workload, levers: Levers = 'asIs', discount = '0%') =>
  billOf(of, levers, CARD, discount === '0%' ? [] : termsAt(discount));
const same = (a: Usd | undefined, b: Usd | undefined) => a !== undefined && b !== undefined && compare(a, b) === 0;

describe('what calls cost', () => {
  test('is additive and linear: cut in two they cost what they cost whole', () => {
    fc.assert(
      fc.property(texts, searches, searches, (of, a, b) => {
        const apart = plus(callsOf(bill(withCalls(of, a))), callsOf(bill(withCalls(of, b))));
        expect(same(apart, callsOf(bill(withCalls(of, a + b))))).toBe(true);
      }),
    );
  });

  test('is a cent each at 10 a thousand, whatever the levers and the discount are', () => {
    fc.assert(
      fc.property(texts, searches, column, fc.constantFrom('0%', '20%', '65%'), (of, number, levers, discount) => {
        const found = callsOf(bill(withCalls(of, number), levers, discount));
        expect(compare(found, { ...exact(String(number)), scale: 2 })).toBe(0);
      }),
    );
  });

  test('is on top of what the tokens cost, and changes nothing about them', () => {
    fc.assert(
      fc.property(texts, searches, column, (of, number, levers) => {
        const [without, together] = [bill(of, levers), bill(withCalls(of, number), levers)];
        expect(same(underTerms(together, {}), totalOf(without))).toBe(true);
        expect(same(totalOf(together), plus(underTerms(together, {}), callsOf(together)))).toBe(true);
      }),
    );
  });
});

test('audio and images follow the mode of their request, and are no call', () => {
  const of: Workload = { ...workload('large', '0', '0'), others: new Map([['audioInput', count('1M')]]) };
  const batched = bill({ ...of, batchEligible: part('100%') }, 'batch');
  expect(batched.lineItems.map(({ price }) => [price.meter, price.mode])).toEqual([['audioInput', 'batch']]);
  expect(compare(totalOf(batched) ?? exact('0'), exact('16'))).toBe(0);
  expect(meterRow('audioInput').isVolume && !meterRow(callMeter('webSearch')).isVolume).toBe(true);
});
