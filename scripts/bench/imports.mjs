// What `import` costs beside bare DuckDB over the same file, each a process of its own, in turn: sums by day, model and mode,
// and the sums that `import` needs, with dollars to the last place and the minutes of a log.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { startup } from './children.mjs';
import { median } from './statistics.mjs';

const RSS_PRELOAD = fileURLToPath(new URL('./print-peak-rss.cjs', import.meta.url));
const BARE = fileURLToPath(new URL('./bare.mjs', import.meta.url));
const MILLION = 1_000_000;
const MEBIBYTE = 1_048_576;
const KIB = 1024;
const SMALL_PAIRS = 15;
const MODELS = [
  'gpt-5.4',
  'claude-opus-4.7',
  'claude-sonnet-4.6',
  'gemini-3.1-pro',
  'claude-sonnet-4.5',
  'claude-haiku-4.5',
];

/** Rows of our own format: so many days, models and modes that each format comes to the same 360 groups. */
const rowsOf = (rows) => `SELECT DATE '2026-10-01' + CAST(i % 30 AS INTEGER) AS day,
  [${MODELS.map((name) => `'${name}'`).join(', ')}][1 + CAST(hash(i) % ${MODELS.length} AS INTEGER)] AS model,
  CASE WHEN hash(i + 1) % 10 = 0 THEN 'batch' ELSE 'standard' END AS mode,
  CAST(hash(i + 2) % 5000 AS BIGINT) AS "uncachedInput", CAST(hash(i + 3) % 9000 AS BIGINT) AS "cacheRead",
  CAST(hash(i + 4) % 700 AS BIGINT) AS "cacheWrite5m", CAST(hash(i + 5) % 1500 AS BIGINT) AS output,
  1 AS requests, CAST(i % 50 = 0 AS INTEGER) AS "failedRequests",
  CAST(hash(i + 6) % 1000000 AS DECIMAL(18, 8)) / 100000000 AS billed FROM range(${rows}) t(i)`;

/** Rows of a gateway's log, with ids and times: what repeats has to be found, and the minutes of the load. */
const logOf = (
  rows,
) => `SELECT 'chatcmpl-' || lpad(CAST(i AS VARCHAR), 12, '0') AS request_id, model, 'success' AS status,
  'False' AS cache_hit, billed AS spend, "uncachedInput" + "cacheRead" + "cacheWrite5m" AS prompt_tokens,
  output AS completion_tokens, strftime(CAST(day AS TIMESTAMP) + to_seconds((i * 7919) % 86400), '%Y-%m-%dT%H:%M:%SZ') AS "startTime",
  {usage_object: {cache_read_input_tokens: "cacheRead", cache_creation_input_tokens: "cacheWrite5m"}} AS metadata
  FROM (SELECT row_number() OVER () AS i, * FROM (${rowsOf(rows)}))`;

async function write(sql, path, options) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${sql}) TO '${path}' (${options})`);
  connection.closeSync();
  instance.closeSync();
}

/** Wall time, processor time and peak memory of one process; its answer. */
function timed(words) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const started = process.hrtime.bigint();
  const child = spawnSync(process.execPath, ['--require', RSS_PRELOAD, ...words], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (child.status !== 0) throw new Error(`node ${words.slice(0, 3).join(' ')}: ${child.stderr}`);
  const [kib, microseconds] = child.output[3].split(' ').map(Number);
  return { seconds, cpu: microseconds / 1e6, peakBytes: kib * KIB, answer: JSON.parse(child.stdout) };
}

/** Tokens of an answer, by which two of them are known to have done the same. */
const tokensOf = ({ usage }) =>
  String(usage.reduce((sum, { tokens }) => sum + Object.values(tokens).reduce((a, b) => a + BigInt(b), 0n), 0n));

/** A file by `import` and by bare DuckDB, in turn. */
function sideBySide(program, { name, kind, path, rows }, pairs) {
  const [own, bare, same] = [[], [], []];
  for (let pair = 0; pair < pairs; pair += 1) {
    own.push(timed([program, 'import', path, '--from', kind, '--format', 'json']));
    bare.push(timed([BARE, kind, path]));
    same.push(timed([BARE, kind, path, 'same']));
    for (const { answer } of [bare.at(-1), same.at(-1)])
      if (tokensOf(own.at(-1).answer) !== answer.tokens)
        throw new Error(`${name}: import counts ${tokensOf(own.at(-1).answer)} tokens, DuckDB ${answer.tokens}`);
  }
  const of = (list, key) => median(list.map((each) => each[key]));
  return {
    name,
    rows,
    bytes: statSync(path).size,
    pairs,
    seconds: of(own, 'seconds'),
    bareSeconds: of(bare, 'seconds'),
    ratio: median(own.map(({ seconds }, index) => seconds / bare[index].seconds)),
    cpu: of(own, 'cpu'),
    bareCpu: of(bare, 'cpu'),
    sameCpu: of(same, 'cpu'),
    cpuRatio: median(own.map(({ cpu }, index) => cpu / bare[index].cpu)),
    sameRatio: median(own.map(({ cpu }, index) => cpu / same[index].cpu)),
    peakBytes: Math.max(...own.map(({ peakBytes }) => peakBytes)),
    barePeakBytes: Math.max(...bare.map(({ peakBytes }) => peakBytes)),
  };
}

/** A file of a megabyte against an empty node. */
async function small(program, folder) {
  const path = join(folder, 'small.csv');
  await write(rowsOf(MILLION / 64), path, 'FORMAT csv, HEADER');
  const [bytes] = [statSync(path).size];
  return {
    bytes,
    ...startup(
      `import of ${(bytes / MEBIBYTE).toFixed(1)} MiB of CSV`,
      [program, 'import', path, '--format', 'json'],
      SMALL_PAIRS,
    ),
  };
}

/** Each format at 10 million rows, Parquet from 1 to 100; files are made and removed one at a time. */
export async function imports(root, { pairs = 3, most = 100 } = {}) {
  const program = join(root, 'bin', 'tokencost.js');
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
  const parquet = 'FORMAT parquet, COMPRESSION zstd';
  const files = [
    ['JSON lines', 'canonical', rowsOf, 10, 'jsonl', 'FORMAT json'],
    ['CSV', 'canonical', rowsOf, 10, 'csv', 'FORMAT csv, HEADER'],
    ['Parquet', 'canonical', rowsOf, 1, 'parquet', parquet],
    ['Parquet', 'canonical', rowsOf, 10, 'parquet', parquet],
    ['Parquet', 'canonical', rowsOf, 100, 'parquet', parquet],
    ['LiteLLM log, Parquet', 'litellm', logOf, 10, 'parquet', parquet],
    ['LiteLLM log, JSON lines', 'litellm', logOf, 10, 'jsonl', 'FORMAT json'],
  ];
  try {
    const results = [];
    for (const [name, kind, sql, millions, ending, options] of files.filter(([, , , millions]) => millions <= most)) {
      const path = join(folder, `usage.${ending}`);
      process.stderr.write(`import: ${millions} million rows of ${name} ...\n`);
      await write(sql(millions * MILLION), path, options);
      results.push(sideBySide(program, { name, kind, path, rows: millions * MILLION }, millions > 10 ? 1 : pairs));
      rmSync(path);
    }
    return { files: results, small: await small(program, folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
