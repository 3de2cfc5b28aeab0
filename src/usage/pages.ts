import type { Day } from '../domain/day.ts';
import type { MorePages } from '../domain/usage-answer.ts';
import { dayOf, isTrue, listIn, textOf } from './fields.ts';
import type { Fields } from './source.ts';

const STARTS = ['starting_at', 'start_time'] as const;
const ENDS = ['ending_at', 'end_time'] as const;

/**
 * The pages of answers of an API. A page says `has_more` where another follows, which begins where its last bucket ends.
 * Sources: platform.claude.com, get-messages-usage-report; openai-node, src/resources/admin/organization/usage.ts.
 */
export class Pages {
  readonly #begun = new Set<string>();
  readonly #ended: { readonly file: string; readonly end: string | undefined; readonly from: Day | undefined }[] = [];

  note(file: string, document: Fields): void {
    const buckets = listIn(document, 'data');
    for (const bucket of buckets) {
      const start = textOf(bucket, ...STARTS);
      if (start !== undefined) this.#begun.add(start);
    }
    if (!isTrue(document, 'has_more')) return;
    const last = buckets.at(-1) ?? {};
    this.#ended.push({ file, end: textOf(last, ...ENDS), from: dayOf(last, ...ENDS) });
  }

  /** Where a file goes on that is not whole; undefined where each of its pages is followed by another that was read, and for days after `until`. */
  after(file: string, until: Day | undefined): MorePages | undefined {
    const open = this.#ended.find(
      ({ file: of, end, from }) =>
        of === file &&
        (end === undefined || !this.#begun.has(end)) &&
        (until === undefined || from === undefined || from <= until),
    );
    return open === undefined ? undefined : { from: open.from };
  }
}
