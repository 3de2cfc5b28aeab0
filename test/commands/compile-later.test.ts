import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { laterFlag } from '../../src/commands/compile-later.ts';
import { fileOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const BINARY = join('bin', 'tokencost.js');
const FEW = 4;
const MANY = 130;

function profileOf(size: number): string {
  const workload = (_: unknown, each: number) =>
    `  - { name: w${each}, model: gpt-5.4, tokens: { input: 1M, output: 1M } }`;
  return fileOf(['workloads:', ...Array.from({ length: size }, workload), ''].join('\n'));
}

/** Whether the shell is told of work to come. */
async function isTold(...words: string[]): Promise<boolean> {
  let times = 0;
  const expectWork = async () => {
    times += 1;
  };
  const { exitCode } = await run(words, '', { expectWork });
  expect(exitCode).toBe(0);
  return times > 0;
}

describe('work that takes far longer than a start', () => {
  test('is told of where a profile is long, and before a decision of any length', async () => {
    expect(await isTold('estimate', '--profile', profileOf(MANY))).toBe(true);
    expect(await isTold('check', '--profile', profileOf(MANY), '--max', '1e9')).toBe(true);
    expect(await isTold('decide', '--profile', profileOf(FEW))).toBe(true);
  });

  test('is neither a short profile nor one model', async () => {
    expect(await isTold('estimate', '--profile', profileOf(FEW))).toBe(false);
    expect(await isTold('check', '--profile', profileOf(FEW), '--max', '1e9')).toBe(false);
    expect(await isTold('estimate', '--in', '1M', '--out', '1M', '--model', 'gpt-5.4')).toBe(false);
  });
});

describe('compiling later', () => {
  test('is asked for by a flag that this Node knows, in its own list', () => {
    const flag = laterFlag(process.versions.v8);
    const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    if (flag !== undefined) expect(known).toContain(` ${flag.split('=')[0]} (`);
  });

  test('is asked of those of Node 20 and 22', () => {
    expect(laterFlag('11.3.244.8-node.38')).toBe('--interrupt-budget=1000000');
    expect(laterFlag('12.4.254.21-node.57')).toBe('--invocation-count-for-turbofan=60000');
  });

  test('is asked of no version that nobody measured, and of no other program that runs what Node does', () => {
    const unmeasured = [
      '11.4.1-node.1',
      '11.30.1-node.1',
      '12.9.202.28-node.11',
      '13.6.233.17-node.53',
      '1.11.3-node.1',
    ];
    const others = [...unmeasured, '12.4.254.14-bun.0', '11.3.244.8-rusty', '11.3.244.8', '11.3', ''];
    expect(others.map(laterFlag)).toEqual(others.map(() => undefined));
  });

  test('says nothing on standard error', () => {
    const argv = [BINARY, 'estimate', '--profile', profileOf(MANY), '--format', 'csv'];
    expect(spawnSync(process.execPath, argv, { encoding: 'utf8' }).stderr).toBe('');
  });

  test('leaves the code caches of the build to every start', () => {
    const telling = `
      const vm = require('node:vm');
      const { Script } = vm;
      vm.Script = class extends Script {
        constructor(text, options) {
          super(text, options);
          if (options.cachedData === undefined || this.cachedDataRejected) console.log(options.filename);
        }
      };
      const { main, processShell } = require(${JSON.stringify(join(process.cwd(), 'dist', 'start.cjs'))});
      const silent = { ...processShell(), write: () => {}, expectWork: undefined };
      main(['decide', '--profile', ${JSON.stringify(profileOf(FEW))}], silent);`;
    expect(execFileSync(process.execPath, ['-e', telling], { encoding: 'utf8' })).toBe('');
  });
});
