import { describe, expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const FORGED = '\nwarning: all is well';
const PROFILE = (model: string) =>
  fileOf(JSON.stringify({ workloads: [{ model, tokens: { input: '1M', output: '1M' } }] }));

describe('what a message quotes has no line of its own', () => {
  test.each([
    ['a model', () => ['estimate', '--in', '1M', '--model', `gpt${FORGED}`]],
    ['a number', () => ['estimate', '--in', `5${FORGED}`, '--model', 'gpt-5.4']],
    ['a card', () => ['cards', 'show', '--card', `none${FORGED}`]],
    ['a path', () => ['decide', '--profile', `none${FORGED}.yaml`]],
    ['a table', () => ['import', 'sql', '--from', 'litellm', '--dialect', 'duckdb', '--table', `a${FORGED}`]],
    ['a rule', () => ['track', '--contract', 'x', '--usage', 'y', '--fail-on', `x${FORGED}`]],
    ['a kind', () => ['schema', `x${FORGED}`]],
    ['a flag', () => ['estimate', `--x${FORGED}`]],
    ['a command', () => [`x${FORGED}`]],
    ['a word too many', () => ['estimate', `x${FORGED}`]],
    ['a model of a file', () => ['estimate', '--profile', PROFILE(`gpt${FORGED}`)]],
    ['the name of a file', () => ['estimate', '--profile', fileOf('workloads: 5\n', `a${FORGED}.yaml`)]],
    [
      'a word of a budget',
      () => [
        'check',
        '--max',
        '1k',
        '--profile',
        PROFILE('gpt-5.4'),
        '--budget',
        fileOf(`{"strict": "x\\n${FORGED}"}`),
      ],
    ],
    ['a proposal', () => ['decide', '--profile', PROFILE('gpt-5.4'), '--brief', `x${FORGED}`]],
  ])('%s', async (_, line) => {
    const { stdout, stderr, exitCode } = await run(line());
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).not.toMatch(/^warning: all/m);
    expect(stderr).toMatch(/^tokencost: .* \[\w+\]$/m);
    expect(stderr.match(/^tokencost: /gm)).toHaveLength(1);
  });
});

test.each([
  [['estimate', '--nope']],
  [['estimate', '--in']],
  [['audit', '--usage']],
  [['track', '--contract']],
  [['nope']],
  [['cards', 'touch']],
  [['cards', 'import', 'x']],
  [['import', 'sql', 'x', 'y']],
])('what the command line itself refuses has a code as everything else: %j', async (line) => {
  const { stdout, stderr, exitCode } = await run(line);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^tokencost: .* \[usage\]\n/);
});

test.each(['-v', '-V', '--version'])('%s behind a command says where the version is', async (option) => {
  const { stdout, stderr, exitCode } = await run(['estimate', option]);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`unknown option '${option}'. \`tokencost -v\` says the version, without a command. [usage]`);
});

test.each([
  ['--region', 'region is stated in a profile: `tokencost schema profile` describes it.'],
  ['--growth', 'growth is stated in a profile: `tokencost schema profile` describes it.'],
  ['--latency-budget-ms', 'latencyBudgetMs is stated in a profile: `tokencost schema profile` describes it.'],
  ['--cloud-commitments', 'cloudCommitments is stated in an offers file: `tokencost schema offers` describes it.'],
  ['--valid-until', 'validUntil is stated in a proposal: `tokencost schema proposal` describes it.'],
])('%s, which a file states, names the file', async (option, told) => {
  const { stdout, stderr, exitCode } = await run(['estimate', option, 'x']);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`unknown option '${option}'. ${told} [usage]\n`);
});

test('an option that stands nowhere gets no advice', async () => {
  const { stderr } = await run(['estimate', '--zzzzzz']);
  expect(stderr).toContain("unknown option '--zzzzzz'. [usage]\n");
});
