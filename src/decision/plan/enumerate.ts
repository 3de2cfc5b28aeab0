import { approximately } from '../../domain/exact.ts';
import { type Assignment, better, type Candidate, type ContractState, candidate } from './candidate.ts';
import { type DirectOption, FLOAT_SLACK, type Instance } from './instance.ts';

/** The cost of an assignment in floats, floors aside: enough to leave out what cannot be the cheapest. */
export function roughCost(instance: Instance, state: ContractState, assignment: Assignment): number {
  const spends = new Float64Array(state.length);
  let cost = 0;
  for (let index = 0; index < assignment.length; index++) {
    const option = assignment[index];
    cost += option === undefined ? (instance.open[index] as number) : option.beside;
    if (option !== undefined) spends[option.provider] = (spends[option.provider] as number) + option.list;
  }
  return state.reduce(
    (total, band, provider) =>
      band === undefined
        ? total
        : total + Math.max(band.commitment, band.factor * (spends[provider] as number)) - band.owed,
    cost,
  );
}

/** Prices every plan of a contract state and keeps the best of them and of `incumbent`. */
export function enumerated(
  instance: Instance,
  state: ContractState,
  incumbent: Candidate | undefined,
): Candidate | undefined {
  let best = incumbent;
  let limit = best === undefined ? Number.POSITIVE_INFINITY : approximately(best.cost);
  const assignment: (DirectOption | undefined)[] = instance.choices.map(() => undefined);
  const visit = (index: number): void => {
    if (index === assignment.length) {
      if (roughCost(instance, state, assignment) > limit * (1 + FLOAT_SLACK)) return;
      const found = candidate(instance, state, [...assignment]);
      if (found === undefined) return;
      best = better(instance, best, found);
      limit = best === undefined ? limit : approximately(best.cost);
      return;
    }
    assignment[index] = undefined;
    if (Number.isFinite(instance.open[index] as number)) visit(index + 1);
    for (const option of instance.direct[index] ?? []) {
      if (state[option.provider] === undefined) continue;
      assignment[index] = option;
      visit(index + 1);
    }
  };
  visit(0);
  return best;
}
