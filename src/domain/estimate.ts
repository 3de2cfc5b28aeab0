import type { Channel } from './channel.ts';
import type { Day } from './day.ts';
import type { Bill } from './line-item.ts';
import type { Note } from './note.ts';
import type { Aggregator, FloorBand } from './offer.ts';
import type { Model, Rate } from './rate-card.ts';
import type { Schedule } from './schedule.ts';
import type { Factor, Share, Tokens, Usd } from './units.ts';
import type { Workload } from './workload.ts';

export type Lever = 'cache' | 'batch';

/** Why a row cannot be bought, or cannot be known. */
export type Obstacle =
  | { readonly code: 'leverNotStated'; readonly lever: Lever }
  | { readonly code: 'batchNotOffered'; readonly provider: string }
  | { readonly code: 'prefixTooShort'; readonly prefix: Tokens; readonly minimum: Tokens }
  | { readonly code: 'leverNotServed'; readonly aggregator: Aggregator; readonly lever: Lever }
  | { readonly code: 'channelExcluded'; readonly channel: string }
  | { readonly code: 'tooSlow'; readonly aggregator: string; readonly worstMs: number; readonly budgetMs: number }
  | { readonly code: 'noContractOffered'; readonly provider: string }
  | { readonly code: 'belowFloor'; readonly provider: string; readonly spend: Usd; readonly floor: FloorBand }
  | { readonly code: 'commitmentNotCovered'; readonly commitment: Usd; readonly drawdown: Usd }
  | { readonly code: 'unpriced'; readonly reasons: readonly string[] };

/** `stated` when the user gave the lever, or none is in the row; `illustration` when the level is the tool's. */
export type Basis = 'stated' | 'illustration';

/** A channel with caching and batch each on or off, and what the workload costs that way. */
export interface Configuration {
  readonly id: string;
  readonly channel: Channel;
  readonly cache: boolean;
  readonly batch: boolean;
  readonly basis: Basis;
  readonly bill: Bill;
  /** Undefined when the row can be bought as it stands. A row with an obstacle keeps its number and never wins. */
  readonly obstacle: Obstacle | undefined;
}

export type FloorVerdict = 'below' | 'within' | 'above';

/** One provider's spend against the floor. */
export interface ProviderFloor {
  readonly provider: string;
  readonly floor: FloorBand;
  readonly baselineSpend: Usd;
  /** List price with the stated levers. */
  readonly optimisedSpend: Usd;
  readonly verdict: FloorVerdict;
  readonly optimisedVerdict: FloorVerdict;
  /** Dollars of baseline spend missing to the low end, 0 at or over it. */
  readonly toFloor: Usd;
  /** Times today's volume that reaches the low end; undefined at or over it. */
  readonly volumeMultiple: Factor | undefined;
  /** False when an unpriced meter makes a spend a lower bound. */
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
}

/** What the levers are worth on one workload's list bill, stated or illustrated. */
export interface LeverWorth {
  readonly workload: string;
  readonly basis: Basis;
  readonly batchOffered: boolean;
  readonly inputCost: Usd;
  readonly outputCost: Usd;
  /** List price without either lever: what the savings are taken from. */
  readonly asIs: Usd;
  readonly cacheSaving: Usd | undefined;
  readonly batchSaving: Usd | undefined;
  readonly bothSaving: Usd | undefined;
}

/** What to do next, as data. */
export type Advice =
  | { readonly code: 'lever'; readonly worth: LeverWorth; readonly first: Lever }
  | { readonly code: 'noContractNeeded' }
  | {
      readonly code: 'buy';
      readonly workload: string;
      readonly choice: Configuration;
      readonly cost: Usd;
      readonly saving: Usd;
    }
  | { readonly code: 'belowFloor'; readonly provider: ProviderFloor }
  | { readonly code: 'leverageAtRisk'; readonly provider: ProviderFloor }
  | { readonly code: 'negotiate'; readonly provider: ProviderFloor; readonly discount: Share }
  | {
      readonly code: 'changesAggregator';
      readonly aggregator: string;
      readonly model: string;
      readonly discount: Share;
      readonly direct: Share;
    };

/** The answer of `estimate`. */
export interface Estimate {
  readonly workloads: readonly WorkloadEstimate[];
  readonly floors: readonly ProviderFloor[];
  readonly usualFloor: FloorBand;
  readonly totals: { readonly baseline: Usd; readonly cheapest: Usd; readonly complete: boolean };
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
}
