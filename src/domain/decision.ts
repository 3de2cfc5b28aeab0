import type { Commitment } from './commitment.ts';
import type { FloorBand } from './contract.ts';
import { type Month, monthsFrom } from './day.ts';
import type { ProviderFloor, SpendVerdict } from './estimate.ts';
import type { Exact } from './exact.ts';
import type { Ground } from './ground.ts';
import type { LeverReport } from './lever-report.ts';
import type { Lever } from './levers.ts';
import type { Negotiation } from './negotiation.ts';
import type { Note } from './note.ts';
import type { Plan, UnitsWorth } from './plan.ts';
import type { ProposalAudit } from './proposal.ts';
import type { Reservation } from './reservation.ts';
import type { Risk } from './risk.ts';
import type { Turn } from './turn.ts';
import type { Factor, Share, Usd } from './units.ts';

/** Growth takes a spend to the other side of its floor. The first month is as stated. */
export interface FloorCrossing {
  readonly month: number;
  readonly to: 'over' | 'under';
}

/** The calendar month of a crossing, where the profile says when its first month is. */
export function crossingMonth({ month }: FloorCrossing, start: Month | undefined): Month | undefined {
  return start === undefined ? undefined : monthsFrom(start, month)[month - 1];
}

/** A provider's spend against its floor: without levers, at list with them, and less the expected discount. */
export interface FloorBasis {
  readonly basis: 'baseline' | 'optimisedList' | 'contracted';
  readonly spend: Usd;
  readonly verdict: SpendVerdict;
  /** Spend less the low end of the floor; below 0 under it. */
  readonly runway: Usd;
  /** Undefined where it does not cross within ten years. */
  readonly crossing: FloorCrossing | undefined;
}

/** What a provider's spend is worth at its floor, on three bases. */
export interface Leverage extends ProviderFloor {
  /** List spend with the levers, less the expected discount. */
  readonly contractedSpend: Usd;
  /** List spend with the levers less the low end: what can go before the contract does; below 0 under it. */
  readonly runway: Usd;
  /** True when the levers alone take the spend from over the low end to under it. */
  readonly trapped: boolean;
  /** True when the discount itself takes it under: eligible on list dollars, short in contracted ones. */
  readonly pushedUnder: boolean;
  readonly bases: readonly FloorBasis[];
  readonly grows: boolean;
  /** Baseline spend, from and to, that clears the floor and does not with these levers; undefined where they save nothing. */
  readonly trapBand: { readonly low: Usd; readonly high: Usd } | undefined;
  /** Of a trapped buyer: the contract without the levers, and the levers without the contract. */
  readonly trapCosts:
    | { readonly withContract: Usd; readonly throughAggregator: Usd | undefined; readonly atList: Usd }
    | undefined;
  /** Savings above which losing the contract pays; undefined where there is no contract, or nothing to lose. */
  readonly worthLosingAbove: Share | undefined;
  /** List spend that clears the floor on contracted dollars; undefined without a contract. */
  readonly listNeededOnContracted: Usd | undefined;
}

/** Which of the two conditions keeps a direct contract from winning: clear the floor, and beat the aggregator. */
export type Binding = 'none' | 'floor' | 'discount' | 'both' | 'noContract';

/** When a contract beats the best aggregator on one model. */
export interface Crossover {
  readonly model: string;
  readonly provider: string;
  readonly listSpend: Usd;
  readonly floor: FloorBand | undefined;
  /** What a list dollar costs at the best aggregator, fees and bonus included; 1 when none sells the model. */
  readonly aggregatorFactor: Factor;
  readonly aggregator: string | undefined;
  /** Off list, from which a contract beats that. */
  readonly discountNeeded: Share;
  readonly expectedDiscount: Share | undefined;
  readonly deepestDiscount: Share | undefined;
  readonly binding: Binding;
  /** False when not even the deepest discount beats the aggregator: at no spend is direct right. */
  readonly everDirect: boolean;
  /** Total list spend, in the present mix, from which the provider clears its floor; undefined without spend. */
  readonly clearsAtTotal: Usd | undefined;
}

/** One thing that could turn out otherwise, with the plan at either end of its range. */
export interface Driver {
  readonly code:
    | 'volume'
    | 'batchEligible'
    | 'discount'
    | 'cacheHitRatio'
    | 'floor'
    | 'bonus'
    | 'purchaseFee'
    | 'listPriceChange';
  readonly low: DriverEnd;
  readonly high: DriverEnd;
}

/** Where a driver stands. A `word` is an end that has no one number: low, high, none, prepaid. */
export type Level =
  | { readonly unit: 'share' | 'multiple' | 'part'; readonly amount: Exact }
  | { readonly unit: 'usd'; readonly amount: Usd; readonly provider?: string }
  | { readonly unit: 'word'; readonly word: 'low' | 'high' | 'none' | 'prepaid' };

export interface DriverEnd {
  readonly level: Level;
  /** Undefined where nothing serves every workload any more. */
  readonly cost: Usd | undefined;
  /** True when another channel, model or contract is chosen. */
  readonly flips: boolean;
  /** Where the decision flips on the way there. Of an answer for the first screen alone only flips that it names are looked for. */
  readonly breakEven: BreakEven | undefined;
}

/** Where the decision changes on the way from the profile as stated to one end of a driver. */
export interface BreakEven {
  /** The decision is still the same here: at the level itself where it is exact, else a little before it. */
  readonly holdsUntil: Level;
  /** Beyond it, or from it on where it is not exact, the decision is another. */
  readonly level: Level;
  /** Where the decision is the same again before the end; undefined where it stays another up to the end. */
  readonly until?: Level;
  /** True for a level found in closed form; else it is narrowed down by replanning. */
  readonly exact: boolean;
  readonly becomes: Turn;
}

/** What one rule of the profile costs: the saving without it; of a rule that is not in force, what it would cost. */
export interface ConstraintCost {
  readonly code: 'latency' | 'channels' | 'residency' | 'quality' | 'singleChannel';
  readonly inForce: boolean;
  /** Undefined where nothing serves every workload under the rule. */
  readonly cost: Usd | undefined;
}

/** A lever that some workloads say nothing of, pulled on them as far as is worth looking at. */
export interface UnstatedLever {
  readonly lever: Lever;
  /** Those that it would make cheaper. */
  readonly workloads: readonly string[];
  readonly level: Share;
  /** What everything would cost a month, and how much less that is. */
  readonly cost: Usd;
  readonly saving: Usd;
}

/** What it would save a month to buy some streams in parts. */
export interface Splitting {
  readonly workloads: readonly string[];
  readonly saving: Usd;
}

/** The best plan that leans on no worse than a ground, and on what it leans there. */
export interface Evidence {
  readonly ground: Ground;
  /** Undefined where nothing serves every workload. */
  readonly effectiveCost: Usd | undefined;
  /** Resellers and contracts of that plan whose prices rest on this very ground. */
  readonly sellers: readonly string[];
  /** True where the claim of one of them is weighed by how far the buyer believes it. */
  readonly weighed: boolean;
  readonly contracts: readonly { readonly provider: string; readonly discount: Share }[];
}

/** How far the sellers whose claims a plan leans on have to be believed for it to pay. */
export interface Belief {
  /** By id. */
  readonly sellers: readonly string[];
  /** Dollars a month under the best plan without them where every claim is true, and over it where each is billed at list. */
  readonly gain: Usd;
  readonly loss: Usd;
  /** The share of belief from which the plan is expected to pay; 0 where nothing is lost. */
  readonly breakEven: Share;
  /** The best plan without them counts on a discount that nobody has offered. */
  readonly insteadHoped: boolean;
}

/** The answer of `decide`. */
export interface Decision {
  readonly plan: Plan;
  /** From what is published to as far as the plan may lean: each is no dearer than the one before. */
  readonly evidence: readonly Evidence[];
  /** Undefined where the plan rests on no claim, or where nothing else serves every workload. */
  readonly belief?: Belief | undefined;
  readonly leverage: readonly Leverage[];
  /** The month the profile starts in, where it says so. */
  readonly start?: Month;
  readonly crossovers: readonly Crossover[];
  readonly drivers: readonly Driver[];
  /** How likely the plan is to be right when demand is uncertain; undefined where something has no price. */
  readonly risk: Risk | undefined;
  readonly constraints: readonly ConstraintCost[];
  /** Levers that nobody stated and that could save at least a hundredth of the cost. */
  readonly unstatedLevers: readonly UnstatedLever[];
  /** Streams that cost less in parts, where nothing says that they may be cut; undefined where that saves little. */
  readonly splitting: Splitting | undefined;
  /** How much to commit to, by provider, when demand is uncertain. */
  readonly commitments: readonly Commitment[];
  /** What vendors propose, each held against the demand there may be. */
  readonly proposals: readonly ProposalAudit[];
  /** What to go into a talk with each provider with; undefined where it was not asked for. */
  readonly negotiations?: readonly Negotiation[];
  /** What a negotiation can move, and capacity that could be reserved: in no cost of the plan. */
  readonly levers?: LeverReport;
  readonly reservations?: readonly Reservation[];
  /** What the reserved units of the plan are worth; undefined where it takes none. */
  readonly units?: UnitsWorth | undefined;
  readonly assumptions: readonly Note[];
  readonly warnings: readonly Note[];
}
