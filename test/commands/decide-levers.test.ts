import { describe, expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

interface Answer {
  readonly plan: { readonly effectiveCost: number };
  readonly drivers: readonly {
    readonly code: string;
    readonly high: { readonly value: string; readonly cost: number };
  }[];
  readonly unstatedLevers: readonly {
    readonly lever: string;
    readonly workloads: readonly string[];
    readonly level: number;
    readonly effectiveCost: number;
    readonly saving: number;
  }[];
}

async function decided(workloads: string): Promise<Answer> {
  const profile = fileOf(`workloads:\n${workloads}\n`);
  const { stdout, exitCode } = await run(['decide', '--profile', profile, '--as-of', '2026-11-27', '--format', 'json']);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

const SHAPE = 'perRequest: { prefix: 1_200, input: 9_000, output: 650 }';

describe('9M requests that share 1,200 of 10,200 tokens: $242,100 at list, $193,680 at 20% off', () => {
  const replies = `  - { name: replies, model: claude-sonnet-5, requests: 9M, ${SHAPE} }`;

  test('no driver reads more from cache than they share', async () => {
    const { drivers } = await decided(replies);
    const cache = drivers.find(({ code }) => code === 'cacheHitRatio');
    // Of 91.8B tokens 10.8B are read at 0.2, 1.08B written at 2.5 and 79.92B uncached at 2; 5.85B out at 10; all at 20% off.
    expect([cache?.high.value, cache?.high.cost]).toEqual(['11.76%', 178_560]);
  });

  test('what nobody says of caching and of batch is told with its dollars', async () => {
    const { plan, unstatedLevers } = await decided(replies);
    expect(plan.effectiveCost).toBe(193_680);
    expect(unstatedLevers.map(({ level: _, ...each }) => each)).toEqual([
      { lever: 'cache', workloads: ['replies'], effectiveCost: 178_560, saving: 15_120 },
      // Half of it at half the price.
      { lever: 'batch', workloads: ['replies'], effectiveCost: 145_260, saving: 48_420 },
    ]);
  });

  test('nothing is told of what is stated, if only as none, nor of work that must answer at once', async () => {
    const stated = `  - { name: replies, model: claude-sonnet-5, requests: 9M, ${SHAPE}, cacheHitRatio: 0%, batchEligible: 0% }`;
    expect((await decided(stated)).unstatedLevers).toEqual([]);
    const answers = `  - { name: replies, model: claude-sonnet-5, requests: 9M, ${SHAPE}, latencyBudgetMs: 800 }`;
    const { unstatedLevers, drivers, plan } = await decided(answers);
    expect(unstatedLevers.map(({ lever }) => lever)).toEqual(['cache']);
    expect(drivers.find(({ code }) => code === 'batchEligible')?.high.cost).toBe(plan.effectiveCost);
  });

  test('only those that say nothing are moved: 80B tokens with 40% read from cache stay as they are', async () => {
    const other =
      '  - { name: search, model: claude-sonnet-5, tokens: { input: 80B, output: 1B }, cacheHitRatio: 40%, batchEligible: 0% }';
    const alone = await decided(replies);
    const both = await decided(`${replies}\n${other}`);
    expect(both.unstatedLevers).toEqual([
      expect.objectContaining({ lever: 'cache', workloads: ['replies'], saving: alone.unstatedLevers[0]?.saving }),
      expect.objectContaining({ lever: 'batch', workloads: ['replies'], saving: alone.unstatedLevers[1]?.saving }),
    ]);
  });

  test('what saves under a hundredth of the cost is not told', async () => {
    const large =
      '  - { name: search, model: claude-sonnet-5, tokens: { input: 5_000B, output: 1B }, cacheHitRatio: 0%, batchEligible: 0% }';
    expect((await decided(`${replies}\n${large}`)).unstatedLevers).toEqual([]);
  });
});
