import type { CacheTtl } from '../../domain/meter.ts';
import { providerOfVendor } from '../../domain/route.ts';
import type { PriceListRulesDocument } from '../schemas/price-lists-schema.ts';

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
