import type { OfferEntry } from '../domain/offer-entry.ts';
import { CONFIDENCES } from '../domain/rate-card.ts';
import { head, SCHEMA_VERSION, type Tool } from './head.ts';
import { share } from './numerals.ts';
import type { Written, Z } from './schema.ts';

const offer = (z: Z) =>
  z.strictObject({
    kind: z.enum(['aggregator', 'marketplace', 'contract', 'reserved']),
    id: z.string().describe('as channels, --via and --prepay know it'),
    name: z.string(),
    discounts: z.record(z.string(), share(z)).describe('share off list by model, where the offer names models'),
    text: z.string().describe('what it gives and takes, in a sentence'),
    source: z.strictObject({ url: z.string(), checked: z.string(), note: z.string().nullable() }).nullable(),
    confidence: z.enum(CONFIDENCES).nullable(),
  });

/** `cards offers --format json`. */
export function cardsOffersAnswer(z: Z) {
  const { schemaVersion, tool, command, currency } = head(z, 'cards offers');
  return z.strictObject({ schemaVersion, tool, command, currency, offers: z.array(offer(z)) });
}

const offerOf = ({ kind, id, name, discounts, text, source }: OfferEntry): Written<typeof offer> => ({
  kind,
  id,
  name,
  discounts: Object.fromEntries(discounts),
  text,
  source: source === undefined ? null : { url: source.url, checked: source.checked, note: source.note ?? null },
  confidence: source?.confidence ?? null,
});

/** The answer of `cards offers` as its schema describes it. */
export function cardsOffersAnswerOf(entries: readonly OfferEntry[], tool: Tool): Written<typeof cardsOffersAnswer> {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    command: 'cards offers',
    currency: 'USD',
    offers: entries.map(offerOf),
  };
}
