import { allowanceKind, allowed, type Budget, type Limit, type Rule, termsKey } from '../../domain/budget.ts';
import type { ModelChange } from '../../domain/card-diff.ts';
import type { Day } from '../../domain/day.ts';
import { compare } from '../../domain/exact.ts';
import type { GroundChange } from '../../domain/ground-change.ts';
import type { RateCard } from '../../domain/rate-card.ts';
import { diffCards } from '../diff/cards.ts';

/** What limits share whose level or terms have changed. */
const limitPlace = (limit: Limit) => JSON.stringify([limit.scope, limit.name, allowanceKind(limit)]);
/** What two limits must share to be one limit that moved. */
const limitKey = (limit: Limit) => JSON.stringify([limitPlace(limit), limit.level, termsKey(limit)]);
const ruleKey = (rule: Rule) =>
  JSON.stringify([rule.kind, rule.level, rule.kind === 'floorCrossed' ? (rule.provider ?? null) : null]);

const sameLimit = (a: Limit, b: Limit) => limitKey(a) === limitKey(b) && compare(allowed(a), allowed(b)) === 0;
const sameRule = (a: Rule, b: Rule) =>
  a.kind === 'floorCrossed' || b.kind === 'floorCrossed' || a.maxDays === b.maxDays;

/** Pairs of one key, those of the older side first; a side that lacks it is undefined. */
function pairs<Item>(older: readonly Item[], newer: readonly Item[], keyOf: (item: Item) => string) {
  const [before, after] = [older, newer].map((items) => new Map(items.map((item) => [keyOf(item), item])));
  const keys = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
  return keys.map((key) => ({ old: before?.get(key), new: after?.get(key) }));
}

/** A limit as it was and as it is: undefined where it is not there. */
interface LimitPair {
  readonly old: Limit | undefined;
  readonly new: Limit | undefined;
}

/** Limits of the same terms are one that may have moved; one that is left alone at its place has other terms there. */
function limitPairs(older: readonly Limit[], newer: readonly Limit[]): LimitPair[] {
  const found = pairs(older, newer, limitKey);
  const gone = found.flatMap((pair) => (pair.new === undefined && pair.old !== undefined ? [pair.old] : []));
  const come = found.flatMap((pair) => (pair.old === undefined && pair.new !== undefined ? [pair.new] : []));
  const at = (limits: readonly Limit[], of: Limit) => limits.filter((each) => limitPlace(each) === limitPlace(of));
  const successor = (old: Limit) =>
    at(gone, old).length === 1 && at(come, old).length === 1 ? at(come, old)[0] : undefined;
  const followed = new Set(gone.map(successor));
  return found
    .filter((pair) => pair.old !== undefined || !followed.has(pair.new))
    .map((pair) => (pair.old !== undefined && pair.new === undefined ? { ...pair, new: successor(pair.old) } : pair));
}

/** Limits, rules and the policy for what has no price that differ between two budgets. Pure. */
export function budgetChanges(older: Budget, newer: Budget): GroundChange[] {
  const limits = limitPairs(older.limits, newer.limits)
    .filter((pair) => pair.old === undefined || pair.new === undefined || !sameLimit(pair.old, pair.new))
    .map((pair): GroundChange => ({ what: 'limit', ...pair }));
  const rules = pairs(older.rules, newer.rules, ruleKey)
    .filter((pair) => pair.old === undefined || pair.new === undefined || !sameRule(pair.old, pair.new))
    .map((pair): GroundChange => ({ what: 'rule', ...pair }));
  const policy: GroundChange[] =
    older.unpriced === newer.unpriced ? [] : [{ what: 'unpriced', old: older.unpriced, new: newer.unpriced }];
  const [before, now] = [older.strict === true, newer.strict === true];
  const strict: GroundChange[] = before === now ? [] : [{ what: 'strict', old: before, new: now }];
  return [...limits, ...rules, ...policy, ...strict];
}

/** Prices of a day that two cards print differently for the models that are used. Pure. */
export function priceChanges(older: RateCard, newer: RateCard, day: Day, models: ReadonlySet<string>): GroundChange[] {
  return diffCards({ card: older, day }, { card: newer, day })
    .filter(({ model }) => models.has(model))
    .flatMap(({ model, rates }) =>
      rates.flatMap(({ facts }) =>
        facts
          .filter((fact) => fact.old?.kind !== 'text' && fact.new?.kind !== 'text')
          .map((fact): GroundChange => ({ what: 'price', model, fact })),
      ),
    );
}

/** What two cards say otherwise of any model and any day. Pure. */
export const alteredModels = (older: RateCard, newer: RateCard): ModelChange[] =>
  diffCards({ card: older, day: undefined }, { card: newer, day: undefined });
