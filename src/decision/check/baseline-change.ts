import type { Amount } from '../../domain/amount.ts';
import { type Baseline, type BaselineWorkload, feesOf, type SavedCost } from '../../domain/baseline.ts';
import { type BoughtWorkload, type Portfolio, volumeOf } from '../../domain/change.ts';
import { LIST } from '../../domain/channel.ts';
import type { BaselineChange, Side } from '../../domain/check.ts';
import type { Purchase } from '../../domain/purchase.ts';
import { NO_USD } from '../../domain/units.ts';
import { boughtWith, portfolioChange } from '../diff/change.ts';
import { asSaved, type Part } from './limits.ts';

const UNKNOWN: Amount = { amount: NO_USD, complete: false };
const NOT_KNOWN: BoughtWorkload = { parts: [], fees: NO_USD, unpriced: ['the baseline has no price for it'] };

/** Through the channel the baseline knows; where it knows them all, through the one that is bought through now. */
function costThrough({ costs }: BaselineWorkload, channel: string | undefined): SavedCost | undefined {
  const only = costs.size === 1 ? [...costs.values()][0] : undefined;
  return only ?? costs.get(channel ?? LIST.id) ?? costs.get(LIST.id);
}

function channelsOf(now: readonly Purchase[]): Map<string, string> {
  return new Map(now.map(({ workload, channel }) => [workload.name, channel.id]));
}

/** What the workloads of the baseline cost, with what a limit can be laid on. */
export function baselineParts(baseline: Baseline, now: readonly Purchase[]): Part[] {
  const channels = channelsOf(now);
  return baseline.workloads.map((each) => {
    const { amount, complete } = costThrough(each, channels.get(each.name)) ?? UNKNOWN;
    const { name: workload, model, provider, tags } = each;
    return { workload, model, provider, tags, amount, complete };
  });
}

/** A bill as a saved answer holds it, so that what did not change does not look changed. */
function savedNow({ bill, model, channel }: Purchase): BoughtWorkload {
  const bought = boughtWith(bill, model.id, channel.id);
  const parts = bought.parts.map((part) => ({
    ...part,
    quantity: asSaved(part.quantity),
    usdPerLot: asSaved(part.usdPerLot),
  }));
  return { ...bought, parts, fees: feesOf(bought.fees) };
}

function sideOf({ parts }: BoughtWorkload, model: string, channel: string): Side {
  return {
    model,
    channel,
    tokens: volumeOf(parts),
  };
}

/** Workload by workload, what the profile costs more or less than its baseline, and why. Pure. */
export function baselineChange(baseline: Baseline, now: readonly Purchase[]): BaselineChange {
  const channels = channelsOf(now);
  const known = new Map(baseline.workloads.map((each) => [each.name, each]));
  const boughtBefore = (each: BaselineWorkload) => costThrough(each, channels.get(each.name))?.bought ?? NOT_KNOWN;
  const before: Portfolio = new Map(baseline.workloads.map((each) => [each.name, boughtBefore(each)]));
  const after: Portfolio = new Map(now.map((each) => [each.workload.name, savedNow(each)]));
  const sides = now.flatMap(({ workload: { name }, model, channel: { id } }) => {
    const [was, old, bought] = [known.get(name), before.get(name), after.get(name)];
    if (was === undefined || old === undefined || bought === undefined) return [];
    const oldChannel = old.parts[0]?.channel ?? id;
    return [[name, { before: sideOf(old, was.model, oldChannel), after: sideOf(bought, model.id, id) }] as const];
  });
  return { ...portfolioChange(before, after), sides: new Map(sides), later: new Map(), laterTotal: undefined };
}

/** The same where later months count: work that is bought as before and grows otherwise has changed. */
export function withLater(
  change: BaselineChange,
  { later, laterTotal }: Pick<BaselineChange, 'later' | 'laterTotal'>,
): BaselineChange {
  const workloads = change.workloads.map((each) =>
    each.change === 'unchanged' && later.has(each.workload) ? { ...each, change: 'changed' as const } : each,
  );
  return { ...change, workloads, later, laterTotal };
}
