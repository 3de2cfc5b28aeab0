import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutHashes, words } from './support/transcript.ts';

const BINARY = resolve('bin/tokencost.js');
const NOBODY = 65_534;
const JOB = 'estimate --in 500M --out 1.5B --model claude-opus-4.7 --as-of 2026-11-23';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
  chmodSync(folder, 0o777);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the real binary. */
function tokencost(line: string, options: Parameters<typeof spawnSync>[2] = {}, binary = BINARY) {
  const result = spawnSync(process.execPath, [binary, ...words(line)], { encoding: 'utf8', ...options });
  return { stdout: String(result.stdout ?? ''), stderr: String(result.stderr ?? ''), status: result.status };
}

describe('the real binary', () => {
  test('prints what the transcript says', () => {
    const golden = readFileSync('test/golden/estimate.txt', 'utf8');
    const { stdout, stderr, status } = tokencost(JOB);
    const aside = stderr === '' ? '' : `--- stderr ---\n${stderr}`;
    expect(golden).toBe(
      `$ tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7\n${withoutHashes(stdout)}${aside}--- exit 0 ---\n`,
    );
    expect(status).toBe(0);
  });

  test('takes standard input in UTF-8, and no other encoding for it', () => {
    const read = (input: Buffer) => tokencost('estimate --profile - --format csv', { input });
    const text = 'workloads: [{ name: café, model: gpt-5.4, tokens: { input: 1M } }]';
    expect(read(Buffer.from(`\u{feff}${text}`)).stdout).toContain('\r\ncafé,gpt-5.4,');
    const { stdout, stderr, status } = read(Buffer.from(text, 'latin1'));
    expect([stdout, status]).toEqual(['', 2]);
    expect(stderr).toMatch(
      /^tokencost: standard input:1:24 is not UTF-8 text: .* \[notUtf8\]\nSave the file as UTF-8\.\n$/,
    );
  });

  test.each([
    [0, `check --in 500M --out 1.5B --model claude-opus-4.7 --max 40k`],
    [2, 'estimate --in five --model claude-opus-4.7'],
    [3, `check --in 500M --out 1.5B --model claude-opus-4.7 --max 39_999.99`],
    [4, 'check --in 1M --model small-2 --card fixtures/cards/own.yaml --as-of 2026-11-01 --cache-hit 50% --max 50k'],
  ])('exits with %i: %s', (status, line) => {
    expect(tokencost(line).status).toBe(status);
  });

  test('a full disk behind standard output is a failure, told on standard error', () => {
    const full = openSync('/dev/full', 'w');
    const { stderr, status } = tokencost(JOB, { stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    expect(stderr).toMatch(/^tokencost: Writing to standard output failed midway .*ENOSPC.*\[writeFailed\]\n/);
    expect(status).toBe(1);
  });

  describe('a reader that leaves early', () => {
    /** Runs the real binary with standard output going to a pipe that nobody reads. */
    function unread(line: string, binary = BINARY) {
      const fifo = join(folder, 'pipe');
      spawnSync('mkfifo', [fifo]);
      const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
      const writer = openSync(fifo, constants.O_WRONLY);
      closeSync(reader);
      const result = tokencost(line, { stdio: ['ignore', writer, 'pipe'] }, binary);
      closeSync(writer);
      rmSync(fifo);
      return result;
    }

    const NO_WRITE_PRICE = '--card fixtures/cards/own.yaml --as-of 2026-11-01';
    const UNPRICED = `--in 1M --model small-2 --cache-hit 50% ${NO_WRITE_PRICE}`;

    test.each([
      [0, JOB],
      [0, `${JOB} --format json`],
      [0, 'check --in 500M --out 1.5B --model claude-opus-4.7 --max 40k'],
      [3, 'check --in 500M --out 1.5B --model claude-opus-4.7 --max 39_999.99'],
      [3, 'check --in 500M --out 1.5B --model claude-opus-4.7 --max 39_999.99 --format json'],
      [4, `check ${UNPRICED} --max 50k`],
      [4, `estimate ${UNPRICED}`],
      [4, `estimate ${UNPRICED} --format csv`],
      [4, `decide --profile fixtures/profiles/region-without-price.yaml`],
      [3, 'cards validate fixtures/cards/doubtful.yaml --strict'],
      [3, 'audit --usage fixtures/audit/anthropic-usage.csv --bill fixtures/audit/anthropic-cost.csv --format json'],
      [
        3,
        'track --usage fixtures/audit/anthropic-autumn.csv --contract fixtures/audit/anthropic-contract.yaml --as-of 2026-10-18 --fail-on overage',
      ],
      [3, 'cards drift fixtures/price-lists/litellm.json --as-of 2026-11-27'],
      [0, 'import sql --from litellm --dialect postgres'],
      [0, 'cards list'],
      [0, '--help'],
    ])('changes no exit code, %i: %s', (status, line) => {
      const heard = tokencost(line);
      expect([heard.status, heard.stdout.length > 0]).toEqual([status, true]);
      expect(unread(line)).toEqual({ stdout: '', stderr: heard.stderr, status });
    });

    test('changes none of a copy of the article that differs', () => {
      const copy = join(folder, 'misprinted');
      cpSync('bin', join(copy, 'bin'), { recursive: true });
      cpSync('dist', join(copy, 'dist'), { recursive: true });
      const claims = join(copy, 'dist', 'pricing', 'claims.json');
      writeFileSync(claims, readFileSync(claims, 'utf8').replace('"$38,425"', '"$38,000"'));
      expect(unread('article --format json', join(copy, 'bin', 'tokencost.js')).status).toBe(3);
    });

    test('leaves what is written beside the answer whole', () => {
      const summary = join(folder, 'left.md');
      unread(`check --in 500M --out 1.5B --model claude-opus-4.7 --max 1 --summary ${summary}`);
      expect(readFileSync(summary, 'utf8')).toContain('over');
    });

    test('is told by pipefail in a shell', () => {
      const line = `"$NODE" "$BINARY" check --in 500M --out 1.5B --model claude-opus-4.7 --max 1 --format json --quiet | head -n 1; echo "$\{PIPESTATUS[0]}"`;
      const env = { ...process.env, NODE: process.execPath, BINARY };
      const shell = spawnSync('bash', ['-c', line], { encoding: 'utf8', env });
      expect([shell.stdout, shell.stderr]).toEqual(['{\n3\n', '']);
    });
  });

  test('a file that may not be read is told as such', () => {
    const path = join(folder, 'secret.yaml');
    writeFileSync(path, 'workloads: []\n');
    chmodSync(path, 0o000);
    const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const { stdout, stderr, status } = tokencost(`estimate --profile ${path}`, { ...asUser, cwd: '/' });
    expect(stderr).toBe(
      `tokencost: --profile ${path} cannot be read (permission denied, EACCES). [fileUnreadable]\nCheck the path and its permissions.\n`,
    );
    expect([stdout, status]).toEqual(['', 2]);
  });

  test('--output writes the whole answer and nothing beside it', () => {
    const out = join(folder, 'out');
    mkdirSync(out);
    const { stdout, status } = tokencost(`${JOB} --format json --output ${join(out, 'a.json')}`);
    expect([stdout, status]).toEqual(['', 0]);
    expect(readdirSync(out)).toEqual(['a.json']);
    expect(JSON.parse(readFileSync(join(out, 'a.json'), 'utf8'))).toMatchObject({ command: 'estimate' });
  });

  test('a mistake leaves the file of an earlier answer as it was', () => {
    const path = join(folder, 'kept.json');
    writeFileSync(path, 'kept');
    expect(tokencost(`estimate --in five --model gpt-5.4 --output ${path}`).status).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe('kept');
  });

  test('standard input and a profile by path give the same answer', () => {
    const path = 'fixtures/profiles/support.yaml';
    const flags = '--format json --as-of 2026-11-23 --quiet';
    const piped = tokencost(`estimate --profile - ${flags}`, { input: readFileSync(path, 'utf8') });
    expect(piped.stdout).toBe(tokencost(`estimate --profile ${path} ${flags}`).stdout);
    expect(piped.stdout).toContain('"voice-assistant"');
  });

  test('colour stays out of a pipe, whatever FORCE_COLOR says', () => {
    const { stdout } = tokencost(JOB, { env: { ...process.env, FORCE_COLOR: '1' } });
    expect(stdout).not.toContain('\u001b');
  });

  test('a file cannot steer the terminal through the message about it', () => {
    const { stderr } = tokencost('estimate --profile -', { input: 'workloads: \u001b[2J\u0007\n' });
    expect(stderr).toContain('workloads: \ufffd[2J\ufffd');
    expect(stderr).not.toContain('\u001b');
  });

  test('a file that is nested without end is refused in a few lines', () => {
    const { stderr, status } = tokencost('estimate --profile -', { input: '['.repeat(20_000) });
    expect(stderr).toContain('it is nested too deeply to be read');
    expect(stderr.split('\n').length).toBeLessThan(50);
    expect(status).toBe(2);
  });

  test('without a build it says which command builds it', () => {
    const copy = join(folder, 'unbuilt');
    cpSync('bin', join(copy, 'bin'), { recursive: true });
    writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
    const result = spawnSync(process.execPath, [join(copy, 'bin/tokencost.js')], { encoding: 'utf8' });
    expect(result.stderr).toBe('tokencost: it is not built yet. Run `npm run build` (npm ci does it too).\n');
    expect([result.stdout, result.status]).toEqual(['', 1]);
    expect(existsSync(join(copy, 'dist'))).toBe(false);
  });
});

describe('what a start loads', () => {
  const program = () => readFileSync('dist/main.cjs', 'utf8');

  test('yaml and zod stand apart from the program, which stays small', () => {
    for (const [reader, library] of [
      ['whole-yaml', 'yaml'],
      ['by-zod', 'zod'],
    ]) {
      expect(readFileSync('dist/check.cjs', 'utf8')).toContain(`./${reader}.cjs`);
      expect(readFileSync(`dist/${reader}.cjs`, 'utf8')).toContain(`./${library}.cjs`);
    }
    expect(program()).not.toMatch(/Excessive alias count|\$ZodType/);
    for (const apart of ['estimate', 'decide', 'check', 'diff']) expect(program()).toContain(`./${apart}.cjs`);
    expect(program().length).toBeLessThan(100_000);
    expect(readFileSync('dist/estimate.cjs', 'utf8').length).toBeLessThan(268_000);
    expect(readFileSync('dist/erf.cjs', 'utf8').length).toBeLessThan(8_000);
  });

  test('a good file of any kind is read without yaml and zod, which read the others', () => {
    const copy = join(folder, 'without-libraries');
    cpSync('bin', join(copy, 'bin'), { recursive: true });
    cpSync('dist', join(copy, 'dist'), { recursive: true });
    for (const name of ['yaml', 'whole-yaml', 'zod', 'by-zod']) rmSync(join(copy, 'dist', `${name}.cjs`));
    const without = join(copy, 'bin/tokencost.js');
    const lines = [
      'check --profile fixtures/profiles/support.yaml --budget fixtures/budgets/support.yaml',
      'decide --profile fixtures/profiles/commitment.yaml --proposal fixtures/proposals/annual.yaml',
      'estimate --profile fixtures/profiles/gateways.yaml --offers fixtures/offers/gateways.yaml',
      'estimate --in 1M --model small-2 --card fixtures/cards/own.yaml',
      'cards validate fixtures/cards/overlay.yaml',
    ];
    for (const line of lines.map((each) => `${each} --as-of 2026-11-23`)) {
      const { stdout, stderr, status } = tokencost(line);
      expect(tokencost(line, {}, without), line).toEqual({ stdout, stderr, status });
      expect(stdout, line).not.toBe('');
    }
    const faulty = 'check --profile fixtures/bad/unknown-key.yaml --max 1M';
    expect(tokencost(faulty, {}, without).stderr).toContain('by-zod.cjs');
    expect(tokencost(faulty).stderr).toContain('did you mean cacheHitRatio?');
    const rare = 'check --profile - --max 1M --as-of 2026-11-23';
    const input = 'workloads: [\n  { model: gpt-5.4, tokens: { input: 1M } }]\n';
    expect(tokencost(rare, { input }, without).stderr).toContain('whole-yaml.cjs');
    expect(tokencost(rare, { input }).status).toBe(0);
  });

  test('what draws tables of colour and what starts processes load when they are asked for', () => {
    expect(readFileSync('dist/estimate.cjs', 'utf8')).not.toContain('topLeft');
    expect(readFileSync('dist/tables.cjs', 'utf8')).toContain('topLeft');
    const loaded = "process.on('exit', () => process.stderr.write(process.moduleLoadList.join()))";
    const line = words('check --profile fixtures/profiles/support.yaml --max 1M --as-of 2026-11-23 --quiet');
    const list = join(folder, 'list.cjs');
    writeFileSync(list, loaded);
    const { stderr } = spawnSync(process.execPath, ['--require', list, BINARY, ...line], { encoding: 'utf8' });
    expect(stderr).toContain('NativeModule vm');
    expect(stderr).not.toContain('child_process');
  });

  test('a damaged code cache changes nothing', () => {
    const copy = join(folder, 'damaged');
    cpSync('bin', join(copy, 'bin'), { recursive: true });
    cpSync('dist', join(copy, 'dist'), { recursive: true });
    const caches = readdirSync(join(copy, 'dist')).filter((name) => name.endsWith('.cache'));
    expect(caches.length).toBeGreaterThan(0);
    for (const name of caches) writeFileSync(join(copy, 'dist', name), 'not a cache');
    const line = words('estimate --in 1M --model gpt-5.4 --as-of 2026-11-23 --format json');
    const result = spawnSync(process.execPath, [join(copy, 'bin/tokencost.js'), ...line], { encoding: 'utf8' });
    expect([result.stderr, result.status]).toEqual(['', 0]);
    expect(result.stdout).toBe(tokencost(line.join(' ')).stdout);
  });
});
