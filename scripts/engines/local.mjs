// DuckDB and ClickHouse, which run inside of this process.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { columnsOf } from './tables.mjs';

/** DuckDB over the files as they are. */
export async function duckdb(tables) {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const { description, file, rows } of tables) {
    const columns = columnsOf('duckdb', description, rows).map(([name, type]) => `'${name}': '${type}'`);
    await connection.run(
      `CREATE TABLE "${description.table}" AS SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = {${columns.join(', ')}})`,
    );
  }
  const { rows: version } = await connection
    .runAndReadAll('SELECT version()')
    .then((each) => ({ rows: each.getRows() }));
  return {
    version: `DuckDB ${version[0][0]}`,
    query: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    close: () => connection.closeSync(),
  };
}

/** ClickHouse as a library, installed apart: it is half a gigabyte. */
export async function clickhouse(tables, folder) {
  const { Session } = createRequire(join(folder, 'package.json'))('chdb');
  const session = new Session();
  const ask = (sql) =>
    session
      .query(sql, 'JSONEachRow')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  session.query('CREATE DATABASE IF NOT EXISTS verify ENGINE = Atomic');
  session.query('USE verify');
  for (const { description, file, rows } of tables) {
    const columns = columnsOf('clickhouse', description, rows).map(([name, type]) => `\`${name}\` ${type}`);
    session.query(
      `CREATE TABLE verify.\`${description.table}\` (${columns.join(', ')}) ENGINE = MergeTree ORDER BY tuple()`,
    );
    session.query(
      `INSERT INTO verify.\`${description.table}\` SELECT * FROM file('${file}', 'JSONEachRow', '${columns.join(', ').replaceAll("'", "\\'")}')`,
    );
  }
  return {
    version: `ClickHouse ${ask('SELECT version() AS v')[0].v}`,
    query: async (sql) => ask(sql),
    close: () => session.cleanup(),
  };
}
