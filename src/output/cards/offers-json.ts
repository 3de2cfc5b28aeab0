import type { JsonValue } from '../../domain/json.ts';
import { SCHEMA_VERSION } from '../estimate/json.ts';
import type { OfferEntry } from './offers-text.ts';

/** The answer of `cards offers` for scripts. */
export function offersJson(
  entries: readonly OfferEntry[],
  tool: { readonly name: string; readonly version: string },
): JsonValue {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    command: 'cards offers',
    currency: 'USD',
    offers: entries.map(({ kind, id, name, discounts, text, source }) => ({
      kind,
      id,
      name,
      discounts: Object.fromEntries(discounts),
      text,
      source: source === undefined ? null : { url: source.url, checked: source.checked, note: source.note ?? null },
      confidence: source?.confidence ?? null,
    })),
  };
}
