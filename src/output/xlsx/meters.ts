import {
  CACHE_TTLS,
  type CacheTtl,
  cacheWriteMeter,
  type Meter,
  MODES_APART,
  meterLabel,
  type PriceBand,
  type ServiceMode,
  UNITS,
  unitOf,
} from '../../domain/meter.ts';
import { modePrices, type PriceCells, type Rate } from '../../domain/rate-card.ts';
import type { Workload } from '../../domain/workload.ts';

/** Meters that one row of prices stands for: a single one, or every write lifetime the card prints no price for. */
export interface MeterRow {
  readonly label: string;
  /** The meter whose rule the row follows. */
  readonly meter: Meter;
  /** The lifetimes whose writes the row bills; none for the other meters. */
  readonly ttls: readonly CacheTtl[];
}

/** A call is priced by the thousand, where the columns of prices are by the million tokens. */
const meterRow = (meter: Meter): MeterRow => {
  const per = unitOf(meter) === UNITS.calls ? `, price per ${UNITS.calls.lot}` : '';
  return { label: `${meterLabel(meter)}${per}`, meter, ttls: [] };
};

function printed(rate: Rate): PriceCells[] {
  const modes = MODES_APART.flatMap((mode) => modePrices(rate, mode)?.cells ?? []);
  return [
    rate.cells,
    ...modes,
    ...rate.longContext.flatMap(({ cells, modeCells }) => [cells, ...Object.values(modeCells)]),
    ...(rate.peak === undefined ? [] : [rate.peak.cells]),
  ];
}

/** The rows of cache writes: one per lifetime with a price of its own, then one for all others. */
function writeRows(rate: Rate): MeterRow[] {
  const lists = printed(rate);
  const own = CACHE_TTLS.filter((ttl) => lists.some((cells) => cells[cacheWriteMeter(ttl)] !== undefined));
  const others = CACHE_TTLS.filter((ttl) => !own.includes(ttl));
  const [first] = others;
  const rows = own.map((ttl) => ({ ...meterRow(cacheWriteMeter(ttl)), ttls: [ttl] }));
  if (first === undefined) return rows;
  return [...rows, { label: `cache write, ${others.join(', ')}`, meter: cacheWriteMeter(first), ttls: others }];
}

/** The meters of a rate, in the order of a bill. */
export function meterRows(rate: Rate): MeterRow[] {
  return [meterRow('input'), meterRow('cacheRead'), ...writeRows(rate), meterRow('output')];
}

/** What some workloads use beside text, in the order it is first stated. */
export function othersOf(workloads: readonly Workload[]): Meter[] {
  return [...new Set(workloads.flatMap(({ others }) => [...(others?.keys() ?? [])]))];
}

export const otherRow = meterRow;

export const STORAGE: MeterRow = meterRow('cacheStorage');

export function bandsOf(rate: Rate): PriceBand[] {
  return ['base', ...rate.longContext.map(({ band }) => band), ...(rate.peak === undefined ? [] : (['peak'] as const))];
}

const sellsBatch = (rate: Rate) => rate.batch !== 'notOffered';

/** The modes a workload's tokens can be billed in: the one that serves it, and batch where it is sold. */
export function modesOf(rate: Rate, synchronous: ServiceMode): ServiceMode[] {
  return [synchronous, ...(sellsBatch(rate) ? (['batch'] as const) : [])];
}
