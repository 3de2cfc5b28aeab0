import { describe, expect, test } from 'vitest';
import { check } from '../../../src/decision/check/check.ts';
import type { Configuration } from '../../../src/domain/estimate.ts';
import { numeral } from '../../../src/domain/exact.ts';
import { pulled } from '../../../src/domain/levers.ts';
import { totalOf, underTerms } from '../../../src/domain/line-item.ts';
import { publishedCost, purchaseId } from '../../../src/domain/purchase.ts';
import { minus } from '../../../src/domain/units.ts';
import { acme, answerFor } from '../../support/answers.ts';
import { tokensText } from '../../support/arbitraries.ts';
import fc from '../../support/laws.ts';
import { part } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

/** Work on a model that is sold through every channel, which states both levers, one of them, or none above nothing. */
const stated = fc
  .tuple(tokensText, tokensText, fc.constantFrom('0%', '40%', '100%'), fc.constantFrom('0%', '70%'))
  .filter(([input, output]) => input !== '0' || output !== '0')
  .map(([input, output, batch, hits]) =>
    workload('flat', input, output, { batchEligible: part(batch), cacheHitRatio: part(hits) }),
  );

const shown = (amount: Parameters<typeof numeral>[0] | undefined) => amount && numeral(amount);

describe('a row of an estimate', () => {
  const rows = (of: Parameters<typeof answerFor>[0][0]) => answerFor([of]);

  test('has the list cost of the list row with the same levers, and saves what it is under the baseline', () => {
    fc.assert(
      fc.property(stated, (of) => {
        const { configurations, baseline } = rows(of);
        const atList = (row: Configuration) =>
          configurations.find(({ channel, levers }) => channel.kind === 'list' && levers === row.levers);
        const before = totalOf(baseline) ?? expect.fail('the baseline has a price');
        for (const row of configurations) {
          const twin = atList(row) ?? expect.fail('every row has one at list');
          const cost = totalOf(row.bill) ?? expect.fail('every row has a price');
          expect(shown(row.listCost)).toBe(shown(underTerms(twin.bill, {})));
          expect(shown(publishedCost(row))).toBe(shown(totalOf(twin.bill)));
          expect(shown(row.saving?.amount)).toBe(shown(minus(before, cost)));
          expect(row.id).toBe(purchaseId(row));
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('what a check counts is a row of the estimate: the one of its channel with the levers that the channel serves', () => {
  fc.assert(
    fc.property(stated, fc.constantFrom('list', 'cachemart', 'bothmart'), (of, channel) => {
      const [bought] = check([{ ...of, channel }], [], acme).workloads;
      const row = answerFor([of]).configurations.find(({ id }) => bought !== undefined && id === purchaseId(bought));
      expect(bought && pulled(bought.levers).length).toBe(channel === 'cachemart' ? 1 : 2);
      expect(shown(row && totalOf(row.bill))).toBe(shown(bought && totalOf(bought.bill)));
      expect(shown(row?.listCost)).toBe(shown(bought?.listCost));
    }),
    { numRuns: 50 },
  );
});
