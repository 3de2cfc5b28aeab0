import type { Bound } from './bound.ts';
import type { Channel } from './channel.ts';
import type { ContractBand, FloorBand, Settlement } from './contract.ts';
import type { Day } from './day.ts';
import type { ExchangeRate } from './exchange-rate.ts';
import type { Lever } from './levers.ts';
import type { Bill } from './line-item.ts';
import type { Note } from './note.ts';
import type { Obstacle } from './obstacle.ts';
import type { Purchase } from './purchase.ts';
import type { Model, Rate } from './rate-card.ts';
import type { Saving } from './saving.ts';
import type { Schedule } from './schedule.ts';
import type { Factor, Share, Tokens, Usd } from './units.ts';
import type { Workload } from './workload.ts';

/** `stated` when the user gave the lever, or none is in the row; `illustration` when the level is the tool's. */
export type Basis = 'stated' | 'illustration';

/** A row of an estimate: a purchase that may or may not be open, at stated or illustrated levels. */
export interface Configuration extends Purchase<Channel> {
  /** `purchaseId` of it. */
  readonly id: string;
  readonly basis: Basis;
  /** Against the baseline of the workload; undefined while a part of either has no price. */
  readonly saving: Saving | undefined;
  /** Of a direct row: what it costs at the deepest discount and at the shallowest; undefined while that is not known. */
  readonly range: CostRange | undefined;
  /** Undefined when the row can be bought as it stands. A row with an obstacle keeps its number and never wins. */
  readonly obstacle: Obstacle | undefined;
  /** Of a direct row: what the contract comes to for the list spend that the row counts on, and whether all of that is known. */
  readonly contract: { readonly settlement: Settlement; readonly complete: boolean } | undefined;
}

export interface CostRange {
  readonly low: Usd;
  readonly high: Usd;
}

export type FloorVerdict = 'below' | 'within' | 'above';

/** `undecided` where a part of the spend has no price and more of it could change the verdict. */
export type SpendVerdict = FloorVerdict | 'undecided';

/** One provider's spend against the floor. */
export interface ProviderFloor {
  readonly provider: string;
  readonly floor: FloorBand;
  /** The floor in list dollars: more than it says where it is tested after the discount. */
  readonly floorAtList: FloorBand;
  readonly baselineSpend: Usd;
  /** List price of the work as it runs, without levers: its region, long prompts, peak hours and service mode. */
  readonly listSpend: Usd;
  /** List price with the stated levers. */
  readonly optimisedSpend: Usd;
  /** The most that a choice of the stated levers spends at list: what decides whether a contract can be had at all. */
  readonly mostSpend: Usd;
  readonly verdict: SpendVerdict;
  readonly listVerdict: SpendVerdict;
  readonly optimisedVerdict: SpendVerdict;
  /** Dollars of baseline spend missing to the low end, 0 at or over it; undefined when that is undecided. */
  readonly toFloor: Usd | undefined;
  /** Times today's volume that reaches the low end; undefined at or over it, and when that is undecided. */
  readonly volumeMultiple: Factor | undefined;
  /** False where an unpriced meter makes a spend a lower bound. */
  readonly priced: { readonly baseline: boolean; readonly list: boolean; readonly optimised: boolean };
  /** False when any of the spends is a lower bound. */
  readonly complete: boolean;
}

/** One workload under every configuration, in the order of the table. */
export interface WorkloadEstimate {
  readonly workload: Workload;
  readonly model: Model;
  readonly rate: Rate;
  /** Every token at the standard, uncached, global list price. */
  readonly baseline: Bill;
  readonly configurations: readonly Configuration[];
  /** The cheapest row that is stated, available and priced; ties go to the earlier row. */
  readonly cheapest: Configuration | undefined;
  /** True when a row that has no price, or whose floor cannot be told, may cost less: the cheapest is an upper bound. */
  readonly mayBeUndercut: boolean;
  /** The levels its cache and batch rows are priced at; undefined for a lever that was not given or does nothing. */
  readonly levels: { readonly cache: Share | undefined; readonly batch: Share | undefined };
}

/** Why a lever does nothing for a workload. One stated at nothing could still be pulled. */
export type LeverBar =
  | { readonly code: 'noPrefix' | 'noCachePrice' | 'noBatchPrice' | 'noneStated' | 'costsMore' }
  /** A batch waits up to 24 hours, and the work has a latency budget and states no share that can wait. */
  | { readonly code: 'cannotWait'; readonly budgetMs: number }
  | { readonly code: 'prefixTooShort'; readonly prefix: Tokens; readonly minimum: Tokens; readonly model: string };

/** What a lever that is not stated, or stated at nothing, would take off at the level that levers are illustrated at. */
export interface LeverHope {
  readonly level: Share;
  readonly saving: Usd;
}

/** What the levers are worth on one workload's list bill, stated or illustrated. */
export interface LeverWorth {
  readonly workload: string;
  readonly basis: Basis;
  readonly inputCost: Usd;
  readonly outputCost: Usd;
  /** List price without either lever: what the savings are taken from. */
  readonly asIs: Usd;
  /** Why a lever cannot help, undefined where it can. */
  readonly cacheBar: LeverBar | undefined;
  readonly batchBar: LeverBar | undefined;
  readonly cacheSaving: Usd | undefined;
  readonly batchSaving: Usd | undefined;
  readonly bothSaving: Usd | undefined;
  /** Undefined for a lever that is stated or illustrated, and for one that cannot help. */
  readonly hope: { readonly cache: LeverHope | undefined; readonly batch: LeverHope | undefined };
}

/** What to do next, as data. */
export type Advice =
  | { readonly code: 'lever'; readonly worth: LeverWorth; readonly first: Lever | undefined }
  /** `waits` where some of the work can be put into batches. */
  | { readonly code: 'noContractNeeded'; readonly waits: boolean }
  | {
      readonly code: 'buy';
      readonly workload: string;
      readonly choice: Configuration;
      readonly cost: Usd;
      readonly saving: Usd;
      readonly mayBeUndercut: boolean;
      /** Set where the row counts list spend that the cheapest rows of other workloads do not buy direct. */
      readonly needs?: { readonly provider: string; readonly listSpend: Usd };
    }
  | {
      readonly code: 'belowFloor';
      readonly provider: ProviderFloor;
      /** List spend missing to the low end, from the most that is spent. */
      readonly missing: Usd;
      readonly volumeMultiple: Factor | undefined;
      /** What the workloads of the provider may be bought through meanwhile. */
      readonly meanwhile: { readonly list: boolean; readonly aggregator: boolean };
    }
  | { readonly code: 'leverageAtRisk'; readonly provider: ProviderFloor }
  | {
      readonly code: 'negotiate';
      readonly provider: ProviderFloor;
      readonly discount: Share;
      readonly commitment: Usd;
      /** Share of the provider's list spend that is saved under it, as `changesAggregator` has it. */
      readonly takesOff: Share;
    }
  | {
      readonly code: 'changesAggregator';
      readonly aggregator: string;
      readonly model: string;
      readonly discount: Share;
      /** What a contract can be expected to give at the floor, or at the spend over it. */
      readonly band: ContractBand;
      /** Share of list that is saved under it, commitment and overage counted in; below 0 where it costs more. */
      readonly takesOff: Share;
      /** The next band, whose commitment that spend does not cover. */
      readonly deeper: ContractBand | undefined;
    };

/** What the contract with a provider comes to for the cheapest rows together, less what those rows hold of it. */
export interface ContractBeyond {
  readonly provider: string;
  readonly amount: Usd;
}

/** The answer of `estimate`. */
export interface Estimate {
  readonly workloads: readonly WorkloadEstimate[];
  readonly floors: readonly ProviderFloor[];
  readonly usualFloor: FloorBand;
  readonly totals: {
    readonly baseline: Usd;
    readonly baselineBound: Bound;
    readonly cheapest: Usd;
    readonly cheapestBound: Bound;
    /** Of `cheapest` against `baseline`; undefined where one of them is a bound. */
    readonly saving: Saving | undefined;
    /** Part of `cheapest` that its rows do not hold: fees on what the cheapest rows buy together, less those of the rows. */
    readonly feesBeyondRows: Usd;
    /** Of that, what contracts come to. */
    readonly contractsBeyond: readonly ContractBeyond[];
    /** What can be bought as a whole: the cheapest rows, without direct where the rest does not carry its floor. */
    readonly buyable: Usd | undefined;
    /** False when anything that was asked for has no price, or a workload has nothing that can be bought. */
    readonly complete: boolean;
  };
  readonly advice: readonly Advice[];
  readonly assumptions: readonly Note[];
  readonly warnings: readonly Note[];
  /** Month by month, when the profile says from when and how long. */
  readonly schedule?: Schedule;
}

/** What every answer carries, so that it can be reproduced. */
export interface Provenance {
  readonly tool: { readonly name: string; readonly version: string };
  readonly command: string;
  readonly asOf: Day;
  readonly card: { readonly id: string; readonly version: Day; readonly sha256: string };
  readonly providerName: (provider: string) => string;
  /** The currency that amounts are shown in beside US dollars, where a file of the user states one. */
  readonly exchange?: ExchangeRate;
}
