import type { CommonDemand, DemandStatement } from './demand.ts';
import { isZero } from './exact.ts';
import type { ExchangeRate } from './exchange-rate.ts';
import type { FailureMix } from './failure.ts';
import type { StatedHorizon } from './horizon.ts';
import type { CacheTtl, Meter, SynchronousMode } from './meter.ts';
import type { FilePlace } from './place.ts';
import type { PriceTrend } from './price-trend.ts';
import type { PromptsOver } from './prompt-length.ts';
import type { LeftPart, Load, ServedPart } from './reserved.ts';
import type { Counted, Factor, Share, Tokens, Usd } from './units.ts';

/** Cache classes counted in a log rather than derived from a ratio. What they leave of the input is uncached. */
export interface MeasuredCache {
  readonly read: Tokens;
  readonly writes: ReadonlyMap<CacheTtl, Tokens>;
}

/** The shape of one request, where a workload is stated by requests. */
export interface RequestShape {
  /** Tokens shared by every request at the start of the prompt: the part a cache can hold. */
  readonly prefix: Tokens;
  /** Tokens of the prompt that vary. */
  readonly input: Tokens;
  readonly output: Tokens;
}

export interface AlternativeModel {
  readonly model: string;
  /** Tokens this model needs for the same work, as a multiple: tokenizers differ. What is published counts where undefined. */
  readonly tokenFactor: Factor | undefined;
}

/** A count of what a workload is for: tickets, documents. */
export interface Units {
  readonly name: string;
  /** Above 0. */
  readonly count: Factor;
}

/** One stream of tokens, a month. What the user did not state is undefined, never a default. */
export interface Workload extends DemandStatement {
  readonly name: string;
  readonly model: string;
  readonly input: Tokens;
  readonly output: Tokens;
  /** Cache-read tokens / total input tokens. */
  readonly cacheHitRatio?: Share;
  readonly measuredCache?: MeasuredCache;
  /** Cache-read tokens per cache-written token. */
  readonly readsPerWrite?: Factor;
  readonly cacheTtl?: CacheTtl;
  /** Share of input and of output alike that can wait 24 hours. */
  readonly batchEligible?: Share;
  /** Share of tokens in requests whose prompt is over the model's long-context threshold. */
  readonly longContextShare?: Share;
  /** The same by the length of the prompt, which a model with several thresholds asks for. */
  readonly promptsOver?: PromptsOver;
  /** Share of tokens, of those not in long requests, in the provider's peak hours. */
  readonly peakShare?: Share;
  /** What serves the part that is not batch; standard when not stated. */
  readonly serviceMode?: SynchronousMode;
  /** Explicit caches held in a month: tokens x hours. */
  readonly storedTokenHours?: Tokens;
  /** What else it uses, as it is stated: tokens of audio and of images, calls by name. Never of a meter of text. */
  readonly others?: ReadonlyMap<Meter, Counted>;
  readonly region?: string;
  readonly request?: RequestShape;
  /** Added p95 latency that is acceptable, in milliseconds. */
  readonly latencyBudgetMs?: number;
  /** Channels that will do; all when undefined. */
  readonly channels?: readonly string[];
  /** The channel this workload is bought through today. */
  readonly channel?: string;
  /** How the load moves within a month. */
  readonly load?: Load;
  /** How requests fail; a class that is not named does not occur. */
  readonly failures?: FailureMix;
  readonly alternatives: readonly AlternativeModel[];
  /** US dollars, once, for moving it to another model than its own. */
  readonly switchingCost?: Usd;
  /** True where it may be bought in parts, each through another channel. */
  readonly divisible?: true;
  /** What it is a part of, where a plan buys a stream in parts. */
  readonly partOf?: { readonly workload: string; readonly share: Share };
  /** The reserved units that serve it, where it is the part of a stream that a plan serves with them. */
  readonly served?: ServedPart;
  /** How much of it is left by reserved units, where it is that part of a stream in a plan over several months. */
  readonly left?: LeftPart;
  readonly tags: ReadonlyMap<string, string>;
  /** What it makes in a month, as it is stated: what a unit costs can be told then. */
  readonly units?: Units;
  /** Least tier of the models that may serve it, and the buyer's own judgement of each model; more is better. */
  readonly quality?: { readonly minimum: number; readonly tiers: ReadonlyMap<string, number> };
  /** Where the profile states it; undefined when it came from flags. */
  readonly place?: FilePlace;
}

export interface Profile {
  /** What holds for workloads that say nothing of their own demand. */
  readonly common?: CommonDemand;
  /** What it expects list prices to do. */
  readonly priceTrend?: PriceTrend;
  readonly name: string | undefined;
  /** Undefined when the profile speaks of a month as such; `horizonOf` says what is not stated of it. */
  readonly horizon: StatedHorizon | undefined;
  /** Empty only where the reader allows a profile of no work: `check` of one whose last workload was retired. */
  readonly workloads: readonly Workload[];
  /** True when everything is to be bought through one channel. */
  readonly singleChannel?: true;
  /** The currency that its answers show beside US dollars. */
  readonly exchange?: ExchangeRate;
  /** True where it says itself that its currency is the US dollar. */
  readonly inDollars?: true;
  /** The buyer's own judgement of models, by name; more is better. */
  readonly tiers?: ReadonlyMap<string, number>;
}

/** A profile of some work. */
export type WorkingProfile = Profile & { readonly workloads: readonly [Workload, ...Workload[]] };

/** True when the workload says anything of caching or of batch: then what it does not say counts as none. */
export function statesALever(workload: Workload): boolean {
  return (
    workload.cacheHitRatio !== undefined || workload.measuredCache !== undefined || workload.batchEligible !== undefined
  );
}

/** False of work that must answer in so many milliseconds, unless some of it is said to wait for batch. */
export function mayWait({ latencyBudgetMs, batchEligible }: Workload): boolean {
  return latencyBudgetMs === undefined || (batchEligible !== undefined && !isZero(batchEligible));
}
