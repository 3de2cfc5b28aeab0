import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { processShell } from '../../src/commands/process-shell.ts';
import { readyFile } from '../../src/commands/ready.ts';
import { main } from '../../src/main.ts';
import { program } from '../../src/program.ts';

const READY = 'dist/ready';

/** What the program itself says to a line, as to a pipe. */
async function said(argv: readonly string[]): Promise<string> {
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  expect(
    await main(argv, { ...processShell(), screen: () => ({ width: 80, ascii: false, terminal: false }), write }),
  ).toBe(0);
  return text;
}

/** The words that lead to each command that a help text names. */
function paths(command: Command, words: readonly string[] = []): string[][] {
  const below = command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => child.name() !== 'help');
  return [[...words], ...below.flatMap((child) => paths(child, [...words, child.name()]))];
}

const LINES = [
  ['--version'],
  ...paths(program({ shell: processShell(), exitCode: 0, unsaid: '' })).map((words) => [...words, '--help']),
];

describe('what the build has written down is what the program says', () => {
  test.each(LINES.map((argv) => [argv.join(' '), argv] as const))('%s', async (_, argv) => {
    const file = readyFile(argv) ?? '';
    expect(readFileSync(join(READY, file), 'utf8')).toBe(await said(argv));
    expect(readyFile([...argv.slice(0, -1), argv.at(-1) === '--help' ? '-h' : '-v'])).toBe(file);
  });

  test('and nothing else is written down', () => {
    expect(readdirSync(READY).sort()).toEqual(LINES.map((argv) => readyFile(argv)).sort());
  });
});

test('a line that asks for something else has no file', () => {
  const others = [
    '',
    'estimate',
    '--help estimate',
    'estimate --in 1 --help',
    '../x --help',
    '-h --help',
    'a.b --help',
  ];
  expect(others.filter((line) => readyFile(line.split(' ')) !== undefined)).toEqual([]);
});

test('the binary answers a pipe with it, and leaves a stated width and what it does not have to the program', () => {
  const copy = mkdtempSync(join(tmpdir(), 'tokencost-ready-'));
  chmodSync(copy, 0o777);
  try {
    for (const folder of ['bin', 'dist']) cpSync(folder, join(copy, folder), { recursive: true });
    for (const name of readdirSync(join(copy, READY))) writeFileSync(join(copy, READY, name), `written: ${name}\n`);
    rmSync(join(copy, READY, 'diff.help.txt'));
    const { COLUMNS: _, ...plain } = process.env;
    const run = (line: string, env: NodeJS.ProcessEnv = plain) => {
      const result = spawnSync(process.execPath, [join(copy, 'bin/tokencost.js'), ...line.split(' ')], {
        encoding: 'utf8',
        env,
        cwd: resolve('.'),
      });
      return [result.stdout, result.status];
    };
    expect(run('-v')).toEqual(['written: version.txt\n', 0]);
    expect(run('--help')).toEqual(['written: help.txt\n', 0]);
    expect(run('cards show -h')).toEqual(['written: cards.show.help.txt\n', 0]);
    const wide = run('estimate --help', { ...plain, COLUMNS: '120' });
    expect(wide[0]).toMatch(/^Examples:\n/);
    expect(wide[1]).toBe(0);
    expect(run('diff --help')[0]).toMatch(/^Examples:\n/);
    expect(run('estimate --version')).toEqual(['', 2]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
