import type { Allocation } from '../../domain/allocation.ts';
import { termsOf } from '../../domain/channel.ts';
import type { Estimate } from '../../domain/estimate.ts';
import { underTerms } from '../../domain/line-item.ts';
import { feesBeyondBills, rowPurchases } from '../channels/aggregator-purchases.ts';
import { type AllocationTerms, allocate, type Pool } from './allocate.ts';
import { borneBy, drawnBy, feePools, unknownCost } from './purchases.ts';

/** What the cheapest rows of an estimate cost by who caused it: the lines sum to their total exactly. */
export function allocateEstimate({ workloads, totals }: Estimate, terms: AllocationTerms): Allocation {
  const rows = workloads.map(({ cheapest }) => (cheapest?.bill.unpriced.length === 0 ? cheapest : undefined));
  const borne = workloads.map(({ workload, model }, place) => {
    const row = rows[place];
    return row === undefined ? unknownCost(workload, model.provider, terms.by) : borneBy(row, terms.by);
  });
  const beyondBills = rowPurchases(rows).map(
    (purchase): Pool => ({
      kind: 'beyondRows',
      of: purchase.aggregator.id,
      amount: feesBeyondBills(purchase),
      drawn: drawnBy(rows, ({ channel, bill }) =>
        channel.kind === 'aggregator' && channel.aggregator === purchase.aggregator
          ? underTerms(bill, purchase.aggregator)
          : undefined,
      ),
    }),
  );
  const contracts = totals.contractsBeyond.map(
    ({ provider, amount }): Pool => ({
      kind: 'beyondRows',
      of: provider,
      amount,
      drawn: drawnBy(rows, ({ channel, model, bill }) =>
        channel.kind === 'direct' && model.provider === provider ? underTerms(bill, termsOf(channel)) : undefined,
      ),
    }),
  );
  return allocate(borne, [...feePools(rows), ...beyondBills, ...contracts], terms);
}
