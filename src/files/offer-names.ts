import { nearest } from '../domain/near.ts';
import type { Note } from '../domain/note.ts';
import type { RateCard } from '../domain/rate-card.ts';
import type { OffersDocument } from './schemas/offers-schema.ts';

/** The provider that a contract names for every provider without one of its own. */
const ANY = 'any';

type Unknown = Extract<Note, { code: 'unknownInOffers' }>['names'][number];

/**
 * Models and providers that an offers file names and nobody knows, with near misses: a warning, since one file may
 * serve several cards. `isKnown` says whether a name is on this card or on another that ships.
 */
export function unknownNames(
  document: OffersDocument,
  file: string,
  card: RateCard,
  isKnown: (kind: Unknown['kind'], name: string) => boolean,
): Note[] {
  const sold = [
    ...Object.values(document.aggregators ?? {}).flatMap(({ discounts }) => Object.keys(discounts ?? {})),
    ...Object.values(document.marketplaces ?? {}).flatMap(({ prices }) => Object.keys(prices ?? {})),
  ];
  const models = [...new Set(sold)].filter((name) => !isKnown('model', name));
  const named = (document.contracts ?? []).map(({ provider }) => provider);
  const providers = named.filter((name) => name !== ANY && !isKnown('provider', name));
  const names: Unknown[] = [
    ...models.map((name): Unknown => ({ kind: 'model', name, near: nearest(name, card.ids) })),
    ...providers.map((name): Unknown => ({ kind: 'provider', name, near: nearest(name, card.providers.keys()) })),
  ];
  return names.length === 0 ? [] : [{ code: 'unknownInOffers', file, card: card.id, names }];
}
