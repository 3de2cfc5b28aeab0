import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const AS_OF = ['--as-of', '2026-11-23'];
const HEADER = 'day,model,mode,uncachedInput,cacheRead,output,requests';

/** A million tokens of input at each time. */
const usage = (times: readonly string[]) =>
  [HEADER, ...times.map((time) => `${time},deepseek-flash,standard,1000000,0,0,1`), ''].join('\n');

async function imported(text: string) {
  const folder = folderOf({ 'usage.csv': text });
  const profile = join(folder, 'profile.yaml');
  const argv = ['import', join(folder, 'usage.csv'), ...AS_OF, '--format', 'json', '--output', profile];
  const { stdout, stderr, exitCode } = await run(argv);
  expect([stderr, exitCode]).toEqual(['', 0]);
  return { answer: JSON.parse(stdout), yaml: readFileSync(profile, 'utf8'), profile };
}

/** 2026-10-05 is a Monday. The peak is 01:00-04:00 and 06:00-10:00 UTC, from Monday to Friday. */
const INSIDE = [
  '2026-10-05T01:00:00Z',
  '2026-10-05T03:59:59Z',
  '2026-10-09T06:00:00Z',
  '2026-10-06T12:30:00+05:30',
  '2026-10-05T17:59:00+08:00',
];
const OUTSIDE = [
  '2026-10-05T00:59:59Z',
  '2026-10-05T04:00:00Z',
  '2026-10-05T10:00:00Z',
  '2026-10-10T02:00:00Z',
  '2026-10-11T07:00:00Z',
  '2026-10-09T20:00:00-06:00',
];

describe('peak hours', () => {
  test('are those of the card, request by request, to the minute and in UTC', async () => {
    const { answer, yaml, profile } = await imported(usage([...INSIDE, ...OUTSIDE]));
    // 5 million at $0.30 and 6 million at $0.15.
    expect(answer.cost).toBe(2.4);
    expect(answer.profile.workloads).toMatchObject([
      { name: 'deepseek-flash, peak hours', peakShare: 1 },
      { name: 'deepseek-flash', peakShare: 0 },
    ]);
    expect(yaml).toContain('peakShare: 100%');
    const argv = ['check', '--profile', profile, '--max', '1M', '--format', 'json', '--quiet', ...AS_OF];
    const { amount } = JSON.parse((await run(argv)).stdout);
    expect((amount * answer.period.days) / 30.4375).toBeCloseTo(2.4, 5);
    const estimate = await run(['estimate', '--profile', profile, ...AS_OF]);
    expect(estimate.stdout).not.toContain('run off-peak');
  });

  test('are not guessed where rows tell a day alone, which is said', async () => {
    const { answer, yaml } = await imported(usage(['2026-10-05', '2026-10-06']));
    expect(answer.cost).toBe(0.3);
    expect(answer.profile.workloads).toHaveLength(1);
    expect(answer.profile.workloads[0]).not.toHaveProperty('peakShare');
    const said = 'what fell into the peak hours of deepseek-flash, all taken to be outside of them';
    expect(answer.silent.join('\n')).toContain(said);
    expect(yaml).toContain(said);
  });

  test('are nothing to a model that has none', async () => {
    const text = usage(['2026-10-05T02:00:00Z']).replace('deepseek-flash', 'gpt-5.4');
    const { answer } = await imported(text);
    expect(answer.profile.workloads[0]).not.toHaveProperty('peakShare');
    expect(answer.silent.join('\n')).not.toContain('peak hours');
  });

  test('of a profile that is measured again stay with the workload that was in them, whatever it is called', async () => {
    const { yaml, profile } = await imported(usage([...INSIDE, ...OUTSIDE]));
    writeFileSync(
      profile,
      yaml.replace('deepseek-flash, peak hours', 'mornings').replace('name: deepseek-flash ', 'name: evenings '),
    );
    const again = folderOf({ 'usage.csv': usage([...INSIDE, ...INSIDE, ...OUTSIDE]) });
    const { exitCode, stderr } = await run(['import', join(again, 'usage.csv'), '--update', profile, ...AS_OF]);
    expect([exitCode, stderr]).toEqual([0, '']);
    const argv = ['estimate', '--profile', profile, '--format', 'json', '--quiet', ...AS_OF];
    const workloads = JSON.parse((await run(argv)).stdout).workloads as { name: string }[];
    expect(workloads.map(({ name }) => name).sort()).toEqual(['evenings', 'mornings']);
  });
});

describe('on a card', () => {
  const card = (window: string) => `id: acme
version: 2026-11-01
title: Peaks
providers: { acme: { name: Acme } }
models:
  nightly:
    provider: acme
    rates:
      - from: 2026-01-01
        usdPerMtok: { input: 1, output: 2 }
        peak: { usdPerMtok: { input: 2, output: 4 }, hours: mornings, windows: [${window}] }
        source: { url: https://acme.example/pricing, checked: 2026-11-01, confidence: official }
`;

  test.each([
    ['{ days: [Monday], from: 09:00, to: 08:00 }', 'a window ends after it begins'],
    ['{ days: [Monday], from: 9am, to: 10:00 }', 'write a time of the UTC day'],
    ['{ days: [], from: 09:00, to: 10:00 }', 'days'],
    ['{ days: [monday], from: 09:00, to: 10:00 }', 'Monday'],
  ])('a window is a time of a day that ends after it begins: %s', async (window, said) => {
    const folder = folderOf({ 'card.yaml': card(window) });
    const { stderr, exitCode } = await run([
      'estimate',
      '--in',
      '1M',
      '--out',
      '1M',
      '--model',
      'nightly',
      '--card',
      join(folder, 'card.yaml'),
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(said);
  });
});
