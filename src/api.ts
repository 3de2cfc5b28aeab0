/**
 * The library: the engine and the decision as pure functions, and the loaders of the files they work on.
 *
 * ```ts
 * import { estimate, loadContext, loadProfile, totalOf, numeral } from 'tokencost';
 *
 * const context = await loadContext({ day: '2026-11-23' });
 * const { workloads } = loadProfile(text, 'profile.yaml');
 * const answer = estimate(workloads, context);
 * ```
 */
import { fileURLToPath } from 'node:url';
import type { Quote } from './decision/contract/quote.ts';
import type { Context } from './decision/estimate/estimate.ts';
import { dayFault, parseDay } from './domain/day.ts';
import { problem } from './domain/problem.ts';
import { loadPricing } from './files/pricing.ts';

export { type Bought, marginalFactor } from './decision/channels/aggregator-fees.ts';
export {
  type PooledTerms,
  type ProportionalCost,
  pooledTerms,
  proportionalCost,
} from './decision/channels/aggregator-pool.ts';
export { prepaid, shown } from './decision/channels/asked-offers.ts';
export { subjects } from './decision/check/budget-subjects.ts';
export { type CheckTerms, check } from './decision/check/check.ts';
export { floorVerdict } from './decision/contract/floor.ts';
export type { Quote } from './decision/contract/quote.ts';
export { boughtWith, bySize, portfolioChange, totalChange } from './decision/diff/change.ts';
export { type Context, estimate } from './decision/estimate/estimate.ts';
export { commitmentCharges, effectiveSavingsRate } from './decision/focus/commitment-charges.ts';
export { type EstimateCharges, estimateCharges } from './decision/focus/estimate-charges.ts';
export { planCharges } from './decision/focus/plan-charges.ts';
export { prepaidCharges } from './decision/focus/prepaid-charges.ts';
export { type BoughtUsage, usageCharges } from './decision/focus/usage-charges.ts';
export type { Baseline } from './domain/baseline.ts';
export type { Allowance, Budget, Limit, Rule } from './domain/budget.ts';
export type {
  BoughtPart,
  BoughtWorkload,
  Effects,
  Portfolio,
  PortfolioChange,
  WorkloadChange,
} from './domain/change.ts';
export type { BillingPeriod, Charge, CommitmentTerm, PrepaidTerm } from './domain/charge.ts';
export type { Check, LimitResult, LimitVerdict, RuleResult } from './domain/check.ts';
export type { Day } from './domain/day.ts';
export type { Advice, Configuration, Estimate, ProviderFloor, WorkloadEstimate } from './domain/estimate.ts';
export { type Exact, numeral, roundedText } from './domain/exact.ts';
export {
  type Bill,
  costOf,
  type LineItem,
  pricedTotal,
  totalOf,
} from './domain/line-item.ts';
export type { Note } from './domain/note.ts';
export type { Obstacle } from './domain/obstacle.ts';
export { type Free, type MeterPrice, type Price, type Priced, type Unpriced, usdPerLotOf } from './domain/price.ts';
export { FREE, type PriceCell } from './domain/price-cell.ts';
export { Problem, type ProblemCode } from './domain/problem.ts';
export { type Parsed, parseDiscount, parseShare, parseTokens, parseUsd } from './domain/quantity-text.ts';
export { type Model, type Rate, type RateCard, rateOn } from './domain/rate-card.ts';
export { type RefusedRoute, type Route, routeOf } from './domain/route.ts';
export { type Find, type Service, type Span, serviceOn, spansOf } from './domain/service.ts';
export type {
  Calls,
  Counted,
  Factor,
  Share,
  Tokens,
  UnitPrice,
  Usd,
  UsdPerMtok,
  UsdPerThousand,
} from './domain/units.ts';
export type { Profile, Workload } from './domain/workload.ts';
export { loadBaseline } from './files/baseline-file.ts';
export { loadBudget } from './files/budget-file.ts';
export { loadProfile } from './files/profile-file.ts';

/** What an estimate is made with, where it is not the shipped default. */
export interface ContextOptions {
  /** The day whose rates are used, YYYY-MM-DD. There is no default: the library reads no clock. */
  readonly day: string;
  /** Id of a card that ships, or the path of a file or folder. Default: `published`. */
  readonly card?: string;
  /** Paths of offers files, laid over the shipped offers in this order. */
  readonly offers?: readonly string[];
  /** Your own quote for a direct contract. */
  readonly quote?: Quote;
}

const DEFAULT_CARD = 'published';

/**
 * The card, offers and assumptions that `estimate` and `check` work with.
 * Throws `Problem`: `badValue`, `unknownCard`, `invalidFile`, or that of a file that cannot be read.
 */
export async function loadContext({ day, card, offers, quote }: ContextOptions): Promise<Context> {
  const parsed = parseDay(day);
  if (parsed === undefined) throw problem('badValue', 'day', dayFault(day));
  const folder = fileURLToPath(new URL('./pricing', import.meta.url));
  return { ...(await loadPricing(folder, card ?? DEFAULT_CARD, offers ?? [])), day: parsed, quote: quote ?? {} };
}
