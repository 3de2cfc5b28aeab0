import { isZero } from '../../domain/exact.ts';
import { NO_USD } from '../../domain/units.ts';
import { settled } from '../contract/settle.ts';
import {
  type Assignment,
  better,
  type Candidate,
  type ContractState,
  candidate,
  listSpends,
} from '../plan/candidate.ts';
import type { Band } from '../plan/instance.ts';
import { patternsOf } from './pattern.ts';
import { sceneUnder } from './price-terms.ts';
import type { BestSignature } from './signatures.ts';

/** A commitment that is signed holds whatever the month's spend: its floor was reached when it was signed. */
const signedAlready = (band: Band): Band => ({ ...band, opens: NO_USD, floor: 0 });

/** Of a commitment that several months share, what this month draws: what it leaves is no shortfall yet. */
function drawn({ scene, signature }: BestSignature, state: ContractState, assignment: Assignment): ContractState {
  const spends = listSpends(scene.instance, assignment);
  return state.map((band, provider) => {
    const signed = signature.state[provider];
    const twin = signed === undefined ? undefined : scene.twins.get(signed);
    const spend = spends[provider];
    if (band === undefined || twin === undefined || spend === undefined || twin.due === 0 || twin.window === 1)
      return band;
    return { ...band, due: settled({ ...band, due: NO_USD, overage: undefined }, spend).used };
  });
}

/** Contracts of the first month: those that begin later are not there yet, and one without a commitment need not be used. */
function statesOf({ scene, signature: { state, begins } }: BestSignature): ContractState[] {
  const { providers } = scene.instance;
  const now = state.map((band, provider) => {
    if (band === undefined || begins[provider] !== 0) return undefined;
    return isZero(band.due) || providers[provider]?.kind === 'pool' ? band : signedAlready(band);
  });
  const free = now.flatMap((band, provider) =>
    band !== undefined && isZero(band.due) && providers[provider]?.kind === 'provider' ? [provider] : [],
  );
  const without = (some: readonly number[]) =>
    now.map((band, provider) => (some.includes(provider) ? undefined : band));
  return [now, ...free.map((provider) => without([provider])), ...(free.length > 1 ? [without(free)] : [])];
}

/** The first month at the stated volume, priced exactly: what the term usually buys in it, where its contracts open then. */
export function firstMonth(found: BestSignature): Candidate | undefined {
  const { scene, signature, term } = found;
  const { streams } = scene;
  const { instance } = sceneUnder(scene, signature.state);
  const states = statesOf(found);
  for (const state of states) {
    const usual = candidate(instance, drawn(found, state, term.first), term.first);
    if (usual !== undefined) return usual;
  }
  let best: Candidate | undefined;
  for (const state of states) {
    for (const assignment of patternsOf(instance, state, streams.length)) {
      best = better(instance, best, candidate(instance, drawn(found, state, assignment), assignment));
    }
  }
  return best;
}
