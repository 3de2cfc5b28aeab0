import type { PlanChannel } from '../../domain/channel.ts';
import { approximately, isZero, whole } from '../../domain/exact.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import {
  type Plan,
  type PlannedContract,
  type PlannedMove,
  type PlannedReservation,
  type PlannedWorkload,
  type Proof,
  strongest,
} from '../../domain/plan.ts';
import { problem } from '../../domain/problem.ts';
import { publishedCost } from '../../domain/purchase.ts';
import { isNameOf } from '../../domain/rate-card.ts';
import { boundMonths, type HeldUnits } from '../../domain/reserved.ts';
import { factor, minus, NO_USD, plus, smaller, sum, times, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type AggregatorPurchase, purchasesByAggregator, withFees } from '../channels/aggregator-purchases.ts';
import { purchaseThrough } from '../channels/purchase.ts';
import { settled } from '../contract/settle.ts';
import type { Context } from '../estimate/estimate.ts';
import { bandChannel } from './band-channel.ts';
import { spendsUnder } from './candidate.ts';
import { drawdowns } from './drawdowns.ts';
import type { Usage } from './gathered.ts';
import type { MilpSolver } from './milp.ts';
import { type Choices, choicesOf } from './options.ts';
import { movedIn } from './outcome.ts';
import type { Part, Solution, SolvedParts } from './parts.ts';
import { LIMITS, type SolveLimits } from './search.ts';
import { solvedParts, unpriced } from './solution.ts';
import { closes } from './solve.ts';

/** What the buyer owes each cloud, by the cloud's id. */
type CloudCommitments = Context['offers']['cloudCommitments'];

function plannedWorkload(choices: Choices, { of, tokenFactor, levers }: Usage, channel: PlanChannel): PlannedWorkload {
  const { workload, baselineCost = NO_USD } = choices;
  return { ...purchaseThrough(of, channel, levers), workload, tokenFactor, baselineCost };
}

function plannedWorkloads({ instance, solved }: Part): PlannedWorkload[] {
  const { assignment, state } = solved.best;
  return instance.choices.map((choices, index) => {
    const option = assignment[index];
    const band = option === undefined ? undefined : state[option.provider];
    if (option !== undefined && band !== undefined)
      return plannedWorkload(
        choices,
        option.usage,
        option.channel ?? bandChannel(band.band, instance.providers[option.provider]?.contract, option.usage.of.model),
      );
    if (choices.open === undefined) throw new Error(`the plan of ${choices.workload.name} has no purchase`);
    return plannedWorkload(choices, choices.open.usage, choices.open.channel);
  });
}

function plannedContracts({ instance, solved }: Part): PlannedContract[] {
  const spends = spendsUnder(instance, solved.best.assignment);
  return solved.best.state.flatMap((band, provider): PlannedContract[] => {
    const { id, kind, contract } = instance.providers[provider] ?? {};
    const spend = spends[provider];
    if (kind === 'pool' || band === undefined || id === undefined || contract === undefined || spend === undefined)
      return [];
    const { used, shortfall, overage: overagePremium, effective } = settled(band, spend.counted);
    return [
      {
        provider: id,
        floor: contract.floor,
        band: band.band,
        due: band.due,
        overage: band.overage,
        coversCalls: contract.coversCalls === true,
        listSpend: spend.list,
        contractedCost: plus(used, spend.more),
        shortfall,
        overagePremium,
        effectiveCost: plus(effective, spend.more),
      },
    ];
  });
}

function proofOf({ parts, otherwise, beyond }: SolvedParts): Proof {
  const all = parts.map(({ solved }) => solved);
  const cost = approximately(sum(all.map(({ best }) => best.cost)));
  const bound = sum(all.map(({ lowerBound }) => lowerBound));
  return {
    method: strongest(all.map(({ method }) => method)),
    lowerBound: otherwise === undefined ? bound : smaller(bound, otherwise),
    states: all.reduce((total, { states }) => total + states, 0),
    settledByBounds: all.reduce((total, { settledByBounds }) => total + settledByBounds, 0),
    optimal:
      isZero(beyond) &&
      all.every(({ optimal }) => optimal) &&
      (otherwise === undefined || closes(approximately(otherwise), cost)),
  };
}

function total(workloads: readonly PlannedWorkload[], of: (each: PlannedWorkload) => Usd): Usd {
  return sum(workloads.map(of));
}

/**
 * The cheapest way to buy a portfolio: for each workload a model among the allowed, a channel, and each stated lever on
 * or off; for each provider no contract or one band. Constraints of a workload rule options out before the search.
 * Throws `noPlan` when they leave a workload nothing, and what `choicesOf` throws.
 */
export async function plan(
  workloads: readonly Workload[],
  context: Context,
  solver: () => Promise<MilpSolver>,
  limits: SolveLimits = LIMITS,
): Promise<Plan> {
  const all = workloads.map((workload) => choicesOf(workload, context));
  return planned(all, await solvedParts(all, context, solver, limits), context.offers.cloudCommitments);
}

/** What is moved to another model than its own at some cost, by the names of what is. */
function movesOf(
  all: readonly Choices[],
  workloads: readonly PlannedWorkload[],
  moved: ReadonlySet<string>,
): PlannedMove[] {
  const bought = new Map(workloads.map((each) => [each.workload.name, each.model]));
  return all.flatMap(({ workload: { name, model: from }, moving }): PlannedMove[] => {
    const model = bought.get(name);
    if (moving === undefined || model === undefined || !moved.has(name)) return [];
    const { cost, months, monthly } = moving;
    return [{ workload: name, from, to: isNameOf(model, from) ? undefined : model.id, cost, months, monthly }];
  });
}

/**
 * The plan that a solution stands for, with its bills. Over a term, `movedInTerm` is the work that it moves to another model
 * at some cost. Throws `noPlan` when there is none.
 */
export function planned(
  all: readonly Choices[],
  solution: Solution,
  cloudCommitments: CloudCommitments,
  movedInTerm?: ReadonlySet<string>,
): Plan {
  if ('captives' in solution) {
    const { captives } = solution;
    const unsold = all
      .filter(({ workload }) => captives.includes(workload.name))
      .flatMap(({ excluded }) => excluded)
      .flatMap(({ obstacle }) =>
        obstacle.code === 'modelNotSold' ? [`${obstacle.seller} sells no ${obstacle.providerName} model here`] : [],
      );
    throw problem('noPlan', captives, [...new Set(unsold)]);
  }
  return assembled(all, solution, cloudCommitments, movedInTerm);
}

/** Reserved units, each offer for one model once, with the streams that they serve. */
function reservationsOf(workloads: readonly PlannedWorkload[]): PlannedReservation[] {
  const found = new Map<HeldUnits, PlannedReservation>();
  for (const { workload, channel, listCost, baselineCost } of workloads) {
    if (channel.kind !== 'reserved') continue;
    const { held } = channel;
    const dueInAll = times(held.cost, factor(whole(BigInt(boundMonths(held.term)))));
    const own = found.get(held) ?? { held, workloads: [], baselineCost: NO_USD, listCost: NO_USD, dueInAll };
    const name = workload.partOf?.workload ?? workload.name;
    found.set(held, {
      ...own,
      workloads: [...new Set([...own.workloads, name])],
      baselineCost: plus(own.baselineCost, baselineCost),
      listCost: plus(own.listCost, listCost),
    });
  }
  return [...found.values()];
}

/** What an aggregator bills in the month beyond what its usage costs: the rest of the last block of credit. */
function billedAhead({ terms }: AggregatorPurchase): Usd {
  return minus(terms.billedCost, terms.cost);
}

function assembled(
  all: readonly Choices[],
  solution: SolvedParts,
  cloudCommitments: CloudCommitments,
  movedInTerm: ReadonlySet<string> | undefined,
): Plan {
  const { parts } = solution;
  const byName = new Map(withFees(parts.flatMap(plannedWorkloads)).map((each) => [each.workload.name, each]));
  const workloads = all.flatMap(({ workload }) => byName.get(workload.name) ?? []);
  const contracts = parts.flatMap(plannedContracts);
  const contractedCost = total(workloads, ({ bill }) => pricedTotal(bill));
  const shortfallCost = sum(contracts.map(({ shortfall }) => shortfall));
  const overagePremium = sum(contracts.map((each) => each.overagePremium));
  const besideContracts = plus(shortfallCost, overagePremium);
  const clouds = drawdowns(workloads, cloudCommitments);
  const spared = sum(clouds.map(({ avoidedShortfall }) => avoidedShortfall));
  const moves = movesOf(all, workloads, movedInTerm ?? movedIn(parts));
  const switchingCost = sum(moves.map(({ monthly }) => monthly));
  const prepaid = sum(clouds.map(({ commitment, drawdown }) => (commitment.prepaid ? drawdown : NO_USD)));
  return {
    workloads,
    unpriced: all.filter(unpriced).map(({ workload }) => workload.name),
    contracts,
    clouds,
    moves,
    reservations: reservationsOf(workloads),
    baselineCost: total(workloads, ({ baselineCost }) => baselineCost),
    listCost: total(workloads, publishedCost),
    contractedCost,
    shortfallCost,
    overagePremium,
    besideContracts,
    sparedCost: spared,
    switchingCost,
    effectiveCost: minus(sum([contractedCost, besideContracts, switchingCost]), spared),
    billedCost: minus(
      sum([contractedCost, besideContracts, ...purchasesByAggregator(workloads).map(billedAhead)]),
      prepaid,
    ),
    proof: proofOf(solution),
    excluded: all.flatMap(({ excluded }) => excluded),
    term: undefined,
  };
}
