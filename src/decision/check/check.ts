import type { Baseline } from '../../domain/baseline.ts';
import type { Budget, Limit } from '../../domain/budget.ts';
import type { Check, LimitResult, LimitVerdict, RuleResult, WorkloadAmount } from '../../domain/check.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import type { Workload } from '../../domain/workload.ts';
import { purchases, type StatedPurchase } from '../channels/purchases.ts';
import { providerFloor } from '../contract/floor.ts';
import { type Context, estimate, priceable } from '../estimate/estimate.ts';
import { NO_SPEND } from '../estimate/spend.ts';
import { baselineChange, baselineParts } from './baseline-change.ts';
import { ruleResult } from './budget-rules.ts';
import { ledger, limitResult, totalOf } from './limits.ts';
import { checkAssumptions, checkWarnings, unmetNotes } from './notes.ts';

/** What a check is made with beside its limits. */
export type CheckTerms = Partial<Pick<Budget, 'rules' | 'unpriced'>> & { readonly baseline?: Baseline };

function amountOf({ of, channel, bill }: StatedPurchase): WorkloadAmount {
  return {
    workload: of.workload.name,
    model: of.model.id,
    provider: of.model.provider,
    channel: channel.id,
    tags: of.workload.tags,
    place: of.workload.place,
    amount: pricedTotal(bill),
    complete: bill.unpriced.length === 0,
    bill,
  };
}

/** Over as soon as one that fails is over; undecided when one cannot be told; within otherwise. */
function overall(results: readonly (LimitResult | RuleResult)[]): LimitVerdict {
  const binding = results
    .filter((result) => ('limit' in result ? result.limit : result.rule).level === 'fail')
    .map((result) => result.verdict);
  if (binding.includes('over')) return 'over';
  return binding.includes('undecided') ? 'undecided' : 'within';
}

/** The floor of a provider that nothing is bought from any more. */
function floorWithoutSpend(provider: string, context: Context) {
  return providerFloor(provider, [], context, () => NO_SPEND);
}

/**
 * Whether projected spend fits its limits. The amount is the list price with the stated levers, unless a workload
 * says which channel it is bought through. Growth is measured from the baseline of the terms, and cannot be told
 * without one. Linear in the workloads. Pure. Throws `unknownModel`, `noRateOn` and `notSoldThere`.
 */
export function check(
  workloads: readonly Workload[],
  limits: readonly Limit[],
  context: Context,
  { rules = [], unpriced = 'undecided', baseline }: CheckTerms = {},
): Check {
  const answer = estimate(workloads, context);
  const bought = purchases(
    workloads.map((workload) => priceable(workload, context)),
    context,
  );
  const amounts = bought.map(amountOf);
  const now = ledger(amounts);
  const before = baseline === undefined ? undefined : ledger(baselineParts(baseline, amounts));
  const limitResults = limits.map((limit) => limitResult(limit, now(limit), before?.(limit), unpriced));
  const goneFloor = (provider: string) => floorWithoutSpend(provider, context);
  const { floors } = answer;
  const inputs = { floors, goneFloor, baseline, cardVersion: context.card.version, day: context.day };
  const ruleResults = rules.map((rule) => ruleResult(rule, inputs));
  return {
    ...totalOf(amounts),
    verdict: overall([...limitResults, ...ruleResults]),
    limits: limitResults,
    rules: ruleResults,
    workloads: amounts,
    floors,
    usualFloor: answer.usualFloor,
    baseline,
    change: baseline === undefined ? undefined : baselineChange(baseline, amounts),
    assumptions: checkAssumptions(answer, bought, context),
    warnings: [...checkWarnings(answer, bought, context, baseline), ...unmetNotes([...limits, ...rules])],
  };
}
