import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { words } from '../support/transcript.ts';

/** Runs the real binary. */
function tokencost(line: string) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['bin/tokencost.js', ...words(line)], {
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

interface Answer {
  readonly difference: number;
  readonly explained: number;
  readonly unexplained: number;
  readonly causes: readonly { readonly cause: string; readonly amount: number }[];
  readonly days: readonly { readonly day: string; readonly difference: number }[];
  readonly differences: readonly {
    readonly day: string;
    readonly subject: string;
    readonly cause: string;
    readonly amount: number;
  }[];
}

/**
 * One month in every kind of bill: the usage of the second day is billed on the third, the fifth day is billed and was
 * not used, and the rest is right. Amounts were worked out apart, with fractions in Python.
 */
const BILLS: readonly (readonly [file: string, model: string, shifted: number, notUsed: number])[] = [
  ['openai.csv', 'gpt-5.4', 72.25, 323.5],
  ['openai.json', 'gpt-5.4', 72.25, 323.5],
  ['anthropic.json', 'claude-sonnet-4.5', 96.3, 352.8],
  ['anthropic-console.csv', 'claude-sonnet-4.5', 96.3, 352.8],
  ['focus.csv', 'gpt-5.4', 72.25, 323.5],
  ['cur.csv', 'claude-sonnet-4.5', 96.3, 352.8],
  ['azure.csv', 'gpt-5.4', 72.25, 323.5],
  ['google.jsonl', 'gemini-2.5-flash', 16.49, 57.14],
  ['xai.jsonl', 'grok-4.7', 69.5, 185],
  ['openrouter.csv', 'gpt-5.4', 72.25, 323.5],
  ['litellm.jsonl', 'gpt-5.4', 72.25, 323.5],
  ['langfuse.jsonl', 'gpt-5.4', 72.25, 323.5],
];

describe('a shifted day and a day without usage, in every kind of bill', () => {
  test.each(BILLS)('%s', (file, subject, shifted, notUsed) => {
    const { stdout, stderr, status } = tokencost(
      `audit --usage fixtures/audit/bills/usage.csv --bill fixtures/audit/bills/${file} --format json`,
    );
    expect([stderr, status]).toEqual(['', 3]);
    const answer = JSON.parse(stdout) as Answer;
    expect(answer.differences.map(({ day, subject: of, cause, amount }) => [day, of, cause, amount])).toEqual([
      ['2026-10-02', subject, 'shiftedDay', -shifted],
      ['2026-10-03', subject, 'shiftedDay', shifted],
      ['2026-10-05', subject, 'billWithoutUsage', notUsed],
    ]);
    expect(answer.causes.map(({ cause, amount }) => [cause, amount])).toEqual([['billWithoutUsage', notUsed]]);
    expect([answer.difference, answer.explained, answer.unexplained]).toEqual([notUsed, 0, notUsed]);
    const agreeing = answer.days.filter(({ difference }) => difference === 0).map(({ day }) => day);
    expect(agreeing).toEqual(['2026-10-01', '2026-10-04', '2026-10-06']);
  });
});

interface Claimed {
  readonly subject: string;
  readonly clause: string;
  readonly from: string;
  readonly until: string;
  readonly days: number;
  readonly rows: number;
  readonly amount: number;
}

describe('what to take up with the vendor', () => {
  test('is what was billed too much, by the clause that it rests on, and nothing that was billed too little', () => {
    const { stdout } = tokencost(
      'audit --usage fixtures/audit/anthropic-usage.csv --bill fixtures/audit/anthropic-cost.csv --contract fixtures/audit/anthropic-contract.yaml --format json',
    );
    const { claims, differences } = JSON.parse(stdout) as Answer & { readonly claims: readonly Claimed[] };
    // The discount is missing on one day, of two models; the writes that were billed too cheaply are no claim.
    expect(
      claims.map(({ subject, clause, from, until, days, rows }) => [subject, clause, from, until, days, rows]),
    ).toEqual([
      ['claude-sonnet-4.5', 'discount', '2026-10-02', '2026-10-02', 1, 5],
      ['claude-haiku-4.5', 'discount', '2026-10-02', '2026-10-02', 1, 5],
    ]);
    const missing = differences.filter(({ cause }) => cause === 'discount').map(({ amount }) => amount);
    expect(claims.map(({ amount }) => amount).sort()).toEqual([...missing].sort());
  });
});

test('days that the usage does not have are said to be those that were asked for', () => {
  const files = '--usage fixtures/audit/openai-usage.csv --bill fixtures/audit/openai-cost.csv';
  const { stderr, status } = tokencost(`audit ${files} --since 2027-01-01`);
  expect(status).toBe(2);
  expect(stderr).toContain(
    'openai-usage.csv holds no usage of the days that were asked for; 20 rows are of other days',
  );
});

test('a name that moved is priced and tracked as what it meant on each day', () => {
  const head =
    'day,model,mode,uncachedInput,cacheRead,cacheWrite5m,cacheWrite30m,cacheWrite1h,output,requests,failedRequests,billed';
  const row = (day: string, billed: string) =>
    `${day},gemini-flash-latest,standard,1000000,0,0,0,0,1000000,,,${billed}`;
  // 0.50 + 3.00 while it was 3 Flash, 1.50 + 9.00 as 3.5 Flash.
  const days = [
    ['2026-05-18', '3.5'],
    ['2026-05-19', '10.5'],
  ] as const;
  const folder = folderOf({
    'usage.csv': `${[head, ...days.map(([day]) => row(day, ''))].join('\n')}\n`,
    'bill.csv': `${[head, ...days.map(([day, billed]) => row(day, billed))].join('\n')}\n`,
    'contract.yaml': 'provider: google\nsigned: true\nstart: 2026-05-01\ncommitment: 100\nper: month\ndiscount: 10%\n',
  });
  const usage = `--usage ${folder}/usage.csv --as-of 2026-05-31 --format json`;
  const audited = tokencost(`audit --bill ${folder}/bill.csv ${usage}`);
  expect([JSON.parse(audited.stdout).expected, audited.status]).toEqual([14, 0]);
  const tracked = tokencost(`track --contract ${folder}/contract.yaml ${usage}`);
  expect(JSON.parse(tracked.stdout).contracts[0].used).toBe(12.6);
});
