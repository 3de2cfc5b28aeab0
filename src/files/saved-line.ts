import type { BoughtPart } from '../domain/change.ts';
import { type Exact, multiply, parseExact, whole } from '../domain/exact.ts';
import { unitOf } from '../domain/meter.ts';
import { type Counted, tokens as tokensOf, type UnitPrice, usdPerMtok as usdPerMtokOf } from '../domain/units.ts';
import type { SavedLineItem } from './schemas/saved-line-schema.ts';

/** The value of a numeral that its schema has accepted; anything else is a fault of the program. */
export function savedNumber(text: string | undefined): Exact {
  const value = text === undefined ? undefined : parseExact(text);
  if (value === undefined) throw new Error(`a number passed its schema and is not readable: ${text}`);
  return value;
}

/** What a line item of a saved answer says was bought. */
export function savedPart(item: SavedLineItem, model: string, channel: string): BoughtPart {
  const { meter, mode, band, tokens, usdPerMtok, quantity, unitPrice } = item;
  const bought = { model, channel, meter, mode, band };
  if (tokens !== 'null' && usdPerMtok !== 'null') {
    return { ...bought, quantity: tokensOf(savedNumber(tokens)), usdPerLot: usdPerMtokOf(savedNumber(usdPerMtok)) };
  }
  const lot = whole(10n ** BigInt(unitOf(meter).lotDigits));
  return {
    ...bought,
    quantity: savedNumber(quantity) as Counted,
    usdPerLot: multiply(savedNumber(unitPrice), lot) as UnitPrice,
  };
}
