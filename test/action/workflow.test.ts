import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { type Contexts, holds, type Machine, runAction, runStep, type Step } from '../support/runner.ts';

const PATH = 'fixtures/sample-repo/.github/workflows/llm-spend.yml';

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly check: { readonly permissions: Readonly<Record<string, string>>; readonly steps: Step[] } };
}

const { permissions, jobs } = parse(readFileSync(PATH, 'utf8')) as Workflow;
const [checkout, check, comment, ...more] = jobs.check.steps;
if (checkout === undefined || check === undefined || comment === undefined)
  throw new Error('the workflow has three steps');

/** `gh api` as the step knows it: it lists the comments of a file and writes down every change that is asked for. */
const GH = `#!/bin/bash
set -eu
case "$*" in
  *--paginate*) jq -r "\${@: -1}" comments.json ;;
  *) printf '%s\\n' "$@" >>"$HOME/asked"; file="\${@: -1}"; cat "\${file#body=@}" >>"$HOME/asked" ;;
esac
`;

const MARKED = '<!-- tokencost-check -->\nof before';

function machine(comments: readonly { id: number; user: { login: string }; body: string }[]): Machine {
  const temp = mkdtempSync(join(tmpdir(), 'tokencost-'));
  onTestFinished(() => rmSync(temp, { recursive: true, force: true }));
  const [workspace, path] = [join(temp, 'work'), join(temp, 'bin')];
  cpSync('fixtures/sample-repo', workspace, { recursive: true });
  mkdirSync(path);
  writeFileSync(join(path, 'gh'), GH, { mode: 0o755 });
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
  return readFileSync(join(here.temp, 'asked'), 'utf8');
}

test('the workflow uses the checkout of GitHub by its commit, this action by its version, and nothing else', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(more).toEqual([]);
  expect(checkout.uses).toMatch(/^actions\/checkout@[0-9a-f]{40}$/);
  expect(check.uses).toBe(`your-org/tokencost@v${version}`);
  expect(comment.uses).toBeUndefined();
  expect(comment.run).not.toContain('${{');
  expect([permissions, jobs.check.permissions]).toEqual([{}, { contents: 'read', 'pull-requests': 'write' }]);
});

test('the page on CI shows this very file', () => {
  const page = readFileSync('docs/ci.md', 'utf8');
  expect(page).toContain(`\`\`\`yaml\n${readFileSync(PATH, 'utf8')}\`\`\``);
});

test('the first run makes a comment, whatever others have written', () => {
  const others = [
    { id: 1, user: { login: 'mallory' }, body: MARKED },
    { id: 2, user: { login: 'github-actions[bot]' }, body: 'something else' },
  ];
  const found = asked(machine(others));
  expect(found).toMatch(/^api\n--silent\n--method\nPOST\nrepos\/acme\/help-desk\/issues\/7\/comments\n--field\nbody=@/);
  expect(found).toContain('<!-- tokencost-check -->\n### Projected LLM spend: within budget\n');
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
  writeFileSync(join(here.workspace, 'spend', 'budget.yaml'), 'limits: [{ max: 1 }]\n');
  expect(asked(here)).toContain('### Projected LLM spend: over budget\n');
  expect(asked(here, 'mallory/help-desk')).toBeUndefined();
  writeFileSync(join(here.workspace, 'spend', 'budget.yaml'), 'limits: [{ maximum: 1 }]\n');
  expect(asked(here)).toBeUndefined();
});
