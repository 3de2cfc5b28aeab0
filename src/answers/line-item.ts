import { costOf, type LineItem } from '../domain/line-item.ts';
import { METERS } from '../domain/meter.ts';
import { multipliersOf, printedOf, type Unpriced, usdPerMtokOf } from '../domain/price.ts';
import { CONFIDENCES } from '../domain/rate-card.ts';
import { cost, factor, tokens, usdPerMtok } from './numerals.ts';
import type { Written, Z } from './schema.ts';

/** A quantity at a price, with everything that made the price. */
export const lineItem = (z: Z) =>
  z.strictObject({
    meter: z.enum(METERS),
    mode: z.enum(['standard', 'batch', 'flex', 'priority']),
    band: z.enum(['base', 'long', 'peak']).describe('price list the request falls in'),
    tokens: tokens(z),
    pricing: z
      .enum(['priced', 'free'])
      .describe('free where the provider declares the meter free; a price of 0 is priced'),
    usdPerMtok: usdPerMtok(z, 'unit price: tokens x usdPerMtok / 1,000,000 = cost'),
    printedUsdPerMtok: usdPerMtok(z, 'as printed on the card; times the multipliers it is usdPerMtok'),
    multipliers: z.array(z.strictObject({ name: z.string(), factor: factor(z) })),
    cost: cost(z),
    source: z.strictObject({ url: z.string(), checked: z.string() }),
    confidence: z.enum(CONFIDENCES),
  });

export function lineItemOf(item: LineItem): Written<typeof lineItem> {
  const { meter, mode, band, pricing, source } = item.price;
  return {
    meter,
    mode,
    band,
    tokens: item.tokens,
    pricing,
    usdPerMtok: usdPerMtokOf(item.price),
    printedUsdPerMtok: printedOf(item.price),
    multipliers: multipliersOf(item.price).map((step) => ({ name: step.name, factor: step.factor })),
    cost: costOf(item),
    source: { url: source.url, checked: source.checked },
    confidence: source.confidence,
  };
}

/** A meter that keeps a cost from being known. */
export const unpriced = (z: Z) => z.strictObject({ meter: z.string(), mode: z.string(), reason: z.string() });

export const unpricedOf = ({ meter, mode, reason }: Unpriced): Written<typeof unpriced> => ({ meter, mode, reason });
