import { sqlText } from './duckdb.ts';

/** Where a value stands in a record: a name, and names inside of it. */
export type Path = readonly string[];
export const at = (...path: Path): Path => path;

/** A number made of the columns of a row, for an engine: `of` gives the number in a column, 0 where it is missing. */
export type Expression = (of: (path: Path) => string) => string;

export const numbers = {
  of:
    (path: Path): Expression =>
    (of) =>
      of(path),
  sum:
    (...paths: readonly Path[]): Expression =>
    (of) =>
      paths.map(of).join(' + '),
  atMost:
    (less: Expression, more: Expression): Expression =>
    (of) =>
      `${less(of)} <= ${more(of)}`,
  all:
    (...conditions: readonly Expression[]): Expression =>
    (of) =>
      conditions.map((each) => each(of)).join(' AND '),
  always: (() => 'true') as Expression,
} as const;

/**
 * What of a file's rows an engine may add up before its source reads them: counts of a group are summed and read as those
 * of one row, which is right where classes are sums and differences of counts. How they are counted stays with the source.
 */
export interface Columns {
  readonly counts: readonly Path[];
  /** Counts that a row may leave open: rows that do stay apart. */
  readonly optional?: readonly Path[];
  /** What rows are kept apart by, as it is written. */
  readonly texts: readonly Path[];
  /** What `--by` asks of, by its name. */
  readonly belongs: Readonly<Record<string, readonly Path[]>>;
  readonly tags?: Path;
  /** Names of the moment, of which the first that is there counts. */
  readonly moments: readonly string[];
  /** True where a row is one request whose minute is told. */
  readonly isTimed?: boolean;
  readonly money?: Path;
  /** What tells two requests apart. */
  readonly id?: Path;
  readonly prompt?: Path;
  /** All tokens of a row, for the load of a minute. */
  readonly tokens?: Expression;
  /** Rows all of whose requests failed stay apart: their tokens are theirs. */
  readonly allFailed?: { readonly failed: Path; readonly requests: Path };
  /** What is true of a row that its source keeps; any other is read by the source, which says why it is dropped. */
  readonly holds: Expression;
}

/** How a format has a column: its value as an expression, and whether it may hold a fraction. */
export interface Leaf {
  readonly value: string;
  readonly isWhole: boolean;
}

/** A file as a relation of an engine. */
export interface Relation {
  readonly from: () => string;
  /** A column, or undefined where the file has none of that name. */
  readonly leaf: (path: Path, as: 'count' | 'text' | 'money' | 'moment') => Leaf | undefined;
}

/** Where the prices of some model of a card change: the first long prompt of each threshold, and minutes of a day. */
export interface Cuts {
  readonly prompts: readonly bigint[];
  readonly minutes: readonly number[];
}

/** A column of the answer, and where its value belongs in the record that the source reads. */
export interface Column {
  readonly as: string;
  readonly path: Path;
}

/** The queries that add up a file, and what their columns are. */
export interface Plan {
  /** Adds up by the minute, where rows are timed, into a table that the answer is read from. */
  readonly prepare: string | undefined;
  /** One row a group; `withMinutes` where the load of each minute is wanted too. */
  readonly answer: (withMinutes: boolean) => string;
  readonly keys: readonly Column[];
  readonly sums: readonly Column[];
  /** What the source is given of a row that it has to judge by itself. */
  readonly whole: readonly Column[];
  readonly moment: string | undefined;
  readonly money: Path | undefined;
}

export interface Wanted {
  readonly by: readonly string[];
  readonly cuts: Cuts;
  readonly isTimed: boolean;
  /** True where some requests stand twice: they are read by the source. */
  readonly someTwice: boolean;
}

export const TALLIED = 'tallied';
export const TWICE = 'twice';
/** A number that takes no more digits than a double holds exactly, with room for the sum of a row. */
const MOST = '1e15';
/** Decimals no longer than this have at most 24 places, an exponent of one digit included. */
const MOST_MONEY = 21;
const MONEY = 'DECIMAL(38, 24)';

/** Which side of each cut a number lies on. */
function sideOf(value: string, cuts: readonly (bigint | number)[]): string {
  const sorted = [...cuts].sort((a, b) => (a < b ? 1 : -1));
  const cases = sorted.map((cut, index) => `WHEN ${value} >= ${cut} THEN ${sorted.length - index}`);
  return cases.length === 0 ? '0' : `CASE ${cases.join(' ')} ELSE 0 END`;
}

interface Found extends Column, Leaf {}

const isSame = (a: Path, b: Path) => a.join('\n') === b.join('\n');

/** The columns that a file has of those that are asked for. */
interface Have {
  readonly texts: readonly Found[];
  readonly counts: readonly Found[];
  readonly optional: readonly Found[];
  readonly money: Found | undefined;
  readonly id: Found | undefined;
  readonly prompt: Found | undefined;
  readonly time: Found | undefined;
}

function have(columns: Columns, { leaf }: Relation, { by, isTimed }: Wanted): Have | undefined {
  const all = (paths: readonly Path[], use: 'count' | 'text', letter: string) =>
    paths.flatMap((path, index): Found[] => {
      const known = leaf(path, use);
      return known === undefined ? [] : [{ ...known, path, as: `${letter}${index}` }];
    });
  const one = (path: Path | undefined, use: 'count' | 'text' | 'money' | 'moment', as: string): Found | undefined => {
    const known = path === undefined ? undefined : leaf(path, use);
    return known === undefined || path === undefined ? undefined : { ...known, path, as };
  };
  const moments = columns.moments.flatMap((name) => one([name], 'moment', 't') ?? []);
  const tags = columns.tags !== undefined && by.some((name) => name.startsWith('tag:')) ? [columns.tags] : [];
  const kept = [...columns.texts, ...by.flatMap((name) => columns.belongs[name] ?? []), ...tags];
  const [time] = moments;
  const id = one(columns.id, 'text', 'id');
  if (time === undefined || (columns.id !== undefined && id === undefined)) return undefined;
  return {
    texts: all([...kept, ...(isTimed ? [] : moments.map(({ path }) => path))], 'text', 'k'),
    counts: all(columns.counts, 'count', 'n'),
    optional: all(columns.optional ?? [], 'count', 'o'),
    money: one(columns.money, 'money', 'm'),
    id,
    prompt: one(columns.prompt, 'count', 'p'),
    time: isTimed ? time : undefined,
  };
}

/** True of a row whose counts are whole and not below 0, whose money is exact, and of which all holds that its source asks for. */
function plainOf(columns: Columns, has: Have, of: (path: Path) => string, someTwice: boolean): string {
  const counts = [...has.counts, ...has.optional, ...(has.prompt === undefined ? [] : [has.prompt])];
  const extreme = (which: 'least' | 'greatest') => `COALESCE(${which}(${counts.map(({ as }) => as).join(', ')}, 0), 0)`;
  const fractions = counts.filter(({ isWhole }) => !isWhole).map(({ as }) => `COALESCE(${as} - trunc(${as}), 0)`);
  return [
    `${extreme('least')} >= 0 AND ${extreme('greatest')} < ${MOST}`,
    ...(fractions.length === 0 ? [] : [`${fractions.join(' + ')} = 0`]),
    columns.holds(of),
    ...(has.money === undefined || has.money.isWhole
      ? []
      : [
          `(m IS NULL OR (length(m) <= ${MOST_MONEY} AND (NOT contains(lower(m), 'e') OR m LIKE '%e-_' OR m LIKE '%e-0_') AND TRY_CAST(m AS ${MONEY}) IS NOT NULL))`,
        ]),
    ...(has.time === undefined ? [] : ['t IS NOT NULL']),
    ...(has.id === undefined ? [] : [`COALESCE(CAST(id AS VARCHAR), '') <> ''`]),
    ...(someTwice ? [`NOT hash(id) IN (SELECT h FROM ${TWICE})`] : []),
  ].join(' AND ');
}

/** What groups are told apart by, beside texts: [expression, name]. */
function flagsOf(columns: Columns, has: Have, of: (path: Path) => string, { cuts }: Wanted): [string, string][] {
  const { failed, requests } = columns.allFailed ?? {};
  return [
    ...has.optional.map(({ as }): [string, string] => [`${as} IS NULL`, `is_${as}`]),
    ...(has.money === undefined ? [] : [['m IS NULL', 'is_m'] as [string, string]]),
    ...(failed === undefined || requests === undefined
      ? []
      : [[`${of(failed)} > 0 AND ${of(failed)} = ${of(requests)}`, 'is_failed'] as [string, string]]),
    ...(has.prompt === undefined
      ? []
      : [[`p IS NULL`, 'is_p'] as [string, string], [sideOf('p', cuts.prompts), 'side'] as [string, string]]),
  ];
}

const MINUTES_PER_DAY = 1440;

/** Groups of a minute joined to those of a day, peak hours apart. */
function byDay(names: { keys: readonly string[]; sums: readonly string[]; most: readonly string[] }, cuts: Cuts) {
  return (withMinutes: boolean) => {
    const lists = ['list(x_at ORDER BY x_at) AS minutes', 'list(CAST(tokens AS DOUBLE) ORDER BY x_at) AS loads'];
    const all = [
      ...names.keys,
      `x_at // ${MINUTES_PER_DAY} AS x_day`,
      `${sideOf(`x_at % ${MINUTES_PER_DAY}`, cuts.minutes)} AS x_hours`,
      'MIN(x_at) AS minute',
      ...names.sums.map((name) => `SUM(${name}) AS ${name}`),
      ...names.most.map((name) => `MAX(${name}) AS ${name}`),
      ...(withMinutes ? lists : []),
    ];
    return `SELECT ${all.join(', ')} FROM ${TALLIED} GROUP BY ALL`;
  };
}

/** The queries that add up a file; undefined where it lacks what they take. */
export function planOf(columns: Columns, relation: Relation, wanted: Wanted): Plan | undefined {
  const has = have(columns, relation, wanted);
  if (has === undefined || has.counts.length === 0) return undefined;
  const numbered = [...has.counts, ...has.optional];
  const of = (path: Path) => {
    const one = numbered.find((each) => isSame(each.path, path));
    return one === undefined ? '0' : `COALESCE(${one.as}, 0)`;
  };
  const some = (each: Found | undefined) => (each === undefined ? [] : [each]);
  const whole = [
    ...has.texts,
    ...numbered,
    ...some(has.money),
    ...some(has.id),
    ...some(has.prompt),
    ...some(has.time),
  ];
  const row = `{${whole.map(({ as }) => `${sqlText(as)}: ${as}`).join(', ')}}`;
  const plain = plainOf(columns, has, of, wanted.someTwice);
  const flags = flagsOf(columns, has, of, wanted);
  const texts = has.texts.map(({ as }) => as);
  const money = has.money === undefined ? [] : [has.money.isWhole ? 'm' : `TRY_CAST(m AS ${MONEY})`];
  const counted = [
    ...texts,
    ...flags.map(([value, as]) => `${value} AS ${as}`),
    `CASE WHEN ${plain} THEN NULL ELSE CAST(to_json(${row}) AS VARCHAR) END AS odd`,
    ...(has.time === undefined ? [] : ['CAST(epoch_us(t) // 60000000 AS INTEGER) AS x_at']),
    'COUNT(*) AS n',
    ...numbered.map(({ as }) => `SUM(CAST(${as} AS BIGINT)) AS s_${as}`),
    ...money.map((value) => `SUM(${value}) AS s_m`),
    ...(has.prompt === undefined ? [] : ['MAX(p) AS p_most']),
    ...(has.time === undefined || columns.tokens === undefined
      ? []
      : [`SUM(CAST(${columns.tokens(of)} AS BIGINT)) AS tokens`]),
  ];
  const read = whole.map(({ value, as }) => `${value} AS ${as}`).join(', ');
  const sums = ['n', ...numbered.map(({ as }) => `s_${as}`), ...money.map(() => 's_m')];
  const most = has.prompt === undefined ? [] : ['p_most'];
  const tallied = `SELECT ${counted.join(', ')} FROM (SELECT ${read} FROM ${relation.from()}) GROUP BY ALL`;
  const days = byDay({ keys: [...texts, ...flags.map(([, as]) => as), 'odd'], sums, most }, wanted.cuts);
  const shown = (withMinutes: boolean) =>
    [
      ...texts.map((name) => `CAST(${name} AS VARCHAR) AS ${name}`),
      'odd',
      ...sums.map((name) => (name === 's_m' ? 'CAST(s_m AS VARCHAR) AS s_m' : `CAST(${name} AS HUGEINT) AS ${name}`)),
      ...most.map((name) => `CAST(${name} AS BIGINT) AS ${name}`),
      ...(has.time === undefined ? [] : ['minute']),
      ...(has.time === undefined || !withMinutes ? [] : ['minutes', 'loads']),
    ].join(', ');
  return {
    prepare: has.time === undefined ? undefined : `CREATE OR REPLACE TEMP TABLE ${TALLIED} AS ${tallied}`,
    answer: (withMinutes) =>
      `SELECT ${shown(withMinutes)} FROM (${has.time === undefined ? tallied : days(withMinutes)})`,
    keys: has.texts,
    sums: numbered,
    whole,
    moment: has.time?.path[0],
    money: has.money === undefined ? undefined : columns.money,
  };
}
