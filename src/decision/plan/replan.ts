import { compare } from '../../domain/exact.ts';
import type { Solve } from './break-even.ts';
import type { Instance } from './instance.ts';
import type { MilpSolver } from './milp.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type Hint, LIMITS, type SolveLimits } from './search.ts';
import { solvedParts } from './solution.ts';

/** Workloads from which a replan is told apart from the plan only by more than a gap. */
export const MANY = 250;

/** A replan of a large portfolio is within this share of the cheapest. */
export const REPLAN_GAP = 1 / 10_000;

/** A known outcome as a start for an instance that holds some of its workloads. */
function hintOf(outcome: Outcome): Hint {
  const direct = new Map(
    outcome.parts.flatMap(({ instance, solved }) =>
      instance.choices.flatMap(({ workload }, index) => {
        const option = solved.best.assignment[index];
        const id = option && instance.providers[option.provider]?.id;
        return option === undefined ? [] : [[workload.name, { id, usage: option.usage }] as const];
      }),
    ),
  );
  const bands = new Map(outcome.contracts.map(({ provider, band }) => [provider, band]));
  return ({ choices, providers, direct: options }: Instance) => {
    const state = providers.map(({ id, bands: offered }) => {
      const signed = bands.get(id);
      return signed && offered.find(({ terms }) => compare(terms.commitment, signed.commitment) === 0);
    });
    const assignment = choices.map(({ workload }, index) => {
      const own = direct.get(workload.name);
      if (own === undefined) return undefined;
      return options[index]?.find(
        ({ provider, usage }) =>
          providers[provider]?.id === own.id &&
          usage.of.model.id === own.usage.of.model.id &&
          usage.cache === own.usage.cache &&
          usage.batch === own.usage.batch,
      );
    });
    return { state, assignment };
  };
}

/** Stands in for the solver where bounds have to do: it closes nothing. */
const NO_SOLVER: MilpSolver = () => ({ optimal: false, bound: Number.NEGATIVE_INFINITY, values: undefined });

/** How other markets are planned: at the ends of a driver, and on the way to them. */
export interface Replans {
  readonly end: Solve;
  /** As `end`, but in a large portfolio by bounds alone. */
  readonly between: Solve;
}

/** Replans from a known outcome: exactly in a portfolio of a usual size, to within the gap in a large one. */
export function replansFrom(known: Outcome, solver: () => Promise<MilpSolver>): Replans {
  const hint = hintOf(known);
  const large = known.purchases.length >= MANY;
  const limits: SolveLimits = large ? { ...LIMITS, gap: REPLAN_GAP } : LIMITS;
  const by =
    (from: () => Promise<MilpSolver>): Solve =>
    async ({ choices, terms }) =>
      outcomeOf(choices, await solvedParts(choices, terms, from, limits, hint));
  return { end: by(solver), between: by(large ? async () => NO_SOLVER : solver) };
}
