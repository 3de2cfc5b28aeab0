import type { Sku } from '../../domain/charge.ts';
import { type Meter, meterName, meterRow } from '../../domain/meter.ts';

/** claude-opus-4.7/cacheRead: a SKU is a model and what is metered of it. */
export function skuId({ product, meter }: Sku): string {
  return `${product}/${meterName(meter as Meter)}`;
}

/** The SKU with all that its published price depends on, and nothing that is negotiated. */
export function skuPriceId(sku: Sku): string {
  const parts = [skuId(sku), sku.mode, sku.band, sku.region];
  return parts.filter((part) => part !== undefined).join('/');
}

/**
 * The properties that the FOCUS examples of AI billing use (specification/data/ai_billing), as key-value JSON: keys in
 * alphabetical order. FOCUS 1.2 defines none of them, and a key that it does not define begins with x_
 * (specification/columns/skupricedetails). Undefined for what is no token.
 */
export function skuDetails({ product, publisher, meter, mode, band }: Sku): string | undefined {
  if (mode === undefined) return undefined;
  const { cache, direction } = meterRow(meter as Meter);
  return JSON.stringify({
    ...(band === 'base' ? {} : { x_ContextBand: band }),
    x_ModelDeveloper: publisher,
    x_ModelId: product,
    x_ServiceMode: mode,
    ...(cache === undefined ? {} : { x_TokenCacheAction: cache }),
    ...(direction === undefined ? {} : { x_TokenDirection: direction }),
  });
}
