import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';

const BINARY = resolve('bin/tokencost.js');
const COMMITTER = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'complaints-'));
  execFileSync('git', ['init', '--quiet', '--initial-branch', 'main'], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** 100M in and 10M out of claude-opus-4.7 are 500 + 250 = $750 a month at list; twice that is $1,500. */
const profile = (millions: number, more = '') =>
  `name: desk\n${more}workloads:\n  - { name: tickets, model: claude-opus-4.7, tokens: { input: ${millions}M, output: ${millions / 10}M } }\n`;

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
}

function tokencost(line: string) {
  const words = [BINARY, ...line.split(' '), '--as-of', '2026-11-27'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function checked(limits: string, more = '', work = profile(100)) {
  write({ 'profile.yaml': work, 'budget.yaml': limits });
  const { status, stdout } = tokencost(
    `check --profile profile.yaml --budget budget.yaml --format json ${more}`.trim(),
  );
  return { status, answer: stdout === '' ? undefined : JSON.parse(stdout) };
}

const ofMonth = (max: number, more = '') => `limits:\n  - { max: ${max}${more} }\n`;

/** The second column of a row, by what stands in its first: FOCUS has a name for each. */
function focus(line: string): Record<string, string>[] {
  const { stdout } = tokencost(line);
  const rows = stdout
    .trim()
    .split('\r\n')
    .map((row) =>
      [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
    );
  const [head = [], ...body] = rows;
  return body.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}

const WORKFLOW = 'fixtures/sample-repo/.github/workflows/llm-spend.yml';

/** What comes out right, by the words its row begins with. */
const RUNS: Readonly<Record<string, () => void>> = {
  'GitHub takes no SARIF file': () => {
    write({ 'profile.yaml': profile(100), 'budget.yaml': ofMonth(1, ', level: warn') });
    const { stdout } = tokencost('check --profile profile.yaml --budget budget.yaml --max 10 --format sarif');
    const [sarif] = JSON.parse(stdout).runs;
    expect(sarif.results.length).toBeGreaterThan(1);
    for (const { locations } of sarif.results) expect(locations).toHaveLength(1);
  },
  'two uploads of one repository': () => {
    write({ 'profile.yaml': profile(100) });
    const ids = ['prod', 'test'].map((name) => {
      const { stdout } = tokencost(`check --profile profile.yaml --max 10 --format sarif --name ${name}`);
      return JSON.parse(stdout).runs[0].automationDetails.id;
    });
    expect(new Set(ids).size).toBe(2);
  },
  'a required check with `paths:`': () => {
    const workflow = parse(readFileSync(WORKFLOW, 'utf8'));
    expect(workflow.on).toBe('pull_request');
    expect(readFileSync(WORKFLOW, 'utf8')).toContain('git diff --quiet HEAD^1 HEAD -- spend');
  },
  'two checks of one pull request': () => {
    const markers = ['prod', 'test'].map((name) => {
      const { stdout } = tokencost(`check --profile profile.yaml --max 10 --format markdown --name ${name}`);
      return stdout.split('\n')[0];
    });
    expect(markers).toEqual(['<!-- tokencost-check prod -->', '<!-- tokencost-check test -->']);
  },
  'a change raises its own limit': () => {
    const git = (...words: string[]) => execFileSync('git', [...COMMITTER, ...words], { cwd: folder });
    const saved = () => tokencost('check --profile profile.yaml --max 1M --format json').stdout;
    write({ 'profile.yaml': profile(100), 'budget.yaml': ofMonth(1000) });
    write({ 'baseline.json': saved() });
    git('add', '.');
    git('commit', '--quiet', '--message', 'base');
    write({ 'profile.yaml': profile(200), 'budget.yaml': ofMonth(9000) });
    write({ 'baseline.json': saved() });
    const files = 'check --profile profile.yaml --budget budget.yaml --baseline baseline.json';
    expect(tokencost(files).status).toBe(0);
    const { status, stdout } = tokencost(`${files} --budget-ref HEAD --baseline-ref HEAD`);
    expect(status).toBe(3);
    expect(stdout).toContain('It raises the limit on whole profile from $1,000 to $9,000.');
    expect(stdout).toContain('It rewrites the baseline: $750.00 a month becomes $1,500.00.');
  },
  'the main branch is over already': () => {
    write({ 'profile.yaml': profile(100) });
    write({ 'before.json': tokencost('check --profile profile.yaml --max 1M --format json').stdout });
    const limit = ofMonth(500, ', onlyIfGrows: true');
    expect(checked(limit, '--baseline before.json').status).toBe(0);
    expect(checked(limit, '--baseline before.json', profile(101)).status).toBe(3);
  },
  'a comment that says that nothing changed': () => {
    write({ 'profile.yaml': profile(100) });
    write({ 'before.json': tokencost('check --profile profile.yaml --max 1M --format json').stdout });
    const { answer } = checked(ofMonth(1000), '--baseline before.json');
    expect(answer.workloads.map((each: { change: { status: string } }) => each.change.status)).toEqual(['unchanged']);
    expect(readFileSync(WORKFLOW, 'utf8')).toContain("steps.check.outputs.changed == 'false'");
  },
  'a gate passes because its reader left': () => {
    write({ 'profile.yaml': profile(100) });
    const command = `"${process.execPath}" "${BINARY}" check --profile profile.yaml --max 1 | head -1`;
    const { status } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { cwd: folder });
    expect(status).toBe(3);
  },
  'a limit for a model that this profile has not': () => {
    const limits = 'limits:\n  - { max: 1000 }\n  - { model: gpt-5.4, max: 5 }\n';
    const { status, answer } = checked(limits);
    expect(status).toBe(0);
    expect(answer.warnings.map((each: { code: string }) => each.code)).toContain('limitUnmet');
    expect(checked(`strict: true\n${limits}`).status).toBe(2);
  },
  'budgets of finance are of a year': () => {
    // $750 a month is $2,250 a quarter; a fifth of 10,000 is $2,000.
    const parts = ', per: year, phasing: [20%, 25%, 25%, 30%]';
    expect(checked(ofMonth(10_000, parts)).answer.limits[0]).toMatchObject({
      verdict: 'over',
      amount: 2250,
      limit: 2000,
    });
    expect(checked(ofMonth(11_250, parts)).status).toBe(0);
  },
  'what is not spent is lost': () => {
    // A first quarter of 40% of 9,000 leaves 3,600 - 2,250; the others have 1,800 each.
    const parts = ', per: year, phasing: [40%, 20%, 20%, 20%]';
    expect(checked(ofMonth(9_000, parts)).status).toBe(3);
    expect(checked(ofMonth(9_000, `${parts}, carryOver: true`)).status).toBe(0);
  },
  'work that grows fits today': () => {
    // 750 x 1.1 is 825, x 1.21 is 907.50.
    const { status, answer } = checked(ofMonth(900), '', profile(100, 'growth: 10%\n'));
    expect([status, answer.limits[0].overSince.month]).toEqual([3, '2027-01']);
  },
  'a validator reads `4000`': () => {
    const costs = focus('estimate --in 800M --model claude-opus-4.7 --format focus').flatMap((row) =>
      ['BilledCost', 'ContractedCost', 'EffectiveCost', 'ListCost', 'PricingQuantity'].map((name) => row[name]),
    );
    expect(costs.length).toBeGreaterThan(0);
    for (const cost of costs) expect(cost).toMatch(/^-?\d+\.\d+$/);
  },
  'a key of `SkuPriceDetails`': () => {
    for (const { SkuPriceDetails: details = '' } of focus('estimate --in 8M --model claude-opus-4.7 --format focus'))
      for (const key of Object.keys(JSON.parse(details.replaceAll('""', '"')))) expect(key).toMatch(/^x_/);
  },
  'rows without a price are left out': () => {
    const embeds = '  - { name: embeds, model: text-embedding-3-large, tokens: { input: 1M, output: 1M } }\n';
    write({ 'profile.yaml': profile(100) + embeds });
    const rows = focus('estimate --profile profile.yaml --format focus');
    expect(new Set(rows.map((row) => row['x_IsComplete']))).toEqual(new Set(['false']));
  },
  'a commitment is counted twice': () => {
    write({
      'profile.yaml': profile(10_000),
      'offers.yaml':
        'contracts:\n  - { provider: anthropic, floor: { low: 1k, high: 2k }, bands: [{ commitment: 50k, discount: 30% }] }\n',
    });
    const rows = focus('decide --profile profile.yaml --offers offers.yaml --format focus');
    const bought = rows.filter((row) => row['ChargeCategory'] === 'Purchase');
    expect(bought.length).toBeGreaterThan(0);
    for (const row of bought) expect(Number(row['EffectiveCost'])).toBe(0);
  },
  'a CSV with commas is one column': () => {
    const { stdout } = tokencost('estimate --in 1M --model claude-opus-4.7 --format csv --delimiter ; --decimal ,');
    const [head = '', row = ''] = stdout.split('\r\n');
    expect(head.split(';').length).toBeGreaterThan(10);
    expect(row.split(';').length).toBe(head.split(';').length);
  },
  'an exchange rate in the code': () => {
    write({ 'profile.yaml': profile(100, 'currency: EUR\n') });
    expect(tokencost('estimate --profile profile.yaml').status).toBe(2);
    const rate = 'currency: EUR\nfxRate: { rate: 0.5, source: treasury, day: 2026-11-26 }\n';
    write({ 'profile.yaml': profile(100, rate) });
    // $750 at half a euro a dollar.
    expect(tokencost('estimate --profile profile.yaml').stdout).toContain('375.00');
  },
};

const ROWS = readFileSync('docs/complaints.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:---|what people)/.test(line))
  .map((line) => line.slice(2));
const open = ROWS.filter((row) => !row.includes('declined: '));

test('every complaint of the page is run or declined with its reason', () => {
  expect(open.filter((row) => !Object.keys(RUNS).some((words) => row.startsWith(words)))).toEqual([]);
  expect(Object.keys(RUNS).filter((words) => !open.some((row) => row.startsWith(words)))).toEqual([]);
});

test.each(Object.entries(RUNS))('%s', (_, runs) => runs());
