import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { inputOf } from './inputs.mjs';
import { randomOf } from './random.mjs';

const TODAY = '2026-11-23';

async function answerOf({ main, program }, argv) {
  const [out, err] = [[], []];
  const exitCode = await main(argv, {
    write: (text) => out.push(text),
    say: (text) => err.push(text),
    readInput: () => '',
    today: () => TODAY,
    colour: () => false,
    pricingFolder: join(program, 'dist', 'pricing'),
  });
  return { exitCode, stdout: out.join(''), stderr: err.join('') };
}

const NOT_A_NUMBER = /\bNaN\b|\bInfinity\b|\bundefined\b|\[object /;
const STEERING = /(?![\t\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** What every answer has to keep, whatever was asked. */
function brokenByItself({ exitCode, stdout, stderr }) {
  const broken = [];
  if (![0, 2, 3, 4].includes(exitCode)) broken.push(`exit code ${exitCode}`);
  if (/\n\s+at /.test(stderr)) broken.push('a stack trace');
  if (NOT_A_NUMBER.test(stdout)) broken.push('a number that is none');
  if (STEERING.test(stdout) || STEERING.test(stderr)) broken.push('a mark that steers a terminal');
  if (exitCode !== 2) return broken;
  if (stdout !== '') broken.push('output beside a refusal');
  if ((stderr.match(/^tokencost: /gm) ?? []).length !== 1) broken.push('not one message');
  if (!/ \[[a-zA-Z]+\]$/m.test(stderr) && !/--help/.test(stderr)) broken.push('a message without a code');
  return broken;
}

const CENT = 0.011;

/** The JSON is valid, and its totals are its parts. */
function brokenJson(line, json) {
  let answer;
  try {
    answer = JSON.parse(json);
  } catch (error) {
    return [`JSON that is none: ${error.message}`];
  }
  const broken = [];
  const near = (a, b) => Math.abs(a - b) <= Math.max(CENT, Math.abs(b) * 1e-9);
  if (line[0] === 'estimate') {
    for (const { configurations } of answer.workloads) {
      for (const { id, monthlyCost, lineItems, fees } of configurations) {
        if (monthlyCost === null || (fees ?? []).length > 0) continue;
        const sum = lineItems.reduce((total, each) => total + each.cost, 0);
        if (!near(sum, monthlyCost)) broken.push(`${id} costs ${monthlyCost}, its lines ${sum}`);
      }
    }
  }
  if (line[0] === 'check' && answer.amount !== null) {
    const sum = answer.workloads.reduce((total, each) => total + (each.amount ?? 0), 0);
    if (sum > answer.amount + CENT + Math.abs(answer.amount) * 1e-9)
      broken.push(`the whole is ${answer.amount}, its parts ${sum}`);
  }
  return broken;
}

const FORMATS = { estimate: ['csv', 'markdown'], check: ['csv', 'github', 'junit', 'sarif'], diff: ['csv'] };

/** All that is wrong with what a command line gives, in words; nothing when nothing is. */
async function brokenOf(ours, line, random) {
  const answer = await answerOf(ours, line);
  const broken = brokenByItself(answer);
  if (answer.exitCode === 2) return { answer, broken };
  const again = await answerOf(ours, line);
  if (again.stdout !== answer.stdout || again.exitCode !== answer.exitCode) broken.push('other bytes the second time');
  const formats = FORMATS[line[0]];
  if (formats === undefined) return { answer, broken };
  const json = await answerOf(ours, [...line, '--format', 'json']);
  broken.push(...brokenByItself(json), ...brokenJson(line, json.stdout));
  const other = await answerOf(ours, [...line, '--format', random.pick(formats)]);
  broken.push(...brokenByItself(other));
  for (const each of [json, other])
    if (each.exitCode !== answer.exitCode) broken.push('another exit code in another format');
  return { answer, broken };
}

/** The same line through the real binary: same bytes, same code. */
function brokenInBinary(program, line, { stdout, exitCode }) {
  const dated = line.includes('--as-of') || line[0] === 'cards';
  if (!dated) return [];
  const run = spawnSync(process.execPath, [join(program, 'bin', 'tokencost.js'), ...line], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const same = run.status === exitCode && (run.stdout === stdout || line[1] === 'show');
  return same
    ? []
    : [`the binary gives ${run.status} and ${run.stdout.length} characters, not ${exitCode} and ${stdout.length}`];
}

/**
 * Runs `runs` inputs of a seed through `main`, and the first `binary` of those that name their day through the binary
 * too; `program` is the folder with its `bin` and `dist`. Stops early when `signal` is aborted. Gives what was found:
 * the number of the input, its line and what is broken.
 */
export async function fuzz({ main, program = process.cwd(), seed, runs, binary = 0, say = () => {}, signal }) {
  const ours = { main, program };
  const folder = mkdtempSync(join(tmpdir(), 'tokencost-fuzz-'));
  const found = [];
  const codes = {};
  let throughBinary = 0;
  let ran = 0;
  try {
    for (let at = 0; at < runs && !signal?.aborted; at++) {
      // An interruption is heard only between the inputs.
      await setImmediate();
      const random = randomOf(seed * 1_000_003 + at);
      const { line, files } = inputOf(random);
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.yaml`), text);
      const argv = line.map((word) => (word in files ? join(folder, `${word}.yaml`) : word));
      const wanted =
        throughBinary < binary && !argv.includes('--as-of') && ['estimate', 'check', 'diff'].includes(argv[0]);
      const dated = wanted ? [...argv, '--as-of', TODAY] : argv;
      const { answer, broken } = await brokenOf(ours, dated, random);
      ran += 1;
      codes[answer.exitCode] = (codes[answer.exitCode] ?? 0) + 1;
      if (throughBinary < binary && (dated.includes('--as-of') || dated[0] === 'cards')) {
        throughBinary += 1;
        broken.push(...brokenInBinary(program, dated, answer));
      }
      if (broken.length === 0) continue;
      found.push({ at, line, broken: [...new Set(broken)], stderr: answer.stderr.slice(0, 500) });
      say(`finding at input ${at} of seed ${seed}: ${line.join(' ')}\n  ${found.at(-1).broken.join('\n  ')}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const by = Object.entries(codes).map(([code, count]) => `exit ${code}: ${count}`);
  say(
    `seed ${seed}: ${ran} inputs, ${throughBinary} through the binary, ${found.length} findings (${by.join(', ')})\n`,
  );
  return found;
}
