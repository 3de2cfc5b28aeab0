import { readFileSync } from 'node:fs';
import { parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer';
import { expect, test } from 'vitest';
import { readAction } from '../support/runner.ts';
import { run } from '../support/transcript.ts';

const ACTION = readFileSync('action.yml', 'utf8');
const WORKFLOW = 'fixtures/sample-repo/.github/workflows/llm-spend.yml';

/** What GitHub's own parser has against a file. */
function faults(parse: typeof parseAction, name: string, content: string): string[] {
  return parse({ name, content }, new NoOperationTraceWriter())
    .context.errors.getErrors()
    .map((each) => each.message);
}

test("action.yml and the workflow are sound to GitHub's own parser, which finds faults", () => {
  expect(faults(parseAction, 'action.yml', ACTION)).toEqual([]);
  expect(faults(parseWorkflow, WORKFLOW, readFileSync(WORKFLOW, 'utf8'))).toEqual([]);
  expect(faults(parseAction, 'action.yml', ACTION.replace('shell: bash', 'shel: bash'))).not.toEqual([]);
});

test('no input is part of a script, and no step uses the action of anybody else', () => {
  const { using, steps } = readAction().runs;
  expect(using).toBe('composite');
  for (const step of steps) {
    expect(step.uses).toBeUndefined();
    expect(step.shell).toBe('bash');
    expect(step.run).toMatch(/^set -euo pipefail\n/);
    expect(step.run).not.toContain('${{');
  }
});

test('every input reaches the step as a variable of its name', () => {
  const { inputs, runs } = readAction();
  const expected = Object.keys(inputs).map((name) => [
    `TOKENCOST_${name.toUpperCase().replaceAll('-', '_')}`,
    `\${{ inputs.${name} }}`,
  ]);
  expect(runs.steps[0]?.env).toEqual(Object.fromEntries(expected));
});

/** Flags of `check` that the action sets itself, and the inputs that stand for some of them. */
const SET_BY_THE_ACTION = [
  'no-config',
  'also',
  'summary',
  'format',
  'output',
  'bom',
  'delimiter',
  'decimal',
  'no-color',
  'quiet',
  'help',
];
const INPUTS_OF_ITS_OWN = [
  ...['annotations', 'fail-on', 'reports', 'summary', 'working-directory'],
  // Of audit and track, which run on a schedule.
  ...['command', 'usage', 'bill', 'contract', 'rules'],
];

test('every flag of check is an input', async () => {
  const { stdout } = await run(['check', '--help']);
  const flags = [...stdout.matchAll(/^ {2}(?:-h, )?--([a-z-]+)/gm)].map((match) => match[1] ?? '');
  const expected = [...flags.filter((flag) => !SET_BY_THE_ACTION.includes(flag)), ...INPUTS_OF_ITS_OWN];
  expect(Object.keys(readAction().inputs).sort()).toEqual(expected.sort());
});

test('nothing the action runs reaches for the network or installs anything', () => {
  const scripts = ['scripts/action.sh', 'scripts/action.mjs'].map((path) => readFileSync(path, 'utf8'));
  expect(scripts.join('\n')).not.toMatch(
    /\b(?:curl|wget|fetch|https?:|npx|gh api|git clone|node:(?:https?|net|dns))\b/,
  );
});

test("the monthly job is sound to GitHub's own parser, and may write issues and nothing else", () => {
  const path = '.github/workflows/prices.yml';
  const content = readFileSync(path, 'utf8');
  expect(faults(parseWorkflow, path, content)).toEqual([]);
  expect(faults(parseWorkflow, path, content.replace('runs-on:', 'run-on:'))).not.toEqual([]);
  expect([...content.matchAll(/: write$/gm)]).toHaveLength(1);
  expect(content).not.toMatch(/run: \|[^-]*\$\{\{/);
});
