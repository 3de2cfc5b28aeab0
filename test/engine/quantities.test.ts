import { describe, expect, test } from 'vitest';
import { compare } from '../../src/domain/exact.ts';
import { plus, type Share, sum } from '../../src/domain/units.ts';
import { type CacheSplit, partsAt, type Quantity, quantities, uncached } from '../../src/engine/quantities.ts';
import { leversOf } from '../support/engine.ts';
import fc from '../support/laws.ts';
import { count, multiple, part, shown } from '../support/values.ts';
import { workload } from '../support/workloads.ts';

const list = (all: readonly Quantity[]) =>
  all.map(({ meter, mode, band, quantity }) => `${meter} ${mode} ${band}: ${shown(quantity)}`);

/** A workload off-peak, in the standard mode. */
const at = (levels: { readonly batch: Share; readonly long: Share }) =>
  partsAt({ ...levels, long: [{ band: 'long', share: levels.long }], peak: part('0'), mode: 'standard' });

const split: CacheSplit = { uncached: count('200'), read: count('700'), writes: [['5m', count('100')]] };

describe('quantities', () => {
  test('every cache class is a meter of its own', () => {
    expect(list(quantities(split, count('40'), at({ batch: part('0'), long: part('0') })))).toEqual([
      'input standard base: 200',
      'cacheRead standard base: 700',
      'cacheWrite5m standard base: 100',
      'output standard base: 40',
    ]);
  });

  test('each lifetime of a write is a meter of its own', () => {
    const writes: CacheSplit['writes'] = [
      ['5m', count('1')],
      ['30m', count('2')],
      ['1h', count('3')],
      ['12h', count('4')],
    ];
    const none = at({ batch: part('0'), long: part('0') });
    expect(list(quantities({ uncached: count('0'), read: count('0'), writes }, count('0'), none))).toEqual([
      'cacheWrite5m standard base: 1',
      'cacheWrite30m standard base: 2',
      'cacheWrite1h standard base: 3',
      'cacheWrite12h standard base: 4',
    ]);
  });

  test('batch takes the same share of every meter', () => {
    expect(list(quantities(split, count('40'), at({ batch: part('40%'), long: part('0') })))).toEqual([
      'input batch base: 80',
      'input standard base: 120',
      'cacheRead batch base: 280',
      'cacheRead standard base: 420',
      'cacheWrite5m batch base: 40',
      'cacheWrite5m standard base: 60',
      'output batch base: 16',
      'output standard base: 24',
    ]);
  });

  test('long requests and batch share every meter between them', () => {
    expect(
      list(quantities(uncached(count('1000')), count('0'), at({ batch: part('40%'), long: part('25%') }))),
    ).toEqual([
      'input batch long: 100',
      'input standard long: 150',
      'input batch base: 300',
      'input standard base: 450',
    ]);
  });

  test('a share of all or of nothing leaves no empty part', () => {
    expect(list(quantities(uncached(count('5')), count('3'), at({ batch: part('100%'), long: part('0') })))).toEqual([
      'input batch base: 5',
      'output batch base: 3',
    ]);
    expect(list(quantities(uncached(count('5')), count('3'), at({ batch: part('0'), long: part('1') })))).toEqual([
      'input standard long: 5',
      'output standard long: 3',
    ]);
  });

  test('a meter without tokens is left out', () => {
    expect(list(quantities(uncached(count('0')), count('3'), at({ batch: part('0'), long: part('0') })))).toEqual([
      'output standard base: 3',
    ]);
  });

  test('they add up to input + output, for fractions of tokens too', () => {
    const tokens = fc.bigInt(0n, 10n ** 18n).map(String);
    const share = fc.nat(10_000).map((points) => `${points / 100}%`);
    fc.assert(
      fc.property(tokens, tokens, share, share, share, fc.integer({ min: 1, max: 50 }), (i, o, hit, batch, long, k) => {
        const readsPerWrite = multiple(String(k));
        const stated = workload('flat', i, o, { cacheHitRatio: part(hit), readsPerWrite });
        const all = quantities(
          leversOf(stated).cache.split,
          stated.output,
          at({ batch: part(batch), long: part(long) }),
        );
        expect(compare(sum(all.map((each) => each.quantity)), plus(count(i), count(o)))).toBe(0);
        expect(all.every((each) => each.quantity.coefficient > 0n)).toBe(true);
      }),
    );
  });
});
