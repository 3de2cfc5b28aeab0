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
