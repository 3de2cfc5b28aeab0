import { firstDay, lastDay, monthPlus } from '../../domain/day.ts';
import type { Horizon } from '../../domain/horizon.ts';
import type { Note } from '../../domain/note.ts';
import { lastDayOf } from '../../domain/rate-card.ts';
import type { Workload } from '../../domain/workload.ts';
import { comingEnd } from './end-notes.ts';
import { type Context, priceable } from './estimate.ts';
import { knownPrices } from './month-parts.ts';
import { comingRates } from './rate-notes.ts';

/** What a note is about: a change that is told already is not told again. */
function keyOf(note: Note): string {
  const named = 'workload' in note ? note.workload : '';
  const model = 'model' in note ? note.model : '';
  const day = 'lastDay' in note ? note.lastDay : 'from' in note ? note.from : 'until' in note ? note.until : '';
  return `${note.code} ${named} ${model} ${day}`;
}

/** Every change of price and every end of a model inside the months that are priced, beside those told already. */
export function horizonNotes(
  workloads: readonly Workload[],
  { start, months }: Horizon,
  context: Context,
  told: readonly Note[],
): { readonly assumptions: Note[]; readonly warnings: Note[] } {
  const [first, last] = [firstDay(start), lastDay(monthPlus(start, months - 1))];
  const known = new Set(told.map(keyOf));
  const fresh = (notes: readonly Note[]) => notes.filter((note) => !known.has(keyOf(note)));
  const priced = workloads.map((workload) => ({ workload, ...knownPrices(workload, first, last, context) }));
  const changes = priced.flatMap(({ workload, spans }) =>
    spans
      .filter((span) => span.last < last)
      .map((span) => {
        const of = priceable(workload, { ...context, day: span.first });
        const { retired } = of.model;
        return retired !== undefined && lastDayOf(retired) === span.last
          ? { assumptions: [], warnings: comingEnd(of, { card: context.card, day: span.first }) }
          : { assumptions: comingRates(of), warnings: [] };
      }),
  );
  return {
    assumptions: fresh(changes.flatMap((each) => each.assumptions)),
    warnings: [
      ...fresh(changes.flatMap((each) => each.warnings)),
      ...priced.flatMap(({ gap }): Note[] => (gap === undefined ? [] : [{ code: 'monthsWithoutPrice', ...gap }])),
    ],
  };
}
