import type { BillLine } from '../../domain/bill-line.ts';
import { type Meter, meterRow } from '../../domain/meter.ts';
import { minus } from '../../domain/units.ts';
import { METER_OF } from '../../domain/usage.ts';
import { allowanceOf, billedOf, within } from './lines.ts';
import type { Lot, Pricing } from './lots.ts';

/** The writes to a cache that a line means which names no lifetime: those of the only one that is used, and on no other line. */
function writesMeant(lines: readonly BillLine[], used: readonly Meter[]): Meter | undefined {
  const named = new Set(
    lines.flatMap(({ billedFor }) =>
      billedFor === undefined || billedFor === 'calls' || billedFor === 'cacheWrite' ? [] : [METER_OF[billedFor]],
    ),
  );
  const [only, ...others] = used.filter((meter) => meterRow(meter).cache === 'Write' && !named.has(meter));
  return others.length === 0 ? only : undefined;
}

/** Lines by the meter of their class of tokens; undefined where the bill does not tell classes apart. */
export function byMeter(
  lines: readonly BillLine[],
  lots: readonly Lot[],
): ReadonlyMap<Meter, readonly BillLine[]> | undefined {
  const used = [...new Set(lots.map(({ meter }) => meter))];
  const found = new Map<Meter, BillLine[]>();
  for (const line of lines) {
    const { billedFor } = line;
    if (billedFor === undefined || billedFor === 'calls') return undefined;
    const meter = billedFor === 'cacheWrite' ? writesMeant(lines, used) : METER_OF[billedFor];
    if (meter === undefined) return undefined;
    found.set(meter, [...(found.get(meter) ?? []), line]);
  }
  return found;
}

/** Usage of a class of tokens, as it is billed: at the price of another class, it may still stand on a line of its own. */
interface Classed {
  readonly meter: Meter;
  readonly lots: readonly Lot[];
}

export const classed = (lots: readonly Lot[], asBilled: (lot: Lot) => readonly Lot[]): Classed[] =>
  [...new Set(lots.map(({ meter }) => meter))].map((meter) => ({
    meter,
    lots: lots.filter((lot) => lot.meter === meter).flatMap(asBilled),
  }));

/** Classes of tokens in which a bill that states them differs from what was used; nothing where it does not state them. */
export function metersThatDiffer(
  classes: readonly Classed[],
  billed: ReturnType<typeof byMeter>,
  { pricing, places }: { readonly pricing: Pricing; readonly places: number },
): Meter[] {
  if (billed === undefined) return [];
  const meters = new Set<Meter>([...classes.map(({ meter }) => meter), ...billed.keys()]);
  return [...meters].filter((meter) => {
    const of = billed.get(meter) ?? [];
    const expected = pricing.expected(classes.find((each) => each.meter === meter)?.lots ?? []);
    return !within(minus(billedOf(of), expected), allowanceOf(of, places));
  });
}
