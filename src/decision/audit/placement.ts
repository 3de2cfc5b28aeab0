import type { BillLine } from '../../domain/bill-line.ts';
import { type Explanation, explained, explainedWith, type Known, SUPPOSED } from './explain.ts';
import type { Lot } from './lots.ts';

/** Where a day's usage was billed: on its own day, a day later or earlier, or nowhere. */
export type Place = 'here' | 'later' | 'earlier' | 'nowhere';

/** One of consecutive days of one subject. */
export interface PlacedDay {
  readonly lots: readonly Lot[];
  readonly lines: readonly BillLine[];
  /** Whether it differs, and nothing explains it yet. */
  readonly isOpen: boolean;
  /** Whether what it differs by is explained already. */
  readonly isSettled: boolean;
}

/** A day with where its usage was billed, and why its lines come to what they do. */
export interface Placed {
  readonly place: Place;
  readonly explanation: Explanation;
}

/** Less than any two explanations differ by: shorter runs first. */
const A_DAY_MORE = 0.01;

interface Path {
  readonly supposed: number;
  readonly places: readonly Place[];
  readonly explanations: readonly Explanation[];
}

/** What it takes to suppose that a day's usage was billed there: a run of shifted days is supposed once. */
function supposedOf(place: Place, before: Place): number {
  if (place === 'here') return 0;
  if (place === 'nowhere') return SUPPOSED.notBilled;
  return place === before ? A_DAY_MORE : SUPPOSED.moved;
}

const SETTLED: Explanation = { supposed: 0, fits: [{ id: '', parts: [] }] };

/** The explanations of a day, by whose usage its lines are for; each is worked out once. */
function explainer(days: readonly PlacedDay[], known: Known) {
  const found = new Map<string, Explanation | undefined>();
  const work = (index: number, own: boolean, moved: readonly Lot[]): Explanation | undefined => {
    const { lots = [], lines = [], isSettled = false } = days[index] ?? {};
    if (isSettled) return SETTLED;
    const at = own ? lots : [];
    return moved.length === 0 ? explained(at, lines, known) : explainedWith(moved, at, lines, known);
  };
  return (index: number, before: Place, place: Place, after: Place): Explanation | undefined => {
    const fromBefore = before === 'later';
    const fromAfter = after === 'earlier';
    if (fromBefore && fromAfter) return undefined;
    const moved = fromBefore ? days[index - 1] : fromAfter ? days[index + 1] : undefined;
    const key = `${index} ${place === 'here'} ${fromBefore} ${fromAfter}`;
    if (!found.has(key)) found.set(key, work(index, place === 'here', moved?.lots ?? []));
    return found.get(key);
  };
}

/** Where the usage of a day may have been billed: elsewhere only where the day and its neighbour are open. */
function placesOf(days: readonly PlacedDay[], index: number): Place[] {
  const day = days[index];
  if (day === undefined || !day.isOpen || day.lots.length === 0) return ['here'];
  const isOpen = (at: number) => days[at]?.isOpen === true && (days[at]?.lines.length ?? 0) > 0;
  return [
    'here',
    ...(isOpen(index + 1) ? (['later'] as const) : []),
    ...(isOpen(index - 1) ? (['earlier'] as const) : []),
    ...(day.lines.length > 0 ? (['nowhere'] as const) : []),
  ];
}

/**
 * Where the usage of each of consecutive days was billed, such that the least has to be supposed for the whole of them.
 * By dynamic programming over the places of a day and the day before it.
 */
export function placed(days: readonly PlacedDay[], known: Known): Placed[] {
  const explain = explainer(days, known);
  let paths = new Map<string, Path>([['here here', { supposed: 0, places: ['here'], explanations: [] }]]);
  // A place stands in `places` one ahead of its explanation, which depends on the place after it too.
  for (let index = 0; index <= days.length; index += 1) {
    const next = new Map<string, Path>();
    for (const path of paths.values()) {
      const [before = 'here', now = 'here'] = [path.places.at(-2), path.places.at(-1)];
      for (const place of placesOf(days, index)) {
        const explanation = index === 0 ? undefined : explain(index - 1, before, now, place);
        if (index > 0 && explanation === undefined) continue;
        const supposed = path.supposed + supposedOf(place, now) + (explanation?.supposed ?? 0);
        const key = `${now} ${place}`;
        const known = next.get(key);
        if (known !== undefined && known.supposed <= supposed) continue;
        next.set(key, {
          supposed,
          places: [...path.places, place],
          explanations: explanation === undefined ? path.explanations : [...path.explanations, explanation],
        });
      }
    }
    paths = next;
  }
  const best = [...paths.values()].reduce((a, b) => (b.supposed < a.supposed ? b : a));
  return best.explanations.map((explanation, index) => ({ place: best.places[index + 1] ?? 'here', explanation }));
}
