import type { BillLine } from '../../domain/bill-line.ts';
import { problem } from '../../domain/problem.ts';
import { usd } from '../../domain/units.ts';
import type { MorePages } from '../../domain/usage-answer.ts';
import type { GatherOptions } from '../gather.ts';
import { Pages } from '../pages.ts';
import { readUsage } from '../read-files.ts';
import { lookedAt, type Read, recordsOf } from '../records.ts';
import { Dropped, type DropReason, type Fields } from '../source.ts';
import { SOURCES } from '../sources.ts';
import { ANTHROPIC_CONSOLE_COST, ANTHROPIC_COST } from './anthropic-cost.ts';
import type { BillSource } from './bill-source.ts';
import { AZURE_BILL, CUR_BILL, GOOGLE_BILL } from './cloud-bills.ts';
import { FOCUS_BILL } from './focus-bill.ts';
import { OPENAI_COSTS } from './openai-costs.ts';
import { XAI_TICKS } from './xai-ticks.ts';

/** Every kind of bill, in the order in which a file is held against them. */
const BILLS: readonly BillSource[] = [
  OPENAI_COSTS,
  ANTHROPIC_COST,
  ANTHROPIC_CONSOLE_COST,
  FOCUS_BILL,
  CUR_BILL,
  AZURE_BILL,
  GOOGLE_BILL,
  XAI_TICKS,
];

/** What a file of a bill holds. */
export interface FileBill {
  readonly file: string;
  readonly kind: string;
  readonly label: string;
  readonly provider: string | undefined;
  readonly rows: { readonly read: number; readonly kept: number; readonly dropped: number };
  readonly dropped: readonly { readonly reason: string; readonly rows: number }[];
  readonly lines: readonly BillLine[];
  /** Where it goes on, if it is a page of an answer whose next page is not among the files. */
  readonly morePages: MorePages | undefined;
}

/** The records inside a record, where it is a page of them. */
function* unfolded(source: BillSource, record: Fields): Iterable<Fields> {
  const inner = [...(source.unfold?.(record) ?? [])];
  if (inner.length > 0) yield* inner;
  else if (!('data' in record || 'results' in record)) yield record;
}

/** A file of a kind of bill, a record at a time. */
class Reading {
  readonly file: string;
  readonly #source: BillSource;
  readonly #pages: Pages;
  readonly #dropped = new Map<DropReason, number>();
  readonly #lines: BillLine[] = [];
  #read = 0;
  #kept = 0;

  constructor(file: string, source: BillSource, pages: Pages) {
    this.file = file;
    this.#source = source;
    this.#pages = pages;
  }

  #drop({ reason }: Dropped): void {
    this.#read += 1;
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + 1);
  }

  record(record: Read): void {
    if (record instanceof Dropped) {
      this.#drop(record);
      return;
    }
    this.#pages.note(this.file, record);
    for (const each of unfolded(this.#source, record)) {
      const outcome = this.#source.read(each);
      if (outcome === undefined) continue;
      if (outcome instanceof Dropped) {
        this.#drop(outcome);
        continue;
      }
      this.#read += 1;
      this.#kept += 1;
      this.#lines.push(...outcome);
    }
  }

  bill(until: GatherOptions['until']): FileBill {
    const { kind, label, provider } = this.#source;
    const dropped = [...this.#dropped].map(([reason, rows]) => ({ reason, rows }));
    const rows = { read: this.#read, kept: this.#kept, dropped: this.#read - this.#kept };
    const morePages = this.#pages.after(this.file, until);
    return { file: this.file, kind, label, provider, rows, dropped, lines: this.#lines, morePages };
  }
}

/** Usage that says what it cost: a gateway's log, an export of OpenRouter. Its lines are by day, model and mode. */
async function usageAsBill(file: string, from: string | undefined, options: GatherOptions): Promise<FileBill> {
  const [usage] = await readUsage([file], from, options);
  const priced = usage?.daily.filter(({ billed }) => billed !== undefined) ?? [];
  if (usage === undefined || priced.length === 0) {
    throw problem(
      'notBill',
      file,
      'is usage, and says of none of it what it cost',
      'Give what was billed: a cost export, a cost report or FOCUS charges.',
    );
  }
  const dropped = [...usage.dropped].map(([reason, rows]) => ({ reason, rows }));
  const lost = dropped.reduce((sum, { rows }) => sum + rows, 0);
  return {
    file,
    kind: usage.source.kind,
    label: usage.source.label,
    provider: usage.source.provider,
    rows: { read: usage.rows.read, kept: usage.rows.kept, dropped: lost },
    dropped,
    morePages: usage.morePages,
    lines: priced.flatMap(({ day, model, mode, billed }): BillLine[] =>
      billed === undefined
        ? []
        : [
            {
              day,
              until: day,
              model,
              billedFor: undefined,
              mode,
              amount: usd(billed),
              currency: 'USD',
              places: billed.scale,
              credit: false,
              tax: false,
              label: model,
            },
          ],
    ),
  };
}

function sourceOf(file: string, first: readonly Fields[]): BillSource | undefined {
  const source = BILLS.find(({ recognises }) => first.some(recognises));
  if (source !== undefined) return source;
  if (first.length > 0 && SOURCES.some(({ recognises }) => first.some(recognises))) return undefined;
  const known = [...BILLS.map(({ label }) => label), 'OpenRouter activity', 'LiteLLM logs', 'Langfuse observations'];
  throw problem(
    'notBill',
    file === '-' ? 'standard input' : file,
    first.length === 0 ? 'holds no record' : 'is no bill that is known here',
    `Known are ${known.join(', ')}.`,
  );
}

const LOOK_AT = 50;

/**
 * Reads bills, each for what it is: a provider's cost export or report, FOCUS charges, or usage that says what it cost.
 * Throws `notBill` for a file that is none of them, and what reading throws.
 */
export async function readBills(files: readonly string[], options: GatherOptions): Promise<FileBill[]> {
  const bills: (FileBill | Reading)[] = [];
  const pages = new Pages();
  for (const file of files) {
    const { first, all, close } = await lookedAt(recordsOf(file), LOOK_AT);
    const source = sourceOf(file, first);
    if (source === undefined) {
      await close();
      bills.push(await usageAsBill(file, undefined, options));
      continue;
    }
    const reading = new Reading(file, source, pages);
    for await (const records of all()) records((record) => reading.record(record));
    bills.push(reading);
  }
  return bills.map((each) => (each instanceof Reading ? each.bill(options.until) : each));
}
