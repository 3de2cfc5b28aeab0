import type { Contract } from '../../domain/contract.ts';
import type { Derivation, PriceKey } from '../../domain/derivation.ts';
import type { Estimate, Provenance } from '../../domain/estimate.ts';
import type { Assumptions } from '../../domain/offer.ts';
import type { CardDefaults, Model, Rate } from '../../domain/rate-card.ts';
import type { Factor } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';

/** What a workbook is made of: an answer, and everything the answer was computed from. */
export interface Workings {
  /** What the profile is called; undefined where the work is stated by flags, or has no name. */
  readonly profile: string | undefined;
  readonly answer: Estimate;
  readonly provenance: Provenance;
  readonly assumptions: Assumptions;
  readonly defaults: CardDefaults;
  /** The contract of a provider, the buyer's own quote laid over it. */
  readonly contractOf: (provider: string) => Contract | 'notOffered';
  /** What a workload is measured from, where that is the model it states rather than the one it is served by. */
  readonly statedAs: ReadonlyMap<Workload, StatedModel>;
  /** The engine's own rule for where a list price comes from. */
  readonly derivation: (rate: Rate, key: PriceKey) => Derivation;
}

/** The model a profile states for a workload, and the tokens of the model that serves it for the same work, as a multiple. */
export interface StatedModel {
  readonly model: Model;
  readonly rate: Rate;
  readonly tokenFactor: Factor;
}

/** The providers of the answer, numbered from 1 in its order: sums go by number, since an id is anybody's text. */
export function providersOf({ answer }: Workings): readonly string[] {
  return answer.floors.map((floor) => floor.provider);
}
