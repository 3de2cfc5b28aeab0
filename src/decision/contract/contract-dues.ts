import type { Contract, ContractBand } from '../../domain/contract.ts';
import { subtract } from '../../domain/exact.ts';
import {
  complement,
  discountFactor,
  type Factor,
  factor,
  lessThan,
  minus,
  NO_USD,
  per,
  portion,
  type Share,
  times,
  UNCHANGED,
  type Usd,
} from '../../domain/units.ts';

/**
 * Contracted dollars that are due a month in any case. A commitment on list dollars is drawn down at list prices and its
 * shortfall is discounted like usage (Lago, `commitments/minimum`: the true-up comes before coupons), so that $50,000
 * of list dollars at 20% off are $40,000 due.
 */
export function dueUnder({ terms }: Pick<Contract, 'terms'>, { commitment, discount }: ContractBand): Usd {
  return terms?.commitmentBasis === 'list' ? portion(commitment, complement(discount)) : commitment;
}

/** Dollars that a list spend takes off the commitment of a band, on the basis the contract states. */
export function drawdownOf({ terms }: Pick<Contract, 'terms'>, listSpend: Usd, { discount }: ContractBand): Usd {
  return terms?.commitmentBasis === 'list' ? listSpend : portion(listSpend, complement(discount));
}

/** List spend from which a band is to be had. A floor on contracted dollars takes more of it, the deeper the discount. */
export function floorUnder({ floor, terms }: Pick<Contract, 'floor' | 'terms'>, { discount }: ContractBand): Usd {
  return terms?.floorBasis === 'contracted' ? per(floor.low, discountFactor(discount)) : floor.low;
}

/** What a list dollar of usage over the commitment costs; undefined where it is the contract's price, as is usual. */
export function overageUnder({ terms }: Pick<Contract, 'terms'>): Factor | undefined {
  if (terms?.overage === undefined || terms.overage === 'contract') return undefined;
  return terms.overage === 'list' ? UNCHANGED : terms.overage;
}

/**
 * What usage over the commitment costs beyond the contract's price: `due` contracted dollars cover due / (1 - discount) of
 * list spend. Below 0 where it is billed under the contract's price.
 */
export function overageCost(listSpend: Usd, discount: Share, due: Usd, overage: Factor | undefined): Usd {
  const rate = discountFactor(discount);
  const over = minus(listSpend, per(due, rate));
  if (overage === undefined || !lessThan(NO_USD, over)) return NO_USD;
  return times(over, factor(subtract(overage, rate)));
}
