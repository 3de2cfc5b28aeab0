import { MINUTES_PER_DAY, WEEKDAYS } from './day.ts';

export type Weekday = (typeof WEEKDAYS)[number];

/** Hours that a provider declares its peak on some days of the week, in minutes of the UTC day: `from` is in it, `to` is not. */
export interface PeakWindow {
  readonly days: readonly Weekday[];
  readonly from: number;
  readonly to: number;
}

/** 1970-01-01, which minutes are counted from, was a Thursday. */
const FIRST_WEEKDAY = WEEKDAYS.indexOf('Thursday');

/** True where a minute, counted from 1970 in UTC, lies in one of the windows. Holidays are days like any other. */
export function inPeak(windows: readonly PeakWindow[], minute: number): boolean {
  const day = Math.floor(minute / MINUTES_PER_DAY);
  const weekday = WEEKDAYS[(((day + FIRST_WEEKDAY) % WEEKDAYS.length) + WEEKDAYS.length) % WEEKDAYS.length];
  const at = minute - day * MINUTES_PER_DAY;
  return windows.some(({ days, from, to }) => weekday !== undefined && days.includes(weekday) && from <= at && at < to);
}
