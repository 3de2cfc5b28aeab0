import { add, type Exact, numeral, parseExact, shift } from '../domain/exact.ts';
import { Problem } from '../domain/problem.ts';
import { mayHaveLongLine } from './bytes.ts';
import { type AnswerRow, type Engine, EngineError, withDuckDb } from './duckdb.ts';
import { isMoment, MINUTE_MS, MOST_EXACT, MOST_TOKENS, textOf } from './fields.ts';
import { type Loads, MOST_MINUTES } from './gather.ts';
import { isInParts, MONEY_PLACES } from './money-parts.ts';
import { formatOf } from './native.ts';
import { headerOf, type Read, rowsOfCsv } from './records.ts';
import { Dropped, type Fields, type Source } from './source.ts';
import type { Path, Summed } from './summed.ts';
import { type Column, type Cuts, DOLLARS, idHash, type Plan, planOf, TALLIED, TWICE } from './tally-plan.ts';
import {
  csvRelation,
  factsOf,
  jsonRelation,
  NotTallied,
  type Packing,
  parquetRelation,
  REJECTED,
  type Relation,
  typesOf,
} from './tally-relation.ts';

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

/** A file of one kind, with its first records. */
export interface TallyFile {
  readonly path: string;
  readonly source: Source;
  readonly first: readonly Fields[];
}

export interface TallyOptions {
  readonly by: readonly string[];
  readonly cuts: Cuts;
  readonly told: (file: string, rows: number) => void;
}

/** More rows than these that a source has to judge by itself are read by it from the file. */
const MOST_ODD = 65_536;
/** Letters of a line that an engine could not take, of which it keeps no more. */
const MOST_REJECTED = 10_000;
const TOLD_EVERY_MS = 250;

const nestedIn = ({ counts, optional = [], texts }: Summed): Path[] =>
  [...counts, ...optional, ...texts].filter(({ length }) => length > 1);

/** The columns of numbers that a file is asked for. */
const numbersOf = ({ counts, optional = [], prompt, money }: Summed): string[] =>
  [...counts, ...optional, ...[prompt, money].flatMap((each) => (each === undefined ? [] : [each]))]
    .filter(({ length }) => length === 1)
    .flat();

/** A file ready to be asked: as a relation, made anew for each query, which reads no more columns than it names. */
interface Ready extends TallyFile {
  readonly summed: Summed;
  /** The columns of CSV. */
  readonly header: readonly string[] | undefined;
  /** True where a value may be written otherwise than its reader has it: a number of JSON, of which the engine makes text. */
  readonly isJson: boolean;
  /** True where most rows may be plain and a second reading costs little: columns that are read alone, and first rows with dollars in parts. */
  readonly isHopeful: boolean;
  readonly relation: () => Relation;
}

/** Whether dollars of a first row are none, or few enough to be added up in parts. */
function isPlainMoney(record: Fields, money: Path | undefined): boolean {
  const text = money === undefined ? undefined : textOf(record, ...money);
  return text === undefined || isInParts(Number(text));
}

async function readyOf(file: TallyFile, engine: Engine): Promise<Ready> {
  const { path, source, first } = file;
  const format = formatOf(path);
  const header = format === 'parquet' ? undefined : await headerOf(path);
  const summed = source.summed?.(header ?? [...new Set(first.flatMap((each) => Object.keys(each)))]);
  if (summed === undefined) throw new NotTallied();
  const moment = first.map((each) => textOf(each, ...summed.moments)).find((each) => each !== undefined);
  // Days and moments side by side are told apart by their own reader alone.
  if (isMoment(moment ?? '') !== (summed.isTimed === true)) throw new NotTallied();
  const made = { ...file, summed, header, isJson: false, isHopeful: false };
  if (format === 'parquet') {
    const types = await typesOf(path, nestedIn(summed), engine);
    const facts = await factsOf(path, types, numbersOf(summed), engine);
    const isHopeful = first.every((each) => isPlainMoney(each, summed.money));
    return { ...made, isHopeful, relation: () => parquetRelation(path, types, facts) };
  }
  const packing: Packing = format ?? 'none';
  if (header !== undefined) {
    if (new Set(header.map((name) => name.toLowerCase())).size !== header.length || header.includes(''))
      throw new NotTallied();
    // The engine leaves out a line that does not fit into what it holds at once, and says nothing.
    if (packing === 'none' && mayHaveLongLine(path)) throw new NotTallied();
    return { ...made, relation: () => csvRelation(path, header, packing) };
  }
  // A document that holds records is for the reader that unfolds it.
  if (source.unfold !== undefined) throw new NotTallied();
  return { ...made, isJson: true, relation: () => jsonRelation(path, packing) };
}

/** Finds requests that stand twice, in one file or in two of a kind: true where there are any. */
async function findTwice(files: readonly Ready[], engine: Engine): Promise<boolean> {
  const ids = files.flatMap(({ relation, summed }) => {
    const made = relation();
    const id = summed.id === undefined ? undefined : made.leaf(summed.id, 'text');
    return id === undefined ? [] : [`SELECT ${idHash(id.value)} AS h FROM ${made.from()}`];
  });
  if (ids.length === 0) return false;
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE ${TWICE} AS SELECT h FROM (${ids.join(' UNION ALL ')}) GROUP BY h HAVING COUNT(*) > 1`,
  );
  const count = await engine.number(`SELECT COUNT(*) FROM ${TWICE}`);
  if (count > MOST_ODD) throw new NotTallied();
  return count > 0;
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

/** A text of which the engine may have made another than its reader has: a number as JSON wrote it, a list, a record. */
const isRewritten = (text: unknown) =>
  typeof text === 'string' && (/^[[{]/.test(text) || /^-?(?:\d+[.eE]|\d{16,})/.test(text));

/** Refuses what the engine cannot tell as it stands in the file. */
function refuseRewritten(columns: readonly Column[], value: (as: string) => unknown, { isJson, summed }: Ready): void {
  if (!isJson) return;
  const texts = columns.filter(({ path }) => path !== summed.tags && path !== summed.money);
  if (texts.some(({ as }) => isRewritten(value(as)))) throw new NotTallied();
}

/** Dollars of a group. */
function moneyOf(row: AnswerRow): string | undefined {
  const [whole, parts] = DOLLARS.map((name) => (typeof row[name] === 'string' ? parseExact(row[name]) : undefined));
  const terms = [whole, parts === undefined ? undefined : shift(parts, MONEY_PLACES)].filter(
    (each): each is Exact => each !== undefined,
  );
  return terms.length === 0 ? undefined : numeral(terms.reduce(add));
}

/** Tokens by the minute, as far as a group has any. */
function loadsOf(row: AnswerRow, plan: Plan): Loads | undefined {
  if (plan.moment === undefined) return undefined;
  const { minutes, loads } = row as { readonly minutes?: { items: number[] }; readonly loads?: { items: number[] } };
  return minutes?.items.map((minute, index) => [minute, loads?.items[index] ?? 0] as const) ?? 'untold';
}

/** The sum of rows as a record: counts as text, which holds any of them exactly. `name` stands for its request. */
function sumOf(row: AnswerRow, plan: Plan, ready: Ready, name: string): Tallied {
  const { id, model } = ready.summed;
  const sums = plan.sums.map(({ as, path }) => ({ as: `s_${as}`, path }));
  // The source would drop the sum of rows that it keeps.
  if (sums.some(({ as }) => (row[as] as bigint | null) !== null && (row[as] as bigint) >= MOST_TOKENS))
    throw new NotTallied();
  refuseRewritten(plan.keys, (as) => row[as], ready);
  const record = recordOf([...plan.keys, ...sums], (as) => {
    const value = row[as];
    return typeof value === 'bigint' ? String(value) : value;
  });
  // A name of blanks is none, which the source tells of each row.
  if (textOf(record, ...model) === undefined) throw new NotTallied();
  const money = moneyOf(row);
  if (plan.money !== undefined && money !== undefined) put(record, plan.money, money);
  if (id !== undefined) put(record, id, name);
  if (plan.moment !== undefined) record[plan.moment] = new Date(Number(row['minute']) * MINUTE_MS).toISOString();
  const prompt = typeof row['p_most'] === 'bigint' ? row['p_most'] : undefined;
  return { record, rows: Number(row['n']), sum: { prompt, minutes: loadsOf(row, plan) } };
}

/** A row as it is. One without a value may be none at all, which its own reader tells. */
function oddOf(row: AnswerRow, plan: Plan, ready: Ready): Tallied {
  const values = parsedOdd(String(row['odd']));
  const isBeyond = (value: unknown) => typeof value === 'number' && Math.abs(value) >= MOST_EXACT;
  const all = Object.values(values);
  if (all.some(isBeyond) || all.every((value) => value === null || value === '')) throw new NotTallied();
  const texts = plan.whole.filter(({ as }) => typeof values[as] === 'string');
  refuseRewritten(texts, (as) => values[as], ready);
  // An id that has blanks around it may be that of a row that was summed.
  if (typeof values['id'] === 'string' && values['id'] !== values['id'].trim()) throw new NotTallied();
  return { record: recordOf(plan.whole, (as) => values[as]), rows: Number(row['n']) };
}

/** A number that is none, or without end, is no JSON. */
function parsedOdd(text: string): AnswerRow {
  try {
    return JSON.parse(text) as AnswerRow;
  } catch {
    throw new NotTallied();
  }
}

/** Rows of CSV that the engine could not take, as their own reader has them. */
async function rejected({ header = [], summed }: Ready, engine: Engine): Promise<Tallied[]> {
  const lines = await engine.rows(
    `SELECT DISTINCT ON (line) csv_line FROM ${REJECTED} ORDER BY line LIMIT ${MOST_ODD}`,
  );
  // One that cannot be told from others by its id may stand twice.
  if (lines.length >= MOST_ODD || (lines.length > 0 && summed.id !== undefined)) throw new NotTallied();
  // What the engine has cut off is another row.
  if (lines.some(([line]) => String(line).length >= MOST_REJECTED)) throw new NotTallied();
  const head = header.map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
  const found: Tallied[] = [];
  try {
    for (const [line] of lines)
      for await (const records of rowsOfCsv(head, String(line))) records((record) => found.push({ record, rows: 1 }));
  } catch (error) {
    // What is wrong with the file is said of the file.
    throw error instanceof Problem ? new NotTallied() : error;
  }
  return found;
}

/** Ends what copies of one request say differently: the first of them counts, and only the file knows which it is. */
function refuseDifferent(found: readonly Tallied[], id: Path | undefined): void {
  const seen = new Set<unknown>();
  for (const { record, sum } of found) {
    const own = sum !== undefined || id === undefined || record instanceof Dropped ? undefined : textOf(record, ...id);
    if (own !== undefined && seen.has(own)) throw new NotTallied();
    seen.add(own);
  }
}

/** The sums of a file, and whether there are rows beside them. */
async function sumsOf(ready: Ready, plan: Plan, engine: Engine): Promise<{ sums: Tallied[]; someOdd: boolean }> {
  if (plan.prepare !== undefined) await engine.run(plan.prepare);
  const withMinutes =
    plan.prepare !== undefined && (await engine.number(`SELECT COUNT(*) FROM ${TALLIED}`)) <= MOST_MINUTES;
  const sums: Tallied[] = [];
  let someOdd = false;
  for await (const row of engine.each(plan.answer(withMinutes))) {
    if (row['plain'] === true) sums.push(sumOf(row, plan, ready, `${ready.path} ${sums.length}`));
    else someOdd = true;
  }
  return { sums, someOdd };
}

async function tallyOf(ready: Ready, someTwice: boolean, engine: Engine, options: TallyOptions): Promise<Tallied[]> {
  const { summed, header } = ready;
  const planned = (isHopeful: boolean): Plan => {
    const plan = planOf(summed, ready.relation(), { ...options, someTwice, isHopeful });
    if (plan === undefined) throw new NotTallied();
    return plan;
  };
  for (const name of [REJECTED, `${REJECTED}_scans`]) await engine.run(`DROP TABLE IF EXISTS ${name}`);
  if (ready.isHopeful && !someTwice) {
    const hoped = await sumsOf(ready, planned(true), engine);
    if (!hoped.someOdd) return hoped.sums;
  }
  const plan = planned(false);
  const { sums: found, someOdd } = await sumsOf(ready, plan, engine);
  const sums = found.length;
  if (someOdd) {
    for await (const row of engine.each(plan.odd)) {
      found.push(oddOf(row, plan, ready));
      if (found.length - sums > MOST_ODD) throw new NotTallied();
    }
  }
  refuseDifferent(found, summed.id);
  if (header !== undefined) found.push(...(await rejected(ready, engine)));
  return found;
}

/**
 * Files of one kind added up by an engine, in their order; undefined where it cannot be sure of them all, where it cannot
 * read one, and where it is not installed: their source reads them then.
 */
export async function tally(files: readonly TallyFile[], options: TallyOptions): Promise<Tallied[][] | undefined> {
  const answers: Tallied[][] = [];
  let at = files[0]?.path ?? '';
  try {
    const all = withDuckDb(async function* (engine) {
      const timer = setInterval(() => options.told(at, engine.rowsProcessed), TOLD_EVERY_MS);
      try {
        const ready: Ready[] = [];
        for (const file of files) ready.push(await readyOf(file, engine));
        const someTwice = await findTwice(ready, engine);
        for (const each of ready) {
          at = each.path;
          yield await tallyOf(each, someTwice, engine, options);
        }
      } finally {
        clearInterval(timer);
      }
    });
    for await (const answer of all) answers.push(answer);
    return answers;
  } catch (error) {
    if (error instanceof NotTallied || error instanceof EngineError) return undefined;
    throw error;
  }
}
