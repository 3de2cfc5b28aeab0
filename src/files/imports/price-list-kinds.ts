/** Public price bases that `cards import` and `cards drift` read. */
export const PRICE_LIST_KINDS = ['genai-prices', 'litellm', 'models.dev', 'openrouter', 'pi-ai'] as const;
export type PriceListKind = (typeof PRICE_LIST_KINDS)[number];
