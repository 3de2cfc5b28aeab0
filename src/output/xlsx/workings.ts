import type { Derivation, PriceKey } from '../../domain/derivation.ts';
import type { Estimate, Provenance } from '../../domain/estimate.ts';
import type { Assumptions, Contract } from '../../domain/offer.ts';
import type { CardDefaults, Rate } from '../../domain/rate-card.ts';

/** What a workbook is made of: an answer, and everything the answer was computed from. */
export interface Workings {
  readonly answer: Estimate;
  readonly provenance: Provenance;
  readonly assumptions: Assumptions;
  readonly defaults: CardDefaults;
  /** The contract of a provider, the buyer's own quote laid over it. */
  readonly contractOf: (provider: string) => Contract | 'notOffered';
  /** The engine's own rule for where a list price comes from. */
  readonly derivation: (rate: Rate, key: PriceKey) => Derivation;
}

/** The providers of the answer, numbered from 1 in its order: sums go by number, since an id is anybody's text. */
export function providersOf({ answer }: Workings): readonly string[] {
  return answer.floors.map((floor) => floor.provider);
}
