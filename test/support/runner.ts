import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { parse } from 'yaml';

/** What of a GitHub runner a step sees: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly shell?: string;
  readonly run?: string;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const readAction = (path = 'action.yml') => parse(readFileSync(path, 'utf8')) as Action;

/** Contexts of an expression, as plain objects. */
export type Contexts = Readonly<Record<string, unknown>>;

/** The status functions of a job that has not been cancelled. */
const STATUS = ['cancelled', 'always'].map((name) => ({
  name,
  minArgs: 0,
  maxArgs: 0,
  call: () => new data.BooleanData(name === 'always'),
}));

function evaluated(expression: string, contexts: Contexts): data.ExpressionData {
  const tokens = new Lexer(expression).lex().tokens;
  const tree = new Parser(tokens, Object.keys(contexts), STATUS).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(tree, known, new Map(STATUS.map((each) => [each.name, each]))).evaluate();
}

/** Text with its `${{ }}` replaced, by GitHub's own reading of expressions. */
export function interpolated(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{([\s\S]*?)\}\}/g, (_, inner: string) => evaluated(inner, contexts).coerceString());
}

/** Whether a step runs. */
export function holds(condition: string, contexts: Contexts): boolean {
  return interpolated(condition, contexts) === 'true';
}

const interpolatedAll = (map: Readonly<Record<string, string>> = {}, contexts: Contexts = {}) =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, interpolated(value, contexts)]));

/** Outputs as the runner reads the file: `name=value`, or `name<<end` with the value up to the line `end`. */
export function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the file of outputs does not end with a line break');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const [, plain, text = ''] = /^([^=<]+)=(.*)$/.exec(line) ?? [];
    if (plain !== undefined) {
      outputs[plain] = text;
      continue;
    }
    const [, name = '', end = ''] = /^([^=<]+)<<(.+)$/.exec(line) ?? [];
    if (name === '') throw new Error(`not the start of an output: ${line}`);
    const value = lines.splice(0, lines.indexOf(end));
    if (lines.shift() !== end) throw new Error(`the output ${name} does not end`);
    outputs[name] = value.join('\n');
  }
  return outputs;
}

/**
 * The commands a log gives the runner: `::name key=value::data` at the start of a line and `##[name]` anywhere in one,
 * but for what stands between `::stop-commands::token` and `::token::`.
 */
export function commandsOf(log: string): string[] {
  const found: string[] = [];
  let token = '';
  for (const line of log.split('\n')) {
    const text = line.trimStart();
    if (token !== '') {
      if (text.startsWith(`::${token}::`)) token = '';
    } else if (text.startsWith('::stop-commands::')) {
      token = text.slice('::stop-commands::'.length).trim();
    } else if (/^::[^:]+::/.test(text) || /##\[[^\]]+\]/.test(text)) {
      found.push(text);
    }
  }
  if (token !== '') throw new Error('workflow commands are still stopped at the end');
  return found;
}

export interface Machine {
  /** GITHUB_WORKSPACE, where the repository is checked out. */
  readonly workspace: string;
  /** RUNNER_TEMP, and where the runner keeps files of its own. */
  readonly temp: string;
  /** In place of RUNNER_TEMP, for a runner that has set it otherwise, or not at all. */
  readonly runnerTemp?: Readonly<Record<string, string>>;
  /** Folders in front of PATH. */
  readonly path?: string;
  /** PATH in place of the one of this process. */
  readonly onlyPath?: string;
}

export interface StepResult {
  readonly status: number | null;
  readonly log: string;
  readonly commands: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** A new file of the runner, such as that of GITHUB_OUTPUT. */
function runnerFile(machine: Machine, name: string): string {
  const folder = join(machine.temp, '_runner_file_commands');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}_${process.hrtime.bigint()}`);
  writeFileSync(path, '');
  return path;
}

/** The command line of `shell: bash`, which adds `-o pipefail`, and of a step that names no shell. */
const shellOf = (shell: string | undefined, script: string) =>
  shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail', script] : ['-e', script];

/** Runs the `run` of a step in a new process, whose output both ways is the log. */
export function runStep(step: Step, contexts: Contexts, machine: Machine, actionPath = ''): StepResult {
  const script = runnerFile(machine, 'script');
  writeFileSync(script, interpolated(step.run ?? '', contexts));
  const [output, summary] = [runnerFile(machine, 'set_output'), runnerFile(machine, 'step_summary')];
  const path = machine.onlyPath ?? [machine.path, process.env['PATH']].filter(Boolean).join(':');
  const both = spawnSync('bash', ['-c', 'exec "$@" 2>&1', 'bash', '/bin/bash', ...shellOf(step.shell, script)], {
    cwd: machine.workspace,
    encoding: 'utf8',
    env: {
      PATH: path,
      HOME: machine.temp,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: machine.workspace,
      ...(machine.runnerTemp === undefined ? { RUNNER_TEMP: machine.temp } : machine.runnerTemp),
      GITHUB_ACTION_PATH: actionPath,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      ...interpolatedAll(step.env, contexts),
    },
  });
  return {
    status: both.status,
    log: both.stdout,
    commands: commandsOf(both.stdout),
    outputs: readOutputs(readFileSync(output, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
  };
}

/** Runs the one step of a composite action with these inputs; the outputs are those that the action declares. */
export function runAction(
  inputs: Readonly<Record<string, string>>,
  machine: Machine,
  actionPath: string = resolve('.'),
): StepResult {
  const action = readAction(join(actionPath, 'action.yml'));
  const unknown = Object.keys(inputs).filter((name) => !(name in action.inputs));
  if (unknown.length > 0) throw new Error(`the action has no input ${unknown.join(', ')}`);
  const given = Object.fromEntries(
    Object.entries(action.inputs).map(([name, each]) => [name, inputs[name] ?? each.default ?? '']),
  );
  const [step, ...others] = action.runs.steps;
  if (step?.id === undefined || others.length > 0) throw new Error('the action is one step with an id');
  const result = runStep(step, { inputs: given, github: { action_path: actionPath } }, machine, actionPath);
  const steps = { [step.id]: { outputs: result.outputs } };
  const values = Object.entries(action.outputs).map(([name, { value }]) => [name, interpolated(value, { steps })]);
  return { ...result, outputs: Object.fromEntries(values) };
}
