import type { BillingPeriod, Charge } from '../../domain/charge.ts';
import type { Configuration, Estimate, WorkloadEstimate } from '../../domain/estimate.ts';
import { isZero } from '../../domain/exact.ts';
import { lessThan, NO_USD } from '../../domain/units.ts';
import { type BeyondRows, beyondRows, pricedRow } from '../estimate/totals.ts';
import { OF_THE_PLAN } from './term-charge.ts';
import { ofOne, usageCharges } from './usage-charges.ts';

/** The charges of an estimate, and the workloads that have none since nothing of theirs can be priced or bought. */
export interface EstimateCharges {
  readonly charges: readonly Charge[];
  readonly leftOut: readonly string[];
}

/** The configuration of this id, else the cheapest as stated; undefined where it is not fully priced. */
function chosen(each: WorkloadEstimate, id: string | undefined): Configuration | undefined {
  if (id === undefined) return pricedRow(each);
  const row = each.configurations.find((configuration) => configuration.id === id);
  return row === undefined || row.bill.unpriced.length > 0 ? undefined : row;
}

/** The month, and the days of it that the workload of a place stands for. */
export interface EstimatePeriods {
  readonly month: BillingPeriod;
  readonly of: (place: number) => BillingPeriod;
}

/** What is charged, or given back, for all rows together beyond what each of them counts on. */
function beyondCharge(
  { aggregator, provider, amount }: BeyondRows,
  period: BillingPeriod,
  nameOf: (provider: string) => string,
): Charge[] {
  if (isZero(amount)) return [];
  const isGranted = lessThan(amount, NO_USD);
  const [of, name] =
    aggregator === undefined ? [provider, `${nameOf(provider)} contract`] : [aggregator.id, aggregator.name];
  const description = `${name}, for all rows together beyond what each counts on`;
  return [
    {
      period,
      category: isGranted ? 'Credit' : 'Usage',
      frequency: 'Usage-Based',
      description,
      seller: aggregator === undefined ? { provider } : { name },
      sku: {
        product: 'beyondRows',
        publisher: aggregator === undefined ? provider : name,
        meter: 'fee',
        mode: undefined,
        band: undefined,
        region: undefined,
      },
      ...(isGranted ? { pricing: undefined, consumed: undefined } : ofOne(amount)),
      commitment: undefined,
      listCost: NO_USD,
      contractedCost: amount,
      effectiveCost: amount,
      billedCost: amount,
      shared: { kind: 'beyondRows', of, amount, description },
      baselineCost: undefined,
      scenario: OF_THE_PLAN,
    },
  ];
}

/**
 * A month of an estimate as charges, of the cheapest configuration of each workload, or of the one with this id. Effective
 * costs sum to what the cheapest rows cost together; those of a configuration to its monthly cost. Pure.
 */
export function estimateCharges(
  answer: Estimate,
  periods: EstimatePeriods,
  nameOf: (provider: string) => string,
  id?: string,
): EstimateCharges {
  const pairs = answer.workloads.map((each, place) => ({ each, row: chosen(each, id), period: periods.of(place) }));
  const beyond =
    id === undefined
      ? beyondRows(
          answer.totals,
          pairs.map(({ row }) => row),
        )
      : [];
  return {
    charges: [
      ...pairs.flatMap(({ each: { baseline }, row, period }) =>
        row === undefined ? [] : usageCharges({ ...row, baseline }, period),
      ),
      ...beyond.flatMap((each) => beyondCharge(each, periods.month, nameOf)),
    ],
    leftOut: [...new Set(pairs.filter(({ row }) => row === undefined).map(({ each }) => each.workload.name))],
  };
}
