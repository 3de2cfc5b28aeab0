import { isZero } from '../../domain/exact.ts';
import { discountFactor, lessThan, minus, NO_USD, per, type Share, times, type Usd } from '../../domain/units.ts';
import type { BandPrice } from './settle.ts';

/** List dollars as a contract counts them, and what they cost beside what it makes of those. */
export interface OwnDollars {
  readonly counted: Usd;
  /** Below 0 where the share off list is deeper than that of the contract. */
  readonly more: Usd;
}

/**
 * List dollars of a model that a contract takes another share off than off the rest. A commitment in contracted dollars is
 * drawn down by what the model costs: it counts as so many list dollars at the discount of all. Of any other contract it
 * counts at list, so that a floor is tested on list dollars, and the difference stands beside. Exact.
 */
export function atOwnDiscount(
  list: Usd,
  { band, due }: Pick<BandPrice<{ commitment: Usd; discount: Share }>, 'band' | 'due'>,
  own: Share,
): OwnDollars {
  const [price, usual] = [discountFactor(own), discountFactor(band.discount)];
  if (isZero(due) || lessThan(due, band.commitment))
    return { counted: list, more: minus(times(list, price), times(list, usual)) };
  return { counted: per(times(list, price), usual), more: NO_USD };
}
