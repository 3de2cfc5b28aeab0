import type { Baseline } from '../../domain/baseline.ts';
import type { Budget, Limit } from '../../domain/budget.ts';
import type { Check, LimitResult, LimitVerdict, RuleResult } from '../../domain/check.ts';
import { amountOf, type Purchase } from '../../domain/purchase.ts';
import type { Workload } from '../../domain/workload.ts';
import { providerFloor } from '../contract/floor.ts';
import { type Context, estimate, estimateOf } from '../estimate/estimate.ts';
import { seenMonth } from '../estimate/month-parts.ts';
import { priceAge } from '../estimate/price-age.ts';
import { NO_SPEND } from '../estimate/spend.ts';
import { type Course, lookAhead } from './ahead.ts';
import { baselineChange, baselineParts, withLater } from './baseline-change.ts';
import { baselineGrows, baselineMonths, steadyNames } from './baseline-months.ts';
import { ruleResult } from './budget-rules.ts';
import { ledger, limitResult, partOf, totalOf } from './limits.ts';
import { monthNotes, monthPurchases } from './month-purchases.ts';
import { aheadEnds, aheadNotes, checkAssumptions, checkWarnings, unmetNotes } from './notes.ts';

/** What a check is made with beside its limits. */
export type CheckTerms = Partial<Pick<Budget, 'rules' | 'unpriced'>> & {
  readonly baseline?: Baseline;
  /** How the profile goes on; every month is alike where nothing is said. */
  readonly course?: Course;
};

/** Over as soon as one that fails is over; undecided when one cannot be told; within otherwise. */
function overall(results: readonly (LimitResult | RuleResult)[]): LimitVerdict {
  const binding = results
    .filter((result) => ('limit' in result ? result.limit : result.rule).level === 'fail')
    .map((result) => result.verdict);
  if (binding.includes('over')) return 'over';
  return binding.includes('undecided') ? 'undecided' : 'within';
}

/** What a baseline is to the work of now: its parts in the first month and the others, and what has changed since. */
function heldAgainst(
  baseline: Baseline,
  workloads: readonly Workload[],
  whole: readonly Purchase[],
  { common }: Course,
) {
  const parts = baselineParts(baseline, whole);
  const change = baselineChange(baseline, whole);
  return { parts, change, months: baselineMonths(baseline, parts, steadyNames(workloads, common, change.workloads)) };
}

/** The floor of a provider that nothing is bought from any more. */
function floorWithoutSpend(provider: string, context: Context) {
  return providerFloor(provider, [], context, () => NO_SPEND);
}

/**
 * Whether projected spend of the month of the day that is priced fits its limits, by days where a price is known to
 * change in it. The amount is the list price with the stated levers, unless a workload says which channel it is bought
 * through. Where the work grows, the months that follow are held against limits of an amount too. Growth on a baseline is
 * measured from that of the terms, and cannot be told without one. Linear in the workloads. Pure. Throws `unknownModel`, `noRateOn` and `notSoldThere`.
 */
export function check(
  workloads: readonly Workload[],
  limits: readonly Limit[],
  context: Context,
  { rules = [], unpriced = 'undecided', baseline, course = {} }: CheckTerms = {},
): Check {
  const answer = estimate(workloads, context);
  const months = workloads.map((workload) => seenMonth(workload, context));
  const all = months.flatMap(({ parts }) => parts.map(({ of }) => of));
  const { whole, parts } = monthPurchases(months, context);
  const now = ledger(parts.map(partOf));
  const held = baseline === undefined ? undefined : heldAgainst(baseline, workloads, whole, course);
  const before = held === undefined ? undefined : ledger(held.parts);
  const first = totalOf(whole.map(amountOf));
  const { ahead, later, changes } = lookAhead(
    workloads,
    course,
    context,
    { parts: whole.map(partOf), of: now },
    { unpriced, limits, before: held?.months, baselineGrows: baselineGrows(baseline) },
  );
  const limitResults = limits.map((limit) => later(limitResult(limit, now(limit), before?.(limit), unpriced)));
  const goneFloor = (provider: string) => floorWithoutSpend(provider, context);
  const { floors } = all.length === workloads.length ? answer : estimateOf(all, context);
  const inputs = { floors, goneFloor, baseline, priceAge: priceAge(all, context.day) };
  const ruleResults = rules.map((rule) => ruleResult(rule, inputs));
  return {
    ...first,
    verdict: overall([...limitResults, ...ruleResults]),
    limits: limitResults,
    rules: ruleResults,
    workloads: whole,
    ahead,
    floors,
    usualFloor: answer.usualFloor,
    baseline,
    change: held === undefined ? undefined : withLater(held.change, changes),
    assumptions: [...checkAssumptions(answer, whole, context), ...monthNotes(months), ...aheadNotes(ahead)],
    warnings: [
      ...checkWarnings(answer, whole, context, baseline),
      ...unmetNotes([...limits, ...rules]),
      ...aheadEnds(ahead),
    ],
  };
}
