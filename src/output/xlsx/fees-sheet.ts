import { whole } from '../../domain/exact.ts';
import type { Levers } from '../../domain/levers.ts';
import type { Inputs } from './assumptions-sheet.ts';
import type { Reference } from './expression.ts';
import type { BoughtCells } from './fee-inputs.ts';
import { rangeOver, sumWhere } from './functions.ts';
import { STATES } from './lever-states.ts';
import { Sheet } from './sheet.ts';

/** What one row would add to everything that is bought of an aggregator in a state of the levers. */
export interface PoolPart {
  readonly number: Reference;
  /** At the levels used, illustrated ones included, and as stated. */
  readonly used: { readonly list: Reference; readonly tokens: Reference };
  readonly stated: { readonly list: Reference; readonly tokens: Reference };
}

/** Everything that the workloads which may would buy there under the same levers. */
export interface Pool {
  readonly used: BoughtCells;
  readonly stated: BoughtCells;
}

/** The number of a pool: sums go by number, since the id of an aggregator is anybody's text. */
export function poolNumber(place: number, levers: Levers): number {
  return place * STATES.length + STATES.findIndex((state) => state.levers === levers) + 1;
}

/** What is bought of each aggregator that charges fees: fees are shares of the month's. */
export function feesSheet({ fees }: Inputs, parts: readonly PoolPart[]) {
  const columns = [
    { title: 'aggregator', width: 20 },
    { title: 'levers', width: 12 },
    { title: 'no.', width: 6 },
    { title: 'list, USD', width: 16, note: 'As if every workload that may bought there so.' },
    { title: 'before fees, USD', width: 16 },
    { title: 'list as stated, USD', width: 16, note: 'Without illustrated levels.' },
    { title: 'before fees as stated, USD', width: 16 },
  ];
  const sheet = new Sheet('Fees', columns, { hidden: true });
  const keys = rangeOver(parts.map((part) => part.number));
  const pools = new Map<number, Pool>();
  for (const { aggregator, place } of fees.values()) {
    for (const state of STATES) {
      const number = poolNumber(place, state.levers);
      sheet.put(0, aggregator.name, 'text');
      sheet.put(1, state.title, 'text');
      const key = sheet.put(2, whole(BigInt(number)), 'count');
      const sum = (column: number, pick: (part: PoolPart) => Reference) =>
        sheet.put(column, sumWhere(keys, key, rangeOver(parts.map(pick))), 'usd');
      pools.set(number, {
        used: { list: sum(3, (part) => part.used.list), tokens: sum(4, (part) => part.used.tokens) },
        stated: { list: sum(5, (part) => part.stated.list), tokens: sum(6, (part) => part.stated.tokens) },
      });
      sheet.next();
    }
  }
  return { sheet, pools };
}
