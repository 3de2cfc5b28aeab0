import type { Bound } from '../../domain/bound.ts';
import type { Candidate, Comparison, LeftOut, ListCost, Reference, ServedWorkload } from '../../domain/comparison.ts';
import type { Basis, Configuration, Estimate, WorkloadEstimate } from '../../domain/estimate.ts';
import { compare as compared } from '../../domain/exact.ts';
import { groundRank } from '../../domain/ground.ts';
import { statedKeys } from '../../domain/horizon.ts';
import { LEVER_STATES, type Levers, pulled, pulls } from '../../domain/levers.ts';
import { totalOf } from '../../domain/line-item.ts';
import { isEnd, type Note } from '../../domain/note.ts';
import { savingOf } from '../../domain/saving.ts';
import { sum, sumKnown, UNCHANGED, type Usd } from '../../domain/units.ts';
import { cheapestOf } from '../estimate/configurations.ts';
import { type Context, estimateOf, modelOn, priceable } from '../estimate/estimate.ts';
import { boughtRow } from '../estimate/totals.ts';
import { forOthers } from '../stated/users.ts';
import { alternativesOf, cheaperFirst } from './alternatives.ts';
import { type Chosen, chosenModels, type Selection, writes } from './candidates.ts';
import { type Moved, moved, type Work } from './moved.ts';

const isAhead = ({ code }: Note) => code === 'promotion' || code === 'rateChanges' || isEnd({ code });
const isOfTokens = ({ code }: Note) => code === 'tokenRatioPublished' || code === 'tokenRatioUnknown';

/** Why a row of list prices does not stand for its state of the levers: one of them does nothing here. */
const LEVER_IS_OUT: readonly string[] = ['leverNotStated', 'batchNotOffered', 'prefixTooShort'];

function listRow({ configurations }: WorkloadEstimate, levers: Levers): Configuration | undefined {
  return configurations.find((row) => row.channel.kind === 'list' && row.levers === levers);
}

const isOut = (row: Configuration | undefined) => row === undefined || LEVER_IS_OUT.includes(row.obstacle?.code ?? '');

/** The row of a workload whose levers are those of a state that it can pull, most of them first; of one basis where it is named. */
function nearestRow(of: WorkloadEstimate, levers: Levers, basis?: Basis): Configuration | undefined {
  const within = LEVER_STATES.filter((each) => pulled(each).every((lever) => pulls(levers, lever)));
  return [...within]
    .reverse()
    .map((each) => listRow(of, each))
    .find((row) => !isOut(row) && (basis === undefined || row?.basis === basis));
}

/** All of the work at list under a state of the levers; undefined where no workload can pull all of them. */
function listCostOf(estimates: readonly WorkloadEstimate[], levers: Levers): ListCost | undefined {
  if (estimates.every((each) => isOut(listRow(each, levers)))) return undefined;
  const rows = estimates.map((each) => nearestRow(each, levers));
  const illustrated = rows.some((row) => row?.basis === 'illustration');
  return {
    cost: sumKnown(rows.map((row) => row && totalOf(row.bill))),
    basis: illustrated ? 'illustration' : 'stated',
  };
}

/** All of the work at list, each workload with the best of its stated levers; undefined where list is closed to one. */
function publishedCost(estimates: readonly WorkloadEstimate[]): Usd | undefined {
  const rows = estimates.map(({ configurations }) =>
    cheapestOf(configurations.filter(({ channel }) => channel.kind === 'list')),
  );
  return sumKnown(rows.map((row) => row && totalOf(row.bill)));
}

const LEANS = 'directLeansOn';

function served(
  { totals: _, ...estimate }: Estimate,
  parts: readonly Moved[],
): { readonly workloads: readonly ServedWorkload[]; readonly rows: readonly Configuration[] } {
  const leanings = estimate.warnings.flatMap((note) => (note.code === LEANS ? [note] : []));
  const workloads = estimate.workloads.map((each, index): ServedWorkload => {
    const { input, output, name: shown } = each.workload;
    const { name = shown, factor: tokenFactor = UNCHANGED } = parts[index] ?? {};
    return { name, input, output, tokenFactor, row: boughtRow(each, leanings) };
  });
  return { workloads, rows: workloads.flatMap(({ row }) => row ?? []) };
}

function savingAgainst(reference: Reference | undefined, cheapest: Usd | undefined, bound: Bound) {
  if (reference?.cheapest === undefined || reference.cheapestBound !== 'exact') return undefined;
  return cheapest === undefined || bound !== 'exact' ? undefined : savingOf(reference.cheapest, cheapest);
}

function candidateOf(
  chosen: Chosen,
  parts: readonly Moved[],
  estimate: Estimate,
  reference: Reference | undefined,
  writing: boolean,
) {
  const { workloads, rows } = served(estimate, parts);
  const { buyable: cheapest, cheapestBound } = estimate.totals;
  const list = Object.fromEntries(
    LEVER_STATES.flatMap((levers) => {
      const cost = listCostOf(estimate.workloads, levers);
      // What a model keeps of a prompt shortens how it goes on: one that writes nothing has no cache to show.
      const idle = !writing && cost?.basis === 'illustration' && pulls(levers, 'cache');
      return cost === undefined || idle ? [] : [[levers, cost] as const];
    }),
  );
  const grounds = rows.map(({ ground }) => ground).sort((a, b) => groundRank(b) - groundRank(a));
  const told = [...estimate.warnings, ...estimate.assumptions];
  const candidate: Candidate = {
    model: parts[0]?.of.model ?? chosen.model,
    named: chosen.named,
    workloads,
    list,
    cheapest,
    cheapestBound,
    complete: estimate.totals.complete,
    published: publishedCost(estimate.workloads),
    ground: cheapest === undefined ? undefined : grounds[0],
    saving: savingAgainst(reference, cheapest, cheapestBound),
    floor: estimate.floors[0],
    ahead: [...told.filter(isAhead), ...parts.flatMap(({ notes }) => notes), ...told.filter(isOfTokens)],
    assumptions: estimate.assumptions.filter((note) => !isAhead(note) && !isOfTokens(note)),
    warnings: estimate.warnings.filter((note) => !isAhead(note)),
  };
  return candidate;
}

/** Why a model of the card that nobody named is no candidate: something of the work has no price there. */
function unpricedIn({ workloads }: Estimate): LeftOut['why'] | undefined {
  const reasons = workloads.flatMap((each) =>
    // Of levers that nobody stated, a missing price is none of the work's.
    (nearestRow(each, 'both', 'stated')?.bill.unpriced ?? []).map(({ reason }) => reason),
  );
  return reasons.length === 0 ? undefined : { code: 'unpriced', reasons: [...new Set(reasons)] };
}

/** The cheaper first; what has no price last, and of equals the one that sorts before. */
function byCost(a: Candidate, b: Candidate): number {
  return (
    cheaperFirst(a.cheapest, b.cheapest) ||
    cheaperFirst(a.list.asIs?.cost, b.list.asIs?.cost) ||
    (a.model.id < b.model.id ? -1 : Number(a.model.id > b.model.id))
  );
}

/** The level of a lever where all that is shown has one. */
function levelsOf(estimates: readonly Estimate[]): Comparison['levels'] {
  const levels = estimates.flatMap(({ workloads }) => workloads.map((each) => each.levels));
  const one = (lever: 'cache' | 'batch') => {
    const known = levels.flatMap((each) => each[lever] ?? []);
    const [first, ...rest] = known;
    return first !== undefined && rest.every((each) => compared(each, first) === 0) ? first : undefined;
  };
  return { cache: one('cache'), batch: one('batch') };
}

function referenceOf(
  work: Work,
  all: readonly { readonly chosen: Chosen; readonly estimate: Estimate }[],
  context: Context,
) {
  if (work.fromFile) {
    const { totals } = estimateOf(
      work.profile.workloads.map((workload) => priceable(workload, context)),
      context,
    );
    return { model: undefined, cheapest: totals.buyable, cheapestBound: totals.cheapestBound };
  }
  const { counted } = work;
  const own = counted === undefined ? undefined : modelOn(context, counted);
  const totals = all.find(({ chosen }) => chosen.model === own)?.estimate.totals;
  if (own === undefined || totals === undefined) return undefined;
  return { model: own.id, cheapest: totals.buyable, cheapestBound: totals.cheapestBound };
}

/**
 * One amount of work on several models, each as if all of it ran there: its cost at list, the cheapest way to buy it
 * and what that rests on, its floor and what lies ahead. Nothing is summed over models. The figures are those that
 * `estimate` gives for the same tokens. Pure. Throws `unknownModel`, and for a model that is named `noRateOn` and
 * `retiredModel`.
 */
export function compareModels(work: Work, selection: Selection, context: Context): Comparison {
  const { profile, bought } = work;
  const { chosen, leftOut } = chosenModels(selection, profile.workloads, context);
  const all = chosen.map((each) => {
    const parts = profile.workloads.map((workload) => moved(workload, each.model, work, context));
    const estimate = estimateOf(
      parts.map(({ of }) => of),
      { ...context, remarks: [] },
    );
    return { chosen: each, parts, estimate, why: each.named ? undefined : unpricedIn(estimate) };
  });
  const kept = all.filter(({ why }) => why === undefined);
  const reference = referenceOf(work, kept, context);
  const candidates = kept.map(({ chosen: each, parts, estimate }) =>
    candidateOf(each, parts, estimate, reference, writes(each.model, context)),
  );
  return {
    profile: work.fromFile ? profile.name : undefined,
    workloads: profile.workloads.length,
    reference,
    bought,
    candidates: candidates.toSorted(byCost),
    leftOut: [
      ...leftOut,
      ...all.flatMap(({ chosen: { model }, why }) => (why === undefined ? [] : [{ model: model.id, why }])),
    ],
    alternatives: alternativesOf(work, context),
    input: sum(profile.workloads.map(({ input }) => input)),
    output: sum(profile.workloads.map(({ output }) => output)),
    levels: levelsOf(kept.map(({ estimate }) => estimate)),
    assumptions: forOthers(profile, 'compare'),
    warnings: [
      ...(context.remarks ?? []),
      ...(profile.horizon === undefined
        ? []
        : [{ code: 'monthsNotUsed', day: context.day, stated: statedKeys(profile.horizon) } as const]),
    ],
  };
}
