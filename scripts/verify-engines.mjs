// Runs every query of `import sql` on real engines over the same made-up rows and compares what they add up to, and holds
// the tokens against `import` over the same rows as a file. Apart from `npm test`, since a bare machine has none of the
// engines; what is missing is installed once into a folder of the user's cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { asExported, rowsOf } from './engines/data.mjs';
import { clickhouse, duckdb } from './engines/local.mjs';
import { postgres } from './engines/postgres.mjs';
import { spark } from './engines/spark.mjs';

const ROWS = Number(process.argv[2] ?? 1000);
const CHDB = 'chdb@3.4.0';
const PYTHON = ['pyspark==4.0.1', 'sqlglot==30.30.0'];
const PARSED = ['bigquery', 'snowflake', 'trino'];
const SHOWN = 3;
const SHOWN_OF_ERROR = 1500;
const root = fileURLToPath(new URL('..', import.meta.url));
const workshop = mkdtempSync(join(tmpdir(), 'engines-'));
const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tokencost-engines');

function run(program, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (status !== 0) throw new Error(`${program} ${args.slice(0, 4).join(' ')}: ${stderr}`);
  return stdout;
}

/** What npm and PyPI hold of engines, once. */
function install() {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'node_modules', 'chdb'))) {
    writeFileSync(join(folder, 'package.json'), '{"private": true}');
    run('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, CHDB]);
  }
  const python = join(folder, 'py', 'bin', 'python');
  if (!existsSync(python)) run('python3', ['-m', 'venv', join(folder, 'py')]);
  if (spawnSync(python, ['-c', 'import pyspark, sqlglot']).status !== 0)
    run(python, ['-m', 'pip', 'install', '-q', ...PYTHON]);
  return python;
}

/** The real binary; 4 is an answer too: a model has no price. */
function tokencost(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'tokencost.js'), ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0 && status !== 4) throw new Error(`tokencost ${words.join(' ')}: ${stderr}`);
  return stdout;
}

const COUNTS = [
  'uncached_input',
  'cache_read',
  'cache_write_5m',
  'cache_write_30m',
  'cache_write_1h',
  'output',
  'requests',
  'failed_requests',
  'longest_prompt',
  'source_rows',
];
const KEYS = ['day', 'model', 'mode', 'band', 'reason', 'key', 'project', 'user', 'route'];

/** A row of an answer as text to compare: integers exactly, dollars to the millionth. */
function comparable(row) {
  const small = Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
  const keys = KEYS.map((name) => small[name] ?? '');
  const counts = COUNTS.map((name) =>
    small[name] === null || small[name] === undefined ? '' : String(BigInt(small[name])),
  );
  const billed = small.billed === null || small.billed === undefined ? '' : Number(small.billed).toFixed(6);
  return [...keys, ...counts, billed].join('|');
}

const sorted = (rows) => rows.map(comparable).sort();

/** What an answer adds up to as a file: the tokens, and the rows that were dropped. */
const totals = (answer) => ({
  usage: answer.usage.map(({ modelAsWritten, mode, tokens, requests, failedRequests }) => [
    modelAsWritten,
    mode,
    tokens,
    requests,
    failedRequests,
  ]),
  cost: answer.cost,
});

async function descriptions() {
  const outfile = join(workshop, 'descriptions.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/usage/sql/descriptions.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
  });
  return (await import(pathToFileURL(outfile).href)).DESCRIPTIONS;
}

function tableOf(description) {
  const rows = rowsOf(description.kind, ROWS);
  const file = join(workshop, `${description.kind}.jsonl`);
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  return { description, rows, file };
}

/** Two queries a table: all of it, and days apart by everything that it tells. */
const askedOf = ({ kind, belongs }) => {
  const by = Object.keys(belongs);
  return [
    [],
    ['--since', '2026-10-05', '--until', '2026-10-20', ...(by.length === 0 ? [] : ['--by', by.join(',')])],
  ].map((flags) => (dialect) => tokencost('import', 'sql', '--from', kind, '--dialect', dialect, ...flags));
};

/** The answer of DuckDB as CSV into `import`, against the same rows as a file of their own kind. */
function againstFile({ description, rows }, answer) {
  const { kind } = description;
  const [canonical, exported] = ['canonical', 'exported'].map((name) => join(workshop, `${kind}-${name}.jsonl`));
  writeFileSync(canonical, answer.map((row) => JSON.stringify(row)).join('\n'));
  writeFileSync(
    exported,
    asExported(kind, rows)
      .map((row) => JSON.stringify(row))
      .join('\n'),
  );
  const [one, other] = [
    tokencost('import', canonical, '--format', 'json'),
    tokencost('import', exported, '--from', kind, '--format', 'json'),
  ].map((text) => totals(JSON.parse(text)));
  return JSON.stringify(one) === JSON.stringify(other)
    ? []
    : [`${kind}: as a file ${JSON.stringify(other).slice(0, 1500)}\n  by SQL ${JSON.stringify(one).slice(0, 1500)}`];
}

async function answersOf(name, make, queries, tables) {
  const engine = await make(tables, folder, workshop);
  if (engine === undefined) return undefined;
  try {
    const texts = queries.map((query) => query(name));
    if (engine.queryAll !== undefined) return engine.queryAll(texts);
    const answers = [];
    for (const text of texts) answers.push(await engine.query(text));
    return { version: engine.version, answers };
  } finally {
    engine.close();
  }
}

async function verify() {
  const python = install();
  const tables = (await descriptions()).map(tableOf);
  const queries = tables.flatMap(({ description }) => askedOf(description));
  const wrong = [];
  const engines = [];
  const reference = await answersOf('duckdb', duckdb, queries, tables);
  engines.push(reference.version);
  for (const [index, table] of tables.entries()) wrong.push(...againstFile(table, reference.answers[index * 2]));
  for (const [name, make] of Object.entries({ postgres, clickhouse, spark })) {
    process.stderr.write(`${name} ...\n`);
    const found = await answersOf(name, make, queries, tables);
    if (found === undefined) throw new Error(`${name} is not installed here.`);
    engines.push(found.version);
    for (const [index, answer] of found.answers.entries()) {
      const [one, other] = [sorted(reference.answers[index]), sorted(answer)];
      const apart = [
        ...one.filter((row) => !other.includes(row)),
        ...other.filter((row) => !one.includes(row)).map((row) => `  ${name}: ${row}`),
      ];
      if (apart.length > 0)
        wrong.push(
          `query ${index} (${tables[Math.floor(index / 2)].description.kind}): ${apart.slice(0, SHOWN * 2).join('\n')}`,
        );
    }
  }
  const parsed = PARSED.flatMap((dialect) => queries.map((query) => ({ dialect, sql: query(dialect) })));
  const grammar = JSON.parse(
    run(python, [join(root, 'scripts', 'engines', 'grammar.py')], { input: JSON.stringify(parsed) }),
  );
  wrong.push(...grammar.faults);
  process.stdout.write(`${engines.join(', ')}; ${PARSED.join(', ')} parsed by sqlglot ${grammar.version}\n`);
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
  if (wrong.length > 0) {
    process.stderr.write(`${wrong.join('\n')}\n`);
    process.exitCode = 1;
  } else
    process.stdout.write(
      `${queries.length} queries on ${engines.length} engines, all sums equal (${rows} rows; ${parsed.length} queries parsed)\n`,
    );
}

try {
  await verify();
} catch (error) {
  process.stderr.write(`verify:engines: ${error.message.slice(-SHOWN_OF_ERROR)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(workshop, { recursive: true, force: true });
}
