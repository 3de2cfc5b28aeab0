import type { Commitment } from '../../domain/commitment.ts';
import type { DemandStatement } from '../../domain/demand.ts';
import type { Normal } from '../../domain/normal.ts';
import type { Plan, PlannedWorkload } from '../../domain/plan.ts';
import type { SizingDefaults } from '../../domain/sizing-defaults.ts';
import { atLeast, sum, type Usd } from '../../domain/units.ts';
import { contractWith } from '../channels.ts';
import type { Context } from '../estimate.ts';
import { choicesOf } from '../plan/options.ts';
import { sizeCommitment } from './sizing.ts';

/** What sizing needs beside the plan: what the profile says of demand, the defaults, and the normal distribution. */
export interface Sizing {
  readonly common: DemandStatement;
  readonly defaults: SizingDefaults;
  readonly normal: Normal;
}

/** What a workload costs without a contract; its list price where only a contract may serve it. */
function openCost({ workload, listCost }: PlannedWorkload, context: Context): Usd {
  return choicesOf(workload, context).open?.cost ?? listCost;
}

function commitmentWith(provider: string, plan: Plan, context: Context, sizing: Sizing): Commitment | undefined {
  const contract = contractWith(context.offers, provider, context.quote);
  const mine = plan.workloads.filter(({ model }) => model.provider === provider);
  const signed = plan.contracts.some((each) => each.provider === provider);
  const subject = signed ? mine.filter(({ channel }) => channel.kind === 'direct') : mine;
  if (contract === 'notOffered' || !atLeast(sum(subject.map(({ listCost }) => listCost)), contract.floor.low)) {
    return undefined;
  }
  const spends = subject.map(({ workload, listCost }) => ({
    workload: workload.name,
    listSpend: listCost,
    ...(workload.demand === undefined ? {} : { demand: workload.demand }),
    ...(workload.growth === undefined ? {} : { growth: workload.growth }),
  }));
  const cost = sum(subject.map((each) => openCost(each, context)));
  const alternative = { id: 'open', label: 'no contract', cost };
  return sizeCommitment(
    { provider, spends, common: sizing.common, contract, alternative },
    sizing.defaults,
    sizing.normal,
  );
}

/** How much to commit to, for each provider whose work in the plan could be under a contract. */
export function planCommitments(plan: Plan, context: Context, sizing: Sizing): Commitment[] {
  const providers = [...new Set(plan.workloads.map(({ model }) => model.provider))];
  return providers.flatMap((provider) => commitmentWith(provider, plan, context, sizing) ?? []);
}
