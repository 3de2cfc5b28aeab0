import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { words } from './support/transcript.ts';

const BINARY = resolve('bin/tokencost.js');
const FILES = '--profile spend/profile.yaml --budget spend/budget.yaml --as-of 2026-11-23';
const CHECK = `check ${FILES} --baseline spend/baseline.json`;

/** A copy of the sample repository, in which files are edited as a change would and the real binary is run. */
function sampleRepository() {
  const folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync('fixtures/sample-repo', folder, { recursive: true });
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const edit = (path: string, from: string, to: string) => {
    const text = read(path);
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    writeFileSync(join(folder, path), text.replace(from, to));
  };
  const run = (line: string, stdio?: number) => {
    const options = {
      cwd: folder,
      encoding: 'utf8',
      ...(stdio === undefined ? {} : { stdio: ['ignore', stdio, 'pipe'] }),
    };
    const { status, stdout } = spawnSync(process.execPath, [BINARY, ...words(line)], options as { encoding: 'utf8' });
    return { status, stdout: stdout ?? '' };
  };
  return { read, edit, run };
}

test('a raised volume fails the check, says which workload moved and why, and passes once the budget is raised', () => {
  const { read, edit, run } = sampleRepository();
  expect(run(CHECK).status).toBe(0);

  // 400M more output tokens, of which 60% at 25 and 40% in a batch at 12.50: 400 x (15 + 5) = 8,000 a month.
  edit('spend/profile.yaml', '{ input: 500M, output: 800M }', '{ input: 500M, output: 1.2B }');
  const failed = run(`${CHECK} --format markdown --also github=annotations --summary summary.md`);
  expect(failed.status).toBe(3);
  expect(failed.stdout).toMatch(
    /^<!-- tokencost-check help%20desk -->\n### Projected LLM spend, help desk: over budget\n/,
  );
  expect(failed.stdout).toMatch(
    /\| ticket-replies \| \$16,775\.00 \| \$24,775\.00 \| \+<span>\$<\/span>8,000\.00 \(\+47\.7%\) \| volume \(1\.3B to 1\.7B tokens\)/,
  );
  expect(read('summary.md')).toContain('ticket-replies');
  const line =
    read('spend/profile.yaml')
      .split('\n')
      .findIndex((text) => text.includes('ticket-replies')) + 1;
  expect(read('annotations')).toContain(`::error file=spend/profile.yaml,line=${line},col=5,title=over`);

  edit('spend/budget.yaml', 'max: 40_000', 'max: 45_000');
  edit('spend/budget.yaml', 'max: 20_000', 'max: 25_000');
  expect(run(CHECK).status).toBe(0);
});

test('every exit code is reached by the binary', () => {
  const { edit, run } = sampleRepository();
  expect(run(CHECK).status).toBe(0);
  edit('spend/budget.yaml', 'maxGrowth: 25%, level: warn', 'maxGrowth: 25%');
  expect(run(`check ${FILES}`).status).toBe(4);
  edit('spend/budget.yaml', 'max: 40_000', 'max: 34_165.99');
  expect(run(CHECK).status).toBe(3);
  edit('spend/budget.yaml', 'max: 34_165.99', 'max: 34_166');
  expect(run(CHECK).status).toBe(0);
  edit('spend/budget.yaml', 'workload: ticket-replies', 'workload: ticket-reply');
  expect(run(CHECK).status).toBe(0);
  edit('spend/budget.yaml', 'limits:', 'strict: true\nlimits:');
  expect(run(CHECK).status).toBe(2);
});

test('a report that cannot be written to the end is a failure of the program', () => {
  const { run } = sampleRepository();
  expect(run(`${CHECK} --output /dev/full`).status).toBe(1);
  expect(run(`${CHECK} --also junit=/dev/full`).status).toBe(1);
});

test('a summary is appended to, and a failed check of the input leaves every report alone', () => {
  const { read, edit, run } = sampleRepository();
  expect(run(`${CHECK} --summary out.md --also junit=j.xml --quiet`).status).toBe(0);
  expect(run(`${CHECK} --summary out.md --quiet`).status).toBe(0);
  expect(read('out.md').match(/^### Projected LLM spend/gm)).toHaveLength(2);
  edit('spend/profile.yaml', 'model: gpt-5.4', 'model: gpt-54');
  const before = [read('out.md'), read('j.xml')];
  expect(run(`${CHECK} --summary out.md --also junit=j.xml`).status).toBe(2);
  expect([read('out.md'), read('j.xml')]).toEqual(before);
});
