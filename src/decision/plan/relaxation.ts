import type { Assignment, ContractState } from './candidate.ts';
import { type DirectOption, FLOAT_SLACK, type Instance } from './instance.ts';

/**
 * A contract state with its floors and commitments priced instead of enforced: a list dollar bought direct from
 * provider p costs theta_p. For any theta the value is a lower bound on every plan in the state (Lagrangian relaxation
 * of the floor and of the take-or-pay amount); at theta = 1 - discount it leaves both out.
 */
export interface Relaxed {
  readonly bound: number;
  readonly assignment: Assignment;
  /** List dollars bought direct, by provider. */
  readonly spends: Float64Array;
}

/** The cheapest and the dearest purchase of each workload from each provider: no other is ever a relaxed optimum. */
export interface Extremes {
  readonly cheapest: readonly (DirectOption | undefined)[];
  readonly dearest: readonly (DirectOption | undefined)[];
}

export function extremes({ direct, providers }: Instance): Extremes {
  const pick = (better: (a: DirectOption, b: DirectOption) => boolean) =>
    direct.flatMap((options) =>
      providers.map((_, provider) =>
        options
          .filter((option) => option.provider === provider)
          .reduce<DirectOption | undefined>((best, each) => (best && !better(each, best) ? best : each), undefined),
      ),
    );
  return { cheapest: pick((a, b) => a.list < b.list), dearest: pick((a, b) => a.list > b.list) };
}

/** Least of a contract's cost less theta x list spend, over the list spends that the contract allows. */
function contractPart({ commitment, factor, floor }: NonNullable<ContractState[number]>, theta: number): number {
  const covered = commitment / factor;
  if (covered <= floor) return (factor - theta) * floor;
  return theta >= 0 ? commitment - theta * covered : commitment - theta * floor;
}

/** The relaxed optimum of a state at the given prices of a direct list dollar. */
export function relaxed(instance: Instance, ends: Extremes, state: ContractState, theta: Float64Array): Relaxed {
  const { open } = instance;
  const size = state.length;
  const spends = new Float64Array(size);
  const assignment: (DirectOption | undefined)[] = new Array(open.length).fill(undefined);
  let bound = 0;
  for (let index = 0; index < open.length; index++) {
    let least = open[index] as number;
    let choice: DirectOption | undefined;
    for (let provider = 0; provider < size; provider++) {
      if (state[provider] === undefined) continue;
      const price = theta[provider] as number;
      const option = (price >= 0 ? ends.cheapest : ends.dearest)[index * size + provider];
      if (option === undefined) continue;
      const cost = price * option.list;
      if (cost < least - FLOAT_SLACK * Math.abs(least) || least === Number.POSITIVE_INFINITY) {
        least = cost;
        choice = option;
      }
    }
    bound += least;
    if (choice !== undefined) {
      assignment[index] = choice;
      spends[choice.provider] = (spends[choice.provider] as number) + choice.list;
    }
  }
  for (let provider = 0; provider < size; provider++) {
    const band = state[provider];
    if (band !== undefined) bound += contractPart(band, theta[provider] as number);
  }
  return { bound, assignment, spends };
}

/** Prices at which the relaxation leaves floors and commitments out. */
export function ownPrices(state: ContractState): Float64Array {
  return Float64Array.from(state, (band) => band?.factor ?? Number.NaN);
}

const ROUNDS = 3;
const HALVINGS = 24;
const LOWEST_PRICE = -1;

/**
 * Raises the bound of a state: provider by provider, the price at which as much is bought direct as its floor or its
 * commitment asks for. Every assignment met on the way is handed to `meet`. Stops as soon as the bound reaches `enough`.
 */
export function raised(
  instance: Instance,
  ends: Extremes,
  state: ContractState,
  enough: number,
  meet: (assignment: Assignment) => void,
): number {
  const theta = ownPrices(state);
  let best = relaxed(instance, ends, state, theta);
  let bound = best.bound;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [provider, band] of state.entries()) {
      if (band === undefined || bound >= enough) continue;
      let [low, high] = [LOWEST_PRICE, band.factor];
      for (let step = 0; step < HALVINGS; step++) {
        const price = (low + high) / 2;
        theta[provider] = step === 0 ? band.factor : price;
        best = relaxed(instance, ends, state, theta);
        bound = Math.max(bound, best.bound);
        const wanted = price >= 0 ? Math.max(band.floor, band.commitment / band.factor) : band.floor;
        const enoughSpent = (best.spends[provider] as number) >= wanted;
        if (step === 0 && enoughSpent) break;
        if (step === 0) continue;
        if (enoughSpent) {
          meet(best.assignment);
          low = price;
        } else high = price;
      }
      if (low > LOWEST_PRICE) theta[provider] = low;
    }
  }
  meet(relaxed(instance, ends, state, theta).assignment);
  return bound;
}
