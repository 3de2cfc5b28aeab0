import { LIST, type PlanChannel } from '../../domain/channel.ts';
import type { Alternative } from '../../domain/commitment.ts';
import type { Plan, PlannedWorkload } from '../../domain/plan.ts';
import { minus, smaller, sum, type Usd } from '../../domain/units.ts';
import type { Context } from '../estimate/estimate.ts';
import { type Choices, choicesOf } from '../plan/options.ts';
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
): Usd | undefined {
  const all = direct.get(provider);
  if (all === undefined) return undefined;
  if (model.provider === provider && (channel.kind === 'direct' || channel.kind === 'list')) return listCost;
  const own = all.filter(({ of }) => of.model.id === model.id);
  const usages = own.length === 0 ? all : own;
  const [first, ...rest] = usages.map((usage) => usage.listCost);
  return first === undefined ? undefined : rest.reduce(smaller, first);
}

function eligible(provider: string, planned: PlannedWorkload, context: Context): Eligible[] {
  const choices = choicesOf(planned.workload, context);
  const listSpend = listSpendWith(provider, planned, choices);
  if (listSpend === undefined) return [];
  const { open } = choices;
  // Calls that a contract does not count cost the same with one and without.
  const openCost = open === undefined ? listSpend : minus(open.cost, open.usage.besideCost);
  return [{ planned, listSpend, openCost, openChannel: open?.channel ?? LIST }];
}

/** Whom one pays, as the label of an alternative. */
export const channelLabel = (channel: PlanChannel) => {
  if (channel.kind === 'marketplace') return channel.marketplace.name;
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

function forecastSpend({ planned: { workload }, listSpend }: Eligible): ForecastSpend {
  const { name, demand, growth } = workload;
  return {
    workload: name,
    listSpend,
    ...(demand === undefined ? {} : { demand }),
    ...(growth === undefined ? {} : { growth }),
  };
}

/**
 * What a commitment to a provider is held against: the work that the plan buys direct there where it signs, else all of
 * it that may be bought direct. `isTheirs` says which workloads count as the provider's. Undefined when there are none.
 */
export function subjectOf(
  provider: string,
  plan: Plan,
  context: Context,
  isTheirs: (planned: PlannedWorkload) => boolean,
): Subject | undefined {
  const signed = plan.contracts.some((each) => each.provider === provider);
  const bought = ({ model, channel }: PlannedWorkload) => model.provider === provider && channel.kind === 'direct';
  const theirs = plan.workloads.filter(signed ? bought : isTheirs);
  const parts = theirs.flatMap((each) => eligible(provider, each, context));
  if (parts.length === 0) return undefined;
  return { spends: parts.map(forecastSpend), alternative: alternativeOf(parts) };
}
