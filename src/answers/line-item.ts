import { costOf, type LineItem, unitLine } from '../domain/line-item.ts';
import { type MeterUnit, meterName, PRICE_BANDS, SERVICE_MODES, UNITS } from '../domain/meter.ts';
import { multipliersOf, type Unpriced } from '../domain/price.ts';
import { CONFIDENCES } from '../domain/rate-card.ts';
import { cost, factor, quantity, tokens, usdPerMtok } from './numerals.ts';
import type { Written, Z } from './schema.ts';

/** A quantity at a price, with everything that made the price. */
export const lineItem = (z: Z) =>
  z.strictObject({
    meter: z.string().describe('a meter of tokens by its key on the card, or the name of a call'),
    mode: z.enum(SERVICE_MODES),
    band: z
      .enum(PRICE_BANDS)
      .describe('price list the request falls in; long2 and on are those of a model with several thresholds'),
    tokens: tokens(z).nullable().describe('null where the quantity is of no tokens'),
    quantity: quantity(z, 'quantity x unitPrice = cost, whatever is counted'),
    unit: z.enum(Object.keys(UNITS) as MeterUnit[]).describe('what the quantity counts'),
    pricing: z
      .enum(['priced', 'free'])
      .describe('free where the provider declares the meter free; a price of 0 is priced'),
    usdPerMtok: usdPerMtok(z)
      .nullable()
      .describe('tokens x usdPerMtok / 1,000,000 = cost; null where there are no tokens'),
    printedUsdPerMtok: usdPerMtok(z)
      .nullable()
      .describe('as printed on the card; times the multipliers it is usdPerMtok'),
    unitPrice: quantity(z, 'US dollars for one of the unit'),
    multipliers: z.array(z.strictObject({ name: z.string(), factor: factor(z) })),
    cost: cost(z),
    source: z.strictObject({ url: z.string(), checked: z.string() }),
    confidence: z.enum(CONFIDENCES),
  });

export function lineItemOf(item: LineItem): Written<typeof lineItem> {
  const { meter, mode, band, pricing, source } = item.price;
  const { unit, unitPrice, tokens: counted, ...line } = unitLine(item);
  return {
    meter: meterName(meter),
    mode,
    band,
    tokens: counted?.count ?? null,
    quantity: line.quantity,
    unit,
    pricing,
    usdPerMtok: counted?.usdPerMtok ?? null,
    printedUsdPerMtok: counted?.printed ?? null,
    unitPrice,
    multipliers: multipliersOf(item.price).map((step) => ({ name: step.name, factor: step.factor })),
    cost: costOf(item),
    source: { url: source.url, checked: source.checked },
    confidence: source.confidence,
  };
}

/** A meter that keeps a cost from being known. */
export const unpriced = (z: Z) => z.strictObject({ meter: z.string(), mode: z.string(), reason: z.string() });

export const unpricedOf = ({ meter, mode, reason }: Unpriced): Written<typeof unpriced> => ({
  meter: meterName(meter),
  mode,
  reason,
});
