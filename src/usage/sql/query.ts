import { type Day, dayAfter } from '../../domain/day.ts';
import { TOKEN_CLASSES } from '../../domain/usage.ts';
import { columnOf } from '../canonical.ts';
import { WRAPPER } from '../source.ts';
import type { Description, Terms } from './description.ts';
import { DIALECT, type Dialect, type DialectName } from './dialects.ts';

/** What a query is asked for. */
export interface Asked {
  readonly dialect: DialectName;
  readonly since: Day | undefined;
  readonly until: Day | undefined;
  /** What rows are kept apart by, beside day, model and mode. */
  readonly by: readonly string[];
  /** Lengths from which a prompt may cost more at some model: a prompt of so many tokens and one less are kept apart. */
  readonly bounds: readonly bigint[];
  /** The table, where it is not called as its maker calls it. */
  readonly table?: string | undefined;
}

const list = (indent: string, items: readonly string[]) => items.join(`,\n${indent}`);

/** A count of text as a number: 0 where it is missing, null where it is none. */
const counted = (d: Dialect, name: string) =>
  `CASE WHEN COALESCE(t_${name}, '') = '' THEN 0 ELSE ${d.whole(`t_${name}`)} END AS ${name}`;

function reasonOf({ counts, checks }: Terms): string {
  const names = Object.keys(counts);
  const broken = names.map((name) => `${name} IS NULL`).join(' OR ');
  const negative = names.map((name) => `${name} < 0`).join(' OR ');
  return [
    'CASE',
    "WHEN copy > 1 THEN 'repeats a request already counted'",
    ...(names.length === 0
      ? []
      : [
          `WHEN ${broken} THEN 'has a number that is not a whole number of tokens'`,
          `WHEN ${negative} THEN 'has less than no tokens'`,
        ]),
    ...checks.map(([condition, reason]) => `WHEN ${condition} THEN '${reason}'`),
    "WHEN COALESCE(r_day, '') = '' THEN 'has no day'",
    "WHEN COALESCE(r_model, '') = '' THEN 'names no model'",
    "ELSE '' END",
  ].join('\n      ');
}

/** A whole number that is not there: an engine has to know the type of a column. */
const NOTHING = 'NULLIF(0, 0)';

/** Which side of each bound a prompt lies on, as a number. */
function bandOf(bounds: readonly bigint[]): string {
  const sorted = [...bounds].sort((a, b) => (a < b ? 1 : -1));
  const cases = sorted.map((bound, index) => `WHEN c_prompt >= ${bound} THEN ${sorted.length - index}`);
  return cases.length === 0 ? '0' : `CASE ${cases.join(' ')} ELSE 0 END`;
}

function whereOf({ moment, columns }: Description, { since, until }: Asked, { where }: Terms, column: string): string {
  const at = (day: Day) => (columns[moment] === 'moment' ? `TIMESTAMP '${day} 00:00:00'` : `'${day}'`);
  const parts = [
    ...(where === undefined ? [] : [where]),
    ...(since === undefined ? [] : [`${column} >= ${at(since)}`]),
    ...(until === undefined ? [] : [`${column} < ${at(dayAfter(until))}`]),
  ];
  return parts.length === 0 ? '' : `\n  WHERE ${parts.join('\n    AND ')}`;
}

/** The rows of a table as text and dates, one expression a field. */
function picked(description: Description, asked: Asked, d: Dialect, terms: Terms, table: string): string {
  const columns = [
    `${terms.day} AS r_day`,
    `${terms.model} AS r_model`,
    `${terms.mode ?? "'standard'"} AS r_mode`,
    `${terms.long ?? "''"} AS r_long`,
    ...(terms.id === undefined ? [] : [`${terms.id} AS r_id`]),
    ...(terms.latest === undefined ? [] : [`${terms.latest} AS r_latest`]),
    ...asked.by.map((name) => {
      const of = description.belongs[name];
      return `${of === undefined ? "''" : d.text(d.quoted(of))} AS b_${name}`;
    }),
    ...Object.entries(terms.texts ?? {}).map(([name, value]) => `${value} AS x_${name}`),
    ...Object.entries(terms.counts).map(([name, value]) => `${value} AS t_${name}`),
    `${terms.failed ?? NOTHING} AS r_failed`,
    `${d.money(terms.billed ?? 'NULL')} AS r_billed`,
    `${terms.requests ?? (terms.byRequest ? '1' : NOTHING)} AS r_requests`,
  ];
  return `SELECT ${list('    ', columns)}
  FROM ${table}${whereOf(description, asked, terms, d.quoted(description.moment))}`;
}

function numbered(d: Dialect, terms: Terms): string {
  const order = terms.latest === undefined ? 'r_day, r_model' : 'r_latest DESC';
  const copy = terms.id === undefined ? '1' : `ROW_NUMBER() OVER (PARTITION BY r_id ORDER BY ${order})`;
  const counts = [
    ...Object.keys(terms.counts).map((name) => counted(d, name)),
    ...Object.entries(terms.numbers ?? {}).map(([name, value]) => `${value} AS ${name}`),
  ];
  return `SELECT *, ${list('    ', [`${copy} AS copy`, ...counts])}
  FROM picked`;
}

function judged(terms: Terms): string {
  const classes = TOKEN_CLASSES.map((each) => `${terms.classes[each] ?? '0'} AS c_${columnOf(each)}`);
  return `SELECT *,
    ${list('    ', [`${reasonOf(terms)} AS r_fault`, ...classes])}
  FROM numbered`;
}

/** How many rows above one that counts may repeat its sums. */
const LEVELS = 4;
const WITH_WRAPPERS = ' LEFT JOIN wrappers ON wrapper = r_id';

/** What finds the rows above others that count: those are found by their parents, a level at a time. */
function wrappers({ trace }: Terms, table: string): [name: string, query: string][] {
  if (trace === undefined) return [];
  const { id, parent } = trace;
  const above = Array.from({ length: LEVELS }, (_, index): [string, string] => [
    `above${index + 1}`,
    index === 0
      ? "SELECT e.parent AS id FROM edges e JOIN judged b ON e.child = b.r_id WHERE b.r_fault = ''"
      : `SELECT e.parent AS id FROM edges e JOIN above${index} b ON e.child = b.id`,
  ]);
  const all = above.map(([name]) => `SELECT id FROM ${name}`).join(' UNION ALL ');
  return [
    ['edges', `SELECT ${id} AS child, ${parent} AS parent\n  FROM ${table} WHERE NULLIF(${parent}, '') IS NOT NULL`],
    ...above,
    ['wrappers', `SELECT DISTINCT id AS wrapper FROM (${all}) every`],
  ];
}

function summed(asked: Asked, terms: Terms): string {
  const prompt = TOKEN_CLASSES.filter((each) => each !== 'output').map((each) => `c_${columnOf(each)}`);
  const [reason, wrapped] =
    terms.trace === undefined
      ? ['r_fault', '']
      : [`CASE WHEN r_fault = '' AND wrapper = r_id THEN '${WRAPPER}' ELSE r_fault END`, WITH_WRAPPERS];
  return `SELECT *, ${terms.byRequest ? bandOf(asked.bounds) : '0'} AS r_band
  FROM (SELECT *, ${reason} AS r_reason, ${prompt.join(' + ')} AS c_prompt FROM judged${wrapped}) sized`;
}

/**
 * The query that adds up a table to canonical rows: a row a day, model, mode, side of each bound, and what it is kept
 * apart by; and a row for each reason for which rows are none, with their number.
 */
export function queryOf(description: Description, asked: Asked): string {
  const d = DIALECT[asked.dialect];
  const table = asked.table ?? d.quoted(description.table);
  const terms = description.terms(d, d.quoted);
  const kept = (value: string) => `CASE WHEN r_reason = '' THEN ${value} END`;
  const keys = [
    [kept('r_day'), 'day'],
    [kept('r_model'), 'model'],
    [kept('r_mode'), 'mode'],
    [kept('r_long'), 'band'],
    ...asked.by.map((name): [string, string] => [kept(`b_${name}`), name]),
    ['r_reason', 'reason'],
  ] as const;
  const sums = [
    ...TOKEN_CLASSES.map((each) => [`c_${columnOf(each)}`, columnOf(each)] as const),
    ['r_requests', 'requests'],
    ['r_failed', 'failed_requests'],
    ['r_billed', 'billed'],
  ] as const;
  const longest = terms.byRequest ? kept('c_prompt') : NOTHING;
  const columns = [
    ...keys.map(([value, name]) => `${value} AS ${d.quoted(name)}`),
    ...sums.map(([value, name]) => `SUM(${kept(value)}) AS ${d.quoted(name)}`),
    `MAX(${longest}) AS ${d.quoted('longest_prompt')}`,
    `COUNT(*) AS ${d.quoted('source_rows')}`,
  ];
  const groups = [...keys.map(([value]) => value), kept('r_band')];
  const tables = [
    ['picked', picked(description, asked, d, terms, table)],
    ['numbered', numbered(d, terms)],
    ['judged', judged(terms)],
    ...wrappers(terms, table),
    ['summed', summed(asked, terms)],
  ];
  return `WITH ${tables.map(([name, query]) => `${name} AS (\n  ${query}\n)`).join(', ')}
SELECT ${list('  ', columns)}
FROM summed
GROUP BY ${list('  ', groups)}`;
}
