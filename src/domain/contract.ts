import type { PriceTerms } from './clauses.ts';
import type { Day } from './day.ts';
import { type Ground, groundOr } from './ground.ts';
import type { RampStage } from './ramp-stages.ts';
import type { Source } from './rate-card.ts';
import type { Factor, Share, Usd } from './units.ts';

/** What usage over the commitment costs: list price, the contract's price, or a multiple of list. */
export type Overage = 'list' | 'contract' | Factor;

/** Months of the interval at whose end usage is held against a commitment. */
export const FULFILMENT_MONTHS = { monthly: 1, quarterly: 3, annual: 12 } as const;
/** The interval at whose end usage is held against the commitment (FOCUS: ContractCommitmentFulfillmentInterval). */
export type Fulfilment = keyof typeof FULFILMENT_MONTHS;
export const FULFILMENTS = Object.keys(FULFILMENT_MONTHS) as readonly Fulfilment[];

export const SPEND_BASES = ['contracted', 'list'] as const;
/** Dollars that are counted: after the discount, or at list price. */
export type SpendBasis = (typeof SPEND_BASES)[number];

/** How a commitment is settled. */
export interface ContractTerms {
  readonly overage: Overage;
  readonly fulfilment: Fulfilment;
  /** The part of an interval's unused commitment that the next interval may use. */
  readonly rollover: Share;
  /** The dollars a commitment is written in and drawn down by. */
  readonly commitmentBasis: SpendBasis;
  /** The dollars the floor is tested on. */
  readonly floorBasis: SpendBasis;
  /** Shares of the commitment that are due in equal parts of the term; undefined when all of it is, from the start. */
  readonly ramp: readonly Share[] | undefined;
  readonly termMonths: number;
}

/** What a contract says of its terms. What it does not say is assumed, and printed as an assumption. */
export type StatedTerms = { readonly [Key in keyof ContractTerms]?: ContractTerms[Key] | undefined };

/** Terms as they are worked with, and which of them nobody stated. */
export interface ResolvedTerms {
  readonly terms: ContractTerms;
  readonly assumed: readonly (keyof ContractTerms)[];
}

/**
 * One choice a contract offers: a commitment a month in the dollars of its basis, take or pay, and its discount. Two
 * bands of one commitment are two bands.
 */
export interface ContractBand {
  /** What it is known by among the bands of its contract, from the moment it is read. */
  readonly id: string;
  readonly commitment: Usd;
  readonly discount: Share;
  /** What it says of its terms where they are not those of the contract's other bands: a vendor's proposal. */
  readonly terms?: StatedTerms | undefined;
  /** What it says of prices in the term; undefined where that is nothing: they follow the list at the discount. */
  readonly prices?: PriceTerms | undefined;
  /** What is due when, where the commitment ramps: `commitment` is that of its full month. */
  readonly stages?: readonly RampStage[];
  /** The last day on which it can be signed; undefined where nobody says one. */
  readonly validUntil?: Day | undefined;
  /** What it rests on; `quoted` where nothing is said. */
  readonly ground?: Ground | undefined;
}

/** What a band rests on. */
export const bandGround = ({ ground }: Pick<ContractBand, 'ground'>): Ground => groundOr(ground);

/** The monthly committed list spend at which a provider opens its rate card: a band, not a point. */
export interface FloorBand {
  readonly low: Usd;
  readonly high: Usd;
}

/** What a direct contract gives, before it is negotiated. */
export interface Contract {
  readonly floor: FloorBand;
  /** Never empty: an offer without bands is no offer. */
  readonly bands: readonly [ContractBand, ...ContractBand[]];
  /** Shallowest to deepest discount of negotiations, where the offer is a range rather than a quote. */
  readonly discountRange: { readonly shallowest: Share; readonly deepest: Share } | undefined;
  /** How a commitment is settled, as far as the offer says. */
  readonly terms?: StatedTerms | undefined;
  /** Whether discount, floor and commitment are about calls too, and not about tokens alone. */
  readonly coversCalls?: boolean | undefined;
  readonly source: Source | undefined;
  /** Of the floor, where the bands are another's: a vendor's proposal under the usual floor. */
  readonly floorSource?: Source | undefined;
}

/** What a month's spend under one band of a contract comes to, in dollars. */
export interface Settlement {
  readonly band: ContractBand;
  readonly listSpend: Usd;
  /** Whether the spend reaches the floor. A commitment that it does not use up is a cost, and no obstacle. */
  readonly opens: boolean;
  /** The spend as the floor counts it: at list or after the discount. */
  readonly counted: Usd;
  /** Contracted dollars due in any case: less than a commitment that is on list dollars. */
  readonly due: Usd;
  /** The usage at the contract's price. */
  readonly used: Usd;
  /** What is due less what is used: it buys nothing. */
  readonly shortfall: Usd;
  /** What usage over the commitment costs beyond the contract's price; below 0 where it costs less. */
  readonly overage: Usd;
  /** Used, shortfall and overage: what the month costs. */
  readonly effective: Usd;
}
