// Bare DuckDB doing what `import` asks of a file, with the types of its columns given: the sums of each day, model and
// mode, of each request once. Prints what they add up to. With `same` behind the path its groups are those of `import`, rows
// of failed requests alone or each minute of a log apart, and dollars are exact where the file has them as doubles.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const [kind, path, how] = process.argv.slice(2);
const isSame = how === 'same';
const typed = (columns) =>
  `{${Object.entries(columns)
    .map(([name, type]) => `'${name}': '${type}'`)
    .join(', ')}}`;
const COUNTS = ['uncachedInput', 'cacheRead', 'cacheWrite5m', 'output', 'requests', 'failedRequests'];
const COLUMNS = {
  canonical: {
    day: 'DATE',
    model: 'VARCHAR',
    mode: 'VARCHAR',
    ...Object.fromEntries(COUNTS.map((name) => [name, 'BIGINT'])),
    billed: 'DECIMAL(38, 12)',
  },
  litellm: {
    request_id: 'VARCHAR',
    model: 'VARCHAR',
    status: 'VARCHAR',
    cache_hit: 'VARCHAR',
    spend: 'DECIMAL(38, 12)',
    prompt_tokens: 'BIGINT',
    completion_tokens: 'BIGINT',
    startTime: 'TIMESTAMP',
    metadata: 'STRUCT(usage_object STRUCT(cache_read_input_tokens BIGINT, cache_creation_input_tokens BIGINT))',
  },
};
const from = path.endsWith('.parquet')
  ? `read_parquet('${path}')`
  : path.endsWith('.csv')
    ? `read_csv('${path}', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = ${typed(COLUMNS[kind])})`
    : `read_ndjson('${path}', columns = ${typed(COLUMNS[kind])})`;
const dollars = (name) =>
  isSame && path.endsWith('.parquet') ? `SUM(CAST(${name} * 1e12 AS BIGINT))` : `SUM(${name})`;
const failed = isSame ? '"failedRequests" > 0 AND "failedRequests" = requests AS failed, ' : '';
const time = isSame ? "date_trunc('minute', started)" : 'CAST(started AS DATE)';
const SUMS = {
  canonical: `SELECT day, model, mode, ${failed}COUNT(*) AS n, ${COUNTS.map((name) => `SUM("${name}") AS "${name}"`).join(', ')}, ${dollars('billed')} AS billed FROM ${from} GROUP BY ALL`,
  litellm: `SELECT ${time} AS day, model, status, cache_hit, COUNT(*) AS n, SUM(prompt) AS prompt, SUM(output) AS output, SUM(reads) AS reads, SUM(writes) AS writes, ${dollars('spend')} AS spend
  FROM (SELECT request_id, ANY_VALUE(CAST("startTime" AS TIMESTAMP)) AS started, ANY_VALUE(model) AS model, ANY_VALUE(status) AS status, ANY_VALUE(cache_hit) AS cache_hit, ANY_VALUE(prompt_tokens) AS prompt,
    ANY_VALUE(completion_tokens) AS output, ANY_VALUE(metadata.usage_object.cache_read_input_tokens) AS reads, ANY_VALUE(metadata.usage_object.cache_creation_input_tokens) AS writes, ANY_VALUE(spend) AS spend
    FROM ${from} GROUP BY request_id) GROUP BY ALL`,
};
const TOKENS = { canonical: ['uncachedInput', 'cacheRead', 'cacheWrite5m', 'output'], litellm: ['prompt', 'output'] };

const spill = mkdtempSync(join(tmpdir(), 'bench-spill-'));
const instance = await DuckDBInstance.create(':memory:', {
  // A log of ten million ids does not go into what import takes.
  memory_limit: '4GB',
  temp_directory: spill,
  preserve_insertion_order: 'false',
});
const connection = await instance.connect();
const rows = (await connection.runAndReadAll(SUMS[kind])).getRowObjects();
const tokens = rows.reduce((sum, row) => TOKENS[kind].reduce((all, name) => all + BigInt(row[name]), sum), 0n);
process.stdout.write(JSON.stringify({ groups: rows.length, tokens: String(tokens) }));
connection.closeSync();
instance.closeSync();
rmSync(spill, { recursive: true, force: true });
