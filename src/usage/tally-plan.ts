import { MINUTES_PER_DAY } from '../domain/day.ts';
import { sqlText } from './duckdb.ts';
import { MINUTE_MS, MOST_EXACT } from './fields.ts';
import { MONEY_PLACES, MOST_IN_PARTS } from './money-parts.ts';
import { type AtMost, belongingOf, type Path, type Summed } from './summed.ts';
import { isCount, type Leaf, onlyCount, type Relation, type Use } from './tally-relation.ts';

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
  /** One row a group; `withMinutes` where the load of each minute is wanted too. A group that is not `plain` is of rows that the source judges. */
  readonly answer: (withMinutes: boolean) => string;
  /** The rows that are not plain as they are, equal ones together: asked of the file where a group has any. */
  readonly odd: string;
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
  /** True where some requests stand twice: they are read by the source. */
  readonly someTwice: boolean;
  /**
   * True to take all rows for plain, with dollars in parts, and to count those that are. A group that has others is told as
   * not plain, and all of the answer is to be asked for without it: plain files, most of them, are so read in less time.
   */
  readonly isHopeful: boolean;
}

export const TALLIED = 'tallied';
export const TWICE = 'twice';
const PARTS = `1e${MONEY_PLACES}`;
/** Text no longer than this has the 15 digits at most that a double tells apart. */
const MOST_TEXT = 16;
/** Decimals no longer than this have at most 24 places, an exponent of one digit included. */
const MOST_MONEY = 21;
const MONEY = 'DECIMAL(38, 24)';
const MICROSECONDS = 1000;
/** A moment with another zone than Z, or with none. */
const ZONED = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-](0\d|1[0-4])(:?[0-5]\d)?)?`;

/** What tells a request from others. Its source takes an id without blanks around it: one with some is told of the whole file. */
export const idHash = (id: string) => `hash(${id})`;

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
  readonly model: Found;
  readonly texts: readonly Found[];
  readonly apart: readonly Found[];
  readonly counts: readonly Found[];
  readonly optional: readonly Found[];
  readonly money: Found | undefined;
  readonly id: Found | undefined;
  readonly prompt: Found | undefined;
  readonly times: readonly Found[];
}

function have(summed: Summed, { leaf }: Relation, by: readonly string[]): Have | undefined {
  const all = (paths: readonly Path[], use: Use, letter: string) =>
    paths
      .filter((path, index) => paths.findIndex((each) => isSame(each, path)) === index)
      .flatMap((path, index): Found[] => {
        const known = leaf(path, use);
        return known === undefined ? [] : [{ ...known, path, as: `${letter}${index}` }];
      });
  const one = (path: Path | undefined, use: Use, as: string): Found | undefined => {
    const known = path === undefined ? undefined : leaf(path, use);
    return known === undefined || path === undefined ? undefined : { ...known, path, as };
  };
  const moments = summed.moments.map((name): Path => [name]);
  const times = all(moments, summed.isTimed === true ? 'moment' : 'text', 't');
  const isTimed = summed.isTimed === true;
  const [model, id] = [one(summed.model, 'text', 'k'), one(summed.id, 'text', 'id')];
  if (model === undefined || times.length === 0 || (summed.id !== undefined && id === undefined)) return undefined;
  return {
    model,
    texts: [...all([...summed.texts, ...belongingOf(summed, by)], 'text', 'k'), ...(isTimed ? [] : times)],
    apart: all(summed.apart ?? [], 'text', 'a'),
    counts: all(summed.counts, 'count', 'n'),
    optional: all(summed.optional ?? [], 'count', 'o'),
    money: one(summed.money, 'money', 'm'),
    id,
    prompt: one(summed.prompt, 'count', 'p'),
    times: isTimed ? times : [],
  };
}

const isTold = (text: string) => `COALESCE(CAST(${text} AS VARCHAR), '') <> ''`;

/** The minute of a moment, counted from 1970; NULL for what its source has to judge. */
function minuteOf({ as, is }: Found): string {
  const minute = (of: string) => `epoch_us(${of}) // ${MINUTE_MS * MICROSECONDS}`;
  if (is === 'moment') return minute(as);
  const isUtc = `${as} LIKE '____-__-_____:__%Z'`;
  return `CASE WHEN ${isUtc} THEN ${minute(`TRY_CAST(${as} AS TIMESTAMP)`)} WHEN regexp_full_match(${as}, '${ZONED}') THEN ${minute(`TRY_CAST(${as} AS TIMESTAMPTZ)`)} END`;
}

/** Of the moments of a row the first that is told. */
function minuteOfRow(times: readonly Found[]): string {
  const cases = times.map(
    (each) => `WHEN ${each.is === 'text' ? isTold(each.as) : `${each.as} IS NOT NULL`} THEN ${minuteOf(each)}`,
  );
  return `CAST(CASE ${cases.join(' ')} END AS INTEGER)`;
}

/** Whether the file says that its dollars are few enough. */
const isFew = ({ range }: Leaf) => range !== undefined && range.least >= -MOST_IN_PARTS && range.most <= MOST_IN_PARTS;

/** What is computed of money that is no decimal, a step of its own each: parts of a dollar where a double tells them apart, else the decimal, if it is one. */
function moneySteps(money: Found | undefined, isHopeful: boolean): string[][] {
  if (money === undefined) return [];
  if (money.is === 'decimal') return [['m AS m_decimal']];
  const [text, isShort] = money.is === 'double' ? ['CAST(m AS VARCHAR)', ''] : ['m', `strlen(m) <= ${MOST_TEXT} AND `];
  const few = isFew(money) ? '' : `m_double BETWEEN -${MOST_IN_PARTS} AND ${MOST_IN_PARTS} AND `;
  const inParts = `${isShort}${few}m_near / ${PARTS} = m_double`;
  const isDecimal = `length(${text}) <= ${MOST_MONEY} AND (NOT contains(lower(${text}), 'e') OR ${text} LIKE '%e-_' OR ${text} LIKE '%e-0_')`;
  const decimalStep = [
    `CASE WHEN m_parts IS NULL AND ${isDecimal} THEN TRY_CAST(${text} AS ${MONEY}) END AS m_decimal`,
  ];
  return [
    ['TRY_CAST(m AS DOUBLE) AS m_double'],
    [`TRY_CAST(m_double * ${PARTS} AS BIGINT) AS m_near`],
    [`CASE WHEN ${inParts} THEN m_near END AS m_parts`],
    ...(isHopeful ? [] : [decimalStep]),
  ];
}

/** True of a group whose model is told. */
const isNamed = ({ model }: Have) => isTold(model.as);

/** Numbers of columns, and what a file says of them. */
interface Numbers {
  readonly of: (path: Path) => string;
  readonly find: (path: Path) => Found | undefined;
}

/** Whether what the file says of its columns leaves no row that breaks it. */
function isSure({ less, more }: AtMost, { find }: Numbers): boolean {
  const most = (path: Path) => {
    const one = find(path);
    if (one === undefined) return 0;
    return isCount(one) ? (one.range?.most ?? 0) : Number.POSITIVE_INFINITY;
  };
  const upper = find(more);
  const least = upper !== undefined && isCount(upper) && !isOpen(upper) ? (upper.range?.least ?? 0) : 0;
  return less.reduce((sum, path) => sum + most(path), 0) <= least;
}

const isMoneyTold = '(m IS NULL OR m_parts IS NOT NULL OR m_decimal IS NOT NULL)';

/**
 * What holds of a row whose counts are whole and not below 0, and of which all holds that its source asks for, but for its
 * money and for what its group tells of all its rows. What the file itself says of a column is not asked of each row.
 */
function plainOf(summed: Summed, has: Have, numbers: Numbers, someTwice: boolean): string[] {
  const counts = numbersOf(has);
  const open = counts.filter((each) => !isCount(each));
  const some = [...has.counts, ...has.optional].filter(({ path }) => summed.someOf?.some((each) => isSame(each, path)));
  const atMost = ({ less, more }: AtMost) => `${less.map(numbers.of).join(' + ')} <= ${numbers.of(more)}`;
  return [
    ...(open.length === 0
      ? []
      : [`(${open.map(({ as }) => `COALESCE(i_${as}, 0)`).join(' | ')}) BETWEEN 0 AND ${MOST_EXACT - 1}`]),
    ...counts.filter(({ is }) => is === 'double').map(({ as }) => `i_${as} IS NOT DISTINCT FROM ${as}`),
    ...summed.holds.filter((each) => !isSure(each, numbers)).map(atMost),
    ...(some.length === 0 || some.some((each) => !isOpen(each))
      ? []
      : [`COALESCE(${some.map(({ as }) => as).join(', ')}) IS NOT NULL`]),
    ...has.apart.map(({ as }) => `NOT ${isTold(as)}`),
    ...(has.times.length === 0 ? [] : ['x_at IS NOT NULL']),
    ...(has.id === undefined
      ? []
      : [`COALESCE(CAST(id AS VARCHAR), '') > ' ' AND right(CAST(id AS VARCHAR), 1) > ' '`]),
    ...(someTwice ? [`NOT ${idHash('id')} IN (SELECT h FROM ${TWICE})`] : []),
  ];
}

/** All counts that a row is read of. */
const numbersOf = ({ counts, optional, prompt }: Have): Found[] => [
  ...counts,
  ...optional,
  ...(prompt === undefined ? [] : [prompt]),
];

const some = (each: Found | undefined) => (each === undefined ? [] : [each]);

/** Whether rows may leave a column open. */
const isOpen = ({ isAlwaysTold }: Found) => isAlwaysTold !== true;

/** What tells rows of failed requests alone, as far as the file leaves it open. */
function failedFlags({ allFailed }: Summed, { of, find }: Numbers): string[] {
  const [failed, requests] = [allFailed?.failed, allFailed?.requests].map((path) => path && find(path));
  if (failed === undefined || requests === undefined || onlyCount(failed) === 0) return [];
  const isAsked = isCount(requests) && !isOpen(requests) && (requests.range?.least ?? 0) > 0;
  const equal = `${of(failed.path)} = ${of(requests.path)}`;
  return [isAsked ? equal : `${of(failed.path)} > 0 AND ${equal}`];
}

/**
 * What groups are told apart by, beside texts, as one number: an engine groups by it faster than by a column each. The side
 * of a cut, which alone is more than a yes or a no, comes last.
 */
function flagsOf(summed: Summed, has: Have, numbers: Numbers, { cuts }: Wanted): string {
  const flags = [
    ...has.optional.filter(isOpen).map(({ as }) => `${as} IS NULL`),
    ...some(has.money)
      .filter(isOpen)
      .map(() => 'm IS NULL'),
    ...failedFlags(summed, numbers),
    ...(has.prompt === undefined ? [] : [...(isOpen(has.prompt) ? ['p IS NULL'] : []), sideOf('i_p', cuts.prompts)]),
  ];
  return flags.map((flag, index) => `CAST(${flag} AS INTEGER) * ${2 ** index}`).join(' + ') || '0';
}

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

/** The rows of a file as they are, with what is computed of each a step at a time. */
function rowsOf(has: Have, whole: readonly Found[], more: readonly string[], from: string, isHopeful: boolean): string {
  const steps = [
    [
      ...numbersOf(has).map(({ as }) => `TRY_CAST(${as} AS BIGINT) AS i_${as}`),
      ...(has.times.length === 0 ? [] : [`${minuteOfRow(has.times)} AS x_at`]),
    ],
    ...moneySteps(has.money, isHopeful),
    [...more],
  ];
  const read = `SELECT ${whole.map(({ value, as }) => `${value} AS ${as}`).join(', ')} FROM ${from}`;
  return steps
    .filter((step) => step.length > 0)
    .reduce((rows, step) => `SELECT *, ${step.join(', ')} FROM (${rows})`, read);
}

/** The sums of dollars, of which decimals of less places are one. */
export const DOLLARS: readonly string[] = ['s_m', 's_parts'];

type Sum = readonly [expression: string, name: string];

/** The sum of a column; of one count alone it is that count of every row. */
function summing(each: Found): string {
  const only = onlyCount(each);
  return only === undefined ? `SUM(i_${each.as})` : `CAST(COUNT(*) AS HUGEINT) * ${only}`;
}

const isDecimal = ({ is }: Found) => is === 'decimal';

/** The sums of a group. */
function sumsOf(has: Have, isHopeful: boolean): Sum[] {
  const { money } = has;
  return [
    ['COUNT(*)', 'n'],
    ...[...has.counts, ...has.optional].map((each): Sum => [summing(each), `s_${each.as}`]),
    ...(money === undefined || (isHopeful && !isDecimal(money)) ? [] : [['SUM(m_decimal)', 's_m'] as const]),
    ...(money === undefined || isDecimal(money) ? [] : [['SUM(m_parts)', 's_parts'] as const]),
  ];
}

/** What a hopeful answer counts of a group: [expression, name, the name of what it has to come to]. */
function hopesOf(has: Have, conditions: readonly string[]): [string, string, string][] {
  const sure: [string, string, string] = [
    `SUM(CAST(COALESCE(${conditions.join(' AND ')}, false) AS INTEGER))`,
    'sure',
    'n',
  ];
  return [
    ...(conditions.length === 0 ? [] : [sure]),
    ...some(has.money)
      .filter((money) => !isDecimal(money))
      .flatMap((money): [string, string, string][] =>
        isOpen(money)
          ? [
              ['COUNT(m)', 'dear', 'dear'],
              ['COUNT(m_parts)', 'parts', 'dear'],
            ]
          : [['COUNT(m_parts)', 'parts', 'n']],
      ),
  ];
}

/** The queries that add up a file; undefined where it lacks what they take. */
export function planOf(summed: Summed, relation: Relation, wanted: Wanted): Plan | undefined {
  const { isHopeful, someTwice } = wanted;
  const has = have(summed, relation, wanted.by);
  if (has === undefined || has.counts.length === 0) return undefined;
  const numbered = [...has.counts, ...has.optional];
  const find = (path: Path) => numbered.find((each) => isSame(each.path, path));
  const of = (path: Path) => {
    const one = find(path);
    if (one === undefined) return '0';
    return isOpen(one) ? `COALESCE(i_${one.as}, 0)` : `i_${one.as}`;
  };
  const numbers = { of, find };
  const texts = [has.model, ...has.texts];
  const whole = [...texts, ...has.apart, ...numbered, ...[has.money, has.id, has.prompt].flatMap(some), ...has.times];
  const isTimed = has.times.length > 0;
  const flags = flagsOf(summed, has, numbers, wanted);
  const conditions = plainOf(summed, has, numbers, someTwice);
  const hopes = isHopeful ? hopesOf(has, conditions) : [];
  const told = has.money === undefined || isDecimal(has.money) ? [] : [isMoneyTold];
  const plain = `COALESCE(${[...conditions, ...told].join(' AND ') || 'true'}, false)`;
  const keys = [...texts.map(({ as }) => as), 'flags', ...(isHopeful ? [] : ['plain'])];
  const sums = [...sumsOf(has, isHopeful), ...hopes];
  const most = has.prompt === undefined ? [] : ['p_most'];
  const counted = [
    ...keys.map((key) => (key === 'flags' ? `${flags} AS flags` : key)),
    ...(isTimed ? ['x_at'] : []),
    ...sums.map(([value, as]) => `${value} AS ${as}`),
    ...most.map((as) => `MAX(i_p) AS ${as}`),
    ...(isTimed && summed.tokens !== undefined ? [`SUM(${summed.tokens.map(of).join(' + ')}) AS tokens`] : []),
  ];
  const rows = (isHoped: boolean) => rowsOf(has, whole, isHoped ? [] : [`${plain} AS plain`], relation.from(), isHoped);
  const odd = `{${whole.map(({ as }) => `${sqlText(as)}: ${as}`).join(', ')}}`;
  const tallied = `SELECT ${counted.join(', ')} FROM (${rows(isHopeful)}) GROUP BY ALL`;
  const names = sums.map(([, as]) => as);
  const days = byDay({ keys, sums: names, most }, wanted.cuts);
  const isPlain = isHopeful ? hopes.map(([, name, to]) => `${name} = ${to}`).join(' AND ') || 'true' : 'plain';
  const shown = (withMinutes: boolean) =>
    [
      ...texts.map(({ as }) => `CAST(${as} AS VARCHAR) AS ${as}`),
      `${isPlain} AND ${isNamed(has)} AS plain`,
      ...names.map((name) => `CAST(${name} AS ${DOLLARS.includes(name) ? 'VARCHAR' : 'HUGEINT'}) AS ${name}`),
      ...most.map((name) => `CAST(${name} AS BIGINT) AS ${name}`),
      ...(isTimed ? ['minute'] : []),
      ...(isTimed && withMinutes ? ['minutes', 'loads'] : []),
    ].join(', ');
  return {
    prepare: isTimed ? `CREATE OR REPLACE TEMP TABLE ${TALLIED} AS ${tallied}` : undefined,
    answer: (withMinutes) => `SELECT ${shown(withMinutes)} FROM (${isTimed ? days(withMinutes) : tallied})`,
    odd: `SELECT odd, COUNT(*) AS n FROM (SELECT CAST(to_json(${odd}) AS VARCHAR) AS odd FROM (${rows(false)}) WHERE NOT (plain AND ${isNamed(has)})) GROUP BY odd`,
    keys: texts,
    sums: numbered,
    whole,
    moment: isTimed ? summed.moments[0] : undefined,
    money: has.money?.path,
  };
}
