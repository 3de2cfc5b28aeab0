import type { DuckDBConnection } from '@duckdb/node-api';
import { withDuckDb } from './duckdb.ts';
import type { Loads } from './gather.ts';
import { formatOf } from './native.ts';
import { headerOf, type Read, rowsOfCsv } from './records.ts';
import type { Fields, Source } from './source.ts';
import { columnsOf } from './tally-columns.ts';
import {
  type Column,
  type Columns,
  type Cuts,
  type Path,
  type Plan,
  planOf,
  type Relation,
  TALLIED,
  TWICE,
} from './tally-plan.ts';
import { csvRelation, jsonRelation, type Packing, parquetRelation, REJECTED } from './tally-relation.ts';

/** Rows that an engine has added up, as a record of their kind that stands for so many of them. */
export interface Tallied {
  readonly record: Read;
  readonly rows: number;
  /** What only a sum has; a record without it is one row as it is, which the file holds so many times. */
  readonly sum?: {
    /** The longest prompt, all of them on the same side of every threshold. */
    readonly prompt: bigint | undefined;
    /** Tokens by the minute since 1970; undefined where all of them are of one moment or of none. */
    readonly minutes: Loads | undefined;
  };
}

/** A file of one kind, with one of its first records. */
export interface TallyFile {
  readonly path: string;
  readonly source: Source;
  readonly first: Fields;
  /** The names of all first records. */
  readonly names: readonly string[];
}

export interface TallyOptions {
  readonly by: readonly string[];
  readonly cuts: Cuts;
  readonly told: (file: string, rows: number) => void;
}

/** More rows than these that a source has to judge by itself are read by it from the file. */
const MOST_ODD = 65_536;
/** More minutes than these are not held: no load is measured. */
const MOST_MINUTES = 2_000_000;
/** Numbers of a row that a double may not hold as they are written. */
const MOST_EXACT = 2 ** 49;
const TOLD_EVERY_MS = 250;
const MS_A_MINUTE = 60_000;

/** Why an engine's answer is not taken: the file is then read by its source, a record at a time. */
class NotTallied extends Error {}

const isMoment = (value: unknown) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value);

const nestedIn = ({ counts, texts }: Columns): Path[] => [...counts, ...texts].filter(({ length }) => length > 1);

/** A file ready to be asked: as a relation, made anew for each query. */
interface Ready extends TallyFile {
  readonly columns: Columns;
  readonly isTimed: boolean;
  readonly header: readonly string[] | undefined;
  readonly relation: () => Promise<{ readonly relation: Relation; readonly fits: () => boolean }>;
}

async function readyOf(file: TallyFile, connection: DuckDBConnection): Promise<Ready> {
  const { path, source, first } = file;
  const format = formatOf(path);
  const header = format === 'parquet' ? undefined : await headerOf(path);
  const columns = columnsOf(source.kind, header ?? file.names);
  if (columns === undefined) throw new NotTallied();
  const moment = columns.moments.map((name) => first[name]).find((value) => value !== undefined && value !== null);
  const isTimed = columns.isTimed === true && isMoment(moment);
  // Days and moments side by side are told apart by their own reader alone.
  if (isMoment(moment) !== (columns.isTimed === true)) throw new NotTallied();
  const made = { ...file, columns, isTimed, header };
  if (format === 'parquet')
    return { ...made, relation: () => parquetRelation(connection, path, isTimed, nestedIn(columns)) };
  const packing: Packing = format ?? 'none';
  const fits = () => true;
  if (header !== undefined) {
    if (new Set(header).size !== header.length || header.includes('')) throw new NotTallied();
    return { ...made, relation: async () => ({ relation: csvRelation(path, header, packing, isTimed), fits }) };
  }
  // A document that holds records is for the reader that unfolds it.
  if (source.unfold !== undefined) throw new NotTallied();
  const moments = columns.moments.filter((name) => file.names.includes(name));
  return { ...made, relation: async () => ({ relation: jsonRelation(path, packing, isTimed, moments), fits }) };
}

/** Finds requests that stand twice, in one file or in two of a kind: true where there are any. */
async function findTwice(files: readonly Ready[], connection: DuckDBConnection): Promise<boolean> {
  const ids: string[] = [];
  for (const { relation, columns } of files) {
    const { relation: made } = await relation();
    const id = columns.id === undefined ? undefined : made.leaf(columns.id, 'text');
    if (id === undefined) return false;
    ids.push(`SELECT hash(${id.value}) AS h FROM ${made.from()}`);
  }
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${TWICE} AS SELECT h FROM (${ids.join(' UNION ALL ')}) GROUP BY h HAVING COUNT(*) > 1`,
  );
  const count = await oneNumber(connection, `SELECT COUNT(*) FROM ${TWICE}`);
  if (count > MOST_ODD) throw new NotTallied();
  return count > 0;
}

async function oneNumber(connection: DuckDBConnection, sql: string): Promise<number> {
  const answer = await connection.runAndReadAll(sql);
  return Number(answer.getRows()[0]?.[0] ?? 0);
}

function put(record: Record<string, unknown>, [name = '', ...rest]: Path, value: unknown): void {
  if (rest.length === 0) record[name] = value;
  else {
    record[name] ??= {};
    put(record[name] as Record<string, unknown>, rest, value);
  }
}

/** The record that some columns of an answer make; what they have not is left out. */
function recordOf(columns: readonly Column[], value: (as: string) => unknown): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const { as, path } of columns) {
    const found = value(as);
    if (found !== null && found !== undefined) put(record, path, found);
  }
  return record;
}

type Row = Readonly<Record<string, unknown>>;

let groups = 0;

/** The sum of rows as a record: counts as text, which holds any of them exactly. */
function sumOf(row: Row, plan: Plan, id: Path | undefined): Tallied {
  const record = recordOf([...plan.keys, ...plan.sums.map(({ as, path }) => ({ as: `s_${as}`, path }))], (as) => {
    const value = row[as];
    return typeof value === 'bigint' ? String(value) : value;
  });
  if (plan.money !== undefined && row['s_m'] !== null) put(record, plan.money, row['s_m']);
  groups += 1;
  if (id !== undefined) put(record, id, `sum ${groups}`);
  const { minutes, loads } = row as { readonly minutes?: { items: number[] }; readonly loads?: { items: number[] } };
  if (plan.moment !== undefined) record[plan.moment] = new Date(Number(row['minute']) * MS_A_MINUTE).toISOString();
  return {
    record,
    rows: Number(row['n']),
    sum: {
      prompt: typeof row['p_most'] === 'bigint' ? row['p_most'] : undefined,
      minutes:
        plan.moment === undefined
          ? undefined
          : (minutes?.items.map((minute, index) => [minute, loads?.items[index] ?? 0] as const) ?? 'untold'),
    },
  };
}

/** A row as it is. */
function oddOf(row: Row, plan: Plan): Tallied {
  const values = JSON.parse(String(row['odd'])) as Row;
  const isBeyond = (value: unknown) => typeof value === 'number' && Math.abs(value) >= MOST_EXACT;
  if (Object.values(values).some(isBeyond)) throw new NotTallied();
  return { record: recordOf(plan.whole, (as) => values[as]), rows: Number(row['n']) };
}

/** The rows of an answer by the names of their columns. */
async function* rowsOf(connection: DuckDBConnection, sql: string): AsyncGenerator<Row> {
  const result = await connection.stream(sql);
  const names = result.columnNames();
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const values = names.map((_, index) => chunk?.getColumnValues(index) ?? []);
    for (let at = 0; at < chunk.rowCount; at += 1)
      yield Object.fromEntries(names.map((name, index) => [name, values[index]?.[at]]));
  }
}

/** Rows of CSV that the engine could not take, as their own reader has them. */
async function rejected({ header = [], columns }: Ready, connection: DuckDBConnection): Promise<Tallied[]> {
  const lines = await connection.runAndReadAll(
    `SELECT DISTINCT ON (line) csv_line FROM ${REJECTED} ORDER BY line LIMIT ${MOST_ODD}`,
  );
  const found: Tallied[] = [];
  // One that cannot be told from others by its id may stand twice.
  if (lines.currentRowCount >= MOST_ODD || (lines.currentRowCount > 0 && columns.id !== undefined))
    throw new NotTallied();
  const head = header.map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
  for (const [line] of lines.getRows())
    for await (const record of rowsOfCsv(head, String(line))) found.push({ record, rows: 1 });
  return found;
}

/** Ends what copies of one request say differently: the first of them counts, and only the file knows which it is. */
function refuseDifferent(found: readonly Tallied[], id: Path | undefined): void {
  const seen = new Set<unknown>();
  for (const { record, sum } of found) {
    const own = sum === undefined && id?.[0] !== undefined ? (record as Fields)[id[0]] : undefined;
    if (own !== undefined && seen.has(own)) throw new NotTallied();
    seen.add(own);
  }
}

/** A row of a file all of whose cells are empty is none: what it would be read as is told by its own reader. */
function refuseBlank(row: Row, { header }: Ready): void {
  const isBlank = Object.entries(row).every(([name, value]) => name === 'n' || name === 'odd' || value === null);
  if (header !== undefined && isBlank) throw new NotTallied();
}

async function tallyOf(ready: Ready, someTwice: boolean, connection: DuckDBConnection, options: TallyOptions) {
  const { columns, isTimed, header } = ready;
  const { relation, fits } = await ready.relation();
  const plan = planOf(columns, relation, { ...options, isTimed, someTwice });
  if (plan === undefined || !fits()) throw new NotTallied();
  for (const name of [REJECTED, `${REJECTED}_scans`]) await connection.run(`DROP TABLE IF EXISTS ${name}`);
  if (plan.prepare !== undefined) await connection.run(plan.prepare);
  const withMinutes = isTimed && (await oneNumber(connection, `SELECT COUNT(*) FROM ${TALLIED}`)) <= MOST_MINUTES;
  const found: Tallied[] = [];
  let odd = 0;
  for await (const row of rowsOf(connection, plan.answer(withMinutes))) {
    refuseBlank(row, ready);
    if (row['odd'] === null) found.push(sumOf(row, plan, columns.id));
    else found.push(oddOf(row, plan));
    odd += row['odd'] === null ? 0 : 1;
    if (odd > MOST_ODD) throw new NotTallied();
  }
  refuseDifferent(found, columns.id);
  if (header !== undefined) found.push(...(await rejected(ready, connection)));
  return found;
}

/**
 * Files of one kind added up by an engine, in their order; undefined where it cannot be sure of them all, and where it is
 * not installed: their source reads them then.
 */
export async function tally(files: readonly TallyFile[], options: TallyOptions): Promise<Tallied[][] | undefined> {
  const answers: Tallied[][] = [];
  let at = files[0]?.path ?? '';
  try {
    const all = withDuckDb(async function* (connection) {
      const timer = setInterval(() => options.told(at, Number(connection.progress.rows_processed)), TOLD_EVERY_MS);
      try {
        const ready: Ready[] = [];
        for (const file of files) ready.push(await readyOf(file, connection));
        const someTwice = await findTwice(ready, connection);
        for (const each of ready) {
          at = each.path;
          yield await tallyOf(each, someTwice, connection, options);
        }
      } finally {
        clearInterval(timer);
      }
    });
    for await (const answer of all) answers.push(answer);
    return answers;
  } catch {
    return undefined;
  }
}
