import type { Amount } from '../../domain/amount.ts';
import type { Baseline } from '../../domain/baseline.ts';
import type { Rule } from '../../domain/budget.ts';
import type { Crossing, Doubt, LimitVerdict, RuleResult } from '../../domain/check.ts';
import type { ProviderFloor } from '../../domain/estimate.ts';
import { atLeast, NO_USD } from '../../domain/units.ts';

const NO_SPEND: Amount = { amount: NO_USD, complete: true };

/** What one provider's spend did at the low end of its floor: crossed it, did not, or nobody can tell. */
function crossing(floor: ProviderFloor, baseline: Baseline): Crossing | 'none' | Doubt {
  const { low } = floor.floor;
  const now: Amount = { amount: floor.optimisedSpend, complete: floor.priced.optimised };
  const was = baseline.listSpend.get(floor.provider) ?? NO_SPEND;
  const over = (spend: Amount) => atLeast(spend.amount, low);
  if (!over(now) && !now.complete) return 'unpriced';
  if (!over(was) && !was.complete) return 'baselineUnpriced';
  if (over(now) === over(was)) return 'none';
  return { provider: floor.provider, before: was.amount, after: now.amount, floor: floor.floor };
}

/** The floors of the profile, and those of providers that only the baseline bought from: nothing is spent there now. */
export type FloorOf = (provider: string) => ProviderFloor;

function floorCrossed(
  provider: string | undefined,
  floors: readonly ProviderFloor[],
  baseline: Baseline | undefined,
  goneFloor: FloorOf,
): Omit<RuleResult, 'rule' | 'days'> {
  if (baseline === undefined) return { verdict: 'undecided', doubt: 'noBaseline', crossings: [] };
  const known = new Set(floors.map((floor) => floor.provider));
  const gone = [...baseline.listSpend.keys()].filter((each) => !known.has(each)).map(goneFloor);
  const found = [...floors, ...gone]
    .filter((floor) => provider === undefined || floor.provider === provider)
    .map((floor) => crossing(floor, baseline));
  const crossings = found.filter((each): each is Crossing => typeof each === 'object');
  const doubt = found.find((each): each is Doubt => each === 'unpriced' || each === 'baselineUnpriced');
  if (crossings.length > 0) return { verdict: 'over', doubt: undefined, crossings };
  return { verdict: doubt === undefined ? 'within' : 'undecided', doubt, crossings };
}

export interface RuleInputs {
  readonly floors: readonly ProviderFloor[];
  readonly goneFloor: FloorOf;
  readonly baseline: Baseline | undefined;
  /** Days from the day the oldest source among the rates used was read to the day priced. */
  readonly priceAge: number;
}

/** A rule of a budget on an answer. Prices exactly as old as allowed are within. */
export function ruleResult(rule: Rule, inputs: RuleInputs): RuleResult {
  if (rule.kind === 'floorCrossed') {
    const result = floorCrossed(rule.provider, inputs.floors, inputs.baseline, inputs.goneFloor);
    return { rule, days: undefined, ...result };
  }
  const days = inputs.priceAge;
  const verdict: LimitVerdict = days > rule.maxDays ? 'over' : 'within';
  return { rule, verdict, doubt: undefined, crossings: [], days };
}
