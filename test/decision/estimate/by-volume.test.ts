import { describe, expect, test } from 'vitest';
import { costByVolume } from '../../../src/decision/estimate/by-volume.ts';
import { priceable } from '../../../src/decision/estimate/estimate.ts';
import { listBill } from '../../../src/decision/estimate/spend.ts';
import { numeral, whole } from '../../../src/domain/exact.ts';
import type { Levers } from '../../../src/domain/levers.ts';
import { totalOf } from '../../../src/domain/line-item.ts';
import { atVolume } from '../../../src/domain/scaled.ts';
import { factor } from '../../../src/domain/units.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { acme, published } from '../../support/answers.ts';
import { column, counted, measuredWorkload, workloads } from '../../support/arbitraries.ts';
import fc from '../../support/laws.ts';
import { count, multiple, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

/** What the line items of a workload come to. */
const byLineItems = (of: Workload, levers: Levers, context = acme) =>
  shown(totalOf(listBill(priceable(of, context), levers)));

const volume = fc.oneof(fc.bigInt(0n, 1000n), fc.bigInt(0n, 10n ** 15n));

describe('what a configuration costs at any volume', () => {
  test('is what the line items of that volume come to', () => {
    fc.assert(
      fc.property(workloads, column, volume, volume, (stated, levers, input, output) => {
        const cost = costByVolume(stated, acme, levers)?.(input, output);
        const other = { ...stated, input: count(String(input)), output: count(String(output)) };
        expect(shown(cost)).toBe(byLineItems(other, levers));
      }),
    );
  });

  test('keeps what was counted of the cache in proportion', () => {
    fc.assert(
      fc.property(counted, column, fc.bigInt(0n, 1000n), (classes, levers, times) => {
        const stated = measuredWorkload('flat', classes, part('30%'));
        const [input, output] = [BigInt(numeral(stated.input)), BigInt(numeral(stated.output))];
        const cost = costByVolume(stated, acme, levers)?.(input * times, output * times);
        expect(shown(cost)).toBe(byLineItems(atVolume(stated, factor(whole(times))), levers));
      }),
    );
  });

  test.each<[Levers, string]>([
    ['asIs', '40000'],
    ['cache', '38468.75'],
    ['batch', '32000'],
    ['both', '30775'],
  ])('of Opus with %s', (levers, total) => {
    const levered = { cacheHitRatio: part('70%'), readsPerWrite: multiple('10'), batchEligible: part('40%') };
    const cost = costByVolume(workload('claude-opus-4.7', '1M', '1M', levered), published, levers);
    expect(shown(cost?.(500_000_000n, 1_500_000_000n))).toBe(total);
  });

  test('has the stored tokens of the workload beside it', () => {
    const levered = { cacheHitRatio: part('50%'), storedTokenHours: count('1B') };
    const cost = costByVolume(workload('gemini-3.1-pro', '1M', '1M', levered), published, 'cache');
    // 1000 x 4.50 held; 3.5 x 2 + 3.5 x 0.20 in and 3 x 12 out.
    expect(shown(cost?.(0n, 0n))).toBe('4500');
    expect(shown(cost?.(7_000_000n, 3_000_000n))).toBe('4543.7');
  });

  test('is not known where a token has no price', () => {
    expect(costByVolume(workload('text-embedding-3-large', '1M', '0'), published, 'asIs')).toBeUndefined();
  });
});
