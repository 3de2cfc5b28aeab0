/** The engines that a query is written for. Databricks speaks as Spark does, Athena as Trino. */
export const DIALECTS = ['duckdb', 'postgres', 'clickhouse', 'spark', 'bigquery', 'snowflake', 'trino'] as const;
export type DialectName = (typeof DIALECTS)[number];

/** A step into JSON: the name of a key, or a place in a list. */
export type Step = string | number;

/**
 * What engines spell differently; all else is SQL that each of them reads. Arguments are expressions. Text that is
 * missing is null, or empty where an engine has no null for it.
 */
export interface Dialect {
  readonly name: DialectName;
  /** A column or an alias that keeps its letters as they are. */
  readonly quoted: (identifier: string) => string;
  readonly text: (value: string) => string;
  /** A scalar inside a column of JSON, as text. */
  readonly json: (column: string, ...steps: readonly Step[]) => string;
  /** A value of a column that maps keys to values, as text. */
  readonly entry: (column: string, key: string) => string;
  /** A field of a column that is a record, as text. */
  readonly field: (column: string, name: string) => string;
  readonly matches: (value: string, pattern: string) => string;
  /** What is left when the first match is taken out. */
  readonly without: (value: string, pattern: string) => string;
  /** Text of at most 18 digits as a whole number; null where it is none. */
  readonly whole: (value: string) => string;
  /** Text or a number as a decimal of six places; null where it is none. */
  readonly quantity: (value: string) => string;
  /** Text or a number as dollars of twelve places; null where it is none. */
  readonly money: (value: string) => string;
  /** A decimal as the nearest whole number, a half away from zero. */
  readonly nearest: (value: string) => string;
  /** The UTC day of a moment without a zone, as text. */
  readonly day: (moment: string) => string;
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Digits, and the zeros of a number that was written as a decimal. */
const WHOLE = '^-?[0-9]{1,18}([.]0*)?$';
const PLACES = '[.]0*$';

/** The path of JSON that most engines read: $.usage.details[0].ttl */
const pathOf = (steps: readonly Step[]) =>
  `$${steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`;

const doubleQuoted = (identifier: string) => `"${identifier}"`;
const backQuoted = (identifier: string) => `\`${identifier}\``;
/** Snowflake holds a plain name in capitals: one that is small on paper is found without quotes alone. */
const quotedWhereMixed = (identifier: string) =>
  /^[a-z_0-9]+$/.test(identifier) ? identifier : doubleQuoted(identifier);
const fieldOf = (column: string, name: string) => `${column}.${name}`;

/** Engines that have a cast which gives null instead of an error. */
function trying(
  cast: (value: string, type: string) => string,
  types: { readonly text: string; readonly whole: string },
) {
  return {
    text: (value: string) => `CAST(${value} AS ${types.text})`,
    quantity: (value: string) => cast(value, 'DECIMAL(24, 6)'),
    money: (value: string) => cast(value, 'DECIMAL(24, 12)'),
    nearest: (value: string) => `CAST(ROUND(${value}) AS ${types.whole})`,
  };
}

const tryCast = (value: string, type: string) => `TRY_CAST(${value} AS ${type})`;

const DUCKDB: Dialect = {
  name: 'duckdb',
  quoted: doubleQuoted,
  ...trying(tryCast, { text: 'VARCHAR', whole: 'BIGINT' }),
  json: (column, ...steps) => `json_extract_string(${column}, ${literal(pathOf(steps))})`,
  entry: (column, key) => `CAST(${column}[${literal(key)}] AS VARCHAR)`,
  field: (column, name) => `CAST(${fieldOf(column, name)} AS VARCHAR)`,
  matches: (value, pattern) => `regexp_matches(${value}, ${literal(pattern)})`,
  without: (value, pattern) => `regexp_replace(${value}, ${literal(pattern)}, '')`,
  whole: (value) =>
    `CASE WHEN regexp_matches(${value}, ${literal(WHOLE)}) THEN CAST(regexp_replace(${value}, ${literal(PLACES)}, '') AS BIGINT) END`,
  day: (moment) => `strftime(${moment}, '%Y-%m-%d')`,
};

const NUMBER = '^-?[0-9]{1,18}([.][0-9]*)?([eE][-+]?[0-9]{1,2})?$';

const POSTGRES: Dialect = {
  name: 'postgres',
  quoted: doubleQuoted,
  text: (value) => `CAST(${value} AS TEXT)`,
  json: (column, ...steps) => `(${column} #>> ${literal(`{${steps.join(',')}}`)})`,
  entry: (column, key) => `(${column} ->> ${literal(key)})`,
  field: (column, name) => `(${column} ->> ${literal(name)})`,
  matches: (value, pattern) => `(${value} ~ ${literal(pattern)})`,
  without: (value, pattern) => `regexp_replace(${value}, ${literal(pattern)}, '')`,
  whole: (value) =>
    `CASE WHEN ${value} ~ ${literal(WHOLE)} THEN CAST(regexp_replace(${value}, ${literal(PLACES)}, '') AS BIGINT) END`,
  quantity: (value) =>
    `CASE WHEN CAST(${value} AS TEXT) ~ ${literal(NUMBER)} THEN CAST(CAST(${value} AS TEXT) AS NUMERIC(24, 6)) END`,
  money: (value) =>
    `CASE WHEN CAST(${value} AS TEXT) ~ ${literal(NUMBER)} THEN CAST(CAST(${value} AS TEXT) AS NUMERIC(24, 12)) END`,
  nearest: (value) => `CAST(ROUND(${value}) AS BIGINT)`,
  day: (moment) => `to_char(${moment}, 'YYYY-MM-DD')`,
};

const CLICKHOUSE: Dialect = {
  name: 'clickhouse',
  quoted: backQuoted,
  text: (value) => `toString(${value})`,
  // It answers a null of JSON with that word.
  json: (column, ...steps) => `NULLIF(JSON_VALUE(${column}, ${literal(pathOf(steps))}), 'null')`,
  entry: (column, key) => `toString(${column}[${literal(key)}])`,
  field: (column, name) => `toString(tupleElement(${column}, ${literal(name)}))`,
  matches: (value, pattern) => `match(${value}, ${literal(pattern)})`,
  without: (value, pattern) => `replaceRegexpOne(${value}, ${literal(pattern)}, '')`,
  whole: (value) => `toInt64OrNull(replaceRegexpOne(${value}, ${literal(PLACES)}, ''))`,
  quantity: (value) => `toDecimal128OrNull(toString(${value}), 6)`,
  money: (value) => `toDecimal128OrNull(toString(${value}), 12)`,
  nearest: (value) => `toInt64(round(${value}))`,
  day: (moment) => `formatDateTime(${moment}, '%Y-%m-%d', 'UTC')`,
};

const SPARK: Dialect = {
  name: 'spark',
  quoted: backQuoted,
  ...trying(tryCast, { text: 'STRING', whole: 'BIGINT' }),
  json: (column, ...steps) => `get_json_object(${column}, ${literal(pathOf(steps))})`,
  entry: (column, key) => `CAST(try_element_at(${column}, ${literal(key)}) AS STRING)`,
  field: (column, name) => `CAST(${fieldOf(column, name)} AS STRING)`,
  matches: (value, pattern) => `(${value} RLIKE ${literal(pattern)})`,
  without: (value, pattern) => `regexp_replace(${value}, ${literal(pattern)}, '')`,
  whole: (value) =>
    `CASE WHEN ${value} RLIKE ${literal(WHOLE)} THEN CAST(regexp_replace(${value}, ${literal(PLACES)}, '') AS BIGINT) END`,
  day: (moment) => `date_format(${moment}, 'yyyy-MM-dd')`,
};

const BIGQUERY: Dialect = {
  name: 'bigquery',
  quoted: backQuoted,
  text: (value) => `CAST(${value} AS STRING)`,
  quantity: (value) => `ROUND(SAFE_CAST(${value} AS NUMERIC), 6)`,
  money: (value) => `SAFE_CAST(${value} AS BIGNUMERIC)`,
  nearest: (value) => `CAST(ROUND(${value}) AS INT64)`,
  json: (column, ...steps) => `JSON_VALUE(${column}, ${literal(pathOf(steps))})`,
  entry: (column, key) => `JSON_VALUE(${column}, ${literal(`$."${key}"`)})`,
  field: (column, name) => `CAST(${fieldOf(column, name)} AS STRING)`,
  matches: (value, pattern) => `REGEXP_CONTAINS(${value}, ${literal(pattern)})`,
  without: (value, pattern) => `REGEXP_REPLACE(${value}, ${literal(pattern)}, '')`,
  whole: (value) =>
    `CASE WHEN REGEXP_CONTAINS(${value}, ${literal(WHOLE)}) THEN CAST(REGEXP_REPLACE(${value}, ${literal(PLACES)}, '') AS INT64) END`,
  day: (moment) => `FORMAT_TIMESTAMP('%Y-%m-%d', TIMESTAMP(${moment}), 'UTC')`,
};

const SNOWFLAKE: Dialect = {
  name: 'snowflake',
  quoted: quotedWhereMixed,
  text: (value) => `TO_VARCHAR(${value})`,
  quantity: (value) => `TRY_TO_DECIMAL(TO_VARCHAR(${value}), 24, 6)`,
  money: (value) => `TRY_TO_DECIMAL(TO_VARCHAR(${value}), 24, 12)`,
  nearest: (value) => `CAST(ROUND(${value}) AS BIGINT)`,
  json: (column, ...steps) => `TO_VARCHAR(GET_PATH(${column}, ${literal(pathOf(steps).slice(2))}))`,
  entry: (column, key) => `TO_VARCHAR(GET(${column}, ${literal(key)}))`,
  field: (column, name) => `TO_VARCHAR(GET(${column}, ${literal(name)}))`,
  matches: (value, pattern) => `(REGEXP_INSTR(${value}, ${literal(pattern)}) > 0)`,
  without: (value, pattern) => `REGEXP_REPLACE(${value}, ${literal(pattern)}, '')`,
  whole: (value) =>
    `CASE WHEN REGEXP_INSTR(${value}, ${literal(WHOLE)}) > 0 THEN CAST(REGEXP_REPLACE(${value}, ${literal(PLACES)}, '') AS BIGINT) END`,
  day: (moment) => `TO_CHAR(${moment}, 'YYYY-MM-DD')`,
};

const TRINO: Dialect = {
  name: 'trino',
  quoted: doubleQuoted,
  ...trying(tryCast, { text: 'VARCHAR', whole: 'BIGINT' }),
  json: (column, ...steps) => `json_extract_scalar(${column}, ${literal(pathOf(steps))})`,
  entry: (column, key) => `CAST(element_at(${column}, ${literal(key)}) AS VARCHAR)`,
  field: (column, name) => `CAST(${fieldOf(column, name)} AS VARCHAR)`,
  matches: (value, pattern) => `regexp_like(${value}, ${literal(pattern)})`,
  without: (value, pattern) => `regexp_replace(${value}, ${literal(pattern)}, '')`,
  whole: (value) =>
    `CASE WHEN regexp_like(${value}, ${literal(WHOLE)}) THEN CAST(regexp_replace(${value}, ${literal(PLACES)}, '') AS BIGINT) END`,
  day: (moment) => `date_format(${moment}, '%Y-%m-%d')`,
};

/** How each engine spells the dozen things that they spell differently. */
export const DIALECT: Readonly<Record<DialectName, Dialect>> = {
  duckdb: DUCKDB,
  postgres: POSTGRES,
  clickhouse: CLICKHOUSE,
  spark: SPARK,
  bigquery: BIGQUERY,
  snowflake: SNOWFLAKE,
  trino: TRINO,
};
