import { LIST } from '../../domain/channel.ts';
import { lessThan, NO_USD, smaller, sum, type Usd } from '../../domain/units.ts';
import { contractWith } from '../channels.ts';
import type { Terms } from './driver-path.ts';
import { type Instance, instances, owedCommitments, reachableContracts } from './instance.ts';
import type { MilpSolver } from './milp.ts';
import type { Choices } from './options.ts';
import { type Hint, LIMITS, type SolveLimits } from './search.ts';
import { type Solved, solve } from './solve.ts';

/** A part of the portfolio with the cheapest way to buy it. */
export interface Part {
  readonly instance: Instance;
  readonly solved: Solved;
}

/** Each part solved. */
export interface SolvedParts {
  readonly parts: readonly Part[];
  /** No plan through a channel that was not chosen costs less; undefined where every channel was open. */
  readonly otherwise: Usd | undefined;
}

/** Each part solved, or the workloads that only a contract nobody can sign may serve. */
export type Solution = SolvedParts | { readonly captives: readonly string[] };

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
  return choices.filter(({ open }) => open === undefined).map(({ workload }) => workload.name);
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
  return { ...choices, open: choices.opens.get(channel), direct, clouds };
}

/** Everything through one channel: each of them solved by itself, and the cheapest taken, the earlier on a tie. */
async function throughOne(known: readonly Choices[], solveAll: SolveAll): Promise<Solution> {
  const sold = known.flatMap(({ opens, clouds }) => [
    ...opens.keys(),
    ...[...clouds.values()].flatMap((options) => options.map(({ channel }) => channel.id)),
  ]);
  const channels = new Set([LIST.id, ...sold]);
  let best: { parts: readonly Part[]; cost: Usd } | undefined;
  let otherwise: Usd | undefined;
  for (const channel of channels) {
    const found = await solveAll(known.map((each) => through(each, channel)));
    if ('captives' in found) continue;
    const cost = sum(found.parts.map(({ solved }) => solved.best.cost));
    const bound = sum(found.parts.map(({ solved }) => solved.lowerBound));
    otherwise = otherwise === undefined ? bound : smaller(otherwise, bound);
    if (best === undefined || lessThan(cost, best.cost)) best = { parts: found.parts, cost };
  }
  return best === undefined
    ? { captives: known.map(({ workload }) => workload.name) }
    : { parts: best.parts, otherwise: otherwise ?? NO_USD };
}

/** The cheapest way to buy what has a price, part by part: parts share no contract. */
export async function solvedParts(
  all: readonly Choices[],
  { offers, quote, singleChannel }: Terms,
  solver: () => Promise<MilpSolver>,
  limits: SolveLimits = LIMITS,
  hint?: Hint,
): Promise<Solution> {
  const solveAll: SolveAll = async (choices) => {
    const contracts = [
      ...reachableContracts(choices, (provider) => contractWith(offers, provider, quote)),
      ...owedCommitments(choices, offers.cloudCommitments),
    ];
    const parts: Part[] = [];
    for (const instance of instances(choices, contracts)) {
      const solved = await solve(instance, solver, limits, hint);
      if (solved === undefined) return { captives: captives(instance) };
      parts.push({ instance, solved });
    }
    return { parts, otherwise: undefined };
  };
  const known = all.filter((choices) => !unpriced(choices));
  return singleChannel === true ? throughOne(known, solveAll) : solveAll(known);
}
