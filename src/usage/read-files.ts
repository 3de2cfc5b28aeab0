import { problem } from '../domain/problem.ts';
import { type DailyGroup, Gathering, type GatherOptions } from './gather.ts';
import { filesNamed } from './globs.ts';
import { type Read, recordsOf } from './records.ts';
import { Dropped, type DropReason, type Fields, type Outcome, type Source, type SourceReader } from './source.ts';
import { recognised, SOURCES } from './sources.ts';

/** How many records may pass before a file has to be known for what it is. */
const LOOK_AT = 50;

/** What became of a file. */
export interface FileUsage {
  readonly file: string;
  readonly source: Source;
  readonly rows: { readonly read: number; readonly kept: number; readonly outside: number };
  readonly dropped: ReadonlyMap<DropReason, number>;
  readonly daily: readonly DailyGroup[];
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
  readonly #dropped = new Map<DropReason, number>();
  #read = 0;
  #kept = 0;
  #outside = 0;

  constructor(file: string, source: Source, reader: SourceReader, options: GatherOptions) {
    this.file = file;
    this.source = source;
    this.#reader = reader;
    this.#gathering = new Gathering(options);
  }

  #drop({ reason, rows }: Dropped): void {
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + rows);
  }

  #take(outcome: Outcome): void {
    if (outcome === undefined) return;
    if (outcome instanceof Dropped) {
      this.#read += outcome.rows;
      this.#drop(outcome);
      return;
    }
    this.#read += 1;
    const inside = outcome.map((row) => this.#gathering.add(row));
    if (inside.includes(false)) this.#outside += 1;
    else this.#kept += 1;
  }

  record(record: Read): void {
    if (record instanceof Dropped) {
      this.#take(record);
      return;
    }
    const { unfold } = this.source;
    let none = true;
    for (const each of unfold?.(record) ?? []) {
      none = false;
      this.#take(this.#reader.read(each));
    }
    // A row of CSV or a line that is a record already holds no others; an empty page holds none at all.
    if (none && !('data' in record || 'results' in record)) this.#take(this.#reader.read(record));
  }

  /** What only the end of all files tells of records that were counted as kept when they were read. */
  end(): void {
    const tail = this.#reader.end?.();
    if (tail === undefined) return;
    for (const row of tail.rows) this.#gathering.add(row);
    for (const dropped of tail.dropped) this.#drop(dropped);
    this.#kept -= tail.dropped.length;
  }

  usage(): FileUsage {
    return {
      file: this.file,
      source: this.source,
      rows: { read: this.#read, kept: this.#kept, outside: this.#outside },
      dropped: this.#dropped,
      daily: this.#gathering.daily(),
    };
  }
}

/** The first records of a file, by which it is known. */
async function lookedAt(records: AsyncGenerator<Read>): Promise<Read[]> {
  const first: Read[] = [];
  while (first.length < LOOK_AT) {
    const { value, done } = await records.next();
    if (done === true) break;
    first.push(value);
  }
  return first;
}

const isFields = (record: Read): record is Fields => !(record instanceof Dropped);

function sourceOf(file: string, first: readonly Read[], from: string | undefined): Source {
  if (from !== undefined) return sourceNamed(from);
  const source = recognised(first.filter(isFields));
  if (source !== undefined) return source;
  throw problem(
    'notUsage',
    file === '-' ? 'standard input' : file,
    first.length === 0 ? 'holds no record' : 'is no usage export that is known here',
    `Known are ${SOURCES.map(({ kind, label }) => `${label} (${kind})`).join(', ')}. --from KIND says which it is.`,
  );
}

/** Told now and then while a file is read: which it is, of how many, and its records so far. */
export type Told = (file: string, at: number, files: number, records: number) => void;

const RECORDS_BETWEEN = 4096;

/**
 * Reads files of usage, each for what it is, or for what `from` says. A request that stands in two files of a kind
 * counts once. Throws `notUsage` for a file that is none of the kinds, and what `recordsOf` throws.
 */
export async function readUsage(
  files: readonly string[],
  from: string | undefined,
  options: GatherOptions,
  told: Told = () => {},
): Promise<FileUsage[]> {
  const readers = new Map<string, SourceReader>();
  const readings: Reading[] = [];
  const named = filesNamed(files);
  for (const [index, file] of named.entries()) {
    const records = recordsOf(file);
    const first = await lookedAt(records);
    const source = sourceOf(file, first, from);
    const reader = readers.get(source.kind) ?? source.reader();
    readers.set(source.kind, reader);
    const reading = new Reading(file, source, reader, options);
    readings.push(reading);
    for (const record of first) reading.record(record);
    let count = first.length;
    for await (const record of records) {
      reading.record(record);
      count += 1;
      if (count % RECORDS_BETWEEN === 0) told(file, index + 1, named.length, count);
    }
  }
  for (const kind of readers.keys()) readings.findLast(({ source }) => source.kind === kind)?.end();
  return readings.map((reading) => reading.usage());
}
