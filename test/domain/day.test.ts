import { describe, expect, test } from 'vitest';
import {
  type Day,
  dayBefore,
  daysBetween,
  daysIn,
  lastDay,
  monthOf,
  monthPlus,
  parseDay,
} from '../../src/domain/day.ts';
import fc from '../support/laws.ts';

const day = (text: string): Day => parseDay(text) ?? expect.fail(`${text} is a day`);

const SECONDS_PER_DAY = 86_400;
/** The calendar of the platform, as the other opinion. */
const calendarText = (number: number) => new Date(number * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10);

describe('days that exist', () => {
  test.each(['2026-01-31', '2026-12-31', '2024-02-29', '2000-02-29', '2026-04-30'])('%s', (text) => {
    expect(parseDay(text)).toBe(text);
  });
});

describe('days that do not', () => {
  test.each(
    [
      ['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-01-32'],
      ['', 'today', '2026', '2026-1-1', '26-01-01', '2026/01/01', '01-01-2026', '20260101'],
      ['2026-01-01T00:00:00Z', ' 2026-01-01', '2026-01-01\n', '-2026-01-01', '12026-01-01'],
    ].flat(),
  )('"%s"', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });
});

test('a day is read when the calendar has it', () => {
  const padded = (value: number) => String(value).padStart(2, '0');
  fc.assert(
    fc.property(fc.integer({ min: 1600, max: 2400 }), fc.nat(13), fc.nat(32), (year, month, date) => {
      const text = `${year}-${padded(month)}-${padded(date)}`;
      const exists = new Date(Date.UTC(year, month - 1, date)).toISOString().startsWith(text);
      expect(parseDay(text)).toBe(exists ? text : undefined);
    }),
    { numRuns: 2000 },
  );
});

describe('whole days from one to the other', () => {
  test.each([
    ['2026-01-01', '2026-01-01', 0],
    ['2026-01-01', '2026-03-01', 59],
    ['2024-01-01', '2024-03-01', 60],
    ['2026-03-01', '2026-01-01', -59],
    ['1970-01-01', '2026-01-01', 20454],
  ])('%s to %s: %i', (a, b, days) => {
    expect(daysBetween(day(a), day(b))).toBe(days);
  });

  test('counted by the calendar, in the order of the text', () => {
    const number = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [first, second] = [day(calendarText(a)), day(calendarText(b))];
        expect(daysBetween(first, second)).toBe(b - a);
        expect(first < second).toBe(a < b);
      }),
    );
  });
});

test('the day before, and the last day of a month, as the calendar of the platform has them', () => {
  fc.assert(
    fc.property(fc.integer({ min: -130_000, max: 160_000 }), (number) => {
      const [text, before] = [day(calendarText(number)), calendarText(number - 1)];
      expect(dayBefore(text)).toBe(before);
      const month = monthOf(text);
      const [year, index] = [Number(month.slice(0, 4)), Number(month.slice(5))];
      expect(lastDay(month)).toBe(new Date(Date.UTC(year, index, 0)).toISOString().slice(0, 10));
      expect(daysIn(month)).toBe(new Date(Date.UTC(year, index, 0)).getUTCDate());
    }),
  );
});

test('months later and as many earlier is the same month', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 60_000 }), fc.integer({ min: -400, max: 400 }), (number, months) => {
      const month = monthOf(day(calendarText(number)));
      const [year, index] = [Number(month.slice(0, 4)), Number(month.slice(5))];
      const there = monthPlus(month, months);
      expect(there).toBe(new Date(Date.UTC(year, index - 1 + months, 1)).toISOString().slice(0, 7));
      expect(monthPlus(there, -months)).toBe(month);
    }),
  );
});
