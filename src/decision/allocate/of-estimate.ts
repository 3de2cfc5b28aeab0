import type { Allocation } from '../../domain/allocation.ts';
import { termsOf } from '../../domain/channel.ts';
import type { Estimate } from '../../domain/estimate.ts';
import { underTerms } from '../../domain/line-item.ts';
import { beyondRows, pricedRow } from '../estimate/totals.ts';
import { type AllocationTerms, allocate, type Pool } from './allocate.ts';
import { borneBy, drawnBy, feePools, unknownCost } from './purchases.ts';

/** What the cheapest rows of an estimate cost by who caused it: the lines sum to their total exactly. */
export function allocateEstimate({ workloads, totals }: Estimate, terms: AllocationTerms): Allocation {
  const rows = workloads.map(pricedRow);
  const borne = workloads.map(({ workload, model }, place) => {
    const row = rows[place];
    return row === undefined ? unknownCost(workload, model.provider, terms.by) : borneBy(row, terms.by);
  });
  const beyond = beyondRows(totals, rows).map(
    ({ aggregator, provider, amount }): Pool => ({
      kind: 'beyondRows',
      of: aggregator === undefined ? provider : aggregator.id,
      amount,
      drawn: drawnBy(rows, ({ channel, model, bill }) => {
        if (channel.kind === 'aggregator' && channel.aggregator === aggregator) return underTerms(bill, aggregator);
        return channel.kind === 'direct' && model.provider === provider
          ? underTerms(bill, termsOf(channel))
          : undefined;
      }),
    }),
  );
  return allocate(borne, [...feePools(rows), ...beyond], terms);
}
