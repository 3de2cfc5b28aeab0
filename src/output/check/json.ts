import { lineItemOf } from '../../answers/line-item.ts';
import type { Amount } from '../../domain/amount.ts';
import { allowanceKind } from '../../domain/budget.ts';
import type { Effects, WorkloadChange } from '../../domain/change.ts';
import type { Check, LimitResult, RuleResult, WorkloadAmount } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { FilePlace } from '../../domain/place.ts';
import { writtenEffects } from '../diff/effects-json.ts';
import { feeJson, headJson, notesJson, thresholdJson } from '../estimate/json.ts';
import { difference } from './change-words.ts';
import { limitText, ruleText, verdictText } from './words.ts';

/** An amount that is not known is null beside its bound. */
function amountJson({ amount, complete }: Amount): { [key: string]: JsonValue } {
  return { amount: complete ? amount : null, lowerBound: amount };
}

const placeJson = (place: FilePlace | undefined): JsonValue => (place === undefined ? null : { ...place });

function limitJson(result: LimitResult): JsonValue {
  const { limit, max, base, verdict, doubt } = result;
  return {
    scope: limit.scope,
    name: limit.name ?? null,
    tags: limit.tags === undefined ? null : Object.fromEntries(limit.tags),
    level: limit.level,
    kind: allowanceKind(limit),
    maxIncrease: 'maxIncrease' in limit ? limit.maxIncrease : null,
    maxGrowth: 'maxGrowth' in limit ? limit.maxGrowth : null,
    limit: max ?? null,
    ...amountJson(result),
    baseline: base === undefined ? null : amountJson(base),
    verdict,
    doubt: doubt ?? null,
    text: limitText(result),
    place: placeJson(limit.place),
  };
}

function ruleJson(result: RuleResult, nameOf: Provenance['providerName']): JsonValue {
  const { rule, verdict, doubt, days, crossings } = result;
  return {
    rule: rule.kind,
    provider: rule.kind === 'floorCrossed' ? (rule.provider ?? null) : null,
    maxDays: rule.kind === 'cardAge' ? rule.maxDays : null,
    level: rule.level,
    days: days ?? null,
    crossings: crossings.map(({ provider, before, after, floor }) => ({
      provider,
      before,
      after,
      floor: { ...floor },
    })),
    verdict,
    doubt: doubt ?? null,
    text: ruleText(result, nameOf),
    place: placeJson(rule.place),
  };
}

const effectsJson = (effects: Effects | undefined): JsonValue =>
  effects === undefined ? null : { ...writtenEffects(effects) };

function changeJson(change: WorkloadChange | undefined): JsonValue {
  if (change === undefined) return null;
  return {
    status: change.change,
    baseline: change.old === undefined ? null : change.old.amount,
    difference: difference(change) ?? null,
    effects: effectsJson(change.effects),
  };
}

function workloadJson(each: WorkloadAmount, change: WorkloadChange | undefined): JsonValue {
  return {
    name: each.workload,
    model: each.model,
    provider: each.provider,
    channel: each.channel,
    tags: Object.fromEntries(each.tags),
    ...amountJson(each),
    change: changeJson(change),
    lineItems: each.bill.lineItems.map(lineItemOf),
    fees: each.bill.fees.map(feeJson),
    unpriced: each.bill.unpriced.map(({ meter, mode, reason }) => ({ meter, mode, reason })),
    place: placeJson(each.place),
  };
}

function baselineJson({ baseline, change }: Check): JsonValue {
  if (baseline === undefined || change === undefined) return null;
  const removed = change.workloads.filter((each) => each.change === 'removed');
  return {
    command: baseline.command,
    asOf: baseline.asOf,
    card: baseline.card,
    ...amountJson({ amount: change.old.amount, complete: change.old.unpriced.length === 0 }),
    difference: difference(change) ?? null,
    effects: effectsJson(change.effects),
    removed: removed.map((each) => ({ name: each.workload, ...(changeJson(each) as { [key: string]: JsonValue }) })),
  };
}

/** The answer of `check` with the keys that scripts rely on. */
export function checkJson(check: Check, provenance: Provenance): JsonValue {
  const nameOf = provenance.providerName;
  const changes = new Map(check.change?.workloads.map((each) => [each.workload, each]));
  return {
    ...headJson(provenance),
    verdict: check.verdict,
    verdictText: verdictText(check, nameOf),
    ...amountJson(check),
    limits: check.limits.map(limitJson),
    rules: check.rules.map((result) => ruleJson(result, nameOf)),
    workloads: check.workloads.map((each) => workloadJson(each, changes.get(each.workload))),
    baseline: baselineJson(check),
    threshold: thresholdJson(check),
    assumptions: notesJson(check.assumptions, nameOf),
    warnings: notesJson(check.warnings, nameOf),
  };
}
