import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Day, daysBetween, parseDay } from '../../src/domain/day.ts';

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
