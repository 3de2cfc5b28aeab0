import { LIST, type PlanChannel } from '../../domain/channel.ts';
import type { Alternative } from '../../domain/commitment.ts';
import { compare } from '../../domain/exact.ts';
import type { Plan, PlannedWorkload } from '../../domain/plan.ts';
import { lessThan, minus, sum, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Context } from '../estimate/estimate.ts';
import { besideTermsOf, type Usage } from '../plan/gathered.ts';
import { type Choices, choicesOf } from '../plan/options.ts';
import { listCourse } from '../term/month-prices.ts';
import type { ForecastSpend } from './portfolio-demand.ts';

/** The work that a contract with one provider would cover, and the cheapest way to buy it without one. */
export interface Subject {
  readonly spends: readonly ForecastSpend[];
  readonly alternative: Alternative;
}

/** One workload that may be bought direct: its list spend there, and its purchase without a contract. */
interface Eligible {
  readonly planned: PlannedWorkload;
  readonly listSpend: Usd;
  readonly course: readonly number[] | undefined;
  readonly openCost: Usd;
  readonly openChannel: PlanChannel;
}

/**
 * List spend with the provider: as planned where it is bought there, else at the levers that the provider itself serves,
 * which need not be those of the channel that the plan takes.
 */
function listSpendWith(
  provider: string,
  { model, channel, listCost }: PlannedWorkload,
  { direct }: Choices,
): { readonly listSpend: Usd; readonly usage: Usage } | undefined {
  const all = direct.get(provider);
  if (all === undefined) return undefined;
  const own = all.filter(({ of }) => of.model.id === model.id);
  const usages = own.length === 0 ? all : own;
  const planned = model.provider === provider && (channel.kind === 'direct' || channel.kind === 'list');
  const [first, ...rest] = planned ? usages.filter((usage) => compare(usage.listCost, listCost) === 0) : usages;
  if (first === undefined)
    return planned && usages[0] !== undefined ? { listSpend: listCost, usage: usages[0] } : undefined;
  const usage = rest.reduce((least, each) => (lessThan(each.listCost, least.listCost) ? each : least), first);
  return { listSpend: planned ? listCost : usage.listCost, usage };
}

function eligible(
  provider: string,
  planned: PlannedWorkload,
  context: Context,
  known: ReadonlyMap<Workload, Choices>,
): Eligible[] {
  const choices = known.get(planned.workload) ?? choicesOf(planned.workload, context);
  const own = listSpendWith(provider, planned, choices);
  if (own === undefined) return [];
  const { listSpend, usage } = own;
  const course = listCourse(choices, provider, usage, context.ahead);
  const { open } = choices;
  // Calls that a contract does not count, and moving the work, cost the same with one and without.
  const openCost = open === undefined ? listSpend : minus(open.cost, besideTermsOf(open.usage));
  return [{ planned, listSpend, course, openCost, openChannel: open?.channel ?? LIST }];
}

/** Whom one pays, as the label of an alternative. */
export const channelLabel = (channel: PlanChannel) => {
  if (channel.kind === 'marketplace') return channel.marketplace.name;
  if (channel.kind === 'reserved') return `units of ${channel.held.offer.name}`;
  return channel.kind === 'aggregator' ? channel.aggregator.name : channel.id;
};

function alternativeOf(parts: readonly Eligible[]): Alternative {
  const channels = [...new Map(parts.map(({ openChannel }) => [openChannel.id, openChannel])).values()];
  return {
    id: channels.map(({ id }) => id).join('+'),
    label: channels.map(channelLabel).join(' and '),
    cost: sum(parts.map(({ openCost }) => openCost)),
  };
}

function forecastSpend({ planned: { workload }, listSpend, course }: Eligible): ForecastSpend {
  const { name, demand, growth } = workload;
  return {
    workload: name,
    listSpend,
    ...(course === undefined ? {} : { course }),
    ...(demand === undefined ? {} : { demand }),
    ...(growth === undefined ? {} : { growth }),
  };
}

/**
 * What a commitment to a provider is held against: the work that the plan buys direct there where it signs, else all of
 * it that may be bought direct. `isTheirs` says which workloads count as the provider's, `known` what can be bought of work
 * that is priced already. Undefined when there are none.
 */
export function subjectOf(
  provider: string,
  plan: Plan,
  context: Context,
  isTheirs: (planned: PlannedWorkload) => boolean,
  known: ReadonlyMap<Workload, Choices> = new Map(),
): Subject | undefined {
  const signed = plan.contracts.some((each) => each.provider === provider);
  const bought = ({ model, channel }: PlannedWorkload) => model.provider === provider && channel.kind === 'direct';
  const theirs = plan.workloads.filter(signed ? bought : isTheirs);
  const parts = theirs.flatMap((each) => eligible(provider, each, context, known));
  if (parts.length === 0) return undefined;
  return { spends: parts.map(forecastSpend), alternative: alternativeOf(parts) };
}
