import { type Day, daysBetween } from '../../domain/day.ts';
import { meterName } from '../../domain/meter.ts';
import type { Note } from '../../domain/note.ts';
import type { Priceable } from './spend.ts';

/** A price that is used: of the tokens of a model, or of calls, by their names. */
interface Used {
  readonly model: string;
  readonly calls: readonly string[];
  readonly checked: Day;
}

/** The prices of a workload with the day each was looked at: those of its rate, and of the calls it makes. */
function usedPrices({ model: { id: model }, rate, workload }: Priceable): Used[] {
  const calls = [...(rate.sourceOf ?? [])].filter(([meter]) => workload.others?.has(meter) === true);
  return [
    { model, calls: [], checked: rate.source.checked },
    ...calls.map(([meter, { checked }]) => ({ model, calls: [meterName(meter)], checked })),
  ];
}

/** The prices of some workloads, oldest first. */
const oldestFirst = (all: readonly Priceable[]) =>
  all.flatMap(usedPrices).sort((a, b) => (a.checked < b.checked ? -1 : Number(a.checked > b.checked)));

/** Days from the day the oldest source among the rates used was read to the day priced; below 0 where that was later. */
export function priceAge(all: readonly Priceable[], day: Day): number {
  const [first] = oldestFirst(all);
  return first === undefined ? 0 : daysBetween(first.checked, day);
}

/** Prices that are used and that nobody has looked at for more than `limit` days. */
export function staleness(all: readonly Priceable[], day: Day, limit: number): Note[] {
  const stale = oldestFirst(all).filter(({ checked }) => daysBetween(checked, day) > limit);
  const [first] = stale;
  if (first === undefined) return [];
  const { checked } = first;
  const models = [...new Set(stale.flatMap(({ model, calls }) => (calls.length === 0 ? [model] : [])))];
  const calls = [...new Set(stale.flatMap((each) => each.calls))];
  const several = new Set(stale.map((each) => each.checked)).size > 1;
  return [{ code: 'stalePrices', models, calls, several, checked, days: daysBetween(checked, day), limit }];
}
