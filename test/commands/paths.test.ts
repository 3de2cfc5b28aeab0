import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CARDS, PATHS, READS, WRITES } from '../../src/commands/paths.ts';
import { run, words } from '../support/transcript.ts';

const BINARY = resolve('bin/tokencost.js');
const NOBODY = 65_534;
const TOO_LONG = 'a'.repeat(300);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
  chmodSync(folder, 0o777);
  for (const [from, to] of [
    ['profiles/support.yaml', 'profile.yaml'],
    ['cards/own.yaml', 'card.yaml'],
    ['budgets/baseline.json', 'baseline.json'],
    ['offers/banded.yaml', 'offers.yaml'],
  ] as const) {
    cpSync(join('fixtures', from), join(folder, to));
  }
  writeFileSync(join(folder, 'budget.yaml'), 'limits: [{ max: 60k }]\n');
  writeFileSync(
    join(folder, 'prices.json'),
    '{"acme/one": {"litellm_provider": "acme", "input_cost_per_token": 1e-6}}\n',
  );
  symlinkSync('loop', join(folder, 'loop'));
  mkdirSync(join(folder, 'inner'));
  mkdirSync(join(folder, 'closed'));
  writeFileSync(join(folder, 'secret.yaml'), 'workloads: []\n');
  chmodSync(join(folder, 'secret.yaml'), 0o000);
  chmodSync(join(folder, 'closed'), 0o000);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the real binary in the folder of these files. */
function tokencost(line: string, options: Parameters<typeof spawnSync>[2] = {}) {
  const argv = [BINARY, ...words(line)];
  const { stdout, stderr, status } = spawnSync(process.execPath, argv, {
    encoding: 'utf8',
    cwd: folder,
    input: '',
    ...options,
  });
  return { stdout: String(stdout ?? ''), stderr: String(stderr ?? ''), status };
}

const FLAGS = 'estimate --in 1M --model gpt-5.4';
const CHECK = 'check --in 1M --model gpt-5.4 --max 1k';
const IMPORT = 'cards import prices.json --from litellm --provider acme --as-of 2026-11-01';

/** Each command line with a place for a path, and how a message calls that path. */
const READING = [
  ['estimate --profile PATH', '--profile PATH'],
  ['decide --profile PATH', '--profile PATH'],
  ['check --max 1k --profile PATH', '--profile PATH'],
  [`${FLAGS} --card PATH`, '--card PATH'],
  [`${FLAGS} --offers PATH`, '--offers PATH'],
  [`${CHECK} --budget PATH`, '--budget PATH'],
  [`${CHECK} --baseline PATH`, '--baseline PATH'],
  ['decide --profile profile.yaml --proposal PATH', '--proposal PATH'],
  ['cards show --card PATH', '--card PATH'],
  ['cards validate PATH', 'PATH'],
  ['cards import PATH --from litellm --provider acme', 'PATH'],
  [`${IMPORT} --extends PATH`, '--extends PATH'],
  ['import PATH', 'PATH'],
  ['diff PATH profile.yaml', 'PATH'],
  ['diff profile.yaml PATH', 'PATH'],
  ['diff published card.yaml --profile PATH', '--profile PATH'],
  ['audit --usage PATH --bill profile.yaml', '--usage PATH'],
  ['audit --usage profile.yaml --bill PATH', '--bill PATH'],
  ['audit --usage profile.yaml --bill profile.yaml --contract PATH', '--contract PATH'],
  ['audit --usage profile.yaml --bill profile.yaml --offers PATH', '--offers PATH'],
  ['track --usage PATH --contract profile.yaml', '--usage PATH'],
  ['track --usage profile.yaml --contract PATH', '--contract PATH'],
  ['cards drift PATH', 'PATH'],
  ['cards drift prices.json --card PATH', '--card PATH'],
  ['cards drift prices.json --accept PATH', '--accept PATH'],
  ['cards touch large-2 --checked 2026-11-20 --source https://acme.example/prices --card PATH', '--card PATH'],
] as const;

const WRITING = [
  [`${FLAGS} --output PATH`, '--output PATH'],
  ['import profile.yaml --output PATH', '--output PATH'],
  ['import profile.yaml --update PATH', '--update PATH'],
  [`${FLAGS} --format xlsx --output PATH`, '--output PATH'],
  ['decide --profile profile.yaml --output PATH', '--output PATH'],
  [
    'decide --profile profile.yaml --format focus --focus-version 1.3 --focus-commitments PATH',
    '--focus-commitments PATH',
  ],
  ['article --output PATH', '--output PATH'],
  ['diff profile.yaml profile.yaml --output PATH', '--output PATH'],
  ['schema profile --output PATH', '--output PATH'],
  ['init --output PATH', '--output PATH'],
  ['cards list --output PATH', '--output PATH'],
  ['cards show --output PATH', '--output PATH'],
  ['cards offers --output PATH', '--output PATH'],
  ['cards validate card.yaml --output PATH', '--output PATH'],
  [`${IMPORT} --output PATH`, '--output PATH'],
  [`${IMPORT} --report PATH`, '--report PATH'],
  [`${CHECK} --output PATH`, '--output PATH'],
  [`${CHECK} --also json=PATH`, '--also PATH'],
  [`${CHECK} --summary PATH`, '--summary PATH'],
] as const;

/** A file that can be opened and not be read. */
const UNREADABLE = '/proc/self/mem';

/** Paths that are wrong for root too. */
const WRONG = ['loop', TOO_LONG, 'card.yaml/x'];

function toldBy({ stdout, stderr, status }: { stdout: string; stderr: string; status: number | null }) {
  const [first = ''] = stderr.split('\n');
  return { stdout, status, first, stack: /\n\s+at /.test(stderr), messages: stderr.match(/^tokencost: /gm)?.length };
}

const refusal = (line: string, path: string, options: Parameters<typeof spawnSync>[2] = {}) =>
  toldBy(tokencost(line.replaceAll('PATH', path), options));

const NAMED = /(?:profile|card)\.yaml|prices\.json/g;

/** The same in this process, with the files by their full names. */
async function refusalHere(line: string, path: string) {
  const argv = words(line.replaceAll(NAMED, `${folder}/$&`).replaceAll('PATH', join(folder, path)));
  const { stdout, stderr, exitCode } = await run(argv);
  return toldBy({ stdout, stderr: stderr.replaceAll(`${folder}/`, ''), status: exitCode });
}

const refused = (shown: string, path: string, what: string) => ({
  stdout: '',
  status: 2,
  first: expect.stringMatching(
    new RegExp(`^tokencost: ${shown.replaceAll('PATH', path).replaceAll('.', '\\.')} ${what}`),
  ) as unknown,
  stack: false,
  messages: 1,
});

describe('a path that cannot be read is refused by its flag and its name', () => {
  test.each(READING)('%s', async (line, shown) => {
    const told = (path: string) => refused(shown, path, 'cannot be read \\(');
    expect(refusal(line, 'loop')).toEqual(told('loop'));
    for (const path of WRONG) expect(await refusalHere(line, path)).toEqual(told(path));
  });

  test.runIf(existsSync(UNREADABLE)).each(READING)('nor what opens and does not read: %s', async (line, shown) => {
    const argv = words(line.replaceAll(NAMED, `${folder}/$&`).replaceAll('PATH', UNREADABLE));
    const { stdout, stderr, exitCode } = await run(argv);
    expect(toldBy({ stdout, stderr, status: exitCode })).toEqual(refused(shown, UNREADABLE, 'cannot be read \\('));
  });

  test('every option that is read has a line here', () => {
    const tried = new Set(READING.map(([, shown]) => shown.split(' ')[0]));
    const flags = [...Object.values(READS).map(({ flag }) => flag), ...Object.values(CARDS)];
    expect(flags.filter((flag) => !tried.has(flag))).toEqual([]);
  });

  test.each(READING.filter(([line]) => !/card.* PATH|cards drift|diff|extends/.test(line)))(
    'nor is a folder: %s',
    async (line, shown) => {
      expect(await refusalHere(line, 'inner')).toEqual(refused(shown, 'inner', 'is a folder'));
    },
  );

  test.each([
    ['estimate --profile PATH', '--profile PATH', 'secret.yaml'],
    [`${FLAGS} --card PATH`, '--card PATH', 'closed/card.yaml'],
    ['cards validate PATH', 'PATH', 'closed/card.yaml'],
    ['cards validate PATH', 'PATH', 'closed'],
  ])('%s, where the system forbids it: %s %s', (line, shown, path) => {
    const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    expect(refusal(line, path, asUser)).toEqual(refused(shown, path, 'cannot be read \\(permission denied'));
  });

  test('and so is standard input that is a folder', () => {
    const input = openSync(folder, 'r');
    const lines = ['estimate --profile -', `${CHECK} --budget -`, `${CHECK} --baseline -`, 'cards validate -'];
    for (const line of lines) {
      const { stdout, stderr, status } = tokencost(line, { stdio: [input, 'pipe', 'pipe'] });
      expect([stdout, stderr, status]).toEqual([
        '',
        'tokencost: standard input is a folder. [fileIsFolder]\nGive a file or a pipe.\n',
        2,
      ]);
    }
    closeSync(input);
  });

  test('a device and standard input obey the limit of a file while they are read', () => {
    const endless = openSync('/dev/zero', 'r');
    for (const line of ['estimate --profile -', 'estimate --profile /dev/zero', 'cards validate /dev/zero']) {
      const { stderr, status } = tokencost(line, { stdio: [endless, 'pipe', 'pipe'] });
      expect([stderr.split('\n')[0], status]).toEqual([
        expect.stringContaining('is larger than 10 MB. [fileTooLarge]'),
        2,
      ]);
    }
    closeSync(endless);
  });

  test.each(['import', 'audit --bill profile.yaml --usage', 'track --contract profile.yaml --usage'])(
    'a device of zeros is no usage: %s',
    (line) => {
      const { stdout, stderr, status } = tokencost(`${line} /dev/zero`, { timeout: 60_000 });
      expect([stdout, stderr.split('\n')[0], status]).toEqual([
        '',
        line === 'track --contract profile.yaml --usage'
          ? expect.stringContaining('[invalidFile]')
          : 'tokencost: /dev/zero begins with zeros and is no text. [notUsage]',
        2,
      ]);
    },
  );

  test('a document without an end is not read without an end', { timeout: 240_000 }, () => {
    const script = `(printf '{"a": "'; yes x | tr -d '\\n') | "$NODE" "$BINARY" import -`;
    const env = { ...process.env, NODE: process.execPath, BINARY };
    const { stdout, stderr, status } = spawnSync('bash', ['-c', script], { encoding: 'utf8', env, timeout: 200_000 });
    expect([stdout, status, stderr.split('\n')[0]]).toEqual([
      '',
      2,
      'tokencost: standard input is no usage export that is known here. [notUsage]',
    ]);
  });

  test('a baseline may come through standard input', () => {
    const line = 'check --profile profile.yaml --max 60k --quiet --baseline';
    const through = tokencost(`${line} -`, { input: readFileSync(join(folder, 'baseline.json'), 'utf8') });
    expect(through.status).toBe(0);
    expect(through.stdout).toBe(tokencost(`${line} baseline.json`).stdout);
  });
});

describe('a path that cannot be written is refused by its flag and its name, before anything is', () => {
  test.each(WRITING)('%s', async (line, shown) => {
    const told = (path: string) => refused(shown, path, 'cannot be written \\(');
    expect(refusal(line, 'loop')).toEqual(told('loop'));
    for (const path of WRONG) expect(await refusalHere(line, path)).toEqual(told(path));
    expect(await refusalHere(line, 'inner')).toEqual(refused(shown, 'inner', 'is a folder'));
    const nowhere = refused(shown, 'nowhere/x', 'cannot be written: there is no folder');
    expect(await refusalHere(line, 'nowhere/x')).toEqual(nowhere);
  });
});

test('every option that is written has a line here', () => {
  const tried = new Set(WRITING.map(([, shown]) => shown.split(' ')[0]));
  expect(Object.values(WRITES).filter((flag) => !tried.has(flag))).toEqual([]);
});

test('every option and argument that is a path is known as one', () => {
  const source = readdirSync('src')
    .filter((name) => name.startsWith('program'))
    .map((name) => readFileSync(join('src', name), 'utf8'))
    .join('\n');
  const options = [...source.matchAll(/'--(\w+) <(?:file|files\.\.\.|card|format=file)>'/g)].map(
    ([, name = '']) => name,
  );
  expect(options.length).toBeGreaterThan(8);
  expect([...new Set(options)].filter((name) => !PATHS.options.includes(name))).toEqual([]);
  const named = [...source.matchAll(/\.argument\(\s*'[[<](\w+)|command\('\w+ [[<](\w+)/g)].map(
    (found) => found[1] ?? found[2],
  );
  expect(named.length).toBeGreaterThan(5);
  expect([...new Set(named)].filter((name) => !PATHS.args.includes(name ?? '')).sort()).toEqual([
    'kind',
    'model',
    'models',
    'shell',
    'words',
  ]);
});

describe('no command writes over a file that it reads', () => {
  const RULES = [
    ['estimate --profile profile.yaml --output', 'profile.yaml'],
    ['decide --profile profile.yaml --output', 'profile.yaml'],
    [`${FLAGS} --offers offers.yaml --output`, 'offers.yaml'],
    [`${CHECK} --budget budget.yaml --output`, 'budget.yaml'],
    [`${CHECK} --budget budget.yaml --summary`, 'budget.yaml'],
    ['check --profile profile.yaml --max 60k --baseline baseline.json --format json --output', 'baseline.json'],
    ['cards validate card.yaml --output', 'card.yaml'],
    ['cards show --card card.yaml --output', 'card.yaml'],
    [`${IMPORT} --output`, 'prices.json'],
    [`${IMPORT} --report`, 'prices.json'],
    [`${IMPORT} --extends card.yaml --report`, 'card.yaml'],
    ['diff profile.yaml profile.yaml --output', 'profile.yaml'],
    ['diff published card.yaml --output', 'card.yaml'],
    ['import prices.json --output', 'prices.json'],
    ['import prices.json --update', 'prices.json'],
    ['audit --usage prices.json --bill baseline.json --output', 'prices.json'],
    ['audit --usage prices.json --bill baseline.json --output', 'baseline.json'],
    ['track --usage prices.json --contract offers.yaml --output', 'offers.yaml'],
    ['cards drift prices.json --accept offers.yaml --output', 'offers.yaml'],
  ] as const;

  test.each(RULES)('%s %s', (line, name) => {
    const before = readFileSync(join(folder, name));
    const others = [`hard-${name}`, `soft-${name}`];
    if (!existsSync(join(folder, others[0] ?? ''))) {
      linkSync(join(folder, name), join(folder, `hard-${name}`));
      symlinkSync(name, join(folder, `soft-${name}`));
    }
    for (const path of [name, `./inner/../${name}`, ...others]) {
      const { stdout, stderr, status } = tokencost(`${line} ${path}`);
      expect([stdout, status, /\[(\w+)\]/.exec(stderr)?.[1]]).toEqual(['', 2, 'outputIsInput']);
    }
    expect(readFileSync(join(folder, name)).equals(before)).toBe(true);
  });

  test('nor one that it reads through standard input', () => {
    const input = openSync(join(folder, 'profile.yaml'), 'r');
    const { stderr, status } = tokencost('estimate --profile - --output profile.yaml', {
      stdio: [input, 'pipe', 'pipe'],
    });
    closeSync(input);
    expect([stderr.split('\n')[0], status]).toEqual([
      'tokencost: --output profile.yaml is the file that standard input reads. [outputIsInput]',
      2,
    ]);
  });

  test('nor the base of a card that is written as JSON, or with any ending', () => {
    writeFileSync(
      join(folder, 'overlay.rates'),
      '{ "id": "ours", "version": "2026-11-23",\n  "extends": "card.yaml" }\n',
    );
    const { stderr } = tokencost(`${FLAGS} --card overlay.rates --output card.yaml`);
    expect(stderr).toContain('[outputIsInput]');
  });
});

describe('a file whose rows are added up is read once', () => {
  beforeAll(() => {
    for (const name of ['usage', 'cost']) cpSync(`fixtures/audit/anthropic-${name}.csv`, join(folder, `${name}.csv`));
    for (const [from, to] of [
      ['usage.csv', 'hard-usage.csv'],
      ['cost.csv', 'hard-cost.csv'],
    ] as const)
      linkSync(join(folder, from), join(folder, to));
    symlinkSync('usage.csv', join(folder, 'soft-usage.csv'));
  });

  test.each([
    ['audit --bill cost.csv --usage usage.csv usage.csv', '--usage usage.csv and --usage usage.csv'],
    ['audit --bill cost.csv --usage usage.csv ./inner/../soft-usage.csv', '--usage usage.csv and --usage ./inner/'],
    ['audit --usage usage.csv --bill hard-cost.csv cost.csv', '--bill hard-cost.csv and --bill cost.csv'],
    ['track --contract profile.yaml --usage usage.csv hard-usage.csv', '--usage usage.csv and --usage hard-usage.csv'],
  ])('%s', (line, told) => {
    const { stdout, stderr, status } = tokencost(line);
    expect([stdout, status]).toEqual(['', 2]);
    expect(stderr).toContain(`tokencost: ${told}`);
    expect(stderr).toContain('are one file. [usage]');
  });
});

describe('a command never writes twice to one file', () => {
  beforeAll(() => {
    symlinkSync('new.json', join(folder, 'to-new.json'));
    writeFileSync(join(folder, 'there.txt'), 'there');
    linkSync(join(folder, 'there.txt'), join(folder, 'hard-there.txt'));
  });

  test.each([
    [`${IMPORT} --report new.json --output ./new.json`],
    [`${CHECK} --also json=new.json --also csv=inner/../new.json`],
    [`${CHECK} --also json=new.json --output to-new.json`],
    [`${CHECK} --summary new.json --also json=to-new.json`],
    [`${CHECK} --also json=there.txt --also csv=hard-there.txt`],
  ])('%s', (line) => {
    const { stdout, stderr, status } = tokencost(line);
    expect([stdout, status, stderr.split('\n')[0]]).toEqual([
      '',
      2,
      expect.stringMatching(/are one file\. \[usage\]$/),
    ]);
    expect(existsSync(join(folder, 'new.json'))).toBe(false);
    expect(readFileSync(join(folder, 'there.txt'), 'utf8')).toBe('there');
  });

  test('nor to the file that standard output is', () => {
    const out = openSync(join(folder, 'stdout.txt'), 'w');
    const { stderr, status } = tokencost(`${CHECK} --also json=stdout.txt`, { stdio: ['ignore', out, 'pipe'] });
    closeSync(out);
    expect([stderr.split('\n')[0], status]).toEqual([
      'tokencost: standard output and --also stdout.txt are one file. [usage]',
      2,
    ]);
  });
});

describe('a result is written whole or not at all', () => {
  /** Runs in a shell that lets no file grow beyond some blocks of 1,024 bytes. */
  const narrow = (blocks: number, line: string) => {
    const script = `ulimit -f ${blocks}; exec "$NODE" "$BINARY" ${line}`;
    const env = { ...process.env, NODE: process.execPath, BINARY };
    return spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: folder, env });
  };
  const names = () => readdirSync(folder).filter((name) => name.includes('partial'));

  test('a file that cannot grow is left as it was, and nothing else is said of it', () => {
    writeFileSync(join(folder, 'kept.json'), 'kept');
    const { stdout, stderr, status } = narrow(
      1,
      'estimate --profile profile.yaml --format json --quiet --output kept.json',
    );
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr).toBe(
      'tokencost: Writing to kept.json failed midway (EFBIG). [writeFailed]\nNothing of it was left; free some space or choose another place.\n',
    );
    expect(readFileSync(join(folder, 'kept.json'), 'utf8')).toBe('kept');
    expect(names()).toEqual([]);
  });

  test('a summary that cannot grow keeps what others wrote there, and there is no answer', () => {
    writeFileSync(join(folder, 'summary.md'), '# of the step before\n');
    const line = 'check --profile profile.yaml --budget budget.yaml --quiet --summary summary.md';
    const { stdout, stderr, status } = narrow(0, line);
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr).toContain('Writing to summary.md failed midway');
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toBe('# of the step before\n');
  });

  test('a summary is the last of the files: none of it where another cannot be written', () => {
    for (const more of ['--output /dev/full', '--also json=/dev/full', '> /dev/full']) {
      rmSync(join(folder, 'last.md'), { force: true });
      const { stderr, status } = narrow(1_000, `${CHECK} --summary last.md ${more}`);
      expect([status, stderr.includes('[writeFailed]')]).toEqual([1, true]);
      expect(existsSync(join(folder, 'last.md'))).toBe(false);
    }
  });

  test('a link to what is not there yet stays a link', () => {
    symlinkSync('inner/made.txt', join(folder, 'to-made'));
    expect(tokencost(`${CHECK} --output to-made`).status).toBe(0);
    expect(readFileSync(join(folder, 'inner', 'made.txt'), 'utf8')).toMatch(/^within/);
  });

  describe('while it grows', () => {
    let bundle = '';
    beforeAll(() => {
      bundle = join(folder, 'write-file.cjs');
      buildSync({
        entryPoints: ['src/commands/write-file.ts'],
        bundle: true,
        platform: 'node',
        format: 'cjs',
        outfile: bundle,
      });
    });
    /** Writes two parts to a file, with something that happens between them. */
    const between = (name: string, happens: string) =>
      spawnSync(
        process.execPath,
        [
          '-e',
          `const { writeFile } = require(${JSON.stringify(bundle)});
          const fs = require('node:fs');
          const seen = () => fs.readdirSync('.').filter((each) => each.includes('partial'));
          function* parts() { yield 'x'.repeat(70_000); ${happens}; yield 'end'; }
          writeFile(${JSON.stringify(name)}, parts());`,
        ],
        { encoding: 'utf8', cwd: folder },
      );

    test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s leaves no part of it behind, and ends the program', (signal) => {
      const { signal: ended } = between(`whole-${signal}.txt`, `process.kill(process.pid, '${signal}')`);
      expect([ended, names()]).toEqual([signal, []]);
      expect(readFileSync(join(folder, `whole-${signal}.txt`), 'utf8')).toHaveLength(70_003);
    });

    test('its name cannot be guessed, and does not grow with that of the file', () => {
      const seen = ['a'.repeat(255), 'b'].map((name) => between(name, 'console.log(seen()[0])').stdout.trim());
      expect(new Set(seen).size).toBe(2);
      for (const name of seen) expect(name).toMatch(/^\.tokencost-[0-9a-f-]{36}\.partial$/);
    });
  });
});
