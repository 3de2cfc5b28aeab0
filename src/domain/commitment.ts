import type { FloorBand, ResolvedTerms } from './contract.ts';
import type { LowerPrice } from './price-clause.ts';
import type { Source } from './rate-card.ts';
import type { Factor, Share, Usd } from './units.ts';

/**
 * What a choice is expected to do, in dollars of an average month of the term. Statistics in floats, never a bill: every
 * surface labels them expected.
 */
export interface Expected {
  readonly cost: number;
  /** Cost in the futures at the tenth and the ninetieth percentile of demand. */
  readonly costP10: number;
  readonly costP90: number;
  /** Used share of the commitment, and covered share of the usage; undefined without a commitment. */
  readonly utilisation: number | undefined;
  readonly coverage: number | undefined;
  readonly shortfall: number;
  readonly shortfallProbability: number;
  /** What rolled-over commitment saves in later intervals; taken off the cost. */
  readonly rolledOver: number;
}

/** A commitment is the cheaper above one demand and, where overage is dear, not any more above another. */
export interface Flip {
  readonly above: number;
  readonly below: number | undefined;
}

/** A commitment that can be signed: exact contracted dollars a month, take or pay, and the discount it brings. */
export interface Signed {
  readonly commitment: Usd;
  readonly discount: Share;
}

/**
 * `list`, `alternative` (the cheapest way without a commitment, where it is not list), `band` (an offered band at its own
 * commitment), `optimal` (the newsvendor's, within the bands), `floorSafe` (what the tenth percentile uses up), `floor`
 * (the floor of the rate card as a commitment, where no band asks for one).
 */
export type ChoiceKind = 'list' | 'alternative' | 'band' | 'optimal' | 'floorSafe' | 'floor';

export interface CommitmentChoice {
  readonly kind: ChoiceKind;
  readonly signed: Signed | undefined;
  readonly expected: Expected;
  /** Probability that it is the cheapest of the choices once demand is known. */
  readonly probabilityBest: number;
  /** Expected cost over that of knowing demand beforehand. */
  readonly regret: number;
  /** Cost at the stated volume, exactly. */
  readonly costAsStated: Usd;
  /** False while list spend is under the floor. */
  readonly available: boolean;
}

/** A commitment priced exactly at the stated volume, in the words of a billing engine. */
export interface AtStatedVolume {
  readonly listSpend: Usd;
  readonly contractedCost: Usd;
  readonly shortfall: Usd;
  /** List dollars of usage that the commitment does not cover. */
  readonly overage: Usd;
  readonly cost: Usd;
}

/** How likely spend is to clear the floor, on either basis, and what the discount itself does to it. */
export interface FloorRisk {
  readonly floor: FloorBand;
  readonly discount: Share;
  readonly clearsOnList: number;
  readonly clearsOnContracted: number;
  /** List spend that clears the floor on contracted dollars: floor / (1 - discount). */
  readonly listNeededOnContracted: Usd;
  /** Set when stated list spend clears the floor and what is left of it after the discount does not. */
  readonly discountPushesUnderFloor: Usd | undefined;
  /** Probability that it does. */
  readonly pushedUnderProbability: number;
  /** The first month of the term, counted from 1, in which growth takes the median list spend to the other side of the floor. */
  readonly crossing: { readonly month: number; readonly to: 'over' | 'under' } | undefined;
}

/** Clauses on how a commitment is settled. */
export type SettlingClause = 'overageAtContract' | 'annualPooling' | 'listBasis' | 'rollover' | 'ramp';

/** Clauses of a contract; those on the prices of the term are worth something without a commitment too. */
export type ClauseKind = SettlingClause | 'priceProtection' | 'newerModels' | 'mostFavoured';

/** What a clause is worth at a given commitment, in expected dollars a month; 0 where it changes nothing. */
export interface Clause {
  readonly kind: ClauseKind;
  readonly worth: number;
  /** True when the offer has it already. */
  readonly granted: boolean;
  /** True when nobody states the term, so that what is granted is only taken as usual. */
  readonly assumed: boolean;
  /** The share of unused commitment a rollover would carry. */
  readonly share?: Share;
  /** Whose lower prices a most-favoured clause would match: what it is worth is worth that at most, where those are true. */
  readonly lower?: readonly LowerPrice[];
}

/** The expected shortfall of a commitment over its term, by the interval it is settled in: what pooling is worth. */
export interface Pooling {
  readonly signed: Signed;
  readonly months: number;
  /** Settled month by month. */
  readonly monthly: number;
  /** Settled by the year, months correlated as they are taken to be. */
  readonly annual: number;
  /** Settled by the year, months independent of each other. */
  readonly annualIfIndependent: number;
}

/** Demand as it is worked with, in list dollars of an average month of the term. */
export interface DemandSummary {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly mean: number;
  /** `assumed`: a point was stated and the spread is the tool's; `matched`: sums of workloads by their moments. */
  readonly basis: 'stated' | 'assumed';
  readonly method: 'common' | 'matched';
  readonly split: boolean;
  /** Standard deviation of the logarithm that a point was given. */
  readonly assumedSigma: Share;
  readonly correlation: Share;
  readonly correlationAssumed: boolean;
  readonly grows: boolean;
  readonly termMonths: number;
}

/** The cheapest way to buy without a commitment: list, or an aggregator. */
export interface Alternative {
  readonly id: string;
  readonly label: string;
  /** Cost of the stated volume. */
  readonly cost: Usd;
}

/** A commitment and what it is expected to cost. */
export interface CurvePoint {
  readonly signed: Signed;
  readonly expected: Expected;
}

/** How much to commit to with one provider. */
export interface Commitment {
  readonly provider: string;
  readonly listSpend: Usd;
  readonly demand: DemandSummary;
  readonly alternative: Alternative;
  readonly terms: ResolvedTerms;
  readonly choices: readonly CommitmentChoice[];
  /** What any commitment within the bands is expected to cost, by rising commitment; at the edge of a band both sides. */
  readonly curve: readonly CurvePoint[];
  /** The choice to make: of the least expected cost, where a commitment has to save a thousandth to be any better than none. */
  readonly best: CommitmentChoice;
  /** The commitment that is expected to cost less than the best choice, and not enough less to bind oneself. */
  readonly hardlyCheaper: { readonly signed: Signed | undefined; readonly saves: number } | undefined;
  /** Of those that commit, the one with the least expected cost; where months under the floor cost much, the most that costs hardly more. */
  readonly optimal: CommitmentChoice | undefined;
  readonly floorSafe: CommitmentChoice | undefined;
  /** The optimal commitment at the stated volume, exactly. */
  readonly atStatedVolume: AtStatedVolume | undefined;
  /** Used share of the commitment above which it beats the alternative: (1 - d) / m; over 1 is never. */
  readonly breakEvenUtilisation: Factor | undefined;
  readonly breakEvenVersusList: Factor | undefined;
  /** The percentile of demand worth committing to at the terms: 1 - (1 - d) / v. */
  readonly criticalProbability: number | undefined;
  /** The same where usage over the commitment goes to the alternative instead. */
  readonly criticalProbabilityDiverted: number | undefined;
  readonly floorRisk: FloorRisk;
  /** Set when the stated volume and the expectation name different winners. */
  readonly flawOfAverages: { readonly asStated: CommitmentChoice; readonly expected: CommitmentChoice } | undefined;
  /** What knowing demand beforehand is worth, at most. */
  readonly valueOfInformation: number;
  readonly flips:
    | { readonly choice: CommitmentChoice; readonly realised: Flip | undefined; readonly p50: Flip | undefined }
    | undefined;
  /** The band with the deepest discount, where it is not the cheapest of the bands. */
  readonly deepestIsNotCheapest: CommitmentChoice | undefined;
  readonly clauses: readonly Clause[];
  /** Where the bands come from; undefined for offers of the user's own. */
  readonly offerSource: Source | undefined;
  /** The commitment that flip points, clauses and pooling are of: the optimal one, or the cheapest that commits. */
  readonly subject: CommitmentChoice | undefined;
  /** Undefined where nothing commits. */
  readonly pooling: Pooling | undefined;
}
