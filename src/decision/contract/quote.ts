import { priceTermsOf } from '../../domain/clauses.ts';
import type { Contract, FloorBand } from '../../domain/contract.ts';
import type { Offers } from '../../domain/offer.ts';
import { NO_USD, type Share } from '../../domain/units.ts';
import { isProposed } from './proposed.ts';

/** A buyer's own quote, which replaces the usual terms of every provider. */
export interface Quote {
  readonly discount?: Share;
  readonly floor?: FloorBand;
}

/** The contract of a provider with the buyer's own quote laid over it. */
export function contractWith(offers: Offers, provider: string, quote: Quote): Contract | 'notOffered' {
  const offered = offers.contractOf(provider);
  if (offered === 'notOffered') return offered;
  const floor = quote.floor ?? offered.floor;
  if (quote.discount === undefined) return { ...offered, floor };
  // What a vendor proposes for models by name is no part of a quote for all.
  const [{ prices: said }] = offered.bands;
  const prices = said && priceTermsOf({ ...said, discounts: new Map() });
  const band = {
    id: 'quote',
    commitment: NO_USD,
    discount: quote.discount,
    ...(prices === undefined ? {} : { prices }),
  };
  const { terms } = offered;
  const settled = terms === undefined ? {} : { terms };
  const { coversCalls } = offered;
  const bands = [band, ...offered.bands.filter(isProposed)] as const;
  return { floor, bands, discountRange: undefined, ...settled, coversCalls, source: undefined };
}
