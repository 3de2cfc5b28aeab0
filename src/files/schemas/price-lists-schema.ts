import * as z from 'zod';
import { CACHE_TTLS } from '../../domain/meter.ts';
import { sourceSchema } from './card-schema.ts';
import { nameText } from './numerals.ts';

/** `pricing/price-lists.yaml`: what public price bases say in another way than a card does; ships with the tool. */
export const priceListRulesSchema = z.strictObject({
  cacheWrites: z.record(nameText, z.strictObject({ ttl: z.enum(CACHE_TTLS), source: sourceSchema })),
  longEdges: z.record(nameText, z.strictObject({ edge: z.enum(['above', 'atOrAbove']), source: sourceSchema })),
  writesBesideInput: z.record(nameText, z.strictObject({ providers: z.array(nameText), source: sourceSchema })),
});

export type PriceListRulesDocument = z.infer<typeof priceListRulesSchema>;
