import { describe, expect, test } from 'vitest';
import type { Workload } from '../../src/domain/workload.ts';
import { loadProfile } from '../../src/files/profile-file.ts';
import { fileOf } from '../support/folders.ts';
import { problemOf } from '../support/problems.ts';
import { run } from '../support/transcript.ts';
import { shown } from '../support/values.ts';

const read = (text: string) => loadProfile(text, 'profile.yaml');
/** One workload of a profile that holds nothing else. */
const only = (lines: string): Workload => read(`workloads:\n  - name: w\n    model: m\n${lines}`).workloads[0];
const volume = (lines: string) => {
  const { input, output, measuredCache } = only(lines);
  const writes = [...(measuredCache?.writes ?? [])].map(([ttl, amount]) => `${ttl} ${shown(amount)}`);
  return [shown(input), shown(output), shown(measuredCache?.read), ...writes];
};

describe('volume by month', () => {
  test.each([
    ['{ input: 500M, output: 1.5B }', ['500000000', '1500000000', undefined]],
    ['{ input: 12k }', ['12000', '0', undefined]],
    ['{ output: 2_000_000 }', ['0', '2000000', undefined]],
  ])('as ratios are stated: %s', (tokens, expected) => {
    expect(volume(`    tokens: ${tokens}`)).toEqual(expected);
  });

  test.each([
    ['{ uncachedInput: 310_000, cacheRead: 690_000, output: 95_000 }', ['1000000', '95000', '690000']],
    [
      '{ uncachedInput: 1, cacheRead: 2, cacheWrite5m: 3, cacheWrite30m: 4, cacheWrite1h: 5, cacheWrite12h: 6, output: 7 }',
      ['21', '7', '2', '5m 3', '30m 4', '1h 5', '12h 6'],
    ],
    ['{ cacheRead: 690_000 }', ['690000', '0', '690000']],
    ['{ cacheWrite1h: 5, output: 1 }', ['5', '1', '0', '1h 5']],
    ['{ cacheRead: 0, uncachedInput: 8 }', ['8', '0', '0']],
  ])('as classes are counted, input is their sum: %s', (tokens, expected) => {
    expect(volume(`    tokens: ${tokens}`)).toEqual(expected);
  });
});

describe('volume by request', () => {
  test('is requests times the tokens of one, prefix included', () => {
    const lines = '    requests: 2M\n    perRequest: { prefix: 4_000, input: 800, output: 300 }';
    expect(volume(lines)).toEqual(['9600000000', '600000000', undefined]);
    const { request } = only(lines);
    expect([request?.prefix, request?.input, request?.output].map(shown)).toEqual(['4000', '800', '300']);
  });

  test('without a prefix shares nothing', () => {
    const lines = '    requests: 3\n    perRequest: { input: 800, output: 300 }';
    expect(volume(lines)).toEqual(['2400', '900', undefined]);
    expect(shown(only(lines).request?.prefix)).toBe('0');
  });
});

describe('what is stated of a workload', () => {
  const FULL = `
name: all of it
workloads:
  - name: w
    model: m
    tokens: { input: 100, output: 10 }
    cacheHitRatio: 70%
    readsPerWrite: 7
    cacheTtl: 1h
    batchEligible: 0.4
    longContextShare: 12.5%
    peakShare: 25%
    serviceMode: flex
    cacheStorage: { tokens: 2M, hours: 730 }
    region: us
    latencyBudgetMs: 30
    channels: [list, direct]
    channel: direct
    alternatives: [{ model: a, tokenFactor: 0.8 }, { model: b }]
    tags: { team: support, tier: "1" }
  - name: v
    model: m
    tokens: { input: 1 }
`;

  test('lands in its place', () => {
    const profile = read(FULL);
    const of = profile.workloads[0];
    expect([profile.name, ...profile.workloads.map((each) => each.name)]).toEqual(['all of it', 'w', 'v']);
    expect(
      [of.cacheHitRatio, of.readsPerWrite, of.batchEligible, of.longContextShare, of.peakShare].map(shown),
    ).toEqual(['0.7', '7', '0.4', '0.125', '0.25']);
    expect(of).toMatchObject({
      model: 'm',
      cacheTtl: '1h',
      serviceMode: 'flex',
      region: 'us',
      latencyBudgetMs: 30,
      channels: ['list', 'direct'],
      channel: 'direct',
    });
    expect(of.alternatives.map(({ model, tokenFactor }) => [model, shown(tokenFactor)])).toEqual([
      ['a', '0.8'],
      ['b', undefined],
    ]);
    expect(shown(of.storedTokenHours)).toBe('1460000000');
    expect([...of.tags]).toEqual([
      ['team', 'support'],
      ['tier', '1'],
    ]);
  });

  test('and nothing else: what is not said is absent, never a default', () => {
    const bare = read(FULL).workloads[1];
    expect(Object.keys(bare ?? {}).sort()).toEqual([
      'alternatives',
      'input',
      'model',
      'name',
      'output',
      'place',
      'tags',
    ]);
    expect([bare?.alternatives, bare?.tags.size]).toEqual([[], 0]);
  });

  test('is read from JSON just the same', () => {
    const json = JSON.stringify({
      workloads: [{ name: 'w', model: 'm', tokens: { input: '500M', output: 2 }, cacheHitRatio: 0.7 }],
    });
    const of = read(json).workloads[0];
    expect([of.input, of.output, of.cacheHitRatio].map(shown)).toEqual(['500000000', '2', '0.7']);
  });
});

test('a share keeps every digit that was written', () => {
  const digits = '0.1234567890123456789';
  expect(shown(only(`    tokens: { input: 1 }\n    cacheHitRatio: ${digits}`).cacheHitRatio)).toBe(digits);
});

describe('the name of a workload', () => {
  const unnamed = '{ model: gpt-5.4, tokens: { input: 1M } }';

  test('is its model when it is alone and has none', async () => {
    const text = `workloads: [${unnamed}]`;
    expect(read(text).workloads[0].name).toBe('gpt-5.4');
    const { stdout, exitCode } = await run(['estimate', '--profile', fileOf(text), '--format', 'json']);
    const { workloads } = JSON.parse(stdout) as { workloads: { name: string }[] };
    expect([exitCode, workloads.map(({ name }) => name)]).toEqual([0, ['gpt-5.4']]);
  });

  test('is asked for at each of several that has none', () => {
    const named = '{ name: a, model: gpt-5.4, tokens: { input: 1M } }';
    const faults = problemOf(() => read(`workloads:\n  - ${unnamed}\n  - ${named}\n  - ${unnamed}`)).faults;
    const message = 'the key "name" is missing; only a workload that is alone goes by its model';
    expect(faults.map((each) => [each.line, each.message])).toEqual([
      [2, message],
      [4, message],
    ]);
  });
});
