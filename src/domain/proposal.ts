import type { AtStatedVolume, Clause, Expected, Signed } from './commitment.ts';
import type { ResolvedTerms, StatedTerms } from './contract-terms.ts';
import type { Source } from './rate-card.ts';
import type { Factor, Usd } from './units.ts';

/** What a vendor proposes to sign. */
export interface Proposal extends Signed {
  readonly provider: string;
  readonly terms: StatedTerms;
  readonly source: Source | undefined;
}

/** The commitment to ask for instead, at the discount and the terms proposed. */
export interface CounterOffer {
  readonly signed: Signed;
  readonly expected: Expected;
}

/** `sign` as proposed, `counter` with less, or `decline`: the alternative is expected to cost less than either. */
export type ProposalVerdict = 'sign' | 'counter' | 'decline';

/** A proposal held against demand. Expected figures are statistics in floats; the others are exact. */
export interface ProposalAudit {
  readonly proposal: Proposal;
  readonly terms: ResolvedTerms;
  readonly verdict: ProposalVerdict;
  /** List dollars of usage a month that the commitment covers, and that as a multiple of the spend there is. */
  readonly allowance: Usd;
  readonly runRateMultiple: Factor;
  readonly atStatedVolume: AtStatedVolume;
  readonly expected: Expected;
  /** Shortfall over the whole term. */
  readonly termShortfall: number;
  /** Expected cost of the same demand without a commitment. */
  readonly alternativeCost: number;
  /** Used share of the commitment above which it beats the alternative: (1 - d) / m; over 1 is never. */
  readonly breakEvenUtilisation: Factor;
  readonly counter: CounterOffer;
  /** The discount at which the commitment as proposed is expected to cost what the alternative does. */
  readonly discountToMatch: number | undefined;
  readonly clauses: readonly Clause[];
  /** False while the stated spend is under the floor of the rate card. */
  readonly clearsFloor: boolean;
}
