import type { DemandSummary, Signed } from '../../domain/commitment.ts';
import type { ContractTerms, FloorBand } from '../../domain/contract.ts';
import { exactOf } from '../../domain/statistic.ts';
import { atLeast, complement, larger, portion, type Usd, usd } from '../../domain/units.ts';

const CENTS = 2;

/** What a provider would look at: the spend as stated, or where it grows the median of the average month of the term. */
export function countedSpend(listSpend: Usd, { grows, p50 }: Pick<DemandSummary, 'grows' | 'p50'>): Usd {
  return grows ? larger(listSpend, usd(exactOf(p50, CENTS))) : listSpend;
}

/** Counted spend, or what is left of it after the discount, reaches the low end of the floor. */
export function clears(
  { low }: FloorBand,
  { floorBasis }: Pick<ContractTerms, 'floorBasis'>,
  counted: Usd,
  { discount }: Pick<Signed, 'discount'>,
): boolean {
  return atLeast(floorBasis === 'list' ? counted : portion(counted, complement(discount)), low);
}
