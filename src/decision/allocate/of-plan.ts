import type { Allocation } from '../../domain/allocation.ts';
import { termsOf } from '../../domain/channel.ts';
import { pricedTotal, underTerms } from '../../domain/line-item.ts';
import type { Plan, PlannedContract, PlannedDrawdown } from '../../domain/plan.ts';
import { minus, NO_USD, NONE, plus, portion } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Context, priceable } from '../estimate/estimate.ts';
import { type AllocationTerms, allocate, type Borne, type Pool } from './allocate.ts';
import { borneBy, drawnBy, feePools, unknownCost } from './purchases.ts';

/** What a contract costs beside the work under it, by the contracted cost of what is bought under it. */
function contractPools({ workloads }: Plan, { provider, shortfall, overagePremium }: PlannedContract): Pool[] {
  const drawn = drawnBy(workloads, ({ channel, model, bill }) =>
    channel.kind === 'direct' && model.provider === provider ? underTerms(bill, termsOf(channel)) : undefined,
  );
  return [
    { kind: 'unusedCommitment', of: provider, amount: shortfall, drawn },
    { kind: 'overage', of: provider, amount: overagePremium, drawn },
  ];
}

/** What a cloud is owed anyway comes off what is bought through it, by what each takes off its balance. */
function cloudPool({ workloads }: Plan, { commitment: { cloud }, avoidedShortfall }: PlannedDrawdown): Pool {
  const drawn = drawnBy(workloads, ({ channel, bill }) =>
    channel.kind === 'marketplace' && channel.marketplace.cloud === cloud
      ? portion(pricedTotal(bill), channel.marketplace.drawdown ?? NONE)
      : undefined,
  );
  return { kind: 'owedAnyway', of: cloud, amount: minus(NO_USD, avoidedShortfall), drawn };
}

/** With a month's part of what it costs to have moved the workload to another model. */
function withMove(of: Borne, workload: string, { moves }: Plan): Borne {
  const own = moves.find((each) => each.workload === workload);
  return own === undefined ? of : { ...of, own: plus(of.own, own.monthly) };
}

/**
 * What a plan costs by who caused it: the lines sum to its effective cost exactly, of the first month where the plan is
 * over a term. `stated` is the portfolio, of which a plan leaves out what it cannot price.
 */
export function allocatePlan(
  plan: Plan,
  stated: readonly Workload[],
  terms: AllocationTerms,
  context: Context,
): Allocation {
  const unpriced = stated
    .filter(({ name }) => plan.unpriced.includes(name))
    .map((workload) => unknownCost(workload, priceable(workload, context).model.provider, terms.by));
  const pools = [
    ...feePools(plan.workloads),
    ...plan.contracts.flatMap((contract) => contractPools(plan, contract)),
    ...plan.clouds.map((cloud) => cloudPool(plan, cloud)),
  ];
  const borne = plan.workloads.map((each) => withMove(borneBy(each, terms.by), each.workload.name, plan));
  const allocation = allocate([...borne, ...unpriced], pools, terms);
  return plan.term === undefined ? allocation : { ...allocation, firstOf: plan.term.months };
}
