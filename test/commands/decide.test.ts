import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

const PROFILE = ['decide', '--profile', 'fixtures/profiles/portfolio.yaml', '--quiet'];

async function decided(...flags: string[]) {
  const { stdout, exitCode } = await run([...PROFILE, '--format', 'json', ...flags]);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

describe('the JSON of decide', () => {
  test.each([[[]], [['--offers', 'fixtures/offers/banded.yaml']]])('is what its schema says, %j', async (flags) => {
    const schema = JSON.parse((await run(['schema', 'decide'])).stdout);
    const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    const answer = await decided(...flags);
    valid(answer);
    expect(valid.errors).toBeNull();
  });

  test('has the keys that scripts rely on', async () => {
    const { plan, proof } = await decided();
    expect(plan).toMatchObject({ effectiveCost: 108900, baselineCost: 145000 });
    expect(plan.workloads[0]).toMatchObject({
      name: 'assistant',
      model: 'claude-opus-4.7',
      channel: 'direct',
      cache: false,
      batch: false,
      monthlyCost: 64000,
    });
    expect(plan.contracts).toEqual([
      expect.objectContaining({
        provider: 'anthropic',
        commitment: 0,
        discount: 0.2,
        listSpend: 83500,
        contractedCost: 66800,
        shortfall: 0,
      }),
    ]);
    expect(proof).toMatchObject({ method: 'bounds', lowerBound: 108900, optimal: true });
  });

  test('the same input gives the same bytes', async () => {
    expect(await run([...PROFILE, '--format', 'json'])).toEqual(await run([...PROFILE, '--format', 'json']));
  });

  test.each([
    [
      'fixtures/profiles/portfolio.yaml',
      /^Purchasing, before anything is signed: ask Anthropic to put in writing: 20% off, or at least more than 14\.37%, from a list spend of no more than \$83,500/,
    ],
    ['fixtures/profiles/leaning.yaml', /^Purchasing: ask Anthropic for the terms at 1\.05x the volume/],
    [
      'fixtures/profiles/two-streams.yaml --offers fixtures/offers/least-fee.yaml',
      /^Settle first what decides it\. Volume below about 0\.83x/,
    ],
  ])('the next question of %s names whom to ask and the value', async (profile, question) => {
    const { stdout } = await run(['decide', '--profile', ...profile.split(' '), '--quiet', '--format', 'json']);
    expect(JSON.parse(stdout).next).toMatch(question);
  });
});
