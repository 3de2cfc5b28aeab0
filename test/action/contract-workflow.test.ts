import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseWorkflow } from '@actions/workflow-parser';
import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { type Machine, runStep, type Step } from '../support/runner.ts';

const PATH = 'docs/llm-contract.yml';
const CONTENT = readFileSync(PATH, 'utf8');

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly hold: { readonly permissions: Readonly<Record<string, string>>; readonly steps: Step[] } };
}
const { permissions, jobs } = parse(CONTENT) as Workflow;
const [, , hold, issue] = jobs.hold.steps;
if (hold === undefined || issue === undefined) throw new Error('the workflow has four steps');

/** `gh issue` as the step knows it: one open issue where there is a file of that name, and every change is written down. */
const GH = `#!/bin/bash
set -eu
case "$2" in
  list) cat "$HOME/open" ;;
  *) printf '%s ' "$@" >>"$HOME/asked" ;;
esac
`;

/** A repository with a bill, usage and a contract, where tokencost is checked out beside it. */
function machine(bill: string, open = ''): Machine {
  const temp = mkdtempSync(join(tmpdir(), 'tokencost-'));
  onTestFinished(() => rmSync(temp, { recursive: true, force: true }));
  const [workspace, path] = [join(temp, 'work'), join(temp, 'bin')];
  mkdirSync(join(workspace, 'spend'), { recursive: true });
  mkdirSync(path);
  symlinkSync(resolve('.'), join(workspace, 'tokencost'));
  cpSync('fixtures/audit/bills/usage.csv', join(workspace, 'spend/usage.csv'));
  cpSync(bill, join(workspace, 'spend/bill.csv'));
  cpSync('fixtures/audit/anthropic-contract.yaml', join(workspace, 'spend/contract.yaml'));
  writeFileSync(join(path, 'gh'), GH, { mode: 0o755 });
  writeFileSync(join(temp, 'open'), open);
  writeFileSync(join(temp, 'asked'), '');
  return { workspace, temp, path };
}

function ran(here: Machine) {
  const held = runStep(hold as Step, {}, here);
  const contexts = {
    github: { token: 'a token', repository: 'acme/help-desk' },
    steps: { hold: { outputs: held.outputs } },
  };
  const written = held.status === 0 ? runStep(issue as Step, contexts, here) : undefined;
  return { held, written, asked: readFileSync(join(here.temp, 'asked'), 'utf8') };
}

const faults = (content: string) =>
  parseWorkflow({ name: PATH, content }, new NoOperationTraceWriter())
    .context.errors.getErrors()
    .map(({ message }) => message);

describe('the workflow that holds a bill and a contract against usage', () => {
  test("is sound to GitHub's own parser, and may write issues and nothing else", () => {
    expect(faults(CONTENT)).toEqual([]);
    expect(faults(CONTENT.replace('runs-on:', 'run-on:'))).not.toEqual([]);
    expect([permissions, jobs.hold.permissions]).toEqual([{}, { contents: 'read', issues: 'write' }]);
    for (const { run } of jobs.hold.steps) expect(run ?? '').not.toContain('${{');
  });

  test.each([
    ['opens an issue where there is something to look at', '', 'issue create'],
    ['rewrites the one that is open', '7\n', 'issue edit 7'],
  ])('%s', (_, open, asked) => {
    const here = machine('fixtures/audit/bills/cur.csv', open);
    const result = ran(here);
    expect([result.held.status, result.held.log, result.written?.status]).toEqual([0, '', 0]);
    expect(result.asked).toContain(asked);
    const report = readFileSync(join(here.workspace, 'report.md'), 'utf8');
    expect(report).toContain('To take up with the vendor');
    expect(report).toContain('commitment of the window');
  });

  test('fails where a file is no bill, and leaves the issue alone', () => {
    const { held, asked } = ran(machine('fixtures/profiles/support.yaml', '7\n'));
    expect([held.status, asked]).toEqual([2, '']);
  });

  test('closes the issue where nothing is left', () => {
    const here = machine('fixtures/audit/bills/cur.csv', '7\n');
    const contexts = {
      github: { token: 'a token', repository: 'acme/help-desk' },
      steps: { hold: { outputs: { look: 'false' } } },
    };
    expect(runStep(issue as Step, contexts, here).status).toBe(0);
    expect(readFileSync(join(here.temp, 'asked'), 'utf8')).toContain('issue close 7');
  });
});
