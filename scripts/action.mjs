// The work of action.yml: `tokencost check` with the inputs as flags, its answer to the log, the annotations, the
// summary and the outputs; or `audit` and `track`, on a schedule. Inputs arrive as environment variables and leave as arguments; no shell reads them.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const EXIT = { failed: 1, usage: 2, checkFailed: 3, cannotTell: 4 };

class BadInput extends Error {}
class BadPlace extends Error {}

/** An input as text; nothing where it is empty. A line break that YAML put behind it is none of it. */
function input(name) {
  const text = process.env[`TOKENCOST_${name.toUpperCase().replaceAll('-', '_')}`] ?? '';
  return text.replace(/[\r\n]+$/, '');
}

const lines = (name) =>
  input(name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function choice(name, choices) {
  const text = input(name);
  if (choices.includes(text)) return text;
  throw new BadInput(`The input ${name} is ${choices.join(' or ')}, not ${JSON.stringify(text)}.`);
}

/** A path of the repository: the check runs at its top, so that annotations and SARIF name files as GitHub knows them. */
const inFolder = (path) => (isAbsolute(path) || path === '-' ? path : join(input('working-directory') || '.', path));

/** A card that ships goes by its id. */
const card = (name) => (existsSync(join(home, 'dist', 'pricing', 'cards', `${name}.jsonl`)) ? name : inFolder(name));

function report(text) {
  const at = text.indexOf('=');
  return at === -1 ? text : `${text.slice(0, at + 1)}${inFolder(text.slice(at + 1))}`;
}

const asIs = (text) => text;

/** The inputs that are flags of `check`, and what becomes of their text. */
const FLAGS = {
  ...Object.fromEntries(['profile', 'budget', 'baseline'].map((name) => [name, inFolder])),
  card,
  ...Object.fromEntries(
    ['max', 'name', 'in', 'out', 'model', 'cache-hit', 'reads-per-write', 'cache-ttl', 'batch', 'discount', 'floor']
      .concat(['via', 'prepay', 'as-of', 'by', 'shared', 'budget-ref', 'baseline-ref'])
      .map((name) => [name, asIs]),
  ),
};

/** A project file is read as a revision has it, and never as the change at hand does. */
const config = () => (input('config-ref') === '' ? '--no-config' : `--config-ref=${input('config-ref')}`);

/** The environment of the program, without the inputs: they leave as arguments, and some are called as its variables. */
const environment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TOKENCOST_')));

/** The command line of `check`. One word per flag, so that no value can be taken for another flag. */
function argumentsOf(folder) {
  const single = Object.entries(FLAGS).flatMap(([name, shape]) =>
    input(name) === '' ? [] : [`--${name}=${shape(input(name))}`],
  );
  const summary = process.env.GITHUB_STEP_SUMMARY ?? '';
  return [
    config(),
    ...single,
    ...lines('offers').map((path) => `--offers=${inFolder(path)}`),
    ...lines('reports').map((text) => `--also=${report(text)}`),
    ...['json', 'markdown', 'github'].map((format) => `--also=${format}=${join(folder, format)}`),
    ...(choice('summary', ['true', 'false']) === 'true' && summary !== '' ? [`--summary=${summary}`] : []),
  ];
}

const say = (text) => {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length; ) written += writeSync(1, bytes, written);
};

const data = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const error = (text) => say(`::error title=tokencost check::${data(text.trim())}\n`);

/** Runs the check with workflow commands stopped, so that no name in a file can give one. */
function check(folder) {
  const token = randomUUID();
  say(`::stop-commands::${token}\n`);
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(home, 'bin', 'tokencost.js'), 'check', ...argumentsOf(folder)],
    { env: environment(), stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  say(`${stderr}\n::${token}::\n`);
  return { status: status ?? 1, stderr };
}

/** A share as percent, digit by digit: 0.125 is 12.5. */
function percent(share) {
  const [, sign, whole, decimals] = /^(-?)(\d+)\.?(\d*)$/.exec(share) ?? [];
  if (whole === undefined) return '';
  const digits = `${whole}${decimals.padEnd(2, '0')}`;
  const point = whole.length + 2;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const right = digits.slice(point).replace(/0+$/, '');
  return `${sign}${left}${right === '' ? '' : `.${right}`}`;
}

/** Whether anything is bought otherwise than in the baseline; nothing where there is none. */
function changed({ baseline, workloads }) {
  if (baseline === null) return '';
  const moved = workloads.some(({ change }) => change?.status !== 'unchanged');
  return String(moved || baseline.removed.length > 0 || baseline.difference !== 0);
}

/** The first month over a limit that fails, as the answer names it. One that any month exceeds is over from the first. */
function overSince({ asOf, ahead, limits }) {
  const first = ahead?.months[0]?.month ?? asOf.slice(0, 'yyyy-mm'.length);
  const over = limits.filter(({ level, verdict }) => level === 'fail' && verdict === 'over');
  return over.map((limit) => limit.overSince?.month ?? first).sort()[0] ?? '';
}

/** Numbers are taken as they are written: a float would lose digits of them. */
function answerOf(path) {
  const text = readFileSync(path, 'utf8');
  const numeral = (key, block = text, indent = 2) =>
    block.match(new RegExp(`^ {${indent}}"${key}": (-?[0-9.]+),?$`, 'm'))?.[1] ?? '';
  const baseline = /^ {2}"baseline": \{\n([\s\S]*?)^ {2}\}/m.exec(text)?.[1] ?? '';
  const answer = JSON.parse(text);
  const moved = (answer.since?.changes ?? []).map((change) => change.text).join('\n');
  return {
    verdict: answer.verdict,
    amount: numeral('amount'),
    'lower-bound': numeral('lowerBound'),
    moved,
    change: numeral('difference', baseline, 4),
    'change-percent': percent(numeral('differenceShare', baseline, 4)),
    changed: changed(answer),
    'over-since': overSince(answer),
  };
}

/** The outputs of a check that could not run. */
const NO_ANSWER = Object.fromEntries(
  [
    'verdict',
    'amount',
    'lower-bound',
    'moved',
    'change',
    'change-percent',
    'changed',
    'over-since',
    'comment',
    'json',
  ].map((name) => [name, '']),
);

/** A delimiter that nobody can know beforehand, so that no value can end early and set an output of its own. */
function setOutputs(outputs) {
  const path = process.env.GITHUB_OUTPUT ?? '';
  if (path === '') return;
  const entries = Object.entries(outputs).map(([name, value]) => {
    const end = randomUUID();
    return `${name}<<${end}\n${value}\n${end}\n`;
  });
  appendFileSync(path, entries.join(''));
}

/** A folder of our own below the runner's, or, where it has none that can be written, below the machine's. */
function workFolder() {
  const place = [process.env.RUNNER_TEMP || tmpdir(), tmpdir()].find((each) => existsSync(each));
  try {
    return mkdtempSync(join(place ?? tmpdir(), 'tokencost-'));
  } catch (problem) {
    throw new BadPlace(
      `No folder for the answers can be made (${problem.code}). Set RUNNER_TEMP to one that can be written.`,
    );
  }
}

/** What `audit` and `track` take of the inputs that have a default of nothing; another would be without effect. */
const HELD_INPUTS = {
  audit: ['usage', 'bill', 'contract', 'offers', 'card', 'as-of', 'config-ref'],
  track: ['usage', 'contract', 'rules', 'offers', 'card', 'as-of', 'config-ref', 'by', 'shared'],
};
const CHECK_INPUTS = [...Object.keys(FLAGS), 'offers', 'reports', 'config-ref'];

/** Refuses an input that the command has no use for: who gives it believes that it counts. */
function refuseIdle(command) {
  const used = command === 'check' ? CHECK_INPUTS : HELD_INPUTS[command];
  const all = new Set([...CHECK_INPUTS, ...Object.values(HELD_INPUTS).flat()]);
  const idle = [...all].filter((name) => !used.includes(name) && input(name) !== '');
  if (idle.length === 0) return;
  throw new BadInput(
    `The ${idle.length === 1 ? 'input' : 'inputs'} ${idle.join(', ')} ${idle.length === 1 ? 'has' : 'have'} no effect with command: ${command}; leave ${idle.length === 1 ? 'it' : 'them'} out.`,
  );
}

/** The command line of `audit` or `track`, but for the format. Files are a list behind their flag, and no path is a flag. */
function heldArguments(command) {
  const listed = (name) => lines(name).map((path) => inFolder(path).replace(/^-(?=.)/, './-'));
  const files = ['usage', ...(command === 'audit' ? ['bill'] : []), 'contract'].flatMap((name) =>
    listed(name).length === 0 ? [] : [`--${name}`, ...listed(name)],
  );
  return [
    config(),
    ...files,
    ...lines('offers').map((path) => `--offers=${inFolder(path)}`),
    ...(input('card') === '' ? [] : [`--card=${card(input('card'))}`]),
    ...(input('as-of') === '' ? [] : [`--as-of=${input('as-of')}`]),
    ...(command === 'track' ? lines('rules').map((rule) => `--fail-on=${rule}`) : []),
    ...(command === 'track' ? ['by', 'shared'] : []).flatMap((name) =>
      input(name) === '' ? [] : [`--${name}=${input(name)}`],
    ),
  ];
}

const VERDICTS = { 0: 'kept', [EXIT.checkFailed]: 'broken', [EXIT.cannotTell]: 'cannotTell' };

/** Runs `audit` or `track`: its page goes to the log and the summary, its answer to the outputs. */
function hold(command, folder) {
  const [json, comment] = [join(folder, 'json'), join(folder, 'markdown')];
  const args = heldArguments(command);
  const runs = [json, comment].map((path) =>
    spawnSync(
      process.execPath,
      [
        join(home, 'bin', 'tokencost.js'),
        command,
        `--format=${path === json ? 'json' : 'markdown'}`,
        `--output=${path}`,
        ...args,
      ],
      { env: environment(), stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', maxBuffer: 2 ** 28 },
    ),
  );
  const failed = runs.find(({ status }) => !(status in VERDICTS));
  if (failed !== undefined) {
    error(failed.stderr);
    setOutputs({ ...NO_ANSWER, 'exit-code': failed.status ?? 1 });
    return failed.status ?? 1;
  }
  const [{ status }] = runs;
  const page = readFileSync(comment, 'utf8');
  const token = randomUUID();
  say(`::stop-commands::${token}\n${page}\n::${token}::\n`);
  const summary = process.env.GITHUB_STEP_SUMMARY ?? '';
  if (choice('summary', ['true', 'false']) === 'true' && summary !== '') appendFileSync(summary, `${page}\n`);
  const text = readFileSync(json, 'utf8');
  const amount = /^ {2}"difference": (-?[0-9.]+),?$/m.exec(text)?.[1] ?? '';
  const verdict = JSON.parse(text).verdict ?? VERDICTS[status];
  setOutputs({ ...NO_ANSWER, verdict, amount, 'exit-code': status, comment, json });
  return status;
}

const forgiving = (failOn, status) => {
  const forgiven = { undecided: [], over: [EXIT.cannotTell], never: [EXIT.cannotTell, EXIT.checkFailed] }[failOn];
  return forgiven.includes(status) ? 0 : status;
};

function run() {
  const command = choice('command', ['check', 'audit', 'track']);
  const failOn = choice('fail-on', ['undecided', 'over', 'never']);
  refuseIdle(command);
  if (command !== 'check') return forgiving(failOn, hold(command, workFolder()));
  const annotations = choice('annotations', ['true', 'false']) === 'true';
  const folder = workFolder();
  const { status, stderr } = check(folder);
  const [json, comment] = [join(folder, 'json'), join(folder, 'markdown')];
  if (!existsSync(json)) {
    error(stderr);
    setOutputs({ ...NO_ANSWER, 'exit-code': status });
    return status;
  }
  if (status === EXIT.failed) error(stderr);
  if (annotations) say(readFileSync(join(folder, 'github'), 'utf8'));
  setOutputs({ ...answerOf(json), 'exit-code': status, comment, json });
  return forgiving(failOn, status);
}

try {
  process.exitCode = run();
} catch (problem) {
  if (!(problem instanceof BadInput || problem instanceof BadPlace)) throw problem;
  error(problem.message);
  process.exitCode = problem instanceof BadPlace ? EXIT.failed : EXIT.usage;
}
