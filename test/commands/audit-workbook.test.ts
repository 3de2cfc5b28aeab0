import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { opened, type Value, valueOfName } from '../support/workbook.ts';

const PAIR = [
  ...['audit', '--usage', 'fixtures/audit/openai-usage.csv', '--bill', 'fixtures/audit/openai-cost.csv'],
  ...['--as-of', '2026-11-23'],
];

/** Runs the real binary. */
const tokencost = (argv: readonly string[]) =>
  spawnSync(process.execPath, ['bin/tokencost.js', ...argv], { encoding: 'utf8' });

interface Answer {
  readonly billed: number;
  readonly expected: number;
  readonly difference: number;
  readonly differences: readonly { readonly day: string; readonly subject: string; readonly amount: number }[];
  readonly causes: readonly { readonly amount: number }[];
  readonly days: readonly { readonly day: string; readonly difference: number }[];
  readonly claims: readonly { readonly amount: number }[];
}

const PLACES = 9;
const numbers = (rows: readonly Value[][], column: number) =>
  rows.flatMap((row) => (typeof row[column] === 'number' ? [row[column]] : []));

test('the workbook of an audit has the differences that add up to the bill, and the same by cause, day and claim', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
  try {
    const path = join(folder, 'audit.xlsx');
    const { status, stderr, stdout } = tokencost([...PAIR, '--format', 'xlsx', '--output', path]);
    expect([status, stderr, stdout]).toEqual([3, '', '']);
    const answer = JSON.parse(tokencost([...PAIR, '--format', 'json']).stdout) as Answer;
    const book = await opened(readFileSync(path));
    expect([...book.rows.keys()]).toEqual(['Differences', 'Causes', 'Days', 'Claims']);
    const named = (name: string) => Number(valueOfName(book, name));
    expect(named('audit_difference')).toBeCloseTo(answer.difference, PLACES);
    expect(named('audit_expected') + named('audit_difference')).toBeCloseTo(answer.billed, PLACES);
    expect(named('audit_billed')).toBeCloseTo(answer.billed, PLACES);
    expect(named('audit_left')).toBe(0);
    expect(named('audit_causes')).toBeCloseTo(answer.difference, PLACES);
    expect(named('audit_days')).toBeCloseTo(answer.difference, PLACES);
    const listed = (book.rows.get('Differences') ?? []).slice(1, 1 + answer.differences.length);
    expect(listed.map((row) => [row[0], row[1]])).toEqual(answer.differences.map(({ day, subject }) => [day, subject]));
    for (const [index, amount] of numbers(listed, 3).entries()) {
      expect(amount).toBeCloseTo(answer.differences[index]?.amount ?? 0, PLACES);
    }
    const claimed = answer.claims.reduce((sum, { amount }) => sum + amount, 0);
    expect(named('audit_claims')).toBeCloseTo(claimed, PLACES);
    // Sums are formulas: a reader who strikes a row out sees what is left.
    const formulas = ['Differences', 'Causes', 'Days', 'Claims'].map((sheet) =>
      (book.cells.get(sheet) ?? []).filter(({ formula }) => formula?.includes('SUM')),
    );
    expect(formulas.every((of) => of.length > 0)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a workbook needs a file', () => {
  const { status, stderr } = tokencost([...PAIR, '--format', 'xlsx']);
  expect([status, stderr]).toEqual([2, expect.stringContaining('--format xlsx needs a file')]);
});
