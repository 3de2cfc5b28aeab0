import { describe, expect, test } from 'vitest';
import { fileOf } from '../../support/folders.ts';
import { run } from '../../support/transcript.ts';

const MANY = 1000;
const workloads = Array.from({ length: MANY }, (_, index) => {
  const tokens = { input: `${index + 1}M`, output: '1M' };
  return { name: `w${index}`, model: 'claude-opus-4.7', tokens, cacheHitRatio: '70%' };
});

/** `check` of as many workloads, all at the same defaults. */
async function checked(format: string) {
  const profile = fileOf(JSON.stringify({ workloads }));
  return run(['check', '--profile', profile, '--max', '1', '--format', format]);
}

/** The notes on the writes that are assumed: `w0, w1 and 998 more: cache writes at 10 reads a write ...`. */
const told = (text: string) => text.replace(/\n +/g, ' ').match(/[^\n]*cache writes at 10 reads a write/g) ?? [];

describe('what check assumes of 1,000 workloads alike', () => {
  test.each(['table', 'markdown'])('is said once in %s', async (format) => {
    const lines = told((await checked(format)).stdout);
    expect(lines).toEqual([expect.stringContaining(`w0, w1 and ${MANY - 2} more: cache writes`)]);
  });

  test('is said of each in JSON', async () => {
    const { assumptions } = JSON.parse((await checked('json')).stdout);
    expect(told(assumptions.map((note: { text: string }) => note.text).join('\n'))).toHaveLength(MANY);
  });
});
