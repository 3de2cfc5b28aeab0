import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

const BINARY = resolve('bin/tokencost.js');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = (...args: readonly string[]) => spawnSync(process.execPath, [BINARY, ...args], { encoding: 'utf8' });

/** The answer of DuckDB to a query of the binary, over a table that a file of the repository fills. */
async function answered(table: string, setup: string, ...flags: readonly string[]): Promise<string> {
  const { stdout, stderr, status } = program('import', 'sql', '--dialect', 'duckdb', ...flags);
  expect([stderr, status]).toEqual(['', 0]);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`CREATE TABLE "${table}" AS ${setup}`);
  const path = join(folder, `${table}.csv`);
  await connection.run(`COPY (${stdout}) TO '${path}' (FORMAT CSV, HEADER)`);
  connection.closeSync();
  return path;
}

async function answerOf(path: string, ...flags: readonly string[]) {
  const { stdout, stderr } = await run(['import', path, '--format', 'json', ...flags]);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const typed = (types: Readonly<Record<string, string>>) =>
  `{${Object.entries(types)
    .map(([name, type]) => `'${name}': '${type}'`)
    .join(', ')}}`;

const LITELLM = typed({
  request_id: 'VARCHAR',
  startTime: 'TIMESTAMPTZ',
  model: 'VARCHAR',
  custom_llm_provider: 'VARCHAR',
  api_key: 'VARCHAR',
  team_id: 'VARCHAR',
  user: 'VARCHAR',
  status: 'VARCHAR',
  cache_hit: 'VARCHAR',
  spend: 'DOUBLE',
  prompt_tokens: 'BIGINT',
  completion_tokens: 'BIGINT',
  metadata: 'JSON',
});

describe('a query and a file of the same rows come to the same', () => {
  test('the spend logs of LiteLLM, prompts over a threshold and dropped rows included', async () => {
    const whole = readFileSync('fixtures/usage/litellm.jsonl', 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'));
    const log = join(folder, 'log.jsonl');
    writeFileSync(log, whole.join('\n'));
    const path = await answered(
      'LiteLLM_SpendLogs',
      `SELECT * REPLACE ("startTime" AT TIME ZONE 'UTC' AS "startTime") FROM read_json('${log}', format = 'newline_delimited', columns = ${LITELLM})`,
      '--from',
      'litellm',
    );
    const [byQuery, byFile] = [await answerOf(path), await answerOf(log)];
    expect(byQuery.usage).toEqual(byFile.usage);
    expect(byQuery.profile).toEqual(byFile.profile);
    expect(byQuery.cost).toBe(byFile.cost);
    const dropped = ({ sources: [source] }: { sources: { dropped: { reason: string }[] }[] }) =>
      [...(source?.dropped ?? [])].sort((a, b) => (a.reason < b.reason ? -1 : 1));
    expect(dropped(byQuery)).toEqual(dropped(byFile));
  });

  test('a bill in FOCUS', async () => {
    const path = await answered(
      'focus',
      'SELECT * REPLACE (CAST("ChargePeriodStart" AS TIMESTAMP) AS "ChargePeriodStart") FROM read_csv(\'fixtures/usage/focus.csv\', header = true, nullstr = \'\')',
      '--from',
      'focus',
    );
    const [byQuery, byFile] = [await answerOf(path), await answerOf('fixtures/usage/focus.csv')];
    expect(byQuery.usage).toEqual(byFile.usage);
    expect([byQuery.cost, byQuery.billed]).toEqual([byFile.cost, byFile.billed]);
  });

  test('observations of Langfuse: one above another that counts repeats it, one above another that counts nothing does not', async () => {
    const of = (id: string, parent: string, details: Readonly<Record<string, number>>) => ({
      id,
      trace_id: 't',
      parent_observation_id: parent,
      project_id: 'p',
      type: 'GENERATION',
      start_time: '2026-10-01 10:00:00',
      provided_model_name: 'gpt-5.4',
      usage_details: details,
      total_cost: 0,
      level: 'DEFAULT',
      event_ts: '2026-10-01 10:00:00',
      is_deleted: 0,
    });
    const log = join(folder, 'observations.jsonl');
    const rows = [
      of('wrapper', '', { input: 7, output: 2, total: 9 }),
      of('call', 'wrapper', { input: 7, output: 2, total: 9 }),
      of('counted', '', { input: 50, output: 5, total: 55 }),
      of('empty', 'counted', {}),
    ];
    writeFileSync(log, rows.map((row) => JSON.stringify(row)).join('\n'));
    const types = {
      ...Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, 'VARCHAR'])),
      start_time: 'TIMESTAMP',
      event_ts: 'TIMESTAMP',
      usage_details: 'MAP(VARCHAR, BIGINT)',
      total_cost: 'DOUBLE',
      is_deleted: 'BIGINT',
    };
    const path = await answered(
      'observations',
      `SELECT * FROM read_json('${log}', format = 'newline_delimited', columns = ${typed(types)})`,
      '--from',
      'langfuse',
    );
    const [byQuery, byFile] = [await answerOf(path), await answerOf(log)];
    expect(byFile.usage[0].tokens).toMatchObject({ uncachedInput: 57, output: 7 });
    // What it cost is a column of the table alone.
    expect(byQuery.usage).toEqual(byFile.usage.map((row: object) => ({ ...row, billed: 0 })));
  });

  test('days that were asked for bound the query', async () => {
    const path = await answered(
      'cur',
      "SELECT * REPLACE (CAST(line_item_usage_start_date AS TIMESTAMP) AS line_item_usage_start_date), '' AS line_item_line_item_description, MAP {'product_name': 'Amazon Bedrock'} AS product FROM read_csv('fixtures/usage/cur.csv', header = true)",
      '--from',
      'cur',
      '--since',
      '2026-10-02',
    );
    expect((await run(['import', path])).exitCode).toBe(2);
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(1);
  });
});

test('names of columns are known however an engine spells them', async () => {
  const path = join(folder, 'upper.csv');
  writeFileSync(
    path,
    'DAY,MODEL,MODE,UNCACHED_INPUT,OUTPUT,REASON,SOURCE_ROWS\n2026-10-01,gpt-5.4,standard,7,3,,2\n,,,,,has no day,5\n',
  );
  const { usage, sources } = await answerOf(path);
  expect(usage[0].tokens).toMatchObject({ uncachedInput: 7, output: 3 });
  expect(sources[0].dropped).toEqual([{ reason: 'has no day', rows: 5 }]);
});
