import { type Day, daysBetween } from '../../domain/day.ts';
import type { Note } from '../../domain/note.ts';
import type { Priceable } from './spend.ts';

/** The days on which the prices of a workload were looked at: those of its rate, and of the calls it makes. */
function checkedDays({ rate, workload }: Priceable): Day[] {
  const calls = [...(rate.sourceOf ?? [])].filter(([meter]) => workload.others?.has(meter) === true);
  return [rate.source.checked, ...calls.map(([, { checked }]) => checked)];
}

/** The oldest day of each model that is priced, oldest first. */
function oldestByModel(all: readonly Priceable[]): [model: string, checked: Day][] {
  const oldest = new Map<string, Day>();
  for (const each of all) {
    for (const checked of checkedDays(each)) {
      const known = oldest.get(each.model.id);
      if (known === undefined || checked < known) oldest.set(each.model.id, checked);
    }
  }
  return [...oldest].sort(([, a], [, b]) => (a < b ? -1 : Number(a > b)));
}

/** Days from the day the oldest source among the rates used was read to the day priced; below 0 where that was later. */
export function priceAge(all: readonly Priceable[], day: Day): number {
  const [first] = oldestByModel(all);
  return first === undefined ? 0 : daysBetween(first[1], day);
}

/** Prices that are used and that nobody has looked at for more than `limit` days. */
export function staleness(all: readonly Priceable[], day: Day, limit: number): Note[] {
  const stale = oldestByModel(all).filter(([, checked]) => daysBetween(checked, day) > limit);
  const [first] = stale;
  if (first === undefined) return [];
  const [, checked] = first;
  const models = stale.map(([model]) => model);
  return [{ code: 'stalePrices', models, checked, days: daysBetween(checked, day), limit }];
}
