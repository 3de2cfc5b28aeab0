import { LIST } from '../../domain/channel.ts';
import { isZero } from '../../domain/exact.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { strongest } from '../../domain/plan.ts';
import { lessThan, NO_USD, plus, smaller, sum, type Usd } from '../../domain/units.ts';
import { pooledTerms } from '../channels/aggregator-pool.ts';
import { contractWith } from '../contract/quote.ts';
import { pricedAlike } from './by-model.ts';
import { better } from './candidate.ts';
import type { Terms } from './driver-path.ts';
import { type Instance, instances, reachableContracts } from './instance.ts';
import type { MilpSolver } from './milp.ts';
import type { Choices } from './options.ts';
import { boughtAt, purchasesOf } from './outcome.ts';
import type { Captives, Part, Solution, SolvedParts } from './parts.ts';
import { beyondCounted, feePools, isSearchable, withFeePools } from './pooled-fees.ts';
import { owedCommitments } from './pools.ts';
import { type Hint, LIMITS, type SolveLimits } from './search.ts';
import { solve } from './solve.ts';
import { settledTies } from './ties.ts';

/** True when the only thing that keeps a workload from being bought is a price that nobody knows. */
export function unpriced({ open, direct, clouds, excluded }: Choices): boolean {
  return (
    open === undefined &&
    direct.size === 0 &&
    clouds.size === 0 &&
    excluded.some(({ obstacle }) => obstacle.code === 'unpriced')
  );
}

/** Workloads of an instance that only a contract may serve. */
function captives({ choices }: Instance): string[] {
  return choices
    .filter(({ open, clouds, pools }) => open === undefined && clouds.size === 0 && pools.size === 0)
    .map(({ workload }) => workload.name);
}

type SolveAll = (choices: readonly Choices[]) => Promise<Solution>;

/** A workload's purchases through one channel alone; the providers themselves are list and direct. */
function through(choices: Choices, channel: string): Choices {
  const direct = channel === LIST.id ? choices.direct : new Map();
  const clouds = new Map(
    [...choices.clouds].flatMap(([cloud, options]) => {
      const own = options.filter((option) => option.channel.id === channel);
      return own.length === 0 ? [] : [[cloud, own] as const];
    }),
  );
  const open = choices.opens.get(channel);
  const opens = new Map(open && [[channel, open]]);
  const resold = new Map([...choices.resold].filter(([aggregator]) => aggregator === channel));
  return { ...choices, open, opens, resold, direct, clouds };
}

/** Everything through one channel: each of them solved by itself, and the cheapest taken, the earlier on a tie. */
async function throughOne(known: readonly Choices[], solveAll: SolveAll): Promise<Solution> {
  const sold = known.flatMap(({ opens, clouds }) => [
    ...opens.keys(),
    ...[...clouds.values()].flatMap((options) => options.map(({ channel }) => channel.id)),
  ]);
  const channels = new Set([LIST.id, ...sold]);
  let best: { found: SolvedParts; cost: Usd } | undefined;
  let otherwise: Usd | undefined;
  for (const channel of channels) {
    const found = await solveAll(known.map((each) => through(each, channel)));
    if ('captives' in found) continue;
    const cost = plus(sum(found.parts.map(({ solved }) => solved.best.cost)), found.beyond);
    const bound = sum(found.parts.map(({ solved }) => solved.lowerBound));
    otherwise = otherwise === undefined ? bound : smaller(otherwise, bound);
    if (best === undefined || lessThan(cost, best.cost)) best = { found, cost };
  }
  return best === undefined
    ? { captives: known.map(({ workload }) => workload.name) }
    : { ...best.found, otherwise: otherwise ?? NO_USD };
}

/** What the search left out of each aggregator's fees, where that is something. */
function missed(parts: readonly Part[], counted: readonly Aggregator[]): { aggregator: Aggregator; beyond: Usd }[] {
  return [...boughtAt(parts.flatMap(purchasesOf))].flatMap(([aggregator, bought]) => {
    const beyond = counted.includes(aggregator)
      ? beyondCounted(aggregator, bought)
      : pooledTerms(aggregator, bought).beyondProportional;
    return isZero(beyond) ? [] : [{ aggregator, beyond }];
  });
}

/**
 * The cheapest way to buy some choices. What only a month's total at an aggregator decides is left out first, which
 * costs no plan more than it does; where the plan found that way meets such a fee, the search is made again with the
 * fees of that aggregator counted, until the plan meets none that it did not count.
 */
async function withFeesCounted(
  choices: readonly Choices[],
  solveParts: (choices: readonly Choices[], counted: readonly Aggregator[]) => Promise<Part[] | Captives>,
): Promise<Solution> {
  const counted: Aggregator[] = [];
  for (;;) {
    const parts = await solveParts(
      choices.map((each) => withFeePools(each, counted)),
      counted,
    );
    if ('captives' in parts) return parts;
    const left = missed(parts, counted);
    const more = left.filter(({ aggregator }) => !counted.includes(aggregator) && isSearchable(aggregator));
    if (more.length === 0) return { parts, otherwise: undefined, beyond: sum(left.map(({ beyond }) => beyond)) };
    counted.push(...more.map(({ aggregator }) => aggregator));
  }
}

/** The cheapest way to buy one instance, band by band where bands name models at discounts of their own. */
async function solvedPart(
  whole: Instance,
  solver: () => Promise<MilpSolver>,
  limits: SolveLimits,
  hint: Hint | undefined,
): Promise<Part | undefined> {
  let found: Part | undefined;
  for (const instance of pricedAlike(whole)) {
    const solved = await solve(instance, solver, limits, hint);
    if (solved === undefined) continue;
    if (found === undefined) {
      found = { instance, solved };
      continue;
    }
    const { solved: known } = found;
    const best = better(instance, known.best, solved.best) ?? known.best;
    found = {
      instance: best === known.best ? found.instance : instance,
      solved: {
        best,
        method: strongest([known.method, solved.method]),
        lowerBound: smaller(known.lowerBound, solved.lowerBound),
        states: known.states + solved.states,
        settledByBounds: known.settledByBounds + solved.settledByBounds,
        optimal: known.optimal && solved.optimal,
        inParts: Math.min(known.inParts, solved.inParts),
        ...(known.unfinished === true || solved.unfinished === true ? { unfinished: true } : {}),
      },
    };
  }
  return found;
}

/** The cheapest way to buy what has a price, part by part: parts share no contract. */
export async function solvedParts(
  all: readonly Choices[],
  { offers, quote, singleChannel, required }: Terms,
  solver: () => Promise<MilpSolver>,
  limits: SolveLimits = LIMITS,
  hint?: Hint,
): Promise<Solution> {
  const solveAll: SolveAll = (choices) =>
    withFeesCounted(choices, async (counting, counted) => {
      const contracts = [
        ...reachableContracts(counting, (provider) => contractWith(offers, provider, quote), required),
        ...owedCommitments(counting, offers.cloudCommitments),
        ...feePools(counted),
      ];
      const parts: Part[] = [];
      for (const instance of instances(counting, contracts)) {
        const part = await solvedPart(instance, solver, limits, hint);
        if (part === undefined) return { captives: captives(instance) };
        parts.push(part);
      }
      return settledTies(parts);
    });
  const known = all.filter((choices) => !unpriced(choices));
  return singleChannel === true ? throughOne(known, solveAll) : solveAll(known);
}
