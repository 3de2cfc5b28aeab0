import type { Source } from './rate-card.ts';
import type { Share } from './units.ts';

/** One offer that lies over any card, with what it gives and takes in a sentence. */
export interface OfferEntry {
  readonly kind: 'aggregator' | 'marketplace' | 'contract' | 'reserved';
  readonly id: string;
  readonly name: string;
  /** Off list by model name, where the offer names models. */
  readonly discounts: ReadonlyMap<string, Share>;
  readonly text: string;
  readonly source: Source | undefined;
}
