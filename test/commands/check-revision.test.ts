import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const BINARY = resolve('bin/tokencost.js');
const COMMITTER = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];

/** 100M in and 10M out at 3 and 15 are $450; twice that is $900. */
const profile = (millions: number) =>
  `name: desk\nworkloads:\n  - { name: tickets, model: own-1, tokens: { input: ${millions}M, output: ${millions / 10}M } }\n`;
const budget = (max: number, more = '') => `limits:\n  - { max: ${max} }\n  - { maxGrowth: 10% }\n${more}`;
const prices = (output: number) =>
  [
    'models:',
    '  own-1:',
    '    provider: acme',
    '    rates:',
    '      - from: 2026-01-01',
    `        usdPerMtok: { input: 3, output: ${output} }`,
    '        source: { url: "https://acme.example/prices", checked: 2026-11-01, confidence: official }',
    '',
  ].join('\n');
const HEAD = 'id: acme\nversion: 2026-11-01\nextends: published\nproviders:\n  acme: { name: Acme }\n';

let repository: string;

function git(...words: string[]): string {
  return execFileSync('git', [...COMMITTER, ...words], { cwd: repository, encoding: 'utf8' }).trim();
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(repository, path, '..'), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
}

function tokencost(words: readonly string[], folder = '.') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BINARY, ...words], {
    cwd: join(repository, folder),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const FILES = ['--profile', 'spend/profile.yaml', '--budget', 'spend/budget.yaml', '--card', 'spend/prices'];
const SAVED = [...FILES, '--baseline', 'spend/baseline.json'];
const DAY = ['--as-of', '2026-11-23'];
const REFS = ['--budget-ref', 'main', '--baseline-ref', 'main'];

/** The answer of `check` over files of the repository, as a saved baseline. */
const saved = () => tokencost(['check', ...FILES, ...DAY, '--format', 'json']).stdout;

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'revision-'));
  git('init', '--quiet', '--initial-branch', 'main');
  write({
    'spend/profile.yaml': profile(100),
    'spend/budget.yaml': budget(500),
    'spend/prices/card.yaml': HEAD,
    'spend/prices/acme.yaml': prices(15),
  });
  write({ 'spend/baseline.json': saved() });
  git('add', '.');
  git('commit', '--quiet', '--message', 'base');
  git('checkout', '--quiet', '-b', 'change');
  write({
    'spend/profile.yaml': profile(200),
    'spend/budget.yaml': budget(5000),
    'spend/prices/acme.yaml': prices(12),
  });
  write({ 'spend/baseline.json': saved() });
  git('commit', '--quiet', '--all', '--message', 'head');
});
afterAll(() => rmSync(repository, { recursive: true }));

describe('a change that raises its limit, rewrites its baseline and moves a price', () => {
  test('passes the check that it brings along itself', () => {
    expect(tokencost(['check', ...SAVED, ...DAY]).status).toBe(0);
  });

  test('fails the one that takes both from its base, and the comment says all three', () => {
    // 200M x 3 + 20M x 12 = $840 here; at the output price of 15 it would be $900.
    const { status, stdout } = tokencost(['check', ...SAVED, ...DAY, ...REFS, '--format', 'markdown']);
    expect(status).toBe(3);
    expect(stdout).toContain('It raises the limit on whole profile from $500 to $5,000.');
    expect(stdout).toMatch(/It rewrites the baseline: .*450\.00 a month becomes .*840\.00\./);
    expect(stdout).toContain('It moves a price of own-1: output from 15.00 to 12.00 (-20%).');
    expect(stdout).toMatch(/With the card and the offers of main this would cost .*900\.00 a month\./);
  });

  test('says them to a script, in the annotations and on standard error too', () => {
    const { stdout, stderr } = tokencost(['check', ...SAVED, ...DAY, ...REFS, '--format', 'json']);
    const { since, verdict, baseline, limits } = JSON.parse(stdout);
    expect(verdict).toBe('over');
    expect(since).toMatchObject({ revision: 'main', commit: git('rev-parse', 'main'), amountThen: { amount: 900 } });
    expect(since.changes.map((each: { what: string }) => each.what)).toEqual(['limit', 'baseline', 'price']);
    expect(baseline.amount).toBe(450);
    expect(limits.map((each: { limit: number }) => each.limit)).toEqual([500, 495]);
    expect(stderr).toContain('warning: It raises the limit on whole profile from $500 to $5,000.');
    const { stdout: annotations } = tokencost(['check', ...SAVED, ...DAY, ...REFS, '--format', 'github']);
    expect(annotations).toContain('It raises the limit on whole profile');
  });

  test('is held against what its profile was, where no baseline is kept', () => {
    const { stdout } = tokencost(['check', ...FILES, ...DAY, ...REFS, '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'over', baseline: { amount: 450, difference: 390 } });
  });

  test('is seen from any folder of the repository', () => {
    const words = [
      'check',
      '--profile',
      'profile.yaml',
      '--budget',
      'budget.yaml',
      '--card',
      'prices',
      ...DAY,
      ...REFS,
    ];
    expect(tokencost([...words, '--format', 'json'], 'spend').stdout).toContain('"revision": "main"');
  });

  test('leaves no file behind', () => {
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('tokencost-revision-'));
    const before = folders();
    tokencost(['check', ...FILES, ...DAY, ...REFS]);
    expect(folders().filter((name) => !before.includes(name))).toEqual([]);
  });
});

describe('whose ground counts is said as it is', () => {
  const told = (...words: string[]) => {
    const { stdout } = tokencost(['check', ...SAVED, ...DAY, ...words, '--format', 'json']);
    const { since, limits, baseline } = JSON.parse(stdout);
    const page = tokencost(['check', ...SAVED, ...DAY, ...words, '--format', 'markdown']).stdout;
    return { since, limit: limits[0].limit, baseline: baseline.amount, page };
  };
  const OWN_LIMITS =
    'The limits are those of this change (spend/budget.yaml): --budget-ref takes them from a revision.';
  const OWN_BASELINE =
    'The baseline is that of this change (spend/baseline.json): --baseline-ref takes it from a revision.';

  test('where both are taken', () => {
    const { page, since } = told(...REFS);
    expect(page).toContain('The limits and the baseline of main count.');
    expect(page).not.toMatch(/of this change \(/);
    const commit = git('rev-parse', 'main');
    expect(since.taken).toEqual([
      { what: 'limits', file: 'spend/budget.yaml', revision: 'main', commit },
      { what: 'baseline', file: 'spend/baseline.json', revision: 'main', commit },
      { what: 'card', file: 'spend/prices', revision: null, commit: null },
    ]);
  });

  test('where the limits alone are taken, the baseline is the one of the change, which is told with what it moves', () => {
    const { page, limit, baseline } = told('--budget-ref', 'main');
    expect([limit, baseline]).toEqual([500, 840]);
    expect(page).toContain('The limits of main count.');
    expect(page).toContain(OWN_BASELINE);
    expect(page).toMatch(/It rewrites the baseline: .*450\.00 a month becomes .*840\.00\./);
    expect(page).not.toContain('baseline of main');
  });

  test('where the baseline alone is taken, the limits are those of the change', () => {
    const { page, limit, baseline } = told('--baseline-ref', 'main');
    expect([limit, baseline]).toEqual([5000, 450]);
    expect(page).toContain('The baseline of main counts.');
    expect(page).toContain(OWN_LIMITS);
    expect(page).toContain('It raises the limit on whole profile from $500 to $5,000.');
    expect(page).not.toContain('limits of main');
  });

  test('where each is of a revision of its own', () => {
    const { page } = told('--budget-ref', 'main', '--baseline-ref', 'change');
    expect(page).toContain('The limits of main count.');
    expect(page).toContain('The baseline of change counts.');
  });

  test('where the profile is not there yet, there is no baseline', () => {
    write({ 'spend/another.yaml': profile(100) });
    const words = ['--profile', 'spend/another.yaml', '--max', '5k', '--card', 'spend/prices'];
    const { stdout } = tokencost(['check', ...words, ...DAY, '--baseline-ref', 'main']);
    rmSync(join(repository, 'spend/another.yaml'));
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'spend/another.yaml is not in main yet: there is no baseline to measure growth from.',
    );
  });
});

test('what moved in offers is told, and that they say the same in other words is nothing', () => {
  const offers = (more: string) =>
    `aggregators:\n  mart: { discounts: { own-1: 10% } }\ncontracts:\n  - provider: acme\n    floor: { low: 50, high: 100 }\n    bands: [{ commitment: 0, discount: ${more} }]\n`;
  git('checkout', '--quiet', '-b', 'offers', 'main');
  write({ 'spend/offers.yaml': offers('20%') });
  git('add', '.');
  git('commit', '--quiet', '--message', 'offers');
  const words = [
    'check',
    ...FILES,
    ...DAY,
    '--offers',
    'spend/offers.yaml',
    '--budget-ref',
    'offers',
    '--format',
    'json',
  ];
  const moved = (text: string): string[] => {
    write({ 'spend/offers.yaml': text });
    const { changes } = JSON.parse(tokencost(words).stdout).since;
    return changes.map((each: { text: string }) => each.text);
  };
  expect(moved(`# a word\n${offers('20%')}`)).toEqual([]);
  expect(moved(offers('30%').replace('10%', '15%'))).toEqual([
    'It alters the offers spend/offers.yaml: aggregators.mart.discounts.own-1 from 10% to 15%; contracts[acme].bands[1].discount from 20% to 30%.',
  ]);
  git('checkout', '--quiet', '--force', 'change');
});

test('the repository is that of the file, wherever the command is run and whatever a hook says', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  const path = (name: string) => join(repository, 'spend', name);
  const words = ['--profile', path('profile.yaml'), '--budget', path('budget.yaml'), '--card', path('prices')];
  const run = (cwd: string, env: Readonly<Record<string, string>> = {}) =>
    spawnSync(process.execPath, [BINARY, 'check', ...words, ...DAY, ...REFS, '--format', 'json'], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
  const found = run(elsewhere);
  expect(found.status).toBe(3);
  expect(JSON.parse(found.stdout).since.commit).toBe(git('rev-parse', 'main'));
  expect(run(repository, { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index' }).status).toBe(3);
  // Of another repository, which has no commit of that name.
  execFileSync('git', ['init', '--quiet'], { cwd: elsewhere });
  expect(run(elsewhere).status).toBe(3);
  rmSync(elsewhere, { recursive: true });
});

test('reports of other tools say what moved and whose limits and baseline count', () => {
  const report = (format: string) => tokencost(['check', ...SAVED, ...DAY, '--budget-ref', 'main', '--format', format]);
  const own = 'The baseline is that of this change (spend/baseline.json): --baseline-ref takes it from a revision.';
  const raised = 'It raises the limit on whole profile from $500 to $5,000.';
  const junit = report('junit').stdout;
  const [base, moved] = [git('rev-parse', 'main'), '$500 to $5,000.'];
  expect(junit).toContain(`<property name="limitsOf" value="spend/budget.yaml of main, ${base}"/>`);
  expect(junit).toContain('<property name="baselineOf" value="spend/baseline.json of this change"/>');
  for (const text of [moved, own, 'The limits of main count.']) expect(junit).toContain(text);
  const [run] = JSON.parse(report('sarif').stdout).runs;
  const notes = run.invocations[0].toolExecutionNotifications.filter(
    (each: { level: string }) => each.level === 'note',
  );
  const texts = notes.map((each: { message: { text: string } }) => each.message.text);
  expect(texts).toEqual(expect.arrayContaining([raised, own, 'The limits of main count.']));
  // The report has no place for it: the note of the merge request and standard error do.
  expect(report('gitlab').stderr).toContain(raised);
});

test('other months to look over are told: what is over in May is not looked at in two months', () => {
  const over = (months: string) => `${profile(100)}${months}`;
  git('checkout', '--quiet', '-b', 'months', 'main');
  write({ 'spend/profile.yaml': over('start: 2027-01\nmonths: 12\n') });
  git('commit', '--quiet', '--all', '--message', 'months');
  const told = (text: string): string[] => {
    write({ 'spend/profile.yaml': text });
    const { stdout } = tokencost(['check', ...FILES, ...DAY, '--budget-ref', 'months', '--format', 'json']);
    return JSON.parse(stdout).since.changes.map((each: { text: string }) => each.text);
  };
  expect(told(over('months: 12 # a word\nstart: 2027-01\n'))).toEqual([]);
  expect(told(over('start: 2027-03\nmonths: 2\n'))).toEqual([
    'It alters the months that spend/profile.yaml is looked at over: start from 2027-01 to 2027-03; months from 12 to 2.',
  ]);
  expect(told(over(''))).toEqual([
    'It alters the months that spend/profile.yaml is looked at over: start is gone: 2027-01; months is gone: 12.',
  ]);
  git('checkout', '--quiet', '--force', 'change');
});

test('a card that moves no price of the day says what it moves', () => {
  git('checkout', '--quiet', '--force', 'main');
  const told = (text: string): string[] => {
    write({ 'spend/prices/acme.yaml': text });
    const { stdout } = tokencost(['check', ...FILES, ...DAY, '--budget-ref', 'main', '--format', 'json']);
    return JSON.parse(stdout).since.changes.map((each: { text: string }) => each.text);
  };
  const rate = prices(12).split('rates:\n')[1] ?? '';
  const later = rate.replace('2026-01-01', '2027-01-01');
  const other = prices(15).replace('models:\n', '').replace('own-1', 'own-2');
  expect(told(`${prices(15)}${later}${other}`)).toEqual([
    'It alters the card spend/prices: own-1, prices of 2027-01-01 on: output from 15.00 to 12.00 (-20%); own-2 of acme is new.',
  ]);
  expect(told(`# a word\n${prices(15)}`)).toEqual([]);
  write({ 'spend/prices/card.yaml': HEAD.replace('2026-11-01', '2026-11-02') });
  expect(told(prices(15))).toEqual(['It alters the card spend/prices, in nothing that it says of a model.']);
  git('checkout', '--quiet', '--force', 'change');
});

test('a change that moves nothing of it has nothing to say', () => {
  const { stdout, status } = tokencost(['check', ...SAVED, ...DAY, '--budget-ref', 'change', '--format', 'json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).since).toMatchObject({ changes: [], amountThen: null, notThere: [] });
});

test('a file that the base does not have yet counts as it is, which is said', () => {
  write({
    'spend/new.yaml': budget(400),
    'spend/offers.yaml': 'aggregators:\n  mart: { discounts: { own-1: 10% } }\n',
  });
  const words = ['--profile', 'spend/profile.yaml', '--card', 'spend/prices', '--budget', 'spend/new.yaml'];
  const { stdout, status } = tokencost([
    'check',
    ...words,
    '--offers',
    'spend/offers.yaml',
    ...DAY,
    '--budget-ref',
    'main',
  ]);
  expect(status).toBe(3);
  expect(stdout).toContain('spend/new.yaml is not in main yet');
  expect(stdout).toContain('spend/offers.yaml is not in main yet');
});

test('a limit that only warns from now on is told as such', () => {
  write({ 'spend/budget.yaml': 'limits:\n  - { max: 500, level: warn }\n  - { maxGrowth: 10% }\n' });
  const { stdout, status } = tokencost(['check', ...SAVED, ...DAY, '--budget-ref', 'main']);
  git('checkout', '--quiet', '--force', 'change');
  expect(status).toBe(3);
  expect(stdout).toContain('It changes the limit on whole profile from $500 to $500, which only warns.');
});

test('other parts of a year are told in full, and that a name may be unknown again', () => {
  const phased = (parts: string) => `limits:\n  - { max: 9k, per: year, phasing: [${parts}] }\n`;
  git('checkout', '--quiet', '-b', 'phased', 'main');
  write({ 'spend/budget.yaml': `strict: true\n${phased('50%, 50%')}` });
  git('commit', '--quiet', '--all', '--message', 'phased');
  write({ 'spend/budget.yaml': phased('20%, 80%') });
  const { stdout } = tokencost(['check', ...FILES, ...DAY, '--budget-ref', 'phased', '--format', 'markdown']);
  git('checkout', '--quiet', '--force', 'change');
  expect(stdout).toContain(
    'It changes the limit on whole profile from $9,000 a year, in 2 parts of 50%, 50% to $9,000 a year, in 2 parts of 20%, 80%.',
  );
  expect(stdout).toContain('It drops strict: a limit that nothing in the profile meets is said; it was refused.');
});

test('rules, the policy for what has no price and offers are told where they move', () => {
  git('checkout', '--quiet', '-b', 'rules', 'main');
  write({
    'spend/budget.yaml': `${budget(500, 'rules:\n  - { rule: priceAge, maxDays: 400 }\n')}unpriced: allow\n`,
    'spend/prices/card.yaml': `${HEAD}# a word\n`,
  });
  const { stdout } = tokencost(['check', ...SAVED, ...DAY, '--budget-ref', 'main']);
  expect(stdout).toContain('It adds the rule priceAge, 400 days.');
  expect(stdout).toContain('It sets unpriced to allow; it was undecided.');
  git('checkout', '--quiet', '--force', 'change');
});

test('a file that the base has and that cannot be read is no file that is not there', () => {
  const blob = git('rev-parse', 'main:spend/budget.yaml');
  const object = join(repository, '.git', 'objects', blob.slice(0, 2), blob.slice(2));
  renameSync(object, `${object}.away`);
  const { status, stdout, stderr } = tokencost(['check', ...SAVED, ...DAY, '--budget-ref', 'main']);
  renameSync(`${object}.away`, object);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('spend/budget.yaml of main');
});

test.each([
  [['--budget-ref', 'nowhere'], 'git knows no such commit here'],
  [['--budget-ref', '--output=x'], 'git knows no such commit here'],
  [['--baseline-ref', 'main~9'], 'git knows no such commit here'],
])('a revision that is not there is one message: %j', (words, message) => {
  const { status, stdout, stderr } = tokencost(['check', ...SAVED, ...DAY, ...words]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test('outside a repository, too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'no-repository-'));
  writeFileSync(join(folder, 'budget.yaml'), budget(5));
  const words = ['check', '--in', '1M', '--model', 'gpt-5.4', '--budget', 'budget.yaml', '--budget-ref', 'main'];
  const { status, stderr } = spawnSync(process.execPath, [BINARY, ...words], { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(status).toBe(2);
  expect(stderr).toContain('--budget-ref main: the folder of budget.yaml is not a git repository');
  expect(stderr).toContain('name a file of one, or leave --budget-ref out');
  expect(stderr).not.toContain('git fetch');
});
