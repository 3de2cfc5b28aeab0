import { NO_USD } from '../../domain/units.ts';
import type { Points } from '../chance/futures.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import type { Solve } from '../plan/break-even.ts';
import type { Market } from '../plan/driver-path.ts';
import type { Choices } from '../plan/options.ts';
import { keyOf, type Outcome, type OutcomeContract, outcomeOf } from '../plan/outcome.ts';
import type { Solution } from '../plan/parts.ts';
import { saysOfTerm } from './term-model.ts';
import { type TermSolution, termSolution } from './term-plan.ts';

/** The plan over the term where the profile says something of it; else a plan of one month is the answer. */
export function overTerm(market: Market, sizing: Sizing, points: Points = 'all'): TermSolution | undefined {
  const workloads = market.choices.map(({ workload }) => workload);
  return saysOfTerm(workloads, sizing, market.terms.ahead) ? termSolution(market, sizing, points) : undefined;
}

/** What a solution decides: over a term with what is signed in it, and at its expected cost. */
export function outcomeOver(
  choices: readonly Choices[],
  solution: Solution,
  term: TermSolution | undefined,
): Outcome | undefined {
  const first = outcomeOf(choices, solution);
  if (first === undefined || term === undefined) return first;
  const contracts = term.term.contracts.map(
    ({ provider, band, floor, listSpend, shortfall, cost }): OutcomeContract => ({
      provider,
      floor,
      band,
      listSpend,
      shortfall,
      overage: NO_USD,
      effective: cost,
    }),
  );
  const sorted = contracts.sort((a, b) => (a.provider < b.provider ? -1 : 1));
  return { ...first, cost: term.term.effectiveCost, contracts: sorted, key: keyOf(first.purchases, sorted) };
}

/** Plans another market as the known one was planned: over the term, or for a month. */
export function termReplan(replan: Solve, sizing: Sizing | undefined): Solve {
  if (sizing === undefined) return replan;
  return async (market, only) => {
    const term = overTerm(market, sizing, 'some');
    return term === undefined ? replan(market, only) : outcomeOver(market.choices, term.solution, term);
  };
}
