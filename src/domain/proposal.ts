import type { ContractClauses } from './clauses.ts';
import type {
  Alternative,
  AtStatedVolume,
  Clause,
  CommitmentChoice,
  DemandSummary,
  Expected,
  Flip,
  Pooling,
  Signed,
} from './commitment.ts';
import type { ResolvedTerms, StatedTerms } from './contract.ts';
import { type Day, dayBefore, monthsAfter } from './day.ts';
import type { ExchangeRate } from './exchange-rate.ts';
import type { Ground } from './ground.ts';
import type { Source } from './rate-card.ts';
import type { SizingDefaults } from './sizing-defaults.ts';
import type { Factor, Usd } from './units.ts';

export const COMMITMENT_PERIODS = ['month', 'year', 'term'] as const;
/** What a commitment is written as the amount of. */
export type CommitmentPeriod = (typeof COMMITMENT_PERIODS)[number];

/** What a vendor proposes to sign. Its commitment is that of a month at the end of any ramp. */
export interface Proposal extends Signed {
  readonly provider: string;
  readonly terms: StatedTerms;
  /** What it says beside its commitment; of it `decide` counts `discounts`, and `priceProtection` and `newerModels` where prices change in the term. */
  readonly clauses: ContractClauses;
  /** The commitment as it is written. */
  readonly written: { readonly amount: Usd; readonly per: CommitmentPeriod };
  readonly date: Day | undefined;
  readonly validUntil: Day | undefined;
  readonly note: string | undefined;
  /** True of a contract: it was signed. Undefined where its file does not say. */
  readonly signed: boolean | undefined;
  /** The first day of its term; undefined where the file does not say. */
  readonly start: Day | undefined;
  /** The file it was read from, as it was named. */
  readonly file: string;
  /** The currency that its amounts are written in; here they are exact US dollars all the same. */
  readonly exchange?: ExchangeRate;
}

/** Days of which the first or the last may be open. */
export interface Term {
  readonly first: Day | undefined;
  readonly last: Day | undefined;
}

/** The days on which a contract holds, as far as it says: no last one where it states no term, or renews itself. */
export function daysOfTerm({ start, terms, clauses }: Pick<Proposal, 'start' | 'terms' | 'clauses'>): Term {
  if (start === undefined || terms.termMonths === undefined || clauses.autoRenew)
    return { first: start, last: undefined };
  return { first: start, last: dayBefore(monthsAfter(start, terms.termMonths)) };
}

/**
 * What to answer instead, with the commitment that is expected to cost least at the discount and the terms proposed
 * (`tuned`), or with a band on offer that is expected to cost less than that.
 */
export interface CounterOffer {
  readonly kind: 'tuned' | 'band';
  readonly signed: Signed;
  /** What it rests on: a band that was quoted, or terms that are asked for. */
  readonly ground: Ground;
  readonly expected: Expected;
  /** The discount at which its commitment is expected to cost what the alternative does; undefined when none does. */
  readonly discountToMatch: number | undefined;
  /** The other way about: more commitment for more discount; undefined where it is no better than what is proposed. */
  readonly more: Trade | undefined;
  /** What the clauses are worth at its commitment, under the terms proposed. */
  readonly clauses: readonly Clause[];
}

/** One way to buy, beside the proposal. */
export interface ProposalChoice extends Pick<CommitmentChoice, 'signed' | 'expected' | 'available'> {
  readonly kind: 'list' | 'alternative' | 'band' | 'proposal' | 'counter';
}

/** `sign` as proposed, `counter` with something else, or `decline`: the alternative is expected to cost less than either. */
export type ProposalVerdict = 'sign' | 'counter' | 'decline';

/** What a plan costs at the stated volume, exactly, and is expected to over the term. */
export interface PlanCost {
  readonly effectiveCost: Usd;
  readonly expectedCost: number;
  /** Reserved units that it takes, as many as are the best for it. */
  readonly units: readonly UnitsTaken[];
}

/** Reserved units of an offer for a model. */
export interface UnitsTaken {
  readonly offer: string;
  readonly name: string;
  readonly model: string;
  readonly units: bigint;
}

/** The best plan with what is proposed signed, the best one without any contract of its provider, and with the counter. */
export interface ProposalPlans {
  readonly signed: PlanCost;
  readonly unsigned: PlanCost;
  /** Undefined where nothing is countered with. */
  readonly countered: PlanCost | undefined;
}

/** A term that a proposal leaves open and that costs where the vendor reads it his way. */
export interface UnstatedTerm {
  readonly term: 'overage' | 'fulfilment' | 'floorBasis' | 'priceProtection' | 'newerModels';
  /** What it costs more a month, read the dear way; undefined where the contract is not to be had then. */
  readonly costs: number | undefined;
  /** The answer then. */
  readonly verdict: ProposalVerdict;
}

/**
 * The least discount that makes a commitment worth signing, and that makes it as good as what is proposed: what the buyer
 * can trade. Undefined where none does.
 */
export interface WalkAway {
  readonly commitment: Usd;
  readonly discount: number | undefined;
  readonly asProposed: number | undefined;
}

/** More commitment, as much as a thin year uses up, for the discount that such a spend is said to get. */
export interface Trade {
  readonly signed: Signed;
  readonly expected: Expected;
  readonly ground: Ground;
}

/** A proposal held against demand. Expected figures are statistics in floats; the others are exact. */
export interface ProposalAudit {
  readonly proposal: Proposal;
  readonly terms: ResolvedTerms;
  readonly verdict: ProposalVerdict;
  readonly plans: ProposalPlans;
  /** Of several proposals of one provider, the one that is expected to cost less, and by how much. */
  readonly better: { readonly file: string; readonly saves: number } | undefined;
  readonly unstated: readonly UnstatedTerm[];
  readonly walkAway: readonly WalkAway[];
  readonly listSpend: Usd;
  readonly demand: DemandSummary;
  readonly alternative: Alternative;
  /** List dollars of usage a month that the commitment covers, and that as a multiple of the spend there is. */
  readonly allowance: Usd;
  readonly runRateMultiple: Factor;
  /** All that is due over the term, a ramp included, in contracted dollars. */
  readonly termDue: Usd;
  readonly atStatedVolume: AtStatedVolume;
  readonly expected: Expected;
  /** Shortfall over the whole term. */
  readonly termShortfall: number;
  /** Expected cost of the same demand without a commitment. */
  readonly alternativeCost: number;
  /** Used share of the commitment above which it beats the alternative: (1 - d) / m; over 1 is never. */
  readonly breakEvenUtilisation: Factor | undefined;
  readonly breakEvenVersusList: Factor;
  readonly counter: CounterOffer;
  /** The discount at which the commitment as proposed is expected to cost what the alternative does. */
  readonly discountToMatch: number | undefined;
  /** List demand of a month from which it turns out the cheaper, and the P50 from which it is expected to be. */
  readonly flips: { readonly realised: Flip | undefined; readonly p50: Flip | undefined };
  /** Where the bands on offer come from; undefined for offers of the user's own. */
  readonly offerSource: Source | undefined;
  /** The proposal, the counter-offer, no contract, and each band on offer. */
  readonly choices: readonly ProposalChoice[];
  readonly pooling: Pooling;
  readonly clauses: readonly Clause[];
  /** False while the spend is under the floor of the rate card. */
  readonly clearsFloor: boolean;
  /** What is said of first proposals and of prepaid commitments elsewhere. */
  readonly calibration: SizingDefaults['calibration'];
}
