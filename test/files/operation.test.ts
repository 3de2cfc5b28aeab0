import { expect, test } from 'vitest';
import { loadProfile } from '../../src/files/profile-file.ts';
import { shown } from '../support/values.ts';

const profile = (lines: string) =>
  loadProfile(
    ['workloads:', '  - name: w', '    model: m', '    tokens: { input: 1M, output: 1M }', ...lines.split('\n')].join(
      '\n',
    ),
    'p.yaml',
  ).workloads[0];

test('failures by class: a bare share is a rate, a mapping may say what was consumed', () => {
  const { failures } = profile('    failures: { streamAbort: 0.3%, refusal: { rate: 1%, input: 50%, output: 10% } }');
  const read = [...(failures ?? [])].map(([id, { rate, input, output }]) => [id, ...[rate, input, output].map(shown)]);
  expect(read).toEqual([
    ['streamAbort', '0.003', undefined, undefined],
    ['refusal', '0.01', '0.5', '0.1'],
  ]);
});

test('a load says what it knows, and no more', () => {
  expect(shown(profile('    load: { peakToAverage: 1 }').load?.peakToAverage)).toBe('1');
  expect(profile('    load: { sigma: 0.4 }').load?.peakToAverage).toBeUndefined();
  expect(profile('    tags: {}')).not.toHaveProperty('load');
});
