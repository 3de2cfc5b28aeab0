import type { ConstraintCost } from '../../domain/decision.ts';
import { monthlyCostOf, type Plan } from '../../domain/plan.ts';
import { Problem } from '../../domain/problem.ts';
import { larger, minus, NO_USD, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Context } from '../estimate/estimate.ts';

/** The key of a workload that states each kind of rule. */
const RULES = [
  ['latency', 'latencyBudgetMs'],
  ['channels', 'channels'],
  ['residency', 'region'],
  ['quality', 'quality'],
] as const;

type Key = (typeof RULES)[number][1];

function without(workload: Workload, key: Key): Workload {
  if (workload[key] === undefined) return workload;
  const { [key]: _, ...rest } = workload;
  return rest;
}

/** The plan of other workloads or under another policy. */
export type PlanFor = (workloads: readonly Workload[], context: Context) => Promise<Plan>;

/** A plan, or nothing where no plan serves every workload. */
async function planOrNone(planned: Promise<Plan>): Promise<Plan | undefined> {
  try {
    return await planned;
  } catch (error) {
    if (error instanceof Problem && error.code === 'noPlan') return undefined;
    throw error;
  }
}

/** A rule costs nothing or something; where plans are made to a gap, its difference may come out a little under 0. */
function costOfRule(under: Plan, without: Plan): Usd {
  return larger(NO_USD, minus(monthlyCostOf(under), monthlyCostOf(without)));
}

/** Buying everything through one channel: what it costs, or would cost where the profile does not ask for it. */
async function singleChannelCost(
  workloads: readonly Workload[],
  context: Context,
  base: Plan,
  planFor: PlanFor,
): Promise<ConstraintCost> {
  const inForce = context.singleChannel === true;
  const other = await planOrNone(planFor(workloads, { ...context, singleChannel: !inForce }));
  const [rule, free] = inForce ? [base, other] : [other, base];
  const cost = rule && free && costOfRule(rule, free);
  return { code: 'singleChannel', inForce, cost };
}

/** What each kind of constraint costs: the plan without it, beside the plan. Nothing where a part of that has no price. */
export async function constraintCosts(
  workloads: readonly Workload[],
  context: Context,
  base: Plan,
  planFor: PlanFor,
): Promise<ConstraintCost[]> {
  if (base.unpriced.length > 0) return [];
  const costs: ConstraintCost[] = [];
  for (const [code, key] of RULES) {
    if (!workloads.some((workload) => workload[key] !== undefined)) continue;
    const free = await planFor(
      workloads.map((workload) => without(workload, key)),
      context,
    );
    const told = free.unpriced.length === 0;
    costs.push({ code, inForce: true, cost: told ? costOfRule(base, free) : undefined });
  }
  const several = new Set(base.workloads.map(({ channel }) => channel.id)).size > 1;
  const asked = context.singleChannel === true;
  return asked || several ? [...costs, await singleChannelCost(workloads, context, base, planFor)] : costs;
}
