import { contractWith } from '../channels.ts';
import type { Context } from '../estimate.ts';
import { type Instance, instances, reachableContracts } from './instance.ts';
import type { MilpSolver } from './milp.ts';
import type { Choices } from './options.ts';
import { type Hint, LIMITS, type SolveLimits } from './search.ts';
import { type Solved, solve } from './solve.ts';

/** A part of the portfolio with the cheapest way to buy it. */
export interface Part {
  readonly instance: Instance;
  readonly solved: Solved;
}

/** Each part solved, or the workloads that only a contract nobody can sign may serve. */
export type Solution = { readonly parts: readonly Part[] } | { readonly captives: readonly string[] };

/** True when the only thing that keeps a workload from being bought is a price that nobody knows. */
export function unpriced({ open, direct, excluded }: Choices): boolean {
  return open === undefined && direct.size === 0 && excluded.some(({ obstacle }) => obstacle.code === 'unpriced');
}

/** Workloads of an instance that only a contract may serve. */
function captives({ choices }: Instance): string[] {
  return choices.filter(({ open }) => open === undefined).map(({ workload }) => workload.name);
}

/** The cheapest way to buy what has a price, part by part: parts share no contract. */
export async function solvedParts(
  all: readonly Choices[],
  { offers, quote }: Pick<Context, 'offers' | 'quote'>,
  solver: () => Promise<MilpSolver>,
  limits: SolveLimits = LIMITS,
  hint?: Hint,
): Promise<Solution> {
  const known = all.filter((choices) => !unpriced(choices));
  const parts: Part[] = [];
  for (const instance of instances(
    known,
    reachableContracts(known, (provider) => contractWith(offers, provider, quote)),
  )) {
    const solved = await solve(instance, solver, limits, hint);
    if (solved === undefined) return { captives: captives(instance) };
    parts.push({ instance, solved });
  }
  return { parts };
}
