import { statSync } from 'node:fs';
import type { Day } from '../domain/day.ts';
import { problem } from '../domain/problem.ts';
import type { UsageRow } from '../domain/usage.ts';
import type { MorePages } from '../domain/usage-answer.ts';
import { type DailyGroup, Gathering, type GatherOptions } from './gather.ts';
import { filesNamed } from './globs.ts';
import { formatOf } from './native.ts';
import { Pages } from './pages.ts';
import { PlainSums, type RowCuts } from './plain-sums.ts';
import { lookedAt, type Read, recordsOf } from './records.ts';
import { Dropped, type DropReason, type Fields, type Outcome, type Source, type SourceReader } from './source.ts';
import { recognised, SOURCES } from './sources.ts';
import type { Tallied, TallyFile } from './tally.ts';
import type { Cuts } from './tally-plan.ts';

/** How many records may pass before a file has to be known for what it is. */
const LOOK_AT = 50;

/** What became of a file. */
export interface FileUsage {
  readonly file: string;
  readonly source: Source;
  readonly rows: { readonly read: number; readonly kept: number; readonly outside: number };
  readonly dropped: ReadonlyMap<DropReason, number>;
  readonly daily: readonly DailyGroup[];
  /** Where it goes on, if it is a page of an answer whose next page is not among the files. */
  readonly morePages: MorePages | undefined;
}

/** The source of that name. Throws `badValue`. */
export function sourceNamed(kind: string): Source {
  const source = SOURCES.find((each) => each.kind === kind);
  if (source !== undefined) return source;
  const known = SOURCES.map((each) => each.kind).join(', ');
  throw problem('badValue', `--from ${kind}`, `there is no such kind of file; there are ${known}`);
}

/** One file being read: every record becomes rows, a reason for none, or nothing. */
class Reading {
  readonly file: string;
  readonly source: Source;
  readonly #reader: SourceReader;
  readonly #gathering: Gathering;
  readonly #pages: Pages;
  readonly #until: GatherOptions['until'];
  /** How many rows, and how many rows of the file came before the first of them. */
  readonly #dropped = new Map<DropReason, { rows: number; before: number }>();
  /** Rows that came so far. */
  readonly #count = { rows: 0 };
  readonly #options: ReadOptions;
  #read = 0;
  #kept = 0;
  #outside = 0;

  constructor(file: string, source: Source, reader: SourceReader, pages: Pages, options: ReadOptions) {
    this.file = file;
    this.source = source;
    this.#reader = reader;
    this.#gathering = new Gathering(options);
    this.#pages = pages;
    this.#until = options.until;
    this.#options = options;
  }

  get rows(): number {
    return this.#count.rows;
  }

  #drop({ reason, rows }: Dropped, before = this.#count.rows): void {
    const known = this.#dropped.get(reason);
    if (known === undefined) this.#dropped.set(reason, { rows, before });
    else {
      known.rows += rows;
      known.before = Math.min(known.before, before);
    }
  }

  #take(outcome: Outcome, before?: number): void {
    this.#count.rows += 1;
    if (outcome === undefined) return;
    if (outcome instanceof Dropped) {
      this.#read += outcome.rows;
      this.#drop(outcome, before);
      return;
    }
    this.#read += 1;
    let isInside = true;
    for (const row of outcome) isInside = this.#gathering.add(row) && isInside;
    if (isInside) this.#kept += 1;
    else this.#outside += 1;
  }

  record(record: Read): void {
    if (record instanceof Dropped) {
      this.#take(record);
      return;
    }
    const { unfold } = this.source;
    if (unfold !== undefined) this.#pages.note(this.file, record);
    let none = true;
    for (const each of unfold?.(record) ?? []) {
      none = false;
      this.#take(this.#reader.read(each));
    }
    // A row of CSV or a line that is a record already holds no others; an empty page holds none at all.
    if (none && !('data' in record || 'results' in record)) this.#take(this.#reader.read(record));
  }

  /** Rows that an engine has added up: read as one record, which stands for all of them. */
  tallied({ record, rows, sum }: Tallied, before?: number): void {
    if (sum === undefined || record instanceof Dropped) {
      for (let count = 0; count < rows; count += 1) this.record(record);
      return;
    }
    const outcome = this.#reader.read(record);
    if (outcome === undefined || outcome instanceof Dropped) {
      if (outcome !== undefined) this.#take(new Dropped(outcome.reason, rows), before);
      return;
    }
    this.#read += rows;
    const inside = outcome.map((row) => this.#gathering.add(this.#all(row, rows, sum.prompt), sum.minutes));
    if (inside.includes(false)) this.#outside += rows;
    else this.#kept += rows;
  }

  /** A row that was read of a sum: where rows are requests, it is as many, and its prompt is the longest of theirs. */
  #all(row: UsageRow, rows: number, longest: bigint | undefined): UsageRow {
    const prompt = longest ?? row.prompt;
    if (!this.source.byRequest) return { ...row, prompt };
    const requests = BigInt(rows);
    const failed = row.failed === undefined ? undefined : row.failed * requests;
    return { ...row, prompt, requests, failed };
  }

  /** Adds up plain rows of a file with those first records before its source reads them; undefined of a kind whose rows are read one by one. */
  plainSums(first: readonly Fields[]): PlainSums | undefined {
    const { by, cutsOn } = this.#options;
    const names = new Set(first.flatMap((record) => Object.keys(record)));
    const summed = this.source.summed?.([...names]);
    if (cutsOn === undefined || summed === undefined) return undefined;
    if (this.source.unfold !== undefined && first.some((record) => 'data' in record || 'results' in record))
      return undefined;
    return new PlainSums({
      summed,
      names,
      by,
      reader: this.#reader,
      cutsOn,
      count: this.#count,
      take: ({ record, rows, before, prompt, minutes }) =>
        this.tallied({ record, rows, sum: { prompt, minutes } }, before),
      drop: (dropped) => this.#take(dropped),
    });
  }

  /** What only the end of all files tells of records that were counted as kept when they were read. */
  end(): void {
    const tail = this.#reader.end?.();
    if (tail === undefined) return;
    for (const row of tail.rows) this.#gathering.add(row);
    for (const dropped of tail.dropped) this.#drop(dropped);
    this.#kept -= tail.dropped.length;
  }

  /** How many rows were dropped for each reason, in the order of the first. */
  #reasons(): ReadonlyMap<DropReason, number> {
    const sorted = [...this.#dropped].sort(([, a], [, b]) => a.before - b.before);
    return new Map(sorted.map(([reason, { rows }]) => [reason, rows]));
  }

  usage(): FileUsage {
    return {
      file: this.file,
      source: this.source,
      rows: { read: this.#read, kept: this.#kept, outside: this.#outside },
      dropped: this.#reasons(),
      daily: this.#gathering.daily(),
      morePages: this.#pages.after(this.file, this.#until),
    };
  }
}

function sourceOf(file: string, first: readonly Fields[], isEmpty: boolean, from: string | undefined): Source {
  if (from !== undefined) return sourceNamed(from);
  const source = recognised(first);
  if (source !== undefined) return source;
  throw problem(
    'notUsage',
    file === '-' ? 'standard input' : file,
    isEmpty ? 'holds no record' : 'is no usage export that is known here',
    `Known are ${SOURCES.map(({ kind, label }) => `${label} (${kind})`).join(', ')}. --from KIND says which it is.`,
  );
}

/** Told now and then while a file is read: which it is, of how many, and its records so far. */
export type Told = (file: string, at: number, files: number, records: number) => void;

const RECORDS_BETWEEN = 4096;
/** Below so many bytes reading record by record is done before an engine has started. */
const ENGINE_FROM = 33_554_432;
/** How many bytes one of a packed file stands for, at the least. */
const PACKED = 8;

/** The size of a file as text, about; of standard input it is not known. */
function sizeOfFile(path: string): number {
  try {
    return statSync(path).size * (formatOf(path) === undefined ? 1 : PACKED);
  } catch {
    return 0;
  }
}

/** The size of files as text, about. */
export const sizeOf = (files: readonly string[]): number => files.reduce((sum, file) => sum + sizeOfFile(file), 0);

/** How files are read and what of them is kept. */
export interface ReadOptions extends GatherOptions {
  /** Where prices of the card change by the length of a prompt and the minute of a day; left out where rows are read one by one. Asked of a large file alone, since it looks at every model. */
  readonly cuts?: () => Cuts;
  /** The same of one model on a day; left out where each row goes through its source. */
  readonly cutsOn?: (model: string, day: Day) => RowCuts;
  /** Bytes from which files of a kind go to an engine; what is packed counts for more. */
  readonly engineFrom?: number;
}

/** A file that an engine has added up. */
interface Added {
  readonly source: Source;
  readonly sums: readonly Tallied[];
}

/** What an engine has added up, by file; empty where files are small, and where it cannot be sure. */
async function tallied(
  named: readonly string[],
  from: string | undefined,
  { by, cuts, engineFrom = ENGINE_FROM }: ReadOptions,
  told: Told,
): Promise<ReadonlyMap<string, Added>> {
  const answers = new Map<string, Added>();
  if (cuts === undefined || named.includes('-') || new Set(named).size !== named.length) return answers;
  if (sizeOf(named) < engineFrom) return answers;
  const { tally } = await import('./tally.ts');
  const kinds = new Map<Source, TallyFile[]>();
  for (const path of named) {
    const { first, isEmpty, close } = await lookedAt(recordsOf(path, LOOK_AT), LOOK_AT);
    await close();
    const source = sourceOf(path, first, isEmpty, from);
    kinds.set(source, [...(kinds.get(source) ?? []), { path, source, first }]);
  }
  for (const files of kinds.values()) {
    const tell = (file: string, rows: number) => told(file, named.indexOf(file) + 1, named.length, rows);
    const found = await tally(files, { by, cuts: cuts(), told: tell });
    files.forEach(({ path, source }, index) => {
      const sums = found?.[index];
      if (sums !== undefined) answers.set(path, { source, sums });
    });
  }
  return answers;
}

/**
 * Reads files of usage, each for what it is, or for what `from` says. A request that stands in two files of a kind
 * counts once. Throws `notUsage` for a file that is none of the kinds, and what `recordsOf` throws.
 */
export async function readUsage(
  files: readonly string[],
  from: string | undefined,
  options: ReadOptions,
  told: Told = () => {},
): Promise<FileUsage[]> {
  const readers = new Map<string, { readonly reader: SourceReader; readonly pages: Pages }>();
  const readings: Reading[] = [];
  const named = filesNamed(files);
  const sums = await tallied(named, from, options, told);
  const readingOf = (file: string, source: Source): Reading => {
    const shared = readers.get(source.kind) ?? { reader: source.reader(), pages: new Pages() };
    readers.set(source.kind, shared);
    const reading = new Reading(file, source, shared.reader, shared.pages, options);
    readings.push(reading);
    return reading;
  };
  for (const [index, file] of named.entries()) {
    const added = sums.get(file);
    if (added !== undefined) {
      const reading = readingOf(file, added.source);
      for (const each of added.sums) reading.tallied(each);
      continue;
    }
    const { first, isEmpty, all } = await lookedAt(recordsOf(file), LOOK_AT);
    const reading = readingOf(file, sourceOf(file, first, isEmpty, from));
    const take = (record: Read): void => reading.record(record);
    const plain = reading.plainSums(first);
    let last = 0;
    for await (const records of all()) {
      records(take, plain);
      if (reading.rows - last < RECORDS_BETWEEN) continue;
      last = reading.rows;
      told(file, index + 1, named.length, last);
    }
    plain?.end();
  }
  for (const kind of readers.keys()) readings.findLast(({ source }) => source.kind === kind)?.end();
  return readings.map((reading) => reading.usage());
}
