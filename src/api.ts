/**
 * The library: the answers of the command line from code, with the engine and the loaders of the files they work on.
 *
 * ```ts
 * import { decide, loadContext, loadProfile } from 'tokencost';
 *
 * const context = await loadContext({ day: '2026-11-23' });
 * const answer = await decide(loadProfile(text, 'profile.yaml'), context);
 * console.log(JSON.stringify(answer));
 * ```
 */
export { type AggregatorSpend, marginalFactor } from './decision/channels/aggregator-fees.ts';
export {
  type PooledTerms,
  type ProportionalCost,
  pooledTerms,
  proportionalCost,
} from './decision/channels/aggregator-pool.ts';
export { prepaid, shown } from './decision/channels/asked-offers.ts';
export { subjects } from './decision/check/budget-subjects.ts';
export type { CheckTerms } from './decision/check/check.ts';
export { floorVerdict } from './decision/contract/floor.ts';
export type { Quote } from './decision/contract/quote.ts';
export { boughtWith, bySize, portfolioChange, totalChange } from './decision/diff/change.ts';
export { type CostByVolume, costByVolume } from './decision/estimate/by-volume.ts';
export type { Context } from './decision/estimate/estimate.ts';
export { commitmentCharges, effectiveSavingsRate } from './decision/focus/commitment-charges.ts';
export { type EstimateCharges, estimateCharges } from './decision/focus/estimate-charges.ts';
export { planCharges } from './decision/focus/plan-charges.ts';
export { prepaidCharges } from './decision/focus/prepaid-charges.ts';
export { type ChargedPurchase, usageCharges } from './decision/focus/usage-charges.ts';
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
export type { Decision } from './domain/decision.ts';
export type { Advice, Configuration, Estimate, ProviderFloor, WorkloadEstimate } from './domain/estimate.ts';
export { type Exact, numeral, roundedText } from './domain/exact.ts';
export type { ExchangeRate } from './domain/exchange-rate.ts';
export type { Ground } from './domain/ground.ts';
export type { Lever, Levers } from './domain/levers.ts';
export {
  type Bill,
  costOf,
  type LineItem,
  pricedTotal,
  totalOf,
} from './domain/line-item.ts';
export type { Note } from './domain/note.ts';
export type { Obstacle } from './domain/obstacle.ts';
export type { Plan, PlannedContract, PlannedWorkload } from './domain/plan.ts';
export { type Free, type MeterPrice, type Price, type Priced, type Unpriced, usdPerLotOf } from './domain/price.ts';
export { FREE, type PriceCell } from './domain/price-cell.ts';
export { Problem, type ProblemCode } from './domain/problem.ts';
export { besideCost, type Purchase, publishedCost, purchaseId } from './domain/purchase.ts';
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
export { exactJson, type Json, type Written as Answer } from './library/answer.ts';
export { check, type DecideOptions, decide, estimate, type Work } from './library/answers.ts';
export { type ContextOptions, loadContext } from './library/context.ts';
export { loadBaseline, loadBudget, loadProfile } from './library/files.ts';
export type { Text, Written } from './library/written.ts';
