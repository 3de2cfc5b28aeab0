import { allowanceKind, type Level, type Limit } from '../../domain/budget.ts';
import type { WorkloadChange } from '../../domain/change.ts';
import type { Check, LimitResult, LimitVerdict } from '../../domain/check.ts';
import { costMoved, costsOf } from '../../domain/cost-change.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { compare, isZero, ZERO } from '../../domain/exact.ts';
import type { FilePlace } from '../../domain/place.ts';
import type { Purchase } from '../../domain/purchase.ts';
import type { Usd } from '../../domain/units.ts';
import { differenceText, reasonText } from './change-words.ts';
import { limitName, limitText, ruleName, ruleText } from './words.ts';

/** One limit or rule as a check on its own, for the surfaces that list checks. */
export interface CheckFinding {
  /** `max`, `maxIncrease`, `maxGrowth`, `floorCrossed`, `priceAge` or `cardAge`. */
  readonly kind: string;
  /** What it is laid on: `portfolio`, `provider` ... or `rule`. */
  readonly group: string;
  readonly name: string;
  readonly level: Level;
  readonly verdict: LimitVerdict;
  readonly text: string;
  /** The line to look at: of the workload that made the difference, else of the limit. */
  readonly place: FilePlace | undefined;
  /** The line of the limit, where `place` is a workload's. */
  readonly limitPlace: FilePlace | undefined;
}

type Covers = (purchase: Purchase) => boolean;

/** The workloads a limit is laid on. */
function coverOf({ scope, name, tags }: Limit): Covers {
  switch (scope) {
    case 'portfolio':
      return () => true;
    case 'tag':
      return (each) => [...(tags ?? [])].every(([key, value]) => each.workload.tags.get(key) === value);
    case 'workload':
      return ({ workload }) => workload.name === name;
    case 'model':
      return ({ model }) => model.id === name;
    case 'provider':
      return ({ model }) => model.provider === name;
  }
}

type Growth = ReadonlyMap<string, Usd | undefined>;

/** The workload under a limit that grew most, or, where nothing tells growth, the only one under it. */
function culprit({ limit }: LimitResult, purchases: readonly Purchase[], growth: Growth): Purchase | undefined {
  const covered = purchases.filter(coverOf(limit));
  let most: { purchase: Purchase; by: Usd } | undefined;
  for (const purchase of covered) {
    const by = growth.get(purchase.workload.name);
    if (by === undefined || compare(by, ZERO) <= 0) continue;
    if (most === undefined || compare(by, most.by) > 0) most = { purchase, by };
  }
  return most?.purchase ?? (covered.length === 1 ? covered[0] : undefined);
}

/** Which workload moved, by how much and why: ` ticket-replies changed by +$900.00 (+10%): volume +$900.00.` */
function movedText(found: Purchase | undefined, { change }: Check): string {
  const moved = found && change?.workloads.find((each) => each.workload === found.workload.name);
  if (moved === undefined || change === undefined || moved.change === 'unchanged') return '';
  return ` ${moved.workload} changed by ${differenceText(moved)}: ${reasonText(moved, change)}.`;
}

/** What a workload costs more than in the baseline: in the first month, else in a later one. */
function movedBy(each: WorkloadChange, { change }: Check): Usd | undefined {
  const first = costMoved(costsOf(each));
  const later = change?.later.get(each.workload);
  return first !== undefined && isZero(first) && later !== undefined ? later.moved : first;
}

/** Every limit and rule with what came of it and the line to look at. */
export function findingsOf(check: Check, { providerName }: Pick<Provenance, 'providerName'>): CheckFinding[] {
  const growth: Growth = new Map(check.change?.workloads.map((each) => [each.workload, movedBy(each, check)]));
  const limits = check.limits.map((result): CheckFinding => {
    const { limit, verdict } = result;
    const found = verdict === 'within' ? undefined : culprit(result, check.workloads, growth);
    const text = limitText(result);
    return {
      kind: allowanceKind(limit),
      group: limit.scope,
      name: limitName(limit),
      level: limit.level,
      verdict,
      text: text + movedText(found, check),
      place: found?.workload.place ?? limit.place,
      limitPlace: found?.workload.place === undefined ? undefined : limit.place,
    };
  });
  const rules = check.rules.map(
    (result): CheckFinding => ({
      kind: result.rule.kind,
      group: 'rule',
      name: ruleName(result, providerName),
      level: result.rule.level,
      verdict: result.verdict,
      text: ruleText(result, providerName),
      place: result.rule.place,
      limitPlace: undefined,
    }),
  );
  return [...limits, ...rules];
}
