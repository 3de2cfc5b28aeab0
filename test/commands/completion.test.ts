import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

/** The candidates of a line whose last word is not finished, and whether paths are among them. */
async function completed(line: string) {
  const { stdout, exitCode } = await run(['complete', '--', ...line.split(' ').slice(1)]);
  expect(exitCode).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.at(-1)).toMatch(/^:[04]$/);
  return { words: lines.slice(0, -1).map((each) => each.split('\t')[0]), paths: lines.at(-1) === ':0' };
}

describe('what follows the words of a line', () => {
  test.each([
    ['tokencost est', ['estimate']],
    ['tokencost cards im', ['import']],
    ['tokencost estimate --mod', ['--model']],
    ['tokencost estimate --model gpt-5.4-n', ['gpt-5.4-nano']],
    ['tokencost estimate --model=gpt-5.4-n', ['gpt-5.4-nano']],
    ['tokencost cards show gpt-5.4-n', ['gpt-5.4-nano']],
    ['tokencost decide --evidence ', ['published', 'quoted', 'claimed', 'hoped']],
    ['tokencost estimate --cache-ttl 1', ['1h', '12h']],
    ['tokencost check --format ju', ['junit']],
    ['tokencost import sql --dialect post', ['postgres']],
    ['tokencost schema prop', ['proposal']],
    ['tokencost init b', ['budget']],
    ['tokencost estimate --via openr', ['openrouter', 'openrouter-byok']],
    ['tokencost estimate --by ', ['tag:', 'provider', 'model', 'workload', 'channel']],
    ['tokencost estimate --by=wo', ['workload']],
    ['tokencost track --by ', ['provider', 'model', 'channel', 'tag:', 'key', 'project', 'user', 'route']],
    ['tokencost import --by ', ['key', 'project', 'user', 'route', 'tag:']],
    ['tokencost decide --shared ', ['drawdown', 'even', 'unallocated']],
    ['tokencost track --shared ev', ['even']],
    ['tokencost completion ', ['bash', 'zsh', 'fish']],
  ])('%s', async (line, words) => {
    expect((await completed(line)).words.sort()).toEqual([...words].sort());
  });

  test.each([
    ['tokencost check --budget ', true],
    ['tokencost diff ', true],
    ['tokencost import ', true],
    ['tokencost estimate --card ', true],
    ['tokencost estimate --in ', false],
    ['tokencost estimate ', false],
    ['tokencost nothing-of-ours ', false],
  ])('%s: paths %s', async (line, paths) => {
    expect((await completed(line)).paths).toBe(paths);
  });

  test('a flag that was given is not offered again, one that may be repeated is', async () => {
    const { words } = await completed('tokencost check --quiet --offers a.yaml -');
    expect(words).not.toContain('--quiet');
    expect(words).toContain('--offers');
    expect(words).toContain('--max');
  });

  test('every command and every flag is offered that its help shows', async () => {
    const { words: commands } = await completed('tokencost ');
    const { stdout } = await run(['--help']);
    const shown = [...stdout.matchAll(/^ {2}([a-z]+) .*/gm)].map((match) => match[1]);
    expect(shown.length).toBeGreaterThan(10);
    expect(commands).toEqual(shown);
    for (const command of commands.filter((each) => each !== 'help')) {
      const help = (await run([command ?? '', '--help'])).stdout;
      const flags = [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map((match) => match[1]);
      expect((await completed(`tokencost ${command} -`)).words.sort()).toEqual(flags.sort());
    }
  });
});

test('the script of bash may be read twice in one session, and lets bash complete paths', () => {
  const script = readFileSync('dist/completion/bash', 'utf8');
  expect(script).not.toMatch(/^readonly/m);
  expect(script).toMatch(/^complete -o default -F \w+ tokencost$/m);
});
