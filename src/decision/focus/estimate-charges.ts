import type { BillingPeriod, Charge } from '../../domain/charge.ts';
import type { Configuration, Estimate, WorkloadEstimate } from '../../domain/estimate.ts';
import { usageCharges } from './usage-charges.ts';

/** The charges of an estimate, and the workloads that have none since nothing of theirs can be priced or bought. */
export interface EstimateCharges {
  readonly charges: readonly Charge[];
  readonly leftOut: readonly string[];
}

/** The configuration of this id, else the cheapest as stated; undefined where it is not fully priced. */
function chosen({ configurations, cheapest }: WorkloadEstimate, id: string | undefined): Configuration | undefined {
  const row = id === undefined ? cheapest : configurations.find((each) => each.id === id);
  return row === undefined || row.bill.unpriced.length > 0 ? undefined : row;
}

/**
 * A month of an estimate as charges, each workload in the period of its place, of the cheapest configuration of each workload, or of the one with this id. Their
 * effective costs sum to the monthly cost of the configuration. Pure.
 */
export function estimateCharges(
  { workloads }: Estimate,
  periodOf: (index: number) => BillingPeriod,
  id?: string,
): EstimateCharges {
  const pairs = workloads.map((each, index) => ({ each, row: chosen(each, id), period: periodOf(index) }));
  return {
    charges: pairs.flatMap(({ each: { baseline }, row, period }) =>
      row === undefined ? [] : usageCharges({ ...row, baseline }, period),
    ),
    leftOut: [...new Set(pairs.filter(({ row }) => row === undefined).map(({ each }) => each.workload.name))],
  };
}
