import type { Day } from './day.ts';
import type { Exact } from './exact.ts';
import type { FailureClass } from './failure.ts';
import type { Meter, PriceBand, ServiceMode } from './meter.ts';

/** The classes that a used token falls into, each in exactly one: together they are what a request was billed for. */
export const TOKEN_CLASSES = [
  'uncachedInput',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite30m',
  'cacheWrite1h',
  'output',
] as const;
export type TokenClass = (typeof TOKEN_CLASSES)[number];

/** Whole tokens by class; what is left out is none. */
export type TokenCounts = { readonly [each in TokenClass]?: bigint };

/** The meter that bills a class. */
export const METER_OF: Readonly<Record<TokenClass, Meter>> = {
  uncachedInput: 'input',
  cacheRead: 'cacheRead',
  cacheWrite5m: 'cacheWrite5m',
  cacheWrite30m: 'cacheWrite30m',
  cacheWrite1h: 'cacheWrite1h',
  output: 'output',
};

/** What a source can say of who used the tokens: a key, a project, a user, or a tag of its own. */
export type Belonging = Readonly<Record<string, string>>;

/** Usage as every source tells it in the end: one request, or what a bucket of a report adds up. */
export interface UsageRow {
  /** The UTC day of the request, or of the first moment of its bucket. */
  readonly day: Day;
  /** The model as the source writes it. */
  readonly model: string;
  readonly mode: ServiceMode;
  readonly tokens: TokenCounts;
  /** Requests in the row; undefined where the source does not count them. */
  readonly requests: bigint | undefined;
  /** Requests of them that failed; undefined where the source cannot say. */
  readonly failed: bigint | undefined;
  /** What is billed by the call, by the name of the call. */
  readonly calls: Readonly<Record<string, bigint>>;
  /** Dollars that the source says it cost, an estimate of its own where it is no bill. */
  readonly billed: Exact | undefined;
  readonly belongs: Belonging;
  /** Tokens of the prompt where the row is one request, or of all of whose requests the source tells on which side of a model's long-context threshold they are. */
  readonly prompt: bigint | undefined;
  /** True where a bill says that a prompt was priced as a long one. */
  readonly long?: boolean;
  /** Where its provider says that it did the work; undefined where it does not say, or did it anywhere. */
  readonly region?: string | undefined;
  /** True where its provider says that it charges nothing for it. */
  readonly gratis?: boolean | undefined;
  /** Minutes since 1970, UTC, where the row is one request whose time is told. */
  readonly minute?: number | undefined;
  /** How its requests failed, where the source tells that too. */
  readonly failedAs?: FailureClass | undefined;
}

/** A row of the same model, mode and price band, added up over days. */
export interface UsageGroup {
  readonly model: string;
  readonly mode: ServiceMode;
  readonly band: PriceBand;
  /** Where its provider says that it did the work; undefined where it does not say, or did it anywhere. */
  readonly region?: string | undefined;
  /** True where its provider says that it charges nothing for it. */
  readonly gratis?: boolean | undefined;
  readonly belongs: Belonging;
  readonly tokens: Readonly<Record<TokenClass, bigint>>;
  readonly requests: bigint | undefined;
  readonly failed: bigint | undefined;
  readonly calls: Readonly<Record<string, bigint>>;
  readonly billed: Exact | undefined;
  /** Tokens of requests that failed, as far as a row of the source is one of them or is all of them. */
  readonly failedTokens?: Readonly<Record<TokenClass, bigint>>;
  /** Failed requests by how they failed, as far as that is told. */
  readonly failures?: Readonly<{ [each in FailureClass]?: bigint }>;
  /** True where every row is a request whose time is told. */
  readonly isTimed?: boolean;
  /** Tokens by the minute since 1970, in parts, where every row of the group is a request whose time is told. */
  readonly minutes?: readonly ReadonlyMap<number, number>[] | undefined;
}

/** All tokens of a row. */
export function allTokens(tokens: TokenCounts): bigint {
  let total = 0n;
  for (const each of TOKEN_CLASSES) total += tokens[each] ?? 0n;
  return total;
}

/** All input of a row, from the cache or not. */
export function inputTokens(tokens: TokenCounts): bigint {
  return allTokens(tokens) - (tokens.output ?? 0n);
}
