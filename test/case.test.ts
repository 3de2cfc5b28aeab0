import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOf } from './support/folders.ts';
import { run } from './support/transcript.ts';

const read = (name: string) => readFileSync(`fixtures/case/${name}`, 'utf8');
const page = readFileSync('docs/case.md', 'utf8');

test('the files of the case are what their script makes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'case-'));
  try {
    execFileSync(process.execPath, ['scripts/case.mjs', folder]);
    const made = readdirSync(folder);
    expect(made).toHaveLength(4);
    for (const name of made) expect(read(name)).toBe(readFileSync(join(folder, name), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the profile of the case holds the counts that its exports have', async () => {
  const path = fileOf('', 'measured.yaml');
  const files = ['fixtures/case/anthropic.csv', 'fixtures/case/openai.csv'];
  await run(['import', ...files, '--by', 'key', '--output', path]);
  const measured = readFileSync(path, 'utf8').match(/tokens: \{.*\}/g) ?? [];
  const counts = read('profile.yaml').match(/tokens: \{.*\}/g) ?? [];
  expect(counts).toHaveLength(3);
  expect(measured).toEqual(expect.arrayContaining([...counts]));
});

test('what the page says of the answers stands in them', async () => {
  const json = async (line: string) =>
    JSON.parse((await run([...line.split(' '), '--format', 'json', '--quiet'])).stdout);
  const final = await json(
    'decide --profile fixtures/case/profile.yaml --proposal fixtures/case/final-offer.yaml --as-of 2026-11-28',
  );
  const [{ plans }] = final.proposals;
  const less = plans.unsigned.expectedCost - plans.signed.expectedCost;
  expect(page).toContain(`$${Math.round(less).toLocaleString('en')} a month cheaper than no contract`);
  const bill = await json(
    'audit --usage fixtures/case/signed-usage.csv --bill fixtures/case/december-bill.csv --contract fixtures/case/signed.yaml --until 2026-12-31 --as-of 2027-01-05',
  );
  expect(page).toContain(`billed $${Math.round(bill.difference).toLocaleString('en')} too much`);
  const claimed = bill.claims.map(({ amount }: { amount: number }) => amount);
  expect(claimed.reduce((sum: number, each: number) => sum + each, 0)).toBeCloseTo(bill.difference, 0);
});

test('a proposal that is settled by the month is one in the plan over its term too', async () => {
  const line =
    'decide --profile fixtures/case/profile.yaml --proposal fixtures/case/proposal.yaml --format json --quiet';
  const { plan, proposals } = JSON.parse((await run(line.split(' '))).stdout);
  expect(plan.term.contracts).toMatchObject([{ commitment: 60_000, windowMonths: 1 }]);
  expect(plan.term.totalCost / plan.term.months).toBeCloseTo(proposals[0].plans.signed.expectedCost, 0);
});
