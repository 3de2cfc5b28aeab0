import type { Day } from './day.ts';
import type { Exact } from './exact.ts';
import type { FailureClass } from './failure.ts';
import type { ServiceMode, SynchronousMode } from './meter.ts';
import type { PricedApart } from './priced-apart.ts';
import type { PromptsOver } from './prompt-length.ts';
import type { BilledAs, Retirement } from './rate-card.ts';
import type { Share, Usd } from './units.ts';
import type { TokenClass } from './usage.ts';

/** Where an answer of an API goes on in a page that is not among the files: the day, if the page tells it. */
export interface MorePages {
  readonly from: Day | undefined;
  /** How the page tells that there are others: that more follow, where the next one begins, or which it is of how many and which of its neighbours is missing. */
  readonly told: 'hasMore' | 'cursor' | { readonly page: number; readonly pages: number; readonly missing: number };
}

/** Usage that a provider says it charges nothing for. */
export interface GivenUsage {
  readonly tokens: bigint;
  /** What it would cost at list price. */
  readonly cost: Usd;
}

/** What became of a file: rows read are those kept, those outside of the days asked for, and those dropped. */
export interface ImportedSource {
  readonly file: string;
  readonly kind: string;
  readonly label: string;
  readonly convention: string;
  readonly rows: { readonly read: number; readonly kept: number; readonly outside: number; readonly dropped: number };
  readonly dropped: readonly { readonly reason: string; readonly rows: number }[];
  /** Undefined where it is whole, as far as it says. */
  readonly morePages: MorePages | undefined;
}

/** Whether the card has a price for all of some usage, for a part, or for none. */
export type Priced = 'all' | 'part' | 'none';

/** Usage of one model and mode over the period, not scaled. */
export interface ImportedUsage {
  readonly provider: string | undefined;
  /** The model on the card; undefined where the card has none of that name. */
  readonly model: string | undefined;
  readonly modelAsWritten: string;
  /** What was taken off the name to find it: a route or a prefix; undefined where the name is on the card as written. */
  readonly decoration: string | undefined;
  /** Where its name keeps the work, which decides its price; undefined where it does not say. */
  readonly region: string | undefined;
  readonly mode: ServiceMode;
  readonly requests: bigint | undefined;
  readonly failedRequests: bigint | undefined;
  readonly tokens: Readonly<Record<TokenClass, bigint>>;
  readonly calls: Readonly<Record<string, bigint>>;
  readonly billed: Usd | undefined;
  readonly cost: Usd;
  readonly priced: Priced;
}

/** Usage without a price, or with one in part. */
export interface UnpricedUsage {
  readonly modelAsWritten: string;
  /** True where its model is on the card: then its tokens are a workload of the profile all the same. */
  readonly isOnCard: boolean;
  readonly reason: string;
  readonly tokens: bigint;
  /** Of all tokens. */
  readonly share: Exact | undefined;
  /** Models of the card that may be meant; none where the model is known and its price is not, or the name says more. */
  readonly near: readonly string[];
  /** What a mark in the name says of its price. */
  readonly apart: PricedApart | undefined;
}

/** Usage of days after the last of its model: none of that model's own, whatever it was. */
export interface UsageAfterEnd {
  readonly model: string;
  readonly lastDay: Day;
  readonly billedAs: BilledAs | undefined;
  /** The model at whose price it is counted. */
  readonly pricedAs: string;
  readonly tokens: bigint;
}

/** The end of a model that was used, past or to come on the day of the answer. */
export interface UsedModelEnd extends Pick<Retirement, 'announced' | 'servedBy' | 'billedAs'> {
  readonly model: string;
  readonly lastDay: Day;
  /** True where it had ended by the day of the answer. */
  readonly over: boolean;
  /** The model that is priced for its name on that day; undefined where nothing is, and it can stand in no profile. */
  readonly pricedAs: string | undefined;
}

/** How usage moved from week to week. */
export interface MeasuredTrend {
  readonly weeks: number;
  /** A month: within two standard errors between low and high, and told where none is not among them. */
  readonly growth: { readonly share: Exact; readonly low: Exact; readonly high: Exact; readonly isTold: boolean };
  /** A month around that growth, as multiples; undefined where there are too few weeks, or no spread. */
  readonly demand: { readonly p10: Exact; readonly p90: Exact } | undefined;
}

/** Tokens a minute. */
export interface MeasuredLoad {
  readonly average: Exact;
  readonly peak: bigint;
  /** The 99th percentile of all minutes. */
  readonly p99: bigint;
  readonly peakToAverage: Exact;
  /** Minutes that had a request. */
  readonly minutes: number;
}

/** A workload of the measured profile: whole tokens of an average month. */
export interface MeasuredWorkload {
  readonly name: string;
  readonly model: string;
  /** True where its model has ended and nothing is named in its place: no command prices it on the day of the answer. */
  readonly hasEnded: boolean;
  readonly tokens: Readonly<{ [each in TokenClass]?: bigint }>;
  readonly batch: boolean;
  /** Where it is kept, by the names of its usage; undefined where they do not say. */
  readonly region: string | undefined;
  /** The marketplace that its names are of, where that sells the region; undefined where it is the provider itself. */
  readonly channel: string | undefined;
  readonly serviceMode: Exclude<SynchronousMode, 'standard'> | undefined;
  readonly longContextShare: Share | undefined;
  readonly promptsOver: PromptsOver | undefined;
  /** In the provider's peak hours: all of it or nothing; undefined where the model has none, or the rows do not tell their time. */
  readonly peakShare: Share | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** What it cost at list in the period, as far as it was priced. */
  readonly cost: Usd;
  readonly priced: Priced;
  readonly cacheHits: Exact | undefined;
  readonly requests: bigint | undefined;
  readonly failed: Exact | undefined;
  /** Calls of an average month, by name, where they have a price. */
  readonly calls: Readonly<Record<string, bigint>>;
  /** Failed requests / requests, by how they failed. */
  readonly failures: Readonly<{ [each in FailureClass]?: Exact }>;
  /** Tokens of an average request. */
  readonly perRequest: { readonly input: Exact; readonly output: Exact } | undefined;
  /** Tokens read from a cache for each that was written to it. */
  readonly readsPerWrite: Exact | undefined;
  readonly load: MeasuredLoad | undefined;
}

/** What `import` answers. */
export interface ImportAnswer {
  readonly sources: readonly ImportedSource[];
  readonly period: { readonly start: Day; readonly end: Day; readonly days: number } | undefined;
  readonly usage: readonly ImportedUsage[];
  readonly unpriced: readonly UnpricedUsage[];
  readonly ends: readonly UsedModelEnd[];
  readonly afterEnds: readonly UsageAfterEnd[];
  /** List price by the card of each day; what has no price is not in it. */
  readonly cost: Usd;
  /** What of that is usage which a provider says it charges nothing for; undefined where none is. */
  readonly given: GivenUsage | undefined;
  /** What the sources say it cost, and what those rows cost by the card; undefined where none of them says. */
  readonly billed: Usd | undefined;
  /** The part of it that is of usage with a price, beside what that costs by the card. */
  readonly held: { readonly billed: Usd; readonly cost: Usd; readonly difference: Usd } | undefined;
  readonly cacheHits: Exact | undefined;
  readonly batch: Exact | undefined;
  readonly failed: Exact | undefined;
  /** Input read from a cache for each token written to one. */
  readonly readsPerWrite: Exact | undefined;
  /** What caching and batches took off the list price of the period. */
  readonly saved: { readonly cache: Usd; readonly batch: Usd };
  readonly trend: MeasuredTrend | undefined;
  /** What each day of the week carries of an average day, Monday first. */
  readonly weekdays: readonly Exact[] | undefined;
  /** What enough days would tell, where there are too few. */
  readonly tooShort: string | undefined;
  readonly calls: Readonly<Record<string, bigint>>;
  readonly scale: Exact;
  readonly workloads: readonly MeasuredWorkload[];
  /** What none of the sources can tell, with what would. */
  readonly silent: readonly string[];
}
