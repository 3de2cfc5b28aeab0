import type { Commitment } from '../../domain/commitment.ts';
import type { Month } from '../../domain/day.ts';
import type { CommonDemand } from '../../domain/demand.ts';
import type { Ground } from '../../domain/ground.ts';
import type { LeverTerms } from '../../domain/lever-terms.ts';
import type { Normal } from '../../domain/normal.ts';
import type { Plan } from '../../domain/plan.ts';
import type { PriceTrend } from '../../domain/price-trend.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { SizingDefaults } from '../../domain/sizing-defaults.ts';
import type { Workload } from '../../domain/workload.ts';
import { contractWith } from '../contract/quote.ts';
import type { Context } from '../estimate/estimate.ts';
import type { Choices } from '../plan/options.ts';
import { canBeSigned, sizeCommitment } from './sizing.ts';
import { subjectOf } from './sizing-subject.ts';

/** What sizing needs beside the plan: what the profile says of demand, the defaults, and the normal distribution. */
export interface Sizing {
  readonly common: CommonDemand;
  readonly defaults: SizingDefaults;
  readonly normal: Normal;
  /** Months that the profile states; the longest term that is weighed where it states none. */
  readonly months?: number;
  /** The first month of the term; the one after the day that is priced where the profile states none. */
  readonly start?: Month;
  /** What list prices are expected to do over the term; nothing where it is left out. */
  readonly priceTrend?: PriceTrend;
  /** What can be negotiated beside; without it no levers are valued. */
  readonly levers?: LeverTerms;
  /** What the plan may lean on at most; `hoped` where nothing is said. */
  readonly evidence?: Ground;
  /** What vendors propose. */
  readonly proposals?: readonly Proposal[];
  /** What to go into a talk with is worked out too, for every provider or for one. */
  readonly brief?: { readonly provider: string | undefined };
  /** False where the first screen is all that is asked for: constraints, clauses and pooling are not valued then, and only flips that it names are looked for. */
  readonly detailed?: boolean;
}

function commitmentWith(
  provider: string,
  plan: Plan,
  context: Context,
  sizing: Sizing,
  known: ReadonlyMap<Workload, Choices>,
): Commitment | undefined {
  const contract = contractWith(context.offers, provider, context.quote);
  if (contract === 'notOffered') return undefined;
  const subject = subjectOf(provider, plan, context, ({ model }) => model.provider === provider, known);
  if (subject === undefined) return undefined;
  const of = { provider, ...subject, common: sizing.common, contract };
  if (!canBeSigned(of, sizing.defaults, sizing.normal)) return undefined;
  return sizeCommitment(of, sizing.defaults, sizing.normal, sizing.detailed !== false);
}

/**
 * How much to commit to, for each provider whose work in the plan could be under a contract; `known` has what can be bought of
 * work that is priced already.
 */
export function planCommitments(
  plan: Plan,
  context: Context,
  sizing: Sizing,
  known: ReadonlyMap<Workload, Choices> = new Map(),
): Commitment[] {
  const providers = [...new Set(plan.workloads.map(({ model }) => model.provider))];
  return providers.flatMap((provider) => commitmentWith(provider, plan, context, sizing, known) ?? []);
}
