import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { type Contexts, holds, interpolated, type Machine, runAction, runStep, type Step } from '../support/runner.ts';

const PATH = 'fixtures/sample-repo/.github/workflows/llm-spend.yml';
const MATRIX = 'fixtures/two-checks-repo/.github/workflows/llm-spend.yml';

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly check: { readonly permissions: Readonly<Record<string, string>>; readonly steps: Step[] } };
}

const { permissions, jobs } = parse(readFileSync(PATH, 'utf8')) as Workflow;
const [checkout, touched, check, comment, ...more] = jobs.check.steps;
if (checkout === undefined || touched === undefined || check === undefined || comment === undefined)
  throw new Error('the workflow has four steps');

/** `gh api` as the step knows it: it lists the comments of a file and writes down every change that is asked for. */
const GH = `#!/bin/bash
set -eu
case "$*" in
  *--paginate*) jq -r "\${@: -1}" comments.json ;;
  *) printf '%s\\n' "$@" >>"$HOME/asked"; file="\${@: -1}"; cat "\${file#body=@}" >>"$HOME/asked" ;;
esac
`;

const MARKER = '<!-- tokencost-check help%20desk -->';
const MARKED = `${MARKER}\nof before`;

const gitIn =
  (cwd: string) =>
  (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false', ...args], {
      cwd,
      encoding: 'utf8',
    }).trim();

/** A runner with the repository as its branch has it, and the commit of a pull request over it. */
function machine(
  comments: readonly { id: number; user: { login: string }; body: string }[],
  repository = 'fixtures/sample-repo',
): Machine {
  const temp = mkdtempSync(join(tmpdir(), 'tokencost-'));
  onTestFinished(() => rmSync(temp, { recursive: true, force: true }));
  const [workspace, path] = [join(temp, 'work'), join(temp, 'bin')];
  cpSync(repository, workspace, { recursive: true });
  mkdirSync(path);
  writeFileSync(join(path, 'gh'), GH, { mode: 0o755 });
  const git = gitIn(workspace);
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'base');
  git('commit', '--quiet', '--allow-empty', '--message', 'merge');
  writeFileSync(join(workspace, 'comments.json'), JSON.stringify(comments));
  return { workspace, temp, path };
}

const contextsOf = (outputs: Readonly<Record<string, string>>, from = 'acme/help-desk'): Contexts => ({
  github: {
    token: 'a token',
    repository: 'acme/help-desk',
    event: { pull_request: { number: 7, head: { repo: { full_name: from } } } },
  },
  steps: { check: { outputs } },
});

/** Runs the workflow from the check on; what was asked of GitHub, if the comment was to be made. */
function asked(here: Machine, from?: string): string | undefined {
  const { outputs } = runAction({ ...check?.with, 'as-of': '2026-11-23' }, here);
  const contexts = contextsOf(outputs, from);
  if (!holds(comment?.if ?? '', contexts)) return undefined;
  const { status, log } = runStep(comment as Step, contexts, here);
  expect([status, log]).toEqual([0, '']);
  const changes = join(here.temp, 'asked');
  return existsSync(changes) ? readFileSync(changes, 'utf8') : '';
}

test('the workflow uses the checkout of GitHub by its commit, this action by its version, and nothing else', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(more).toEqual([]);
  expect(checkout.uses).toMatch(/^actions\/checkout@[0-9a-f]{40}$/);
  expect(check.uses).toBe(`your-org/tokencost@v${version}`);
  expect(comment.uses).toBeUndefined();
  for (const { run = '' } of jobs.check.steps) expect(run).not.toContain('${{');
  expect([permissions, jobs.check.permissions]).toEqual([{}, { contents: 'read', 'pull-requests': 'write' }]);
});

test('the page on CI shows the very files', () => {
  const page = readFileSync('docs/ci.md', 'utf8');
  for (const [path, kind] of [
    [PATH, 'yaml'],
    [MATRIX, 'yaml'],
    ['fixtures/sample-repo/.gitlab-ci.yml', 'yaml'],
    ['fixtures/sample-repo/.gitlab/note.mjs', 'js'],
  ] as const)
    expect(page).toContain(`\`\`\`${kind}\n${readFileSync(path, 'utf8')}\`\`\``);
});

test('it starts on every pull request, and looks only where the pull request changes something of it', () => {
  const here = machine([]);
  const git = gitIn(here.workspace);
  const looks = () => {
    const { status, outputs } = runStep(touched as Step, {}, here);
    return [status, outputs['spend'], holds(check?.if ?? '', { steps: { touched: { outputs } } })];
  };
  /** A pull request that writes one file, merged as GitHub has it. */
  const merged = (path: string) => {
    git('checkout', '--quiet', '-B', 'change', 'main');
    writeFileSync(join(here.workspace, path), '# changed\n');
    git('add', '.');
    git('commit', '--quiet', '--message', 'change');
    git('checkout', '--quiet', '--detach', 'main');
    git('merge', '--quiet', '--no-ff', '--message', 'merge', 'change');
  };
  git('checkout', '--quiet', '--detach', 'main^1');
  expect(looks()).toEqual([0, 'true', true]); // nothing to compare with: it is looked at
  merged('README.md');
  expect(looks()).toEqual([0, 'false', false]);
  merged('spend/budget.yaml');
  expect(looks()).toEqual([0, 'true', true]);
});

test('where nothing changed and all is within, no comment is made, and one that is there is kept up to date', () => {
  expect(asked(machine([]))).toBe('');
  expect(asked(machine([{ id: 3, user: { login: 'github-actions[bot]' }, body: MARKED }]))).toContain('comments/3\n');
});

test('the first run makes a comment, whatever others have written', () => {
  const others = [
    { id: 1, user: { login: 'mallory' }, body: MARKED },
    { id: 2, user: { login: 'github-actions[bot]' }, body: 'something else' },
    { id: 3, user: { login: 'github-actions[bot]' }, body: '<!-- tokencost-check other -->\nof another check' },
  ];
  const here = machine(others);
  const path = join(here.workspace, 'spend', 'profile.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('output: 800M', 'output: 799M'));
  const found = asked(here);
  expect(found).toMatch(/^api\n--silent\n--method\nPOST\nrepos\/acme\/help-desk\/issues\/7\/comments\n--field\nbody=@/);
  expect(found).toContain(`${MARKER}\n### Projected LLM spend, help desk: within budget\n`);
});

test('a later run updates its own comment, the first of them', () => {
  const own = [11, 12].map((id) => ({ id, user: { login: 'github-actions[bot]' }, body: MARKED }));
  const found = asked(machine([{ id: 1, user: { login: 'mallory' }, body: MARKED }, ...own]));
  expect(found).toMatch(
    /^api\n--silent\n--method\nPATCH\nrepos\/acme\/help-desk\/issues\/comments\/11\n--field\nbody=@/,
  );
});

test('a failed check comments too; a fork or a check that could not run does not', () => {
  const here = machine([]);
  const path = join(here.workspace, 'spend', 'profile.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('output: 800M', 'output: 8B'));
  expect(asked(here)).toContain('### Projected LLM spend, help desk: over budget\n');
  expect(asked(here, 'mallory/help-desk')).toBeUndefined();
  writeFileSync(join(here.workspace, 'spend', 'budget.yaml'), 'limits: [{ maximum: 1 }]\n');
  expect(asked(here)).toBeUndefined();
});

test('a pull request cannot pass by its own limit or its own baseline, and its comment says what it tried', () => {
  const here = machine([]);
  const at = (name: string) => join(here.workspace, 'spend', name);
  const replace = (name: string, from: string | RegExp, to: string) => {
    const text = readFileSync(at(name), 'utf8');
    expect(text).toMatch(from);
    writeFileSync(at(name), text.replace(from, to));
  };
  replace('profile.yaml', 'output: 800M', 'output: 8B');
  replace('budget.yaml', /limits:[\s\S]*/, 'limits: [{ max: 1M }]\n');
  const run = (inputs: Readonly<Record<string, string>>) => runAction({ ...inputs, 'as-of': '2026-11-23' }, here);
  const own = run({ profile: 'spend/profile.yaml', budget: 'spend/budget.yaml' });
  expect(own.outputs['verdict']).toBe('within');
  writeFileSync(at('baseline.json'), readFileSync(own.outputs['json'] ?? '', 'utf8'));
  const comment = asked(here) ?? '';
  expect(comment).toContain('help desk: over budget');
  expect(comment.replaceAll('\u2060', '')).toContain('The limits and the baseline of HEAD^1 count.');
  expect(comment).toContain('It raises the limit on whole profile');
  expect(comment).toContain('It rewrites the baseline');
});

test('two checks of one matrix comment apart, and one job of one name stands for both', () => {
  const matrix = parse(readFileSync(MATRIX, 'utf8')) as {
    jobs: { check: { strategy: { matrix: { part: string[] } }; steps: Step[] }; 'llm-spend': { steps: Step[] } };
  };
  const { strategy, steps } = matrix.jobs.check;
  const [, action, posts] = steps;
  if (action === undefined || posts === undefined) throw new Error('the matrix has three steps');
  expect(posts).toEqual(comment);
  for (const part of strategy.matrix.part) {
    const others = strategy.matrix.part.filter((each) => each !== part);
    const here = machine(
      [part, ...others].map((each, id) => ({
        id,
        user: { login: 'github-actions[bot]' },
        body: `<!-- tokencost-check ${each} -->\nof before`,
      })),
      'fixtures/two-checks-repo',
    );
    const given = Object.entries(action.with ?? {}).map(([key, text]) => [
      key,
      interpolated(text, { matrix: { part } }),
    ]);
    const { outputs } = runAction({ ...Object.fromEntries(given), 'as-of': '2026-11-23' }, here);
    expect(runStep(posts, contextsOf(outputs), here).status).toBe(0);
    expect(readFileSync(join(here.temp, 'asked'), 'utf8')).toContain(
      `issues/comments/0\n--field\nbody=@${outputs['comment']}\n<!-- tokencost-check ${part} -->\n`,
    );
  }
  const [last] = matrix.jobs['llm-spend'].steps;
  const ends = (result: string) => runStep(last as Step, { needs: { check: { result } } }, machine([])).status;
  expect(['success', 'failure', 'cancelled', 'skipped'].map(ends)).toEqual([0, 1, 1, 1]);
});
