import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Big from 'big.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query } from '../support/duckdb.ts';
import { run } from '../support/transcript.ts';

const SUPPORT = ['estimate', '--profile', 'fixtures/profiles/support.yaml'];
const HOSTILE = ['estimate', '--profile', 'fixtures/profiles/hostile-names.yaml'];
const UNPRICED = [
  ...['estimate', '--in', '1M', '--out', '1M', '--model', 'small-2', '--card', 'fixtures/cards/own.yaml'],
  ...['--as-of', '2026-11-01', '--cache-hit', '50%', '--batch'],
];
const FORMS: readonly (readonly string[])[] = [
  ['--rows', 'configurations'],
  ['--rows', 'configurations', '--bom'],
  ['--rows', 'line-items'],
  ['--rows', 'line-items', '--bom'],
];

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'csv-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The path of what a command writes as CSV. */
async function csv(...argv: string[]): Promise<string> {
  const path = join(folder, `${++files}.csv`);
  await run([...argv, '--quiet', '--format', 'csv', '--output', path]);
  return path;
}

const plain = (text: string | null | undefined) => (text == null ? null : new Big(text).toFixed());

/** Cost by workload and configuration, from the JSON, without a float. */
async function costsInJson(argv: readonly string[]) {
  const { stdout } = await run([...argv, '--quiet', '--format', 'json']);
  const exact = JSON.parse(stdout.replace(/(: |\n\s+)(-?\d+(?:\.\d+)?)(?=[,\n])/g, '$1"$2"'));
  return exact.workloads.flatMap((workload: { name: string; configurations: { id: string; monthlyCost: string }[] }) =>
    workload.configurations.map(({ id, monthlyCost }) => [workload.name, id, plain(monthlyCost)]),
  );
}

/** The same as DuckDB reads it, by its own lights but for the exact type of money. */
async function costsInDuckdb(path: string, rows: string | undefined) {
  const cost = rows === 'line-items' ? 'cost' : 'monthlyCost';
  const found = await query(
    `SELECT workload, id, CASE WHEN count(*) = count(${cost}) THEN sum(${cost}) END AS cost
     FROM (SELECT *, row_number() OVER () AS nr FROM read_csv('${path}', types = {'${cost}': 'DECIMAL(38,16)'}))
     GROUP BY workload, id ORDER BY min(nr)`,
  );
  return found.map((row) => [row['workload'], row['id'], plain(row['cost'])]);
}

describe('DuckDB reads from CSV what JSON says', () => {
  test.each(FORMS)('%s %s %s', async (...form) => {
    for (const argv of [SUPPORT, UNPRICED]) {
      const expected = await costsInJson(argv);
      expect(expected.length).toBeGreaterThan(3);
      expect(await costsInDuckdb(await csv(...argv, ...form), form[1])).toEqual(expected);
    }
  });

  test('totals are those of the JSON', async () => {
    const path = await csv(...SUPPORT, '--rows', 'line-items');
    const [row] = await query(
      `SELECT sum(cost) AS cost FROM read_csv('${path}', types = {'cost': 'DECIMAL(38,16)'}) WHERE cheapest`,
    );
    const { stdout } = await run([...SUPPORT, '--quiet', '--format', 'json']);
    expect(plain(row?.['cost'])).toBe(/"cheapestCost": ([\d.]+)/.exec(stdout)?.[1]);
  });

  test.each(FORMS.slice(0, 1).concat(FORMS.slice(2, 3)))('columns have the types they hold: %s %s', async (...form) => {
    const columns = await query(`DESCRIBE FROM read_csv('${await csv(...SUPPORT, ...form)}')`);
    const typeOf = Object.fromEntries(columns.map((column) => [column['column_name'], column['column_type']]));
    expect(typeOf).toMatchObject({ workload: 'VARCHAR', available: 'BOOLEAN', cache: 'BOOLEAN', asOf: 'DATE' });
    const numbers =
      form[1] === 'line-items' ? ['tokens', 'usdPerMtok', 'cost'] : ['inputTokens', 'monthlyCost', 'savings'];
    for (const name of numbers) expect(['BIGINT', 'DOUBLE']).toContain(typeOf[name]);
  });

  test.each(FORMS)('names that would run or break a row stay one name: %s %s %s', async (...form) => {
    const { stdout } = await run([...HOSTILE, '--quiet', '--format', 'json']);
    const names: string[] = JSON.parse(stdout).workloads.map((each: { name: string }) => each.name);
    const rows = await query(
      `SELECT workload FROM (SELECT workload, row_number() OVER () AS nr FROM read_csv('${await csv(...HOSTILE, ...form)}'))
       GROUP BY workload ORDER BY min(nr)`,
    );
    expect(rows.map((row) => row['workload']?.replace(/^'(?=\P{L})/u, ''))).toEqual(names);
  });
});

describe('the bytes of CSV', () => {
  test.each(FORMS)('are RFC 4180 in UTF-8, with a byte order mark only when asked for: %s %s %s', async (...form) => {
    const bytes = readFileSync(await csv(...SUPPORT, ...form));
    const marked = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(marked).toBe(form.includes('--bom'));
    const text = bytes.toString('utf8');
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('a report beside a table has the delimiter too', async () => {
    const path = join(folder, 'also.csv');
    const argv = ['check', '--in', '1M', '--model', 'gpt-5.4', '--max', '1.5', '--also', `csv=${path}`];
    await run([...argv, '--delimiter', ';', '--decimal', ',']);
    expect(readFileSync(path, 'utf8')).toMatch(
      /^scope;name;level;kind;limit;amount;.*\r\nportfolio;;fail;max;1,5;2,5;/,
    );
  });

  test.each([
    ['diff', 'fixtures/profiles/support.yaml', 'fixtures/profiles/support-next.yaml'],
    ['check', '--in', '1M', '--model', 'gpt-5.4', '--max', '1k'],
    ['article'],
  ])('--bom goes in front of the CSV of %s too', async (...argv) => {
    expect((await run([...argv, '--format', 'csv', '--bom'])).stdout).toMatch(/^\ufeff[a-z]+,/);
  });
});
