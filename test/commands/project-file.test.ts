import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STARTER_PROJECT } from '../../src/commands/starter-project.ts';

const BINARY = resolve('bin/tokencost.js');
const COMMITTER = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];

/** 100M in and 10M out at 3 and 15 are $450 at list; at 3 and 30, $600. */
const profile = (millions: number) =>
  `name: desk\nworkloads:\n  - { name: tickets, model: own-1, tokens: { input: ${millions}M, output: ${millions / 10}M } }\n`;
const card = (output: number) =>
  [
    'id: acme',
    'version: 2026-11-01',
    'extends: published',
    'providers:',
    '  acme: { name: Acme }',
    'models:',
    '  own-1:',
    '    provider: acme',
    '    rates:',
    '      - from: 2026-01-01',
    `        usdPerMtok: { input: 3, output: ${output} }`,
    '        source: { url: "https://acme.example/prices", checked: 2026-11-01, confidence: official }',
    '',
  ].join('\n');
const PROJECT =
  'card: prices/card.yaml\noffers: [prices/offers.yaml]\nprofile: desk/profile.yaml\nbudget: desk/budget.yaml\n';
const OFFERS = 'aggregators:\n  corner:\n    name: Corner\n    discounts: { own-1: 10% }\n    serves: [cache, batch]\n';

let root: string;
let repository: string;

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(repository, path, '..'), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
}

const git = (...words: string[]) =>
  execFileSync('git', [...COMMITTER, ...words], { cwd: repository, encoding: 'utf8' }).trim();

function tokencost(words: readonly string[], folder = '.', environment: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BINARY, ...words], {
    cwd: join(repository, folder),
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return { status, stdout, stderr };
}

const answer = (...given: Parameters<typeof tokencost>) => JSON.parse(tokencost(...given).stdout);
const JSON_OF_DAY = ['--as-of', '2026-11-23', '--format', 'json'];
const textsOf = ({ assumptions }: { assumptions: readonly { text: string }[] }) => assumptions.map(({ text }) => text);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'project-'));
  repository = join(root, 'repository');
  mkdirSync(repository);
  git('init', '--quiet', '--initial-branch', 'main');
  write({
    'tokencost.yaml': PROJECT,
    'prices/card.yaml': card(15),
    'prices/offers.yaml': OFFERS,
    'desk/profile.yaml': profile(100),
    'desk/budget.yaml': 'limits:\n  - { max: 500 }\n',
    'desk/deep/other.yaml': profile(200),
  });
  git('add', '.');
  git('commit', '--quiet', '--message', 'base');
});
afterAll(() => rmSync(root, { recursive: true }));

describe('a project file', () => {
  test('is found in a folder above, and its paths are from itself on', () => {
    const found = answer(['check', ...JSON_OF_DAY], 'desk/deep');
    expect(found).toMatchObject({ verdict: 'within', amount: 450, card: { id: 'acme' } });
    expect(found.limits.map((each: { limit: number }) => each.limit)).toEqual([500]);
    expect(found.workloads[0].place.file).toMatch(/desk\/profile\.yaml$/);
    expect(textsOf(found)).toContain(
      '../../tokencost.yaml: --card ../../prices/card.yaml, --offers ../../prices/offers.yaml, --profile ../profile.yaml and --budget ../budget.yaml are taken from it; --no-config leaves it out.',
    );
  });

  test.each([['estimate'], ['decide'], ['compare'], ['check']])(
    'is an assumption of %s, on its page too',
    (command) => {
      const { stdout, status } = tokencost([command, '--as-of', '2026-11-23']);
      expect(status).toBe(0);
      expect(stdout.replace(/\s+/g, ' ')).toContain(
        'tokencost.yaml: --card prices/card.yaml, --offers prices/offers.yaml',
      );
      const workbook = join(root, 'plan.xlsx');
      if (command === 'estimate') expect(tokencost([command, '--format', 'xlsx', '--output', workbook]).status).toBe(0);
    },
  );

  test('gives way to each flag, and to the flags that say the same in another way', () => {
    const other = answer(['check', '--profile', 'desk/deep/other.yaml', '--max', '1k', ...JSON_OF_DAY]);
    expect(other).toMatchObject({ amount: 900, card: { id: 'acme' } });
    expect(other.limits).toHaveLength(1);
    const flags = answer(['estimate', '--in', '1M', '--model', 'gpt-5.4', '--card', 'published', ...JSON_OF_DAY]);
    expect(flags.card.id).toBe('published');
    expect(flags.workloads.map((each: { model: string }) => each.model)).toEqual(['gpt-5.4']);
  });

  test('is left out with --no-config', () => {
    expect(tokencost(['check', '--no-config']).stderr).toContain('There is no limit to check against.');
    const { status, stderr } = tokencost(['estimate', '--no-config', '--in', '1M', '--model', 'own-1']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('own-1')]);
  });

  test('of another project above the repository is not this one', () => {
    const path = join(root, 'tokencost.yaml');
    writeFileSync(path, 'card: article-2026\n');
    rmSync(join(repository, 'tokencost.yaml'));
    expect(answer(['estimate', '--in', '1M', '--model', 'gpt-5.4', ...JSON_OF_DAY]).card.id).toBe('published');
    rmSync(path);
    write({ 'tokencost.yaml': PROJECT });
  });

  test('says each fault at its place, in one message', () => {
    write({ 'tokencost.yaml': 'profil: a.yaml\ncard: none/card.yaml\noffers: prices/offers.yaml\n' });
    expect(tokencost(['estimate'], 'desk')).toEqual({
      status: 2,
      stdout: '',
      stderr: [
        'tokencost: ../tokencost.yaml is not a valid project file. [invalidFile]',
        '  ../tokencost.yaml:1:1 unknown key "profil"; did you mean profile?',
        '    1 | profil: a.yaml',
        '  ../tokencost.yaml:3:9 expected a list here',
        '    3 | offers: prices/offers.yaml',
        '',
      ].join('\n'),
    });
    write({ 'tokencost.yaml': 'card: none/card.yaml\nbudget: "-"\n' });
    expect(tokencost(['estimate']).stderr).toContain('2:9 name a file; a project file reads no standard input');
    write({ 'tokencost.yaml': 'card: none/card.yaml\n' });
    expect(tokencost(['estimate']).stderr).toContain('tokencost.yaml:1:7 there is no file none/card.yaml');
    write({ 'tokencost.yaml': PROJECT });
  });

  test('gives audit and track the card and the offers, which they say', () => {
    write({
      'usage.csv':
        'day,model,mode,uncachedInput,cacheRead,cacheWrite5m,cacheWrite30m,cacheWrite1h,output,requests,failedRequests,billed\n2026-11-20,own-1,standard,1000000,0,0,0,0,100000,10,0,4.5\n',
      'signed.yaml':
        'provider: acme\nsigned: true\nstart: 2026-11-01\ntermMonths: 12\ncommitment: 1k\nper: month\ndiscount: 10%\n',
    });
    const words = ['track', '--contract', 'signed.yaml', '--usage', 'usage.csv', '--as-of', '2026-11-23'];
    const { stdout, stderr } = tokencost([...words, '--format', 'json']);
    expect(stderr).toBe('');
    expect(textsOf(JSON.parse(stdout))[0]).toContain('tokencost.yaml: --card prices/card.yaml');
    expect(tokencost(words).stdout.replace(/\s+/g, ' ')).toContain('Assumptions - tokencost.yaml: --card');
  });

  test('names the currency of answers whose profile has none, at its own rate', () => {
    const rate = 'fxRate: { rate: 0.5, source: treasury, day: 2026-11-20 }\n';
    write({ 'tokencost.yaml': `${PROJECT}currency: EUR\n${rate}` });
    const { stdout } = tokencost(['check', '--as-of', '2026-11-23']);
    expect(stdout).toContain('EUR');
    expect(stdout).toContain('225');
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/budget\.yaml and currency EUR are taken from it/);
    write({ 'dollars.yaml': `currency: USD\n${profile(100)}` });
    expect(tokencost(['estimate', '--profile', 'dollars.yaml']).stdout).not.toContain('In EUR');
    expect(tokencost(['estimate']).stdout).toContain('In EUR');
    write({ 'tokencost.yaml': `${PROJECT}currency: EUR\n` });
    expect(tokencost(['check']).stderr).toContain('tokencost.yaml:5:11 no rate of EUR is known here');
    write({ 'tokencost.yaml': PROJECT });
  });

  test('is what `init project` writes', () => {
    write({ 'fresh/tokencost.yaml': STARTER_PROJECT, 'fresh/profile.yaml': profile(100).replace('own-1', 'gpt-5.4') });
    expect(tokencost(['init', 'project']).stdout).toBe(STARTER_PROJECT);
    expect(answer(['estimate', ...JSON_OF_DAY], 'fresh').workloads).toHaveLength(1);
  });
});

describe('a variable of the environment', () => {
  test('stands for its flag where that is not given, before the project file, and is said', () => {
    const environment = {
      TOKENCOST_PROFILE: 'desk/deep/other.yaml',
      TOKENCOST_AS_OF: '2026-11-23',
      TOKENCOST_CARD: '',
    };
    const found = answer(['check', '--format', 'json'], '.', environment);
    expect(found).toMatchObject({ amount: 900, asOf: '2026-11-23', card: { id: 'acme' } });
    expect(textsOf(found)).toContain(
      'Taken from the environment: --profile desk/deep/other.yaml (TOKENCOST_PROFILE) and --as-of 2026-11-23 (TOKENCOST_AS_OF).',
    );
    const flags = answer(['check', '--as-of', '2026-11-24', '--format', 'json'], '.', environment);
    expect(flags.asOf).toBe('2026-11-24');
  });

  test('that is no path is refused as the flag is', () => {
    const { status, stderr } = tokencost(['check'], '.', { TOKENCOST_PROFILE: 'none.yaml' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('--profile none.yaml')]);
  });
});

describe('a project file that a change rewrites', () => {
  beforeAll(() => {
    git('checkout', '--quiet', '-b', 'change');
    write({
      'tokencost.yaml': PROJECT.replace('desk/budget.yaml', 'desk/lenient.yaml'),
      'desk/lenient.yaml': 'limits:\n  - { max: 5000 }\n',
      'desk/profile.yaml': profile(200),
    });
  });
  afterAll(() => git('checkout', '--quiet', '--force', 'main'));

  test('counts where nothing names a revision', () => {
    expect(answer(['check', ...JSON_OF_DAY])).toMatchObject({ verdict: 'within', amount: 900 });
  });

  test.each([['--config-ref'], ['--budget-ref']])('counts as the revision of %s has it', (flag) => {
    const { status, stdout } = tokencost(['check', flag, 'main', ...JSON_OF_DAY]);
    const found = JSON.parse(stdout);
    expect(status).toBe(3);
    expect(found.limits.map((each: { limit: number }) => each.limit)).toEqual([500]);
    expect(textsOf(found).join()).toMatch(/^.*tokencost\.yaml of main: .* The file of this change says something else/);
  });

  test('is said with what else the change moves', () => {
    const { since } = answer(['check', '--budget-ref', 'main', ...JSON_OF_DAY]);
    expect(since.changes[0]).toEqual({
      what: 'config',
      text: 'It alters tokencost.yaml, from which flags that are not given are taken.',
    });
  });

  test('is not there yet in a revision without one', () => {
    git('rm', '--quiet', '--cached', 'tokencost.yaml');
    const bare = git('commit-tree', '-m', 'bare', git('write-tree'));
    const words = ['check', '--config-ref', bare, '--profile', 'desk/deep/other.yaml', '--max', '1k'];
    const found = answer([...words, '--card', 'prices/card.yaml', ...JSON_OF_DAY]);
    expect(textsOf(found)).toContain(`tokencost.yaml is not in ${bare} yet: nothing is taken from it.`);
    git('reset', '--quiet');
  });

  test('cannot be left out and taken from a revision at once', () => {
    const { status, stderr } = tokencost(['check', '--no-config', '--config-ref', 'main', '--max', '1']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('--no-config and --config-ref do not go together.')]);
    expect(tokencost(['check', '--config-ref', 'none', '--max', '1']).stderr).toContain('--config-ref none');
  });
});
