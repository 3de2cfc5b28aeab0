import type { Exact } from './exact.ts';
import type { Factor, Share } from './units.ts';

/** A forecast of monthly demand as multiples of the stated tokens: a tenth of futures lies under p10, a tenth over p90. */
export interface Percentiles {
  readonly p10: Factor;
  readonly p50: Factor;
  readonly p90: Factor;
}

/** What is said of how demand may turn out. What is not said is undefined, never a default. */
export interface DemandStatement {
  readonly demand?: Percentiles;
  /** Growth a month, compounding from the stated tokens in the first month: 0.04, or below 0 for a decline. */
  readonly growth?: Exact;
}

/** What a profile says of the demand of all its workloads. */
export interface CommonDemand extends DemandStatement {
  /** Of demand between any two months, and between workloads that state a forecast of their own. */
  readonly correlation?: Share;
}
