import type { Expected, Signed } from '../../domain/commitment.ts';
import type { ContractTerms, ResolvedTerms } from '../../domain/contract.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { SizingDefaults } from '../../domain/sizing-defaults.ts';
import type { Usd } from '../../domain/units.ts';
import { expectedUnder } from './clauses.ts';
import type { Bargain } from './counter-offer.ts';
import type { Months } from './intervals.ts';
import type { SizingCase } from './sizing-case.ts';

/** One question: the proposal, the demand over its term, and what stands beside it. */
export interface ProposalScene extends Bargain {
  readonly of: SizingCase;
  readonly proposal: Proposal;
  readonly demand: Months;
  readonly correlation: number;
  readonly assumed: ResolvedTerms['assumed'];
  readonly counted: Usd;
  /** The alternative's price of a list dollar. */
  readonly m: number;
  readonly defaults: SizingDefaults;
}

/** What is expected of a commitment over the months of the proposal. */
export function dealOf(
  { demand, correlation, terms, floor, normal }: ProposalScene,
  signed: Signed,
  under: ContractTerms = terms,
): Expected {
  return expectedUnder({ signed, terms: under, floor, demand, correlation }, normal);
}
