import type { Day } from '../../domain/day.ts';

/** Which models a file saw on which days, and whether its rows can be told apart. */
export interface Seen {
  readonly file: string;
  readonly kind: string;
  /** True where every row is a request with an id of its own, so that no request of that kind counts twice. */
  readonly byRequest: boolean;
  readonly daily: readonly { readonly day: Day; readonly model: string; readonly provider: string | undefined }[];
}

/** Two files that may hold the same traffic, and a day and a name on which they meet. */
export interface Overlap {
  readonly files: readonly [string, string];
  readonly day: Day;
  readonly name: string;
}

/**
 * Traffic that may be counted twice: rows of one model and day in two files of sums, or of one provider and day in
 * files of different kinds, as a gateway's log and the provider's export of it. Undefined where there is none.
 */
export function overlap(all: readonly Seen[]): Overlap | undefined {
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      const alike = one.kind === other.kind;
      if (alike && one.byRequest) continue;
      const nameOf = ({ model, provider }: Seen['daily'][number]) => (alike ? model : provider);
      const known = new Set(one.daily.map((each) => `${each.day} ${nameOf(each)}`));
      const twice = other.daily.find((each) => nameOf(each) !== undefined && known.has(`${each.day} ${nameOf(each)}`));
      if (twice !== undefined) return { files: [one.file, other.file], day: twice.day, name: nameOf(twice) ?? '' };
    }
  }
  return undefined;
}

/** What a file holds of each day, a text for each row of it. */
export interface Held {
  readonly file: string;
  readonly rows: readonly { readonly day: Day; readonly text: string }[];
}

/** A day's rows as one text, in no order. */
function byDay({ rows }: Held): ReadonlyMap<Day, string> {
  const days = new Map<Day, string[]>();
  for (const { day, text } of rows) {
    const known = days.get(day);
    if (known === undefined) days.set(day, [text]);
    else known.push(text);
  }
  return new Map([...days].map(([day, texts]) => [day, texts.sort().join('\n')]));
}

/**
 * Two files that hold a day alike, row for row: one export under two names, or two that overlap. Files of several
 * projects have the same days, but never the same rows of one. Undefined where there are none.
 */
export function alike(files: readonly Held[]): Omit<Overlap, 'name'> | undefined {
  const known = files.map((each) => ({ file: each.file, days: byDay(each) }));
  for (const [index, one] of known.entries()) {
    for (const other of known.slice(index + 1)) {
      const day = [...one.days].find(([on, rows]) => other.days.get(on) === rows)?.[0];
      if (day !== undefined) return { files: [one.file, other.file], day };
    }
  }
  return undefined;
}
