import type { Assignment, ContractState } from '../plan/candidate.ts';
import type { Band, DirectOption, Instance } from '../plan/instance.ts';
import { ownPrices, Relaxation } from '../plan/relaxation.ts';

/** So many ways to buy an instance are looked at one by one; where there are more, those that some prices lead to. */
const FEW = 64;
/** The same where one future is all there is. */
const FEW_OF_ONE_FUTURE = 512;
const FEW_OF_MANY = 8;

/** Parts of a contract's price at which a list dollar under it is tried: 1 as used over the commitment, 0 as paid for anyway. */
const TRIED = [1, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.45, 0.3, 0.15, 0, -0.3];
const TRIED_OF_MANY = [1, 0.9, 0.7, 0];

/** Streams from which a pattern costs so much to judge that fewer are. */
const MANY_STREAMS = 40;

function count({ direct, open }: Instance, state: ContractState): number {
  return direct.reduce((product, options, index) => {
    const under = options.filter(({ provider }) => state[provider] !== undefined).length;
    return product * (under + (Number.isFinite(open[index] as number) ? 1 : 0));
  }, 1);
}

function everyPattern(instance: Instance, state: ContractState): Assignment[] {
  let found: Assignment[] = [[]];
  for (const [index, options] of instance.direct.entries()) {
    const own: (DirectOption | undefined)[] = options.filter(({ provider }) => state[provider] !== undefined);
    if (Number.isFinite(instance.open[index] as number)) own.unshift(undefined);
    found = found.flatMap((before) => own.map((option) => [...before, option]));
  }
  return found;
}

/** Equal for equal ways to buy an instance. */
export const keyOf = ({ direct }: Instance, assignment: Assignment): string =>
  assignment.map((option, index) => (option === undefined ? -1 : direct[index]?.indexOf(option))).join();

/** What is bought where, as list dollars under the contracts are worth more or less: one contract after the other, and all at once. */
function pricedPatterns(instance: Instance, state: ContractState, tried: readonly number[]): Assignment[] {
  const relaxation = new Relaxation(instance);
  const own = ownPrices(state);
  const signed = state.flatMap((band, provider) => (band === undefined ? [] : [provider]));
  const found = new Map<string, Assignment>();
  const meet = (moved: readonly number[], part: number) => {
    const theta = own.slice();
    for (const provider of moved) theta[provider] = part * (state[provider] as Band).factor;
    const assignment = relaxation.assignment(relaxation.at(state, theta), theta);
    found.set(keyOf(instance, assignment), assignment);
  };
  for (const part of tried) {
    meet(signed, part);
    if (signed.length > 1) for (const provider of signed) meet([provider], part);
  }
  return [...found.values()];
}

/**
 * Ways to buy an instance under some contracts, of which each month takes the cheapest. A price of a list dollar decides
 * each workload by itself whatever the volume, so that few prices lead to all that can be the cheapest but for where a
 * commitment fits a subset of workloads better: in a small instance every way is there.
 */
export function patternsOf(instance: Instance, state: ContractState, streams: number, oneFuture = false): Assignment[] {
  const many = streams > MANY_STREAMS;
  const few = oneFuture ? FEW_OF_ONE_FUTURE : FEW;
  if (count(instance, state) <= (many ? FEW_OF_MANY : few)) return everyPattern(instance, state);
  return pricedPatterns(instance, state, many ? TRIED_OF_MANY : TRIED);
}
