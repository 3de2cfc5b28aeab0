/** A calendar day in UTC as `YYYY-MM-DD` text, so that comparing days is comparing text. There is no clock here. */
export type Day = string & { readonly __day: true };

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MILLISECONDS_PER_DAY = 86_400_000;
const ISO_LENGTH = 'YYYY-MM-DD'.length;

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** No price is known that far ahead, and a month after it could not be written in four digits. */
const LAST_YEAR = 2999;

/** Reads `YYYY-MM-DD`; undefined when the text is not a day that exists, or is of a year after 2999. */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year > LAST_YEAR) return undefined;
  const length = month === 2 && isLeap(year) ? 29 : DAYS_IN_MONTH[month - 1];
  return length !== undefined && day >= 1 && day <= length ? (text as Day) : undefined;
}

/** What is wrong with a text that is no day. */
export function dayFault(text: string): string {
  const late = Number(/^(\d{4})-/.exec(text)?.[1] ?? 0) > LAST_YEAR;
  return late ? `"${text}" is after ${LAST_YEAR}; check the year` : `"${text}" is not a day; write it as 2026-11-23`;
}

/** So many days after a day, or before it where they are below 0. */
export function daysAfter(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * MILLISECONDS_PER_DAY).toISOString().slice(0, ISO_LENGTH) as Day;
}

/** Whole days from `a` to `b`, negative when b is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((Date.parse(b) - Date.parse(a)) / MILLISECONDS_PER_DAY);
}

export const MINUTES_PER_HOUR = 60;
export const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

/** The days of a week, Monday first. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** The place of a day in its week, 0 for a Monday. */
export function weekdayOf(day: Day): number {
  const fromSunday = new Date(day).getUTCDay();
  return (fromSunday + WEEKDAYS.length - 1) % WEEKDAYS.length;
}

/** A calendar month as `YYYY-MM` text. */
export type Month = string & { readonly __month: true };

export const MONTHS_PER_YEAR = 12;

/** Reads `YYYY-MM`; undefined when the text is not a month. */
export function parseMonth(text: string): Month | undefined {
  return /^\d{4}-\d{2}$/.test(text) && parseDay(`${text}-01`) !== undefined ? (text as Month) : undefined;
}

/** The first day of a month. */
export function firstDay(month: Month): Day {
  return `${month}-01` as Day;
}

/** The month that is this many months later, or earlier when negative. */
export function monthPlus(month: Month, months: number): Month {
  const count = Number(month.slice(0, 4)) * MONTHS_PER_YEAR + Number(month.slice(5)) - 1 + months;
  const [year, index] = [Math.floor(count / MONTHS_PER_YEAR), count % MONTHS_PER_YEAR];
  return `${String(year).padStart(4, '0')}-${String(index + 1).padStart(2, '0')}` as Month;
}

/** So many months after a day; the last of a month where that month is too short. */
export function monthsAfter(day: Day, months: number): Day {
  const month = monthPlus(monthOf(day), months);
  const date = Math.min(Number(day.slice(8)), daysIn(month));
  return `${month}-${String(date).padStart(2, '0')}` as Day;
}

/** Whole months from `a` to `b`, negative when b is earlier. */
export function monthsBetween(a: Month, b: Month): number {
  const count = (month: Month) => Number(month.slice(0, 4)) * MONTHS_PER_YEAR + Number(month.slice(5));
  return count(b) - count(a);
}

/** The months from one on, in order. */
export function monthsFrom(start: Month, count: number): Month[] {
  return Array.from({ length: count }, (_, index) => monthPlus(start, index));
}

/** The month a day lies in. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7) as Month;
}

/** How many days a calendar month has. */
export function daysIn(month: Month): number {
  return daysBetween(firstDay(month), firstDay(monthAfter(month)));
}

/** The last day of a month. */
export function lastDay(month: Month): Day {
  return `${month}-${daysIn(month)}` as Day;
}

/** The day after. */
export function dayAfter(day: Day): Day {
  const [month, date] = [monthOf(day), Number(day.slice(8))];
  return date < daysIn(month) ? (`${month}-${String(date + 1).padStart(2, '0')}` as Day) : firstDay(monthAfter(month));
}

/** The day before. */
export function dayBefore(day: Day): Day {
  const [month, date] = [monthOf(day), Number(day.slice(8))];
  return date > 1 ? (`${month}-${String(date - 1).padStart(2, '0')}` as Day) : lastDay(monthPlus(month, -1));
}

/** The month that follows. */
export function monthAfter(month: Month): Month {
  return monthPlus(month, 1);
}
