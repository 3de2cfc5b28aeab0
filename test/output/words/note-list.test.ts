import { describe, expect, test } from 'vitest';
import { estimate } from '../../../src/decision/estimate/estimate.ts';
import { noteTexts } from '../../../src/output/words/note-list.ts';
import { acme } from '../../support/answers.ts';
import { part } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const named = (count: number, model: string) =>
  Array.from({ length: count }, (_, index) =>
    workload(model, '100M', '10M', { name: `w${index}`, cacheHitRatio: part('70%') }),
  );
const sentences = (count: number, model: string) =>
  noteTexts(estimate(named(count, model), acme).assumptions, (provider) => provider).filter((text) =>
    text.startsWith('w'),
  );

describe('what holds for several workloads', () => {
  test('is said once', () => {
    expect(sentences(2, 'no-premium')).toEqual([
      'w0 and w1: no-premium has no separate price for cache writes, so none are counted.',
    ]);
    expect(sentences(1000, 'no-premium')).toEqual([
      'w0, w1 and 998 more: no-premium has no separate price for cache writes, so none are counted.',
    ]);
  });

  test('is said with the sum of their amounts, where each has its own', () => {
    // 100M in: 70 read at 1, 7 written at 12.50, 23 uncached at 10 and 10 out at 50 are 887.50; without writes 870
    const said = (who: string, sums: string) =>
      `${who}: cache writes at 10 reads a write, 5-minute lifetime (default). ${sums}`;
    const three = sentences(3, 'flat');
    expect(three).toEqual([said('w0, w1 and w2', 'List with cache is $887.50; without writes it would be $870.00.')]);
    expect(sentences(4, 'flat')).toEqual([
      said('w0, w1 and 2 more', 'Together, list with cache is $3,550.00; without writes it would be $3,480.00.'),
    ]);
  });
});
