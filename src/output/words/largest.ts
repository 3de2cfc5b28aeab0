import { compare, type Exact, magnitude } from '../../domain/exact.ts';

/** Rows that a picture has room for. */
export const MOST_DRAWN = 12;

/** The largest, in either direction, the largest first. */
export function largest<Item>(items: readonly Item[], amountOf: (item: Item) => Exact): Item[] {
  const sorted = [...items].sort((a, b) => compare(magnitude(amountOf(b)), magnitude(amountOf(a))));
  return sorted.slice(0, MOST_DRAWN);
}

/** Says in a text alternative that not everything is drawn. */
export const ofAll = (drawn: number, all: number) => (drawn === all ? '' : `, the ${drawn} largest of ${all}`);
