import type { Note } from '../domain/note.ts';
import type { Assumptions, Offers } from '../domain/offer.ts';
import { problem } from '../domain/problem.ts';
import type { RateCard } from '../domain/rate-card.ts';
import { readCard } from './card.ts';
import { readAssumptions, readOffers } from './offers.ts';
import type { CompiledCard } from './packed-card.ts';
import type { OffersDocument } from './schemas/offers-schema.ts';
import { type ShippedPricing, shippedPricing } from './shipped.ts';
import { exists, readText } from './text-file.ts';

/** A rate card, the offers laid over each other, and the levels that are assumed. */
export interface Pricing {
  readonly card: RateCard;
  readonly offers: Offers;
  readonly assumptions: Assumptions;
  /** What the user's own files name that the card does not know. */
  readonly remarks: readonly Note[];
  /** Where else a model that is not on the card can be found, in words that name the flag; '' when nowhere. */
  readonly elsewhere: (model: string) => string;
}

/** Reads standard input, for a file that is given as `-`. */
export type ReadStdin = () => string;

const STDIN = '-';
const STDIN_PATH = 'standard input';

async function compiledNamed(name: string, shipped: ShippedPricing, stdin?: ReadStdin): Promise<CompiledCard> {
  const compiled = shipped.card(name);
  if (compiled !== undefined) return compiled;
  const isStdin = name === STDIN && stdin !== undefined;
  if (!isStdin && !exists(name)) throw problem('unknownCard', name, shipped.cardIds());
  const { loadCardFile, loadCardText } = await import('./card-file.ts');
  return isStdin ? loadCardText(stdin(), STDIN_PATH, shipped) : loadCardFile(name, shipped);
}

/**
 * A card that ships, by its id, or one of the user's, by its path or `-` for standard input.
 * Throws `unknownCard` or `invalidFile`.
 */
export async function cardNamed(name: string, shipped: ShippedPricing, stdin?: ReadStdin): Promise<RateCard> {
  return readCard(await compiledNamed(name, shipped, stdin), name);
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

function* shippedCards(shipped: ShippedPricing): Generator<RateCard> {
  for (const id of shipped.cardIds()) {
    const compiled = shipped.card(id);
    if (compiled !== undefined) yield readCard(compiled);
  }
}

function isOnACard(kind: 'model' | 'provider', name: string, cards: Iterable<RateCard>): boolean {
  for (const card of cards) {
    if (kind === 'model' ? card.find(name) !== undefined : card.providers.has(name)) return true;
  }
  return false;
}

/**
 * Pricing from the folder of what ships, with a card by id or path and the user's offers laid over the shipped ones.
 * With `stdin`, one of them may be `-`.
 * Throws `unknownCard`, `invalidFile`, or the problem of a file that cannot be read.
 */
export async function loadPricing(
  folder: string,
  cardName: string,
  offerPaths: readonly string[],
  stdin?: ReadStdin,
): Promise<Pricing> {
  const shipped = shippedPricing(folder);
  const card = await cardNamed(cardName, shipped, stdin);
  const own: OffersDocument[] = [];
  const remarks: Note[] = [];
  for (const name of offerPaths) {
    const { loadOffers } = await import('./offers-file.ts');
    const { unknownNames } = await import('./offer-names.ts');
    const isStdin = name === STDIN && stdin !== undefined;
    const path = isStdin ? STDIN_PATH : name;
    const document = loadOffers(isStdin ? stdin() : readText(name, 'an offers file'), path, card);
    remarks.push(
      ...unknownNames(document, path, card, (kind, name) => isOnACard(kind, name, [card, ...shippedCards(shipped)])),
    );
    own.push(document);
  }
  return {
    remarks,
    card,
    offers: readOffers([...shipped.offers(), ...own]),
    assumptions: readAssumptions(shipped.assumptions()),
    elsewhere: elsewhere(card, shipped),
  };
}
