import { expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const workload = { name: 'replies', model: 'gpt-5.4', tokens: { input: '1M', output: '1M' } };

/** What `estimate` says that it does not use of a profile. */
async function notUsed(more: object, common: object = {}) {
  const profile = fileOf(JSON.stringify({ ...common, workloads: [{ ...workload, ...more }] }));
  const { stdout } = await run(['estimate', '--profile', profile, '--format', 'json']);
  const { assumptions } = JSON.parse(stdout);
  return assumptions
    .filter((note: { code: string }) => note.code === 'onlyDecideUses')
    .map((note: { text: string }) => note.text);
}

test('estimate says once which keys of a profile only decide uses', async () => {
  const demand = { p10: '0.8', p50: '1', p90: '1.5' };
  expect(await notUsed({})).toEqual([]);
  expect(await notUsed({ demand })).toEqual(['Of the profile, demand is not used here: `tokencost decide` uses it.']);
  expect(await notUsed({ failures: { serverError: '2%' }, load: { peakToAverage: '4' } }, { growth: '4%' })).toEqual([
    'Of the profile, load and failures are not used here: `tokencost decide` uses them.',
  ]);
});

test('a marketplace that ships is a channel a workload may be kept to; a slip of its name is found', async () => {
  const kept = async (name: string) => {
    const claude = { ...workload, model: 'claude-opus-4.7', channels: ['list', name] };
    const { stderr, exitCode } = await run(['estimate', '--profile', fileOf(JSON.stringify({ workloads: [claude] }))]);
    return [exitCode, stderr.match(/there is no channel[^\n]*/)?.[0]];
  };
  expect(await kept('bedrock')).toEqual([0, undefined]);
  expect(await kept('bedrok')).toEqual([2, 'there is no channel "bedrok"; did you mean bedrock?']);
});

test('a marketplace that is named is weighed by decide alone; who may buy nowhere else is told so by estimate alone', async () => {
  const claude = { ...workload, model: 'claude-opus-4.7', channels: ['bedrock'] };
  const profile = fileOf(JSON.stringify({ workloads: [claude] }));
  const answer = async (...argv: readonly string[]) => JSON.parse((await run([...argv, '--format', 'json'])).stdout);
  const codes = (notes: { code: string }[]) => notes.map(({ code }) => code);

  const estimate = await answer('estimate', '--profile', profile);
  expect(estimate.assumptions).toContainEqual({
    code: 'marketplaceNotShown',
    text: expect.stringContaining('Amazon Bedrock has no row here: it sells'),
  });
  expect(codes(estimate.warnings)).toEqual(['noChannelOpen']);

  const decide = await answer('decide', '--profile', profile);
  expect(decide.plan.workloads[0].channel).toBe('bedrock');
  expect(codes(decide.warnings)).toEqual([]);

  const bare = ['--in', '1M', '--out', '1M', '--model', 'claude-opus-4.7'];
  expect(codes((await answer('estimate', ...bare)).assumptions)).not.toContain('marketplaceNotShown');
  expect(codes((await answer('estimate', ...bare, '--via', 'bedrock')).assumptions)).toContain('marketplaceNotShown');
});
