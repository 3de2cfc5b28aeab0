import type { Sku } from '../../domain/charge.ts';

/** claude-opus-4.7/cacheRead: a SKU is a model and what is metered of it. */
export function skuId({ product, meter }: Sku): string {
  return `${product}/${meter}`;
}

/** The SKU with all that its published price depends on, and nothing that is negotiated. */
export function skuPriceId(sku: Sku): string {
  const parts = [skuId(sku), sku.mode, sku.band, sku.region];
  return parts.filter((part) => part !== undefined).join('/');
}

const CACHE_ACTIONS: readonly (readonly [start: string, action: string])[] = [
  ['cacheRead', 'Read'],
  ['cacheWrite', 'Write'],
  ['cacheStorage', 'Storage'],
  ['input', 'Uncached'],
];

/**
 * The properties that the FOCUS examples of AI billing use (specification/data/ai_billing), as key-value JSON: keys in
 * alphabetical order. FOCUS 1.2 defines none of them, and a key that it does not define begins with x_
 * (specification/columns/skupricedetails). Undefined for what is no token.
 */
export function skuDetails({ product, publisher, meter, mode, band }: Sku): string | undefined {
  if (mode === undefined) return undefined;
  const action = CACHE_ACTIONS.find(([start]) => meter.startsWith(start))?.[1];
  return JSON.stringify({
    ...(band === 'base' ? {} : { x_ContextBand: band }),
    x_ModelDeveloper: publisher,
    x_ModelId: product,
    x_ServiceMode: mode,
    ...(action === undefined ? {} : { x_TokenCacheAction: action }),
    x_TokenDirection: meter === 'output' ? 'Output' : 'Input',
  });
}
