import type { DemandSummary } from '../../domain/commitment.ts';
import type { Normal } from '../../domain/normal.ts';
import type { SizingDefaults } from '../../domain/sizing-defaults.ts';
import { mean, quantile } from './distribution.ts';
import { type Interval, intervalsOf } from './intervals.ts';
import type { TermDemand } from './portfolio-demand.ts';
import { correlationOf, type SizingCase } from './sizing-case.ts';

/** The months of a term one by one, as intervals: equal neighbours are one. */
export function monthsOf(demand: TermDemand, correlation: number, normal: Normal): readonly Interval[] {
  return intervalsOf(demand, { fulfilment: 'monthly', correlation: correlation, ramp: [1] }, normal);
}

/** Demand of the average month of a term, as it is worked with. */
export function summaryOf(
  of: SizingCase,
  demand: TermDemand,
  months: readonly Interval[],
  defaults: SizingDefaults,
  normal: Normal,
): DemandSummary {
  const average = (value: (each: Interval['demand']) => number) =>
    months.reduce((total, { share, demand: each }) => total + share * value(each), 0);
  const at = (percent: number) => average((each) => quantile(each, percent / 100, normal));
  return {
    p10: at(10),
    p50: at(50),
    p90: at(90),
    mean: average((each) => mean(each, normal)),
    basis: demand.shapes.includes('assumed') ? 'assumed' : 'stated',
    method: demand.method,
    split: demand.shapes.includes('splitLognormal'),
    assumedSigma: defaults.sigma,
    correlation: correlationOf(of, defaults),
    correlationAssumed: of.common.correlation === undefined,
    grows: months.length > 1,
    termMonths: demand.months.length,
  };
}
