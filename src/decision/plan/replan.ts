import type { Solve } from './break-even.ts';
import { isSameUse } from './gathered.ts';
import type { Instance } from './instance.ts';
import { type MilpSolver, NO_SOLVER } from './milp.ts';
import { type Outcome, outcomeOf, takenUnder } from './outcome.ts';
import { leastAlike } from './same-decision.ts';
import { type Hint, LIMITS, type SolveLimits } from './search.ts';
import { solvedParts } from './solution.ts';

/** Workloads from which a replan is told apart from the plan only by more than a gap. */
export const MANY = 250;

/** In a replan of a large portfolio a plan is told from another when it saves more than this share of the cost. */
const REPLAN_GAP = 1 / 1000;

/** Plans looked at beyond its bounds in a replan of many, which there are dozens of. */
const DEVIATIONS = 250_000;

/**
 * A known outcome as a start for an instance that holds some of its workloads; where only decisions are asked for, with
 * what no plan that decides alike costs less than.
 */
function hintOf(outcome: Outcome, only?: 'decision'): Hint {
  const purchases = new Map(outcome.purchases.map((each) => [each.workload.name, each]));
  const direct = takenUnder(outcome);
  const bands = new Map(outcome.contracts.map(({ provider, band }) => [provider, band]));
  return (instance: Instance) => {
    const { choices, providers, direct: options } = instance;
    const used = new Set([...direct.values()].map(({ provider }) => provider));
    const state = providers.map(({ id, kind, bands: offered, signed: holds }) => {
      if (kind === 'pool') return holds || used.has(id) ? offered[0] : undefined;
      const signed = bands.get(id);
      return signed && offered.find(({ band }) => band.id === signed.id);
    });
    const assignment = choices.map(({ workload }, index) => {
      const own = direct.get(workload.name);
      if (own === undefined) return undefined;
      return options[index]?.find(
        ({ provider, usage }) => providers[provider]?.id === own.provider && isSameUse(usage, own.option.usage),
      );
    });
    if (only === undefined) return { state, assignment };
    const signs = providers.every(({ id }, index) => bands.has(id) === (state[index] !== undefined));
    return signs
      ? { state, assignment, alike: leastAlike(instance, state, (name) => purchases.get(name)) }
      : { state, assignment };
  };
}

/** How plans beside the stated one are made: in a large portfolio without the solver, and told from the plan only by more than a gap. */
export function asideFrom(size: number, solver: () => Promise<MilpSolver>) {
  const large = size >= MANY;
  return {
    limits: (large ? { ...LIMITS, gap: REPLAN_GAP } : LIMITS) satisfies SolveLimits,
    solver: large ? async () => NO_SOLVER : solver,
  };
}

/** Plans another market, from a known outcome; as far as it takes to tell whether the decision is another, where only that is asked. */
export function replanFrom(known: Outcome, solver: () => Promise<MilpSolver>): Solve {
  const [hint, decided] = [hintOf(known), hintOf(known, 'decision')];
  const aside = asideFrom(known.purchases.length, solver);
  const limits = aside.limits.gap > 0 ? { ...aside.limits, deviations: DEVIATIONS } : aside.limits;
  return async ({ choices, terms }, only) => {
    // Fees of a month, and the one channel for everything, are decided on plans that are the best of theirs.
    const plain = terms.singleChannel !== true && choices.every(({ resold }) => resold.size === 0);
    const from = only === 'decision' && plain ? decided : hint;
    return outcomeOf(choices, await solvedParts(choices, terms, aside.solver, limits, from));
  };
}
