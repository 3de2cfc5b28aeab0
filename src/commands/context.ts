import { prepaid, shown } from '../decision/channels/asked-offers.ts';
import type { Quote } from '../decision/contract/quote.ts';
import type { Context } from '../decision/estimate/estimate.ts';
import type { Day } from '../domain/day.ts';
import { parseFloor } from '../domain/floor-text.ts';
import { knownOn } from '../domain/known-card.ts';
import type { Offers } from '../domain/offer.ts';
import { type Parsed, parseDiscount } from '../domain/quantity-text.ts';
import { loadPricing } from '../files/pricing.ts';
import { flag, optionalFlag, parseAsOf } from './flags.ts';
import type { InputOptions } from './options.ts';
import type { Shell } from './shell.ts';

function quoteOf(options: Pick<InputOptions, 'discount' | 'floor'>): Quote {
  const discount = optionalFlag('--discount', options.discount, parseDiscount);
  const floor = optionalFlag('--floor', options.floor, parseFloor);
  return { ...(discount === undefined ? {} : { discount }), ...(floor === undefined ? {} : { floor }) };
}

/** The day rates are read for: --as-of, else today in UTC. */
export function dayOf(options: Pick<InputOptions, 'asOf'>, shell: Shell): Day {
  return optionalFlag('--as-of', options.asOf, parseAsOf) ?? shell.today();
}

/** The offers with a change to each aggregator that a flag names, by ids separated by commas. */
function withFlag(
  name: string,
  ids: string | undefined,
  offers: Offers,
  change: (offers: Offers, id: string) => Parsed<Offers>,
): Offers {
  if (ids === undefined) return offers;
  return ids.split(',').reduce((laid, id) => flag(name, id.trim(), (each) => change(laid, each)), offers);
}

/** Everything an answer depends on, from the flags. */
export async function contextOf(options: InputOptions, shell: Shell): Promise<Context> {
  const quote = quoteOf(options);
  const day = dayOf(options, shell);
  const pricing = await loadPricing(shell.pricingFolder, options.card, options.offers ?? [], shell.readInput);
  const offers = withFlag('--via', options.via, withFlag('--prepay', options.prepay, pricing.offers, prepaid), shown);
  return { ...pricing, card: knownOn(pricing.card, day), offers, day, quote };
}
