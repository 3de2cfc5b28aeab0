import { type Day, type Month, monthAfter, monthOf } from './day.ts';

/** The months that something is looked at over. */
export interface Horizon {
  readonly start: Month;
  readonly months: number;
}

/** What a profile says of them: at least one of the two. */
export type StatedHorizon = Partial<Horizon>;

/** Which of the two are stated. */
export const statedKeys = (stated: StatedHorizon) =>
  (['start', 'months'] as const).filter((key) => stated[key] !== undefined);

/** Months that are looked at where nobody says how many: a budget is of a year, and so is the usual contract. */
export const A_YEAR = 12;

/** The first month of a term that nobody states: nothing is signed for the month that is under way. */
export const startAfter = (day: Day): Month => monthAfter(monthOf(day));

/** The months of a profile: where it states one of the two, from the month after a day on, and for a year. */
export function horizonOf({ start, months }: StatedHorizon, day: Day): Horizon {
  return { start: start ?? startAfter(day), months: months ?? A_YEAR };
}
