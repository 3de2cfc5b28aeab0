import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commandsOf, type Machine, readOutputs, runAction } from '../support/runner.ts';

const SAMPLE = {
  profile: 'spend/profile.yaml',
  budget: 'spend/budget.yaml',
  baseline: 'spend/baseline.json',
  'as-of': '2026-11-23',
};

/** A runner that has checked out the sample repository, or another folder, into a path with a space. */
function machine(from = 'fixtures/sample-repo'): Machine & { edit: (path: string, from: string, to: string) => void } {
  const folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [workspace, temp] = [join(folder, 'my work'), join(folder, '_temp of it')];
  mkdirSync(temp);
  cpSync(from, workspace, { recursive: true });
  const edit = (path: string, was: string, becomes: string) => {
    const text = readFileSync(join(workspace, path), 'utf8');
    if (!text.includes(was)) throw new Error(`${path} does not hold ${was}`);
    writeFileSync(join(workspace, path), text.replace(was, becomes));
  };
  return { workspace, temp, edit };
}

/** What lies in the repository after a run, to see that nothing was added. */
const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('the action, run as the runner does', () => {
  test('within the budget: outputs, summary, comment and a notice', () => {
    const here = machine();
    const before = filesIn(here.workspace);
    const { status, outputs, summary, commands, log } = runAction(SAMPLE, here);
    expect(status).toBe(0);
    expect(outputs).toMatchObject({ verdict: 'within', amount: '34166', 'lower-bound': '34166', 'exit-code': '0' });
    expect(summary).toMatch(/^### Projected LLM spend, help desk: within budget\n/);
    expect(readFileSync(outputs['comment'] ?? '', 'utf8')).toBe(`<!-- tokencost-check help%20desk -->\n${summary}`);
    expect(JSON.parse(readFileSync(outputs['json'] ?? '', 'utf8'))).toMatchObject({ verdict: 'within' });
    expect(commands.at(-1)).toMatch(/^::notice title=tokencost check%2C help desk::within: /);
    expect(commands.filter((line) => line.startsWith('::error'))).toEqual([]);
    expect(log).toContain('ticket-replies');
    expect(filesIn(here.workspace)).toEqual(before);
  });

  test.each([
    ['is not set', {}],
    ['is empty', { RUNNER_TEMP: '' }],
    ['names a folder that is not there', { RUNNER_TEMP: '/no/such/folder' }],
  ])('where RUNNER_TEMP %s, the temporary folder of the machine will do', (_, runnerTemp) => {
    const { status, outputs, log } = runAction(SAMPLE, { ...machine(), runnerTemp });
    expect([status, outputs['verdict'], /\n\s+at /.test(log)]).toEqual([0, 'within', false]);
  });

  test('where there is no folder at all to work in, it says so and exits with 1', () => {
    const nowhere = { RUNNER_TEMP: '/no/such/folder', TMPDIR: '/no/such/folder' };
    const { status, commands, log } = runAction(SAMPLE, { ...machine(), runnerTemp: nowhere });
    expect([status, commands.length, /\n\s+at /.test(log)]).toEqual([1, 1, false]);
    expect(commands[0]).toMatch(/^::error title=tokencost check::No folder for the answers can be made \(ENOENT\)/);
  });

  test('a report that cannot be written fails the step with 1 and says why', () => {
    const { status, outputs, commands } = runAction({ ...SAMPLE, reports: 'sarif=/dev/full' }, machine());
    expect([status, outputs['exit-code']]).toEqual([1, '1']);
    expect(commands.filter((line) => line.startsWith('::error'))).toEqual([expect.stringContaining('/dev/full')]);
  });

  test('over the budget: exit 3, and outputs, annotations at the line and the summary all the same', () => {
    const here = machine();
    here.edit('spend/profile.yaml', '{ input: 500M, output: 800M }', '{ input: 500M, output: 1.2B }');
    const { status, outputs, summary, commands } = runAction(SAMPLE, here);
    // 400M more output tokens, of which 60% at 25 and 40% in a batch at 12.50: 34,166 + 8,000.
    expect(outputs).toMatchObject({ verdict: 'over', amount: '42166', 'exit-code': '3' });
    expect(status).toBe(3);
    expect(summary).toMatch(/^### Projected LLM spend, help desk: over budget\n/);
    expect(commands[0]).toMatch(/^::error file=spend\/profile\.yaml,line=4,col=5,title=over/);
  });

  test('what changed against the baseline is told in dollars, in percent and in a word', () => {
    const here = machine();
    const told = (outputs: Readonly<Record<string, string>>) =>
      ['change', 'change-percent', 'changed', 'over-since'].map((name) => outputs[name]);
    expect(told(runAction(SAMPLE, here).outputs)).toEqual(['0', '0', 'false', '']);
    const { baseline: _, ...alone } = SAMPLE;
    expect(told(runAction(alone, here).outputs)).toEqual(['', '', '', '']);
    here.edit('spend/profile.yaml', '{ input: 500M, output: 800M }', '{ input: 500M, output: 1.2B }');
    // 8,000 on 34,166 is 0.2341509103 of it, to ten places.
    expect(told(runAction(SAMPLE, here).outputs)).toEqual(['8000', '23.41509103', 'true', '2026-11']);
    here.edit('spend/profile.yaml', 'output: 1.2B', 'output: 799M');
    // A million output tokens less: 0.6 x 25 + 0.4 x 12.50 = 20.
    expect(told(runAction(SAMPLE, here).outputs)).toEqual(['-20', '-0.05853773', 'true', '']);
  });

  test('the month that a limit is over from is the one that the answer names, in every output', () => {
    const here = machine();
    // 8,000 that grows a tenth a month: the third quarter is 46,910.94, the year 171,074.27.
    const write = (name: string, text: string) => writeFileSync(join(here.workspace, name), text);
    write('grows.yaml', readFileSync('fixtures/profiles/growing-ten.yaml', 'utf8'));
    const since = (limit: string) => {
      write('limits.yaml', `limits: [${limit}]\n`);
      const inputs = { profile: 'grows.yaml', budget: 'limits.yaml', 'as-of': '2026-11-27', reports: 'csv=rows.csv' };
      const { outputs } = runAction(inputs, here);
      const [head = [], row = []] = readFileSync(join(here.workspace, 'rows.csv'), 'utf8')
        .split('\r\n')
        .map((line) => line.split(','));
      const answer = JSON.parse(readFileSync(outputs['json'] ?? '', 'utf8'));
      return [outputs['over-since'], row[head.indexOf('overSince')], answer.limits[0].overSince?.month ?? ''];
    };
    expect(since('{ max: 35_245, per: quarter }')).toEqual(['2027-05', '2027-05', '2027-05']);
    expect(since('{ max: 171_074, per: year }')).toEqual(['2026-11', '2026-11', '2026-11']);
    expect(since('{ max: 9k }')).toEqual(['2027-01', '2027-01', '2027-01']);
    expect(since('{ max: 172k, per: year }')).toEqual(['', '', '']);
  });

  test('a name of its own tells a check from another on the same pull request', () => {
    const here = machine('fixtures/two-checks-repo');
    const markers = ['prod', 'staging'].map((part) => {
      const inputs = { name: part, profile: `spend/${part}.yaml`, budget: 'spend/budget.yaml', 'as-of': '2026-11-23' };
      const { status, outputs, summary } = runAction(inputs, here);
      expect([status, summary.split('\n')[0]]).toEqual([0, `### Projected LLM spend, ${part}: within budget`]);
      return readFileSync(outputs['comment'] ?? '', 'utf8').split('\n')[0];
    });
    expect(markers).toEqual(['<!-- tokencost-check prod -->', '<!-- tokencost-check staging -->']);
  });

  test('a project file counts as a revision has it, and not at all where none is named', () => {
    const here = machine();
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false', ...words], {
        cwd: here.workspace,
      });
    const project = join(here.workspace, 'tokencost.yaml');
    git('init', '--quiet', '--initial-branch', 'main');
    writeFileSync(project, 'profile: spend/profile.yaml\nbudget: spend/budget.yaml\n');
    git('add', '.');
    git('commit', '--quiet', '--message', 'base');
    writeFileSync(join(here.workspace, 'lenient.yaml'), 'limits: [{ max: 9B }]\n');
    writeFileSync(project, 'profile: spend/profile.yaml\nbudget: lenient.yaml\n');
    const given = { 'as-of': '2026-11-23' };
    expect(runAction(given, here).status).toBe(2);
    const { outputs } = runAction({ ...given, 'config-ref': 'main' }, here);
    const answer = JSON.parse(readFileSync(outputs['json'] ?? '', 'utf8'));
    expect(answer.limits.length).toBeGreaterThan(1);
    expect(answer.assumptions.map((each: { text: string }) => each.text).join()).toContain('tokencost.yaml of main');
    expect(readFileSync(outputs['comment'] ?? '', 'utf8')).toContain('The file of this change says something else');
  });

  test('an amount keeps every digit', () => {
    const here = machine();
    const inputs = { in: '999_999_999_999_999_999', out: '1', model: 'claude-opus-4.7', max: '1', 'fail-on': 'never' };
    const { status, outputs } = runAction({ ...inputs, 'as-of': '2026-11-23' }, here);
    // 999,999,999,999,999,999 x 5 / 1,000,000 + 25 / 1,000,000
    expect([status, outputs['amount'], outputs['verdict']]).toEqual([0, '5000000000000.00002', 'over']);
  });

  test('a fault of the input: exit 2, the reason as an annotation, no outputs but the exit code, no summary', () => {
    const here = machine();
    here.edit('spend/profile.yaml', 'model: gpt-5.4', 'model: gpt-54');
    const { status, outputs, summary, commands } = runAction(SAMPLE, here);
    expect(status).toBe(2);
    const { 'exit-code': exitCode, ...others } = outputs;
    expect([exitCode, new Set(Object.values(others))]).toEqual(['2', new Set([''])]);
    expect(Object.keys(others)).toHaveLength(10);
    expect(commands).toHaveLength(1);
    expect(commands[0]).toMatch(
      /^::error title=tokencost check::tokencost: spend\/profile\.yaml .*profile\.yaml:12:12 gpt-54 is not/,
    );
    expect(summary).toBe('');
  });

  test('an amount that cannot be known: exit 4, no amount, a lower bound', () => {
    const here = machine('fixtures/cards');
    const inputs = {
      in: '1M',
      model: 'small-2',
      card: 'own.yaml',
      'cache-hit': '50%',
      max: '50k',
      'as-of': '2026-11-01',
    };
    const { status, outputs } = runAction(inputs, here);
    expect([status, outputs['verdict'], outputs['amount']]).toEqual([4, 'undecided', '']);
    expect(outputs['lower-bound']).toMatch(/^\d/);
    expect(runAction({ ...inputs, 'fail-on': 'over' }, here).status).toBe(0);
  });

  test('what fails the step is a choice; bad input always does', () => {
    const here = machine();
    const over = { ...SAMPLE, max: '1' };
    expect(runAction({ ...over, 'fail-on': 'over' }, here).status).toBe(3);
    expect(runAction({ ...over, 'fail-on': 'never' }, here)).toMatchObject({ status: 0, outputs: { verdict: 'over' } });
    expect(runAction({ profile: 'no.yaml', max: '1', 'fail-on': 'never' }, here).status).toBe(2);
    const unknown = runAction({ ...over, 'fail-on': 'sometimes' }, here);
    expect(unknown.status).toBe(2);
    expect(unknown.commands).toEqual([
      '::error title=tokencost check::The input fail-on is undecided or over or never, not "sometimes".',
    ]);
  });

  test('annotations and the summary can be left out; further reports go where they are wanted', () => {
    const here = machine();
    const inputs = { ...SAMPLE, annotations: 'false', summary: 'false', reports: 'sarif=a b.sarif\njunit=$(x).xml\n' };
    const { status, commands, summary } = runAction(inputs, here);
    expect([status, commands, summary]).toEqual([0, [], '']);
    expect(readFileSync(join(here.workspace, 'a b.sarif'), 'utf8')).toContain('"version": "2.1.0"');
    expect(existsSync(join(here.workspace, '$(x).xml'))).toBe(true);
  });

  test('files are found in the working directory and named as the repository knows them', () => {
    const here = machine();
    const inputs = { profile: 'profile.yaml', budget: 'budget.yaml\n', 'cache-hit': '0', 'as-of': '2026-11-23' };
    const { status, commands } = runAction({ ...inputs, 'working-directory': 'spend' }, here);
    expect(status).toBe(3);
    expect(commands.join('\n')).toContain('file=spend/profile.yaml,');
  });
});

describe('names and inputs made to do harm', () => {
  const HOSTILE = [
    '$(touch pwned)',
    '`touch pwned`',
    '"; touch pwned; "',
    "'; touch pwned; '",
    '--help',
    '-x',
    '::error::x',
    '%0A::error::x',
    '##[error]x',
    '$' + '{{ github.token }}',
    'verdict=within',
    '../../x',
    '*',
    '$GITHUB_OUTPUT',
    'a\n::error::b',
    'a\nverdict<<X\nwithin\nX',
  ];

  test.each(HOSTILE)('%j as any input is text and nothing else', (text) => {
    const here = machine();
    const before = filesIn(here.workspace);
    for (const input of [
      'profile',
      'max',
      'card',
      'offers',
      'reports',
      'batch',
      'working-directory',
      'via',
      'fail-on',
    ]) {
      const { status, commands, outputs } = runAction({ ...SAMPLE, [input]: text }, here);
      expect(status, input).toBe(2);
      expect(commands, input).toHaveLength(1);
      expect(commands[0], input).toMatch(/^::error title=tokencost check::/);
      expect(outputs['verdict'], input).toBe('');
    }
    expect(filesIn(here.workspace)).toEqual(before);
  });

  test('names of workloads and tags give no commands, whatever they are', () => {
    const here = machine('fixtures');
    const inputs = {
      profile: 'profiles/hostile-to-ci.yaml',
      budget: 'budgets/hostile-to-ci.yaml',
      'as-of': '2026-11-23',
    };
    const { status, commands, log } = runAction(inputs, here);
    expect(status).toBe(3);
    expect(commands.every((line) => /^::(error|warning|notice) (file=|title=tokencost)/.test(line))).toBe(true);
    // The names do stand in the log, where commands are stopped.
    expect(log).toContain('##[add-mask]a');
    expect(
      commandsOf(log.replace(/^::stop-commands::.*$/m, '').replace(/^::[-0-9a-f]{36}::$/m, '')).length,
    ).toBeGreaterThan(commands.length);
  });

  test('a file by a hostile name is checked like any other', () => {
    const here = machine();
    const name = ' $(touch pwned) `x` ;\'"%0A::error::.yaml';
    cpSync(join(here.workspace, 'spend', 'profile.yaml'), join(here.workspace, name));
    const { status, outputs } = runAction({ profile: name, max: '1', 'as-of': '2026-11-23' }, here);
    expect([status, outputs['verdict'], outputs['amount']]).toEqual([3, 'over', '34166']);
    expect(existsSync(join(here.workspace, 'pwned'))).toBe(false);
  });
});

describe('what the action needs', () => {
  /** The action as a checkout would have it, with only some of its files. */
  function checkout(...paths: string[]): string {
    const folder = mkdtempSync(join(tmpdir(), 'tokencost action '));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const path of ['action.yml', 'package.json', 'scripts', ...paths])
      cpSync(path, join(folder, path), { recursive: true });
    return folder;
  }

  /** A PATH with a few programs, and what is called node. */
  function pathWith(node?: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const name of ['bash', 'dirname']) symlinkSync(`/usr/bin/${name}`, join(folder, name));
    if (node !== undefined) writeFileSync(join(folder, 'node'), node, { mode: 0o755 });
    return folder;
  }

  test('bin, dist and the scripts are all of it', () => {
    expect(runAction(SAMPLE, machine(), checkout('bin', 'dist')).status).toBe(0);
  });

  test('a checkout without dist says what to use instead', () => {
    const { status, commands } = runAction(SAMPLE, machine(), checkout('bin'));
    expect(status).toBe(1);
    expect(commands).toHaveLength(1);
    expect(commands[0]).toMatch(/no built program \(dist\/\)\. Use a release tag, such as @v\d/);
  });

  test('a runner without Node, or with an old one, says what is missing', () => {
    const without = runAction(SAMPLE, { ...machine(), onlyPath: pathWith() });
    expect([without.status, without.commands[0]]).toEqual([1, expect.stringContaining('Node is not on this runner')]);
    const old = `#!/bin/bash\n[ "$1" = --version ] && { echo v20.18.9; exit; }\nexec ${process.execPath} -e "$(printf 'Object.defineProperty(process.versions, "node", { value: "20.18.9" });%s' "$2")" "\${@:3}"\n`;
    const tooOld = runAction(SAMPLE, { ...machine(), onlyPath: pathWith(old) });
    expect([tooOld.status, tooOld.commands[0]]).toEqual([1, expect.stringContaining('Node v20.18.9 is too old')]);
    const enough = pathWith(`#!/bin/bash\nexec ${process.execPath} "$@"\n`);
    expect(runAction(SAMPLE, { ...machine(), onlyPath: enough }).status).toBe(0);
  });

  test('the texts name the Node and the version of package.json', () => {
    const { engines, version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const script = readFileSync('scripts/action.sh', 'utf8');
    expect(script.match(/Node (\d+\.\d+) or newer/g)).toEqual(
      [1, 2].map(() => `Node ${engines.node.slice(2)} or newer`),
    );
    expect(script).toContain(`@v${version}`);
  });
});

test('the test reads outputs and commands as strictly as the runner does', () => {
  expect(readOutputs('a<<E\n1\n2\nE\n')).toEqual({ a: '1\n2' });
  expect(() => readOutputs('a<<E\n1\n')).toThrow();
  expect(commandsOf('  ::error::x\ntext ##[group]y\n::stop-commands::t\n::error::z\n::t::\n')).toHaveLength(2);
});
