import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { brokenAmounts, told } from './amounts.mjs';
import { CHANGES, inputOf, othersOf, otherValue } from './inputs.mjs';
import { randomOf } from './random.mjs';
import { everyOther, POLICIES, partOf, restated, statementsIn } from './statements.mjs';

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

/** All that is wrong with what a command line gives, in words; nothing when nothing is. */
async function brokenOf(ours, line, random) {
  const answer = await answerOf(ours, line);
  const broken = brokenByItself(answer);
  if (answer.exitCode === 2) return { answer, broken };
  if (random.chance(0.25)) {
    const again = await answerOf(ours, line);
    if (again.stdout !== answer.stdout || again.exitCode !== answer.exitCode)
      broken.push('other bytes the second time');
  }
  const formats = FORMATS[line[0]];
  if (formats === undefined) return { answer, broken };
  const json = await answerOf(ours, [...line, '--format', 'json']);
  broken.push(...brokenByItself(json));
  if (json.exitCode !== answer.exitCode) broken.push('another exit code in JSON');
  const format = formats.length === 0 ? undefined : random.pick(formats);
  const words = format === 'rows' ? ['--format', 'csv', '--rows', 'line-items'] : ['--format', format];
  const other = format === undefined ? undefined : await answerOf(ours, [...line, ...words]);
  if (other !== undefined) {
    broken.push(...brokenByItself(other));
    if (other.exitCode !== answer.exitCode) broken.push(`another exit code in ${format}`);
  }
  broken.push(...brokenAmounts(line[0], { table: answer.stdout, json: json.stdout, format, text: other?.stdout }));
  return { answer, json, broken };
}

/** Flags that are laid over what the workloads of a file state. */
const LAID_OVER = {
  cacheHitRatio: '--cache-hit',
  readsPerWrite: '--reads-per-write',
  cacheTtl: '--cache-ttl',
  batchEligible: '--batch',
};

/** What of an accepted line may be changed without its being refused: a flag's value, or a statement of a file. */
function changed(line, files, paths, random) {
  const flags = line.flatMap((word, at) => (CHANGES.includes(word) ? [at] : []));
  if (flags.length > 0 && random.chance(0.5)) {
    const at = random.pick(flags);
    const other = line.with(at + 1, otherValue(line[at], line[at + 1], random));
    return { key: line[at].slice(2), line: other, others: () => othersOf(line, at) };
  }
  const [name, { text }] = random.pick(
    Object.entries(files).filter(([, { kind }]) => kind === 'profile' || kind === 'budget'),
  );
  const found = statementsIn(text).filter(([, key]) => !line.includes(LAID_OVER[key]) && !POLICIES.includes(key));
  if (found.length === 0) return undefined;
  const statement = random.pick(found);
  const path = `${paths[name]}.changed`;
  const put = (changedText) => {
    writeFileSync(path, changedText);
    return line.map((word) => (word === paths[name] ? path : word));
  };
  const others = function* () {
    for (const each of everyOther(text, statement)) yield put(each);
  };
  return { key: partOf(text, statement) ?? statement[1], line: put(restated(text, statement, random)), others };
}

/**
 * An accepted change has an effect on the answer, or an answer tells of what was changed. Two values may well come to the
 * same, such as two regions of one price: what was changed has an effect where any other sound value has one, or none.
 */
async function brokenChange(ours, line, files, paths, json, random) {
  const named = Object.values(files).some(({ kind }) => kind === 'profile' || kind === 'budget');
  if (!named || !['estimate', 'check'].includes(line[0])) return [];
  const change = changed(line, files, paths, random);
  if (change === undefined) return [];
  const other = await answerOf(ours, [...change.line, '--format', 'json']);
  const unnamed = (text) => text.replaceAll('.changed', '');
  const same = ({ stdout, exitCode }) => unnamed(stdout) === json.stdout && exitCode === json.exitCode;
  if (!same(other) || told(change.key, json)) return [];
  for (const each of change.others()) {
    const answer = await answerOf(ours, [...each, '--format', 'json']);
    if (answer.exitCode !== 2 && (!same(answer) || told(change.key, answer))) return [];
  }
  return [`${change.key} was changed, and nothing tells that it has no effect`];
}

const FORMATS = {
  estimate: ['csv', 'csv', 'rows', 'markdown'],
  check: ['csv', 'csv', 'github', 'junit', 'sarif'],
  diff: ['csv'],
  decide: [],
  import: [],
};

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
      const paths = {};
      for (const [name, { text, ending }] of Object.entries(files)) {
        paths[name] = join(folder, `${name}${ending}`);
        writeFileSync(paths[name], text);
      }
      const argv = line.map((word) => paths[word] ?? word);
      const wanted =
        throughBinary < binary && !argv.includes('--as-of') && ['estimate', 'check', 'diff'].includes(argv[0]);
      const dated = wanted ? [...argv, '--as-of', TODAY] : argv;
      const { answer, json, broken } = await brokenOf(ours, dated, random);
      if (json !== undefined && random.chance(0.3)) {
        broken.push(...(await brokenChange(ours, dated, files, paths, json, random)));
      }
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
