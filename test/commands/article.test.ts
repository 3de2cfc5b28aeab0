import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PRICING_FOLDER, run } from '../support/transcript.ts';

interface ArticleJson {
  readonly schemaVersion: number;
  readonly tool: { readonly name: string };
  readonly command: string;
  readonly asOf: string;
  readonly card: { readonly id: string };
  readonly tables: readonly {
    readonly id: string;
    readonly note: string | null;
    readonly cells: readonly { readonly id: string; readonly printed: string; readonly computedText: string }[];
  }[];
  readonly unreconciled: readonly { readonly id: string; readonly printed: string; readonly text: string }[];
  readonly verdict: string;
}

let altered = '';

beforeAll(() => {
  altered = join(mkdtempSync(join(tmpdir(), 'tokencost-article-')), 'pricing');
  cpSync(PRICING_FOLDER, altered, { recursive: true });
  const claims = join(altered, 'claims.json');
  writeFileSync(claims, readFileSync(claims, 'utf8').replace('"$38,425"', '"$38,000"'));
});

afterAll(() => rmSync(join(altered, '..'), { recursive: true, force: true }));

describe('the article as it is printed', () => {
  test('agrees: exit 0, nothing on standard error', async () => {
    const { stdout, stderr, exitCode } = await run(['article']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('agrees: all 80 printed figures are what the engine computes.');
    expect(stdout).not.toContain('≠ $');
  });

  test('fits 80 columns', async () => {
    const { stdout } = await run(['article']);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('says in both caching tables that writes are left out, with the figures that count them', async () => {
    const { stdout } = await run(['article']);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text.split('Cache writes are left out')).toHaveLength(3);
    for (const figure of ['$38,468.75', '$19,234.38', '$5,406.25', '$2,703.13']) expect(text).toContain(figure);
  });

  test('lists what does not reconcile with the recomputed values', async () => {
    const text = (await run(['article'])).stdout.replace(/\s+/g, ' ');
    expect(text).toContain('"2-4x the usage"');
    for (const figure of ['2.11x to 4.21x', '2.63x to 5.26x', '65%', '66.98%']) expect(text).toContain(figure);
  });

  test('is the same on any day', async () => {
    const later = await run(['article'], '', { today: () => '2031-01-01' as never });
    expect(later).toEqual(await run(['article']));
  });

  test('as JSON has the keys that scripts rely on, with exact numerals', async () => {
    const { stdout, exitCode } = await run(['article', '--format', 'json']);
    const answer = JSON.parse(stdout) as ArticleJson;
    expect(exitCode).toBe(0);
    expect(answer).toMatchObject({ schemaVersion: 1, tool: { name: 'tokencost' }, command: 'article' });
    expect(answer).toMatchObject({ asOf: '2026-11-23', card: { id: 'article-2026' }, verdict: 'agrees' });
    const stack = answer.tables.find((table) => table.id === 'output-heavy');
    expect(stack?.cells.find((cell) => cell.id === 'output-heavy-both')).toEqual({
      id: 'output-heavy-both',
      row: 'Batch + 70% input cache-read',
      column: 'USD a month',
      printed: '$19,213',
      computed: 19212.5,
      computedText: '$19,213',
      agrees: true,
    });
    expect(stack?.note).toContain('$38,468.75');
    expect(stdout).toContain('"computed": -0.5196875,');
    expect(answer.unreconciled.map((each) => each.printed)).toEqual(['2-4x the usage', 'up to 75% off list']);
  });

  test('spells every recomputed value as it is printed', async () => {
    const { tables } = JSON.parse((await run(['article', '--format', 'json'])).stdout) as ArticleJson;
    const cells = tables.flatMap((table) => table.cells);
    expect(cells.map((cell) => cell.computedText)).toEqual(cells.map((cell) => cell.printed));
  });

  test('as CSV has one row per printed figure and per reading', async () => {
    const { stdout } = await run(['article', '--format', 'csv']);
    const rows = stdout.split('\r\n');
    expect(rows[0]).toBe('table,id,row,column,printed,computed,computedText,agrees,asOf,cardId,cardVersion,cardSha256');
    expect(rows.filter((row) => row !== '')).toHaveLength(1 + 80 + 6);
    expect(stdout).toContain('"List, no optimisation",USD a month,"$40,000",40000,"$40,000",true');
    expect(stdout).toContain('unreconciled,deepest-prepaid,up to 75% off list,with the top-up,75%,0.6698113208,66.98%');
  });

  test('as Markdown has a table per table', async () => {
    const { stdout } = await run(['article', '--format', 'markdown']);
    expect(stdout.match(/^### Table [123]: /gm)).toHaveLength(3);
    expect(stdout).toContain('| $19,213<br>= $19,213<br>($19,212.50) | -52%<br>= -52%<br>(-51.96875%) |');
  });
});

describe('a print that the engine does not compute', () => {
  const shell = () => ({ pricingFolder: altered });

  test('differs: exit 3, marked in its cell and said in words', async () => {
    const { stdout, stderr, exitCode } = await run(['article'], '', shell());
    expect(exitCode).toBe(3);
    expect(stdout).toContain('≠ $38,425');
    expect(stdout.replace(/\s+/g, ' ')).toContain('is printed as $38,000 and recomputed as $38,425.');
    expect(stdout).toContain('differs: 79 of 80 printed figures are what the engine computes.');
    expect(stderr).toBe('');
  });

  test('is a verdict in JSON, and a warning that --quiet leaves out', async () => {
    const json = ['article', '--format', 'json'];
    const { stdout, stderr, exitCode } = await run(json, '', shell());
    expect(exitCode).toBe(3);
    expect((JSON.parse(stdout) as ArticleJson).verdict).toBe('differs');
    expect(stderr).toMatch(/^warning: Table 2: .* is printed as \$38,000 and recomputed as \$38,425\.\n$/);
    expect(await run([...json, '--quiet'], '', shell())).toMatchObject({ stderr: '', exitCode: 3 });
  });

  test('goes to a file whole, with the same exit code', async () => {
    const path = join(altered, '..', 'answer.md');
    const { stdout, exitCode } = await run(['article', '--format', 'markdown', '--output', path], '', shell());
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 });
    expect(readFileSync(path, 'utf8')).toContain('**differs: 79 of 80');
  });
});

test('colour only where the terminal takes it', async () => {
  const terminal = { colour: () => true };
  const coloured = await run(['article'], '', terminal);
  expect(coloured.stdout).toContain('\u001b[32m= $40,000\u001b[39m');
  expect((await run(['article', '--no-color'], '', terminal)).stdout).toBe((await run(['article'])).stdout);
});

test('an unknown format is refused before anything is printed', async () => {
  const { stdout, exitCode } = await run(['article', '--format', 'xml']);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
});
