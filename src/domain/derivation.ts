import type { Meter, PriceBand, ServiceMode } from './meter.ts';
import type { Multiplier } from './price.ts';
import type { PriceCell } from './price-cell.ts';

/** One cell of a rate's price list. */
export interface PriceKey {
  readonly meter: Meter;
  readonly mode: ServiceMode;
  readonly band: PriceBand;
}

/** The billing rule that makes one price out of another. */
export type DerivationRule =
  | 'modeMultiplier'
  | 'cacheRateWins'
  | 'noCachedRate'
  | 'noWritePremium'
  | 'servedAsStandard';

/** Where the list price of a cell comes from: the card prints it, a rule makes it from another cell, or nobody knows. */
export type Derivation =
  | { readonly kind: 'printed'; readonly price: PriceCell }
  | {
      readonly kind: 'derived';
      readonly from: PriceKey;
      readonly rule: DerivationRule;
      readonly multiplier: Multiplier | undefined;
    }
  | { readonly kind: 'missing'; readonly reason: string };
