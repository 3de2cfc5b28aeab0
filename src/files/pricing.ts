import type { Note } from '../domain/note.ts';
import type { Assumptions, Offers } from '../domain/offer.ts';
import type { OwnOffer } from '../domain/own-offer.ts';
import { problem } from '../domain/problem.ts';
import type { RateCard } from '../domain/rate-card.ts';
import { readCard } from './card.ts';
import { ownOffers, readAssumptions, readOffers } from './offers.ts';
import type { CompiledCard } from './packed-card.ts';
import type { OffersDocument } from './schemas/offers-schema.ts';
import { type ShippedPricing, shippedPricing } from './shipped.ts';
import { exists, readText } from './text-file.ts';

/** A rate card, the offers laid over each other, and the levels that are assumed. */
export interface Pricing {
  readonly card: RateCard;
  readonly offers: Offers;
  readonly assumptions: Assumptions;
  /** What the user's own files state. */
  readonly ownOffers: readonly OwnOffer[];
  /** What the user's own files name that the card does not know. */
  readonly remarks: readonly Note[];
  /** Where else a model that is not on the card can be found, in words that name the flag; '' when nowhere. */
  readonly elsewhere: (model: string) => string;
}

/** A file that is not on disk: its text, and what messages call it. */
export interface GivenText {
  readonly text: string;
  readonly path: string;
}

/** Reads standard input, for a file that is given as `-`. */
export type ReadStdin = () => string;

const STDIN = '-';
const STDIN_PATH = 'standard input';

/** A file by its name, where it is not given as text already; `-` is standard input. Undefined for one on disk. */
function textGiven(given: string | GivenText, stdin?: ReadStdin): GivenText | undefined {
  if (typeof given !== 'string') return given;
  return given === STDIN && stdin !== undefined ? { text: stdin(), path: STDIN_PATH } : undefined;
}

async function compiledNamed(
  given: string | GivenText,
  shipped: ShippedPricing,
  stdin?: ReadStdin,
): Promise<CompiledCard> {
  const compiled = typeof given === 'string' ? shipped.card(given) : undefined;
  if (compiled !== undefined) return compiled;
  const text = textGiven(given, stdin);
  if (typeof given === 'string' && text === undefined && !exists(given))
    throw problem('unknownCard', given, shipped.cardIds());
  const { loadCardFile, loadCardText } = await import('./card-file.ts');
  if (text !== undefined) return loadCardText(text.text, text.path, shipped);
  return loadCardFile(given as string, shipped);
}

/**
 * A card that ships, by its id, or one of the user's, by its path or `-` for standard input.
 * Throws `unknownCard` or `invalidFile`.
 */
export async function cardNamed(
  given: string | GivenText,
  shipped: ShippedPricing,
  stdin?: ReadStdin,
): Promise<RateCard> {
  return readCard(await compiledNamed(given, shipped, stdin), typeof given === 'string' ? given : given.path);
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
 * Pricing from the folder of what ships, with a card by id, path or text and the user's offers, paths or texts, laid
 * over the shipped ones. With `stdin`, one of them may be `-`.
 * Throws `unknownCard`, `invalidFile`, or the problem of a file that cannot be read.
 */
export async function loadPricing(
  folder: string,
  cardGiven: string | GivenText,
  offersGiven: readonly (string | GivenText)[],
  stdin?: ReadStdin,
): Promise<Pricing> {
  const shipped = shippedPricing(folder);
  const card = await cardNamed(cardGiven, shipped, stdin);
  const own: OffersDocument[] = [];
  const remarks: Note[] = [];
  for (const given of offersGiven) {
    const { loadOffers } = await import('./offers-file.ts');
    const { unknownNames } = await import('./offer-names.ts');
    const text = textGiven(given, stdin);
    const path = text?.path ?? String(given);
    const document = loadOffers(text?.text ?? readText(path, 'an offers file'), path, card);
    remarks.push(
      ...unknownNames(document, path, card, (kind, name) => isOnACard(kind, name, [card, ...shippedCards(shipped)])),
    );
    own.push(document);
  }
  return {
    remarks,
    card,
    offers: readOffers([...shipped.offers(), ...own]),
    ownOffers: ownOffers(own),
    assumptions: readAssumptions(shipped.assumptions()),
    elsewhere: elsewhere(card, shipped),
  };
}
