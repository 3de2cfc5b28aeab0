import type { AtStatedVolume, Signed } from '../../domain/commitment.ts';
import type { ContractTerms } from '../../domain/contract-terms.ts';
import {
  complement,
  discountFactor,
  lessThan,
  minus,
  NO_USD,
  per,
  plus,
  portion,
  times,
  type Usd,
} from '../../domain/units.ts';
import { overageFactor } from './terms.ts';

/**
 * Contracted dollars that are due a month in any case. A commitment on list dollars is drawn down at list prices and its
 * shortfall is discounted like usage (Lago, `commitments/minimum`: the true-up comes before coupons), so that $50,000
 * of list dollars at 20% off are $40,000 due.
 */
export function dueOf(
  { commitment, discount }: Signed,
  { commitmentBasis }: Pick<ContractTerms, 'commitmentBasis'>,
): Usd {
  return commitmentBasis === 'list' ? portion(commitment, complement(discount)) : commitment;
}

/** What a commitment costs when exactly `listSpend` is used in a month: contracted usage, shortfall and overage. */
export function atStatedVolume(signed: Signed, terms: ContractTerms, listSpend: Usd): AtStatedVolume {
  const due = dueOf(signed, terms);
  const allowance = per(due, discountFactor(signed.discount));
  const contractedCost = portion(listSpend, complement(signed.discount));
  const overage = lessThan(allowance, listSpend) ? minus(listSpend, allowance) : NO_USD;
  const shortfall = lessThan(contractedCost, due) ? minus(due, contractedCost) : NO_USD;
  const cost = plus(due, times(overage, overageFactor(terms.overage, signed.discount)));
  return { listSpend, contractedCost, shortfall, overage, cost };
}
