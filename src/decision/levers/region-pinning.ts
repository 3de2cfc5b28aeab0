import { compare, divide, ONE } from '../../domain/exact.ts';
import { type Bill, underTerms } from '../../domain/line-item.ts';
import { premiumOf, type Rate } from '../../domain/rate-card.ts';
import { type Factor, lessThan, minus, NO_USD, times, type Usd, usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';

/** What residency costs, or would cost, at the published premium. */
export interface RegionPremium {
  readonly basis: 'pinned' | 'couldBePinned' | 'notSold';
  /** Dollars a month that a contract waives. */
  readonly premium: Usd;
}

const isOne = (premium: Factor) => compare(premium, ONE) === 0;

/** The dearest premium of a rate: what pinning would cost when nobody has said where. */
function highestPremium(rate: Rate): Factor | undefined {
  return [...rate.regions.values()].reduce<Factor | undefined>(
    (most, factor) => (most === undefined || lessThan(most, factor) ? factor : most),
    undefined,
  );
}

/**
 * The regional premium inside a bill, or on top of one that is not pinned. A bill of 40,000 without a premium of 1.1
 * carries 4,000 with it; a bill of 44,000 that is pinned holds the same 4,000.
 */
export function regionPremium(bill: Bill, workload: Workload, rate: Rate): RegionPremium {
  const total = underTerms(bill, {});
  const own = workload.region === undefined ? undefined : premiumOf(rate, workload.region);
  if (own !== undefined) return { basis: 'pinned', premium: minus(total, usd(divide(total, own))) };
  const highest = workload.region === undefined ? highestPremium(rate) : undefined;
  if (highest === undefined || isOne(highest)) return { basis: 'notSold', premium: NO_USD };
  return { basis: 'couldBePinned', premium: minus(times(total, highest), total) };
}
