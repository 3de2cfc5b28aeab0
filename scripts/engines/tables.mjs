// How each engine holds the columns of a description. `record` and the maps take their shape from the first rows.

const PLAIN = {
  duckdb: { text: 'VARCHAR', whole: 'BIGINT', fraction: 'DOUBLE', moment: 'TIMESTAMP', json: 'VARCHAR' },
  postgres: { text: 'TEXT', whole: 'BIGINT', fraction: 'DOUBLE PRECISION', moment: 'TIMESTAMP', json: 'JSONB' },
  clickhouse: {
    text: 'Nullable(String)',
    whole: 'Nullable(Int64)',
    fraction: 'Nullable(Float64)',
    moment: "DateTime64(3, 'UTC')",
    json: 'Nullable(String)',
  },
  spark: { text: 'STRING', whole: 'BIGINT', fraction: 'DOUBLE', moment: 'TIMESTAMP_NTZ', json: 'STRING' },
};

const NESTED = {
  duckdb: {
    counts: 'MAP(VARCHAR, BIGINT)',
    texts: 'MAP(VARCHAR, VARCHAR)',
    record: (fields) => `STRUCT(${fields.map(([name, type]) => `${name} ${type}`).join(', ')})`,
  },
  postgres: { counts: 'JSONB', texts: 'JSONB', record: () => 'JSONB' },
  clickhouse: {
    counts: 'Map(String, UInt64)',
    texts: 'Map(String, String)',
    record: (fields) => `Tuple(${fields.map(([name, type]) => `${name} ${type}`).join(', ')})`,
  },
  spark: {
    counts: 'MAP<STRING, BIGINT>',
    texts: 'MAP<STRING, STRING>',
    record: (fields) => `STRUCT<${fields.map(([name, type]) => `${name}: ${type}`).join(', ')}>`,
  },
};

function typeOf(engine, column, type, rows) {
  if (PLAIN[engine][type] !== undefined) return PLAIN[engine][type];
  if (type !== 'record') return NESTED[engine][type];
  const fields = Object.entries(rows[0][column]).map(([name, value]) => [
    name,
    PLAIN[engine][typeof value === 'number' ? 'fraction' : 'text'],
  ]);
  return NESTED[engine].record(fields);
}

/** [name, type] of every column, as an engine spells the type. */
export function columnsOf(engine, description, rows) {
  return Object.entries(description.columns).map(([name, type]) => [name, typeOf(engine, name, type, rows)]);
}
