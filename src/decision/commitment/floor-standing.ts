import type { DemandSummary, Signed } from '../../domain/commitment.ts';
import type { Contract, ContractTerms } from '../../domain/contract.ts';
import { exactOf } from '../../domain/statistic.ts';
import { larger, type Usd, usd } from '../../domain/units.ts';
import { bandTerms, settled } from '../contract/settle.ts';

const CENTS = 2;

/** What a provider would look at: the spend as stated, or where it grows the median of the average month of the term. */
export function countedSpend(listSpend: Usd, { grows, p50 }: Pick<DemandSummary, 'grows' | 'p50'>): Usd {
  return grows ? larger(listSpend, usd(exactOf(p50, CENTS))) : listSpend;
}

/** Counted spend, at list or after the discount, reaches the low end of the floor. */
export function clears(
  { floor }: Pick<Contract, 'floor'>,
  terms: ContractTerms,
  counted: Usd,
  signed: Pick<Signed, 'commitment' | 'discount'>,
): boolean {
  return settled(bandTerms({ floor, terms }, signed), counted).opens;
}
