import type { Day } from '../domain/day.ts';
import type { MorePages } from '../domain/usage-answer.ts';
import { dayOf, inside, isTrue, listIn, optionalCount, textOf } from './fields.ts';
import type { Fields } from './source.ts';

const STARTS = ['starting_at', 'start_time'] as const;
const ENDS = ['ending_at', 'end_time'] as const;

/** A page that is not the last by its own word, and what may stand after it. */
interface Ended {
  readonly file: string;
  readonly told: 'hasMore' | 'cursor' | { readonly page: number; readonly pages: number };
  readonly end?: string | undefined;
  readonly from?: Day | undefined;
}

/**
 * The pages of answers of an API. A report says `has_more` where another page follows, which begins where its last bucket
 * ends. Langfuse counts its pages, or gives a cursor to each but the last, which names no page: where the last one is
 * among the files, those between are taken to be.
 * Sources: platform.claude.com, get-messages-usage-report; openai-node, src/resources/admin/organization/usage.ts;
 * langfuse.com, openapi.yml, utilsMetaResponse (page, totalPages) and ObservationsV2Meta (cursor).
 */
export class Pages {
  readonly #begun = new Set<string>();
  readonly #numbered = new Set<number>();
  readonly #ended: Ended[] = [];
  #isLastThere = false;

  note(file: string, document: Fields): void {
    const buckets = listIn(document, 'data');
    for (const bucket of buckets) {
      const start = textOf(bucket, ...STARTS);
      if (start !== undefined) this.#begun.add(start);
    }
    if ('meta' in document) this.#noteMeta(file, inside(document, 'meta'));
    if (!isTrue(document, 'has_more')) return;
    const last = buckets.at(-1) ?? {};
    this.#ended.push({ file, told: 'hasMore', end: textOf(last, ...ENDS), from: dayOf(last, ...ENDS) });
  }

  #noteMeta(file: string, meta: Fields): void {
    const [page, pages] = [optionalCount(meta, 'page'), optionalCount(meta, 'totalPages')];
    if (page !== undefined && pages !== undefined) {
      this.#numbered.add(Number(page));
      this.#ended.push({ file, told: { page: Number(page), pages: Number(pages) } });
    } else if (textOf(meta, 'cursor') === undefined) this.#isLastThere = true;
    else this.#ended.push({ file, told: 'cursor' });
  }

  /** Of a page that is not whole without others, what it lacks. */
  #lackedBy({ told, end, from }: Ended, until: Day | undefined): MorePages | undefined {
    if (told === 'cursor') return this.#isLastThere ? undefined : { from: undefined, told };
    if (told === 'hasMore') {
      const isFollowed = end !== undefined && this.#begun.has(end);
      const isAsked = until === undefined || from === undefined || from <= until;
      return !isFollowed && isAsked ? { from, told } : undefined;
    }
    const { page, pages } = told;
    const missing = [page + 1, page - 1].find((each) => each >= 1 && each <= pages && !this.#numbered.has(each));
    return missing === undefined ? undefined : { from: undefined, told: { page, pages, missing } };
  }

  /** Where a file goes on that is not whole; undefined where each of its pages is followed by another that was read, and for days after `until`. */
  after(file: string, until: Day | undefined): MorePages | undefined {
    for (const each of this.#ended) {
      const lacked = each.file === file ? this.#lackedBy(each, until) : undefined;
      if (lacked !== undefined) return lacked;
    }
    return undefined;
  }
}
