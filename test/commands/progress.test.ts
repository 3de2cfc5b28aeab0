import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, onTestFinished, test } from 'vitest';
import { progressLine } from '../../src/commands/process-shell.ts';
import { folderOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const HEADER = 'day,model,mode,uncachedInput,cacheRead,output,requests';
const rows = (count: number) => `${HEADER}\n${'2026-10-05,gpt-5.4,standard,1000,0,100,1\n'.repeat(count)}`;

describe('while a long file is read', () => {
  test('the file, which it is, and its rows so far are told, and taken away at the end', async () => {
    const folder = folderOf({ 'a.csv': rows(10), 'b.csv': rows(20_000) });
    const told: string[] = [];
    const argv = ['import', join(folder, 'a.csv'), join(folder, 'b.csv'), '--add', '--as-of', '2026-11-23'];
    await run(argv, '', { progress: (text) => told.push(text) });
    const file = join(folder, 'b.csv');
    // Of a short file nothing is told, and of a longer one after each piece that is read at once.
    const counts = told.slice(0, -1).map((text) => {
      const [start, end] = text.split(/[\d,]+ rows$/);
      expect([start, end]).toEqual([`Reading ${file} (2 of 2): `, '']);
      return Number(/([\d,]+) rows$/.exec(text)?.[1]?.replaceAll(',', ''));
    });
    expect(counts.length).toBeGreaterThan(1);
    expect([...counts].sort((a, b) => a - b)).toEqual(counts);
    expect(counts.at(-1)).toBeLessThanOrEqual(20_000);
    expect(told.at(-1)).toBe('');
  });

  test('it is taken away too where the file turns out to be none', async () => {
    const folder = folderOf({ 'a.csv': `${rows(5000)}2026-10-05,"gpt` });
    const told: string[] = [];
    const { exitCode } = await run(['import', join(folder, 'a.csv')], '', { progress: (text) => told.push(text) });
    expect([exitCode, told.at(-1)]).toEqual([2, '']);
  });

  test('a terminal has one line, written over five times a second at most; a pipe has none', () => {
    const written: string[] = [];
    let now = 0;
    const show = progressLine(
      () => true,
      (text) => written.push(text),
      () => now,
    );
    show('too early');
    now = 250;
    show('first');
    now = 300;
    show('too soon');
    now = 500;
    show('second');
    show('');
    show('');
    expect(written).toEqual(['\r\u001b[2Kfirst', '\r\u001b[2Ksecond', '\r\u001b[2K']);
    const piped: string[] = [];
    const quiet = progressLine(
      () => false,
      (text) => piped.push(text),
      () => (now += 1000),
    );
    quiet('first');
    quiet('');
    expect(piped).toEqual([]);
  });
});

describe('a signal', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s while usage is read ends the program and leaves nothing',
    async (signal) => {
      const folder = folderOf({});
      const temporary = folderOf({});
      const child = spawn(
        process.execPath,
        [join(process.cwd(), 'bin', 'tokencost.js'), 'import', '-', '--output', 'p.yaml'],
        {
          cwd: folder,
          env: { ...process.env, TMPDIR: temporary },
          stdio: ['pipe', 'ignore', 'ignore'],
        },
      );
      const ended = new Promise((resolve) => child.on('exit', (_, by) => resolve(by)));
      // Standard input has more room than a pipe holds only once somebody reads it.
      await new Promise((resolve) => child.stdin.write(rows(20_000), resolve));
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect([readdirSync(folder), readdirSync(temporary)]).toEqual([[], []]);
    },
  );

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s while an engine adds up a large file ends the program, and leaves nothing of what it spilled or wrote',
    async (signal) => {
      const folder = folderOf({ 'usage.csv': rows(1_000_000) });
      const temporary = folderOf({});
      const begun = new Promise((resolve) => {
        const watcher = watch(temporary, resolve);
        onTestFinished(() => watcher.close());
      });
      const child = spawn(
        process.execPath,
        [join(process.cwd(), 'bin', 'tokencost.js'), 'import', 'usage.csv', '--output', 'p.yaml'],
        { cwd: folder, env: { ...process.env, TMPDIR: temporary }, stdio: 'ignore' },
      );
      const ended = new Promise((resolve) => child.on('exit', (code, by) => resolve(by ?? code)));
      await Promise.race([begun, ended]);
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect([readdirSync(folder), readdirSync(temporary)]).toEqual([['usage.csv'], []]);
    },
  );

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    '%s removes the folder of work in progress, and ends the program',
    (signal) => {
      const folder = folderOf({});
      const bundle = join(folder, 'temporary.cjs');
      const entryPoints = ['src/files/temporary-folder.ts'];
      buildSync({ entryPoints, bundle: true, platform: 'node', format: 'cjs', outfile: bundle });
      const script = join(folder, 'work.cjs');
      writeFileSync(
        script,
        `const { temporaryFolder } = require(${JSON.stringify(bundle)});
      const { path } = temporaryFolder();
      require('node:fs').writeFileSync(path + '/spilt', 'x');
      console.log(path);
      process.kill(process.pid, '${signal}');
      setTimeout(() => {}, 60_000);`,
      );
      const { stdout, signal: ended } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
      expect([ended, existsSync(stdout.trim())]).toEqual([signal, false]);
      expect(stdout).toMatch(/tokencost-\w{6}\n$/);
    },
  );
});
