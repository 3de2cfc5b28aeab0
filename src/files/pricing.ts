import type { Assumptions, Offers } from '../domain/offer.ts';
import { problem } from '../domain/problem.ts';
import type { RateCard } from '../domain/rate-card.ts';
import { type CompiledCard, readCard } from './card.ts';
import { readAssumptions, readOffers } from './offers.ts';
import type { OffersDocument } from './schemas/offers-schema.ts';
import { type ShippedPricing, shippedPricing } from './shipped.ts';
import { exists, readText } from './text-file.ts';

/** A rate card, the offers laid over each other, and the levels that are assumed. */
export interface Pricing {
  readonly card: RateCard;
  readonly offers: Offers;
  readonly assumptions: Assumptions;
  /** Where else a model that is not on the card can be found, in words that name the flag; '' when nowhere. */
  readonly elsewhere: (model: string) => string;
}

async function compiledNamed(name: string, shipped: ShippedPricing): Promise<CompiledCard> {
  const compiled = shipped.card(name);
  if (compiled !== undefined) return compiled;
  if (!exists(name)) throw problem('unknownCard', name, shipped.cardIds());
  const { loadCardFile } = await import('./card-file.ts');
  return loadCardFile(name, shipped);
}

/** A card that ships, by its id, or one of the user's, by its path. Throws `unknownCard` or `invalidFile`. */
export async function cardNamed(name: string, shipped: ShippedPricing): Promise<RateCard> {
  return readCard(await compiledNamed(name, shipped));
}

/** The same card as its file says it, with what it extends resolved. */
export async function cardDocumentNamed(name: string, shipped: ShippedPricing): Promise<CompiledCard['document']> {
  return (await compiledNamed(name, shipped)).document;
}

function elsewhere(card: RateCard, shipped: ShippedPricing): (model: string) => string {
  return (model) => {
    for (const id of shipped.cardIds()) {
      const compiled = id === card.id ? undefined : shipped.card(id);
      const found = compiled === undefined ? undefined : readCard(compiled).find(model);
      if (found === undefined) continue;
      const unverified = found.rates.some((rate) => rate.source.confidence === 'unverified');
      return `It is on the card ${id}${unverified ? ', where its price is unverified' : ''}: add --card ${id}.`;
    }
    return '';
  };
}

/**
 * Pricing from the folder of what ships, with a card by id or path and the user's offers laid over the shipped ones.
 * Throws `unknownCard`, `invalidFile`, or the problem of a file that cannot be read.
 */
export async function loadPricing(folder: string, cardName: string, offerPaths: readonly string[]): Promise<Pricing> {
  const shipped = shippedPricing(folder);
  const card = await cardNamed(cardName, shipped);
  const own: OffersDocument[] = [];
  for (const path of offerPaths) {
    const { loadOffers } = await import('./offers-file.ts');
    own.push(loadOffers(readText(path, 'an offers file'), path));
  }
  return {
    card,
    offers: readOffers([...shipped.offers(), ...own]),
    assumptions: readAssumptions(shipped.assumptions()),
    elsewhere: elsewhere(card, shipped),
  };
}
