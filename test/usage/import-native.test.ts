import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

const FIXTURES = readdirSync('fixtures/usage');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function duckdb(sql: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(sql);
  connection.closeSync();
}

async function usageOf(...words: readonly string[]) {
  const { stdout, stderr } = await run(['import', ...words, '--format', 'json', '--as-of', '2026-11-23']);
  expect(stderr).toBe('');
  const { sources, ...answer } = JSON.parse(stdout);
  return {
    answer,
    rows: sources.map(({ rows }: { rows: unknown }) => rows),
    kinds: sources.map((each: { kind: string }) => each.kind),
  };
}

describe('packed with zstd, a file comes to the same integers', () => {
  test.each(FIXTURES)('%s', async (name) => {
    const packed = join(folder, `${name}.zst`);
    const lines =
      "auto_detect = false, header = false, delim = '\u001f', quote = '', escape = '', columns = {'line': 'VARCHAR'}";
    await duckdb(
      `COPY (SELECT line FROM read_csv('fixtures/usage/${name}', ${lines})) TO '${packed}' (FORMAT csv, header false, quote '', escape '', delimiter '\u001f', compression zstd)`,
    );
    expect(readFileSync(packed).subarray(0, 4)).toEqual(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));
    expect(await usageOf(packed)).toEqual(await usageOf(`fixtures/usage/${name}`));
  });
});

describe('as Parquet, rows come to the same integers', () => {
  const isRows = (name: string) =>
    name.endsWith('.csv') ||
    ['langfuse.jsonl', 'helicone.jsonl', 'bedrock.jsonl', 'google-billing.jsonl'].includes(name);

  test.each(FIXTURES.filter(isRows))('%s', async (name) => {
    const written = join(folder, `${name}.parquet`);
    const source = name.endsWith('.csv')
      ? `read_csv('fixtures/usage/${name}', all_varchar = true, header = true, quote = '"', delim = ',')`
      : `read_ndjson('fixtures/usage/${name}', ignore_errors = true)`;
    await duckdb(`COPY (SELECT * FROM ${source}) TO '${written}' (FORMAT parquet)`);
    const [parquet, plain] = [await usageOf(written), await usageOf(`fixtures/usage/${name}`)];
    expect(parquet.answer).toEqual(plain.answer);
    expect(parquet.kinds).toEqual(plain.kinds);
  });

  test('numbers and days of their own types, a day for each row', async () => {
    const written = join(folder, 'typed.parquet');
    await duckdb(
      `COPY (SELECT DATE '2026-10-01' + CAST(i % 20 AS INTEGER) AS day, 'gpt-5.4' AS model, CAST(i AS BIGINT) AS uncachedInput, CAST(2 AS INTEGER) AS output, 1 AS requests FROM range(50000) t(i)) TO '${written}' (FORMAT parquet)`,
    );
    const { answer, rows } = await usageOf(written);
    expect(rows).toEqual([{ read: 50_000, kept: 50_000, outside: 0, dropped: 0 }]);
    expect(answer.usage[0].tokens).toMatchObject({ uncachedInput: 1_249_975_000, output: 100_000 });
    expect(answer.period).toEqual({ start: '2026-10-01', end: '2026-10-20', days: 20 });
  });

  test('what people wrote, and who they are, does not get into the answer', async () => {
    const written = join(folder, 'private.parquet');
    await duckdb(
      `COPY (SELECT DATE '2026-10-01' AS day, 'gpt-5.4' AS model, 1 AS uncachedInput, 1 AS output, 'my secret' AS messages, 'ann@example.com' AS user_email) TO '${written}' (FORMAT parquet)`,
    );
    const { stdout } = await run(['import', written, '--format', 'json']);
    expect(JSON.parse(stdout).usage).toHaveLength(1);
    expect(stdout).not.toMatch(/secret|example\.com/);
  });

  test('a name with letters of a pattern is a name', async () => {
    const written = join(folder, 'a[1].parquet');
    await duckdb(
      `COPY (SELECT DATE '2026-10-01' AS day, 'gpt-5.4' AS model, 7 AS uncachedInput, 1 AS output) TO '${written}' (FORMAT parquet)`,
    );
    expect((await usageOf(written)).answer.usage[0].tokens.uncachedInput).toBe(7);
  });
});

test('without the package, what needs it says so, and what needs none is read', () => {
  const away = join(folder, 'away');
  mkdirSync(join(away, 'node_modules'), { recursive: true });
  for (const part of ['bin', 'dist', 'pricing', 'package.json']) spawnSync('cp', ['-r', resolve(part), away]);
  spawnSync('cp', ['-r', ...['csv-parse'].map((each) => resolve('node_modules', each)), join(away, 'node_modules')]);
  const parquet = join(folder, 'needs.parquet');
  writeFileSync(parquet, 'PAR1 and more');
  const ask = (file: string) =>
    spawnSync(process.execPath, [join(away, 'bin', 'tokencost.js'), 'import', file], { cwd: away, encoding: 'utf8' });
  const refused = ask(parquet);
  expect([refused.stdout, refused.status]).toEqual(['', 2]);
  expect(refused.stderr).toContain('is a Parquet file, which the package @duckdb/node-api reads');
  expect(ask(resolve('fixtures/usage/openai.csv')).status).toBe(0);
});

describe('patterns', () => {
  const put = (name: string, count: number) => {
    const path = join(folder, 'globs', name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, `day,model,uncachedInput,output\n2026-10-0${count},gpt-5.4,${count},1\n`);
  };

  test('that no shell has replaced are replaced, at any depth', async () => {
    put('one.csv', 1);
    put('below/two.csv', 2);
    put('below/deep/three.csv', 3);
    put('below/.hidden.csv', 4);
    const countOf = async (pattern: string) =>
      (await usageOf(join(folder, 'globs', pattern))).answer.usage[0].tokens.uncachedInput;
    expect(await countOf('*.csv')).toBe(1);
    expect(await countOf('below/t?o.csv')).toBe(2);
    expect(await countOf('**/*.csv')).toBe(6);
  });

  test('that nothing matches are said', async () => {
    const { stderr, exitCode } = await run(['import', join(folder, 'none-*.csv')]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('none-*.csv');
  });
});
