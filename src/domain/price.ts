import type { Meter, PriceBand, ServiceMode } from './meter.ts';
import type { Source } from './rate-card.ts';
import { type Factor, NO_PRICE, type UnitPrice } from './units.ts';

/** A step between the printed price and the unit price, with the name it is shown by. */
export interface Multiplier {
  readonly name: string;
  readonly factor: Factor;
  /** Set where the step is on the price of calls too; else it is on that of tokens alone. */
  readonly ofCalls?: true;
}

interface Unit {
  readonly meter: Meter;
  readonly mode: ServiceMode;
  readonly band: PriceBand;
  readonly source: Source;
}

/** The unit price of one meter in one mode and band, with everything that made it. */
export interface Priced extends Unit {
  readonly pricing: 'priced';
  /** As printed on the card. */
  readonly printed: UnitPrice;
  readonly multipliers: readonly Multiplier[];
  /** printed x multipliers, for a lot: a million tokens, a thousand calls. */
  readonly usdPerLot: UnitPrice;
}

/** A meter that its provider declares free. No multiplier, premium or discount makes anything else of it. */
export interface Free extends Unit {
  readonly pricing: 'free';
}

/** A meter that the card cannot price, and why. It is never the price of a neighbour and never zero. */
export interface Unpriced {
  readonly pricing: 'unpriced';
  readonly meter: Meter;
  readonly mode: ServiceMode;
  readonly reason: string;
}

/** What can stand on a line of a bill: what it costs is known. */
export type Price = Priced | Free;

/** Whether a meter has a price. A consumer says what it does with each of the three, or does not compile. */
export type MeterPrice = Price | Unpriced;

/** What the card prints; nothing on a free meter, where it prints a word. */
export function printedOf(price: Price): UnitPrice {
  return price.pricing === 'free' ? NO_PRICE : price.printed;
}

/** The steps from the printed price to the unit price; a free meter has none. */
export function multipliersOf(price: Price): readonly Multiplier[] {
  return price.pricing === 'free' ? [] : price.multipliers;
}

/** What a lot comes to: nothing on a free meter, exactly. */
export function usdPerLotOf(price: Price): UnitPrice {
  return price.pricing === 'free' ? NO_PRICE : price.usdPerLot;
}
