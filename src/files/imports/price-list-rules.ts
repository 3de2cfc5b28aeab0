import * as z from 'zod';
import type { CacheTtl } from '../../domain/meter.ts';
import { CACHE_TTLS } from '../../domain/meter.ts';
import { providerOfVendor } from '../../domain/route.ts';
import { sourceSchema } from '../schemas/card-schema.ts';
import { nameText } from '../schemas/numerals.ts';

/** `pricing/price-lists.yaml`: what public price bases say in another way than a card does; ships with the tool. */
export const priceListRulesSchema = z.strictObject({
  cacheWrites: z.record(nameText, z.strictObject({ ttl: z.enum(CACHE_TTLS), source: sourceSchema })),
  longEdges: z.record(nameText, z.strictObject({ edge: z.enum(['above', 'atOrAbove']), source: sourceSchema })),
  writesBesideInput: z.record(nameText, z.strictObject({ providers: z.array(nameText), source: sourceSchema })),
});

export type PriceListRulesDocument = z.infer<typeof priceListRulesSchema>;

/** What a row of a price base means that it does not say itself. */
export interface RowRules {
  /** Lifetime of a cache write without one. */
  readonly writeTtl: CacheTtl;
  readonly edge: 'above' | 'atOrAbove';
  /** The price of a cache write is its storage, on top of the input price. */
  readonly writeBesideInput: boolean;
}

export type RulesOf = (seller: string, id: string) => RowRules;

const SHORTEST: CacheTtl = '5m';

/** The provider whose model a row of a seller is: the vendor in front of its id, else the seller itself. */
export function providerOfRow(seller: string, id: string): string {
  const vendor = /^~?([a-z][a-z-]*)\//.exec(id)?.[1];
  return providerOfVendor(vendor ?? seller);
}

/** The rules by the seller and the id of a row. */
export function priceListRules(document: PriceListRulesDocument): RulesOf {
  const { cacheWrites, longEdges, writesBesideInput } = document;
  const own = <Value>(record: Readonly<Record<string, Value>>, key: string) =>
    Object.hasOwn(record, key) ? record[key] : undefined;
  return (seller, id) => {
    const provider = providerOfRow(seller, id);
    return {
      writeTtl: own(cacheWrites, provider)?.ttl ?? SHORTEST,
      edge: own(longEdges, provider)?.edge ?? 'above',
      writeBesideInput: own(writesBesideInput, seller)?.providers.includes(provider) ?? false,
    };
  };
}
