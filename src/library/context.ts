import { fileURLToPath } from 'node:url';
import type { Quote } from '../decision/contract/quote.ts';
import type { Context } from '../decision/estimate/estimate.ts';
import { dayFault, parseDay } from '../domain/day.ts';
import { knownOn } from '../domain/known-card.ts';
import { problem } from '../domain/problem.ts';
import { loadPricing } from '../files/pricing.ts';
import { type Text, textOf } from './written.ts';

/** What an answer is made with, where it is not the shipped default. */
export interface ContextOptions {
  /** The day whose rates are used, YYYY-MM-DD. There is no default: the library reads no clock. */
  readonly day: string;
  /**
   * Id of a card that ships, the path of a file or folder, `{ text, path }` with the text of one, or the card as a plain
   * object. Default: `published`.
   */
  readonly card?: string | Text | object;
  /** Offers laid over the shipped ones in this order: paths of files, `{ text, path }`, or plain objects. */
  readonly offers?: readonly (string | Text | object)[];
  /** Your own quote for a direct contract. */
  readonly quote?: Quote;
}

const DEFAULT_CARD = 'published';

/** The folder of what ships. */
export const pricingFolder = () => fileURLToPath(new URL('./pricing', import.meta.url));

const given = (source: string | object, path: string) => (typeof source === 'string' ? source : textOf(source, path));

/**
 * The card, offers and assumptions that answers are made with.
 * Throws `Problem`: `badValue`, `unknownCard`, `invalidFile`, or that of a file that cannot be read.
 */
export async function loadContext({ day, card, offers, quote }: ContextOptions): Promise<Context> {
  const parsed = parseDay(day);
  if (parsed === undefined) throw problem('badValue', 'day', dayFault(day));
  const laid = (offers ?? []).map((each, at) => given(each, `offers ${at + 1}`));
  const pricing = await loadPricing(pricingFolder(), given(card ?? DEFAULT_CARD, 'card'), laid);
  return { ...pricing, card: knownOn(pricing.card, parsed), day: parsed, quote: quote ?? {} };
}
