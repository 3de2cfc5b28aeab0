import type { ContractState } from './candidate.ts';
import type { Band, Instance } from './instance.ts';

const signedIn = (state: ContractState) => state.filter((band) => band !== undefined).length;

/** Every combination of contracts, by the number of contracts; what is signed already is in all of them. */
export function contractStates({ providers }: Pick<Instance, 'providers'>): ContractState[] {
  const states = providers.reduce<(Band | undefined)[][]>(
    (known, { bands, signed }) =>
      known.flatMap((state) => (signed ? bands : [undefined, ...bands]).map((band) => [...state, band])),
    [[]],
  );
  return states.sort((a, b) => signedIn(a) - signedIn(b));
}
