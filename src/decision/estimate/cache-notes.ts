import { isZero } from '../../domain/exact.ts';
import { totalOf } from '../../domain/line-item.ts';
import { CACHE_TTLS, cacheWriteMeter } from '../../domain/meter.ts';
import type { Note } from '../../domain/note.ts';
import type { Assumptions } from '../../domain/offer.ts';
import type { RateCard } from '../../domain/rate-card.ts';
import { lessThan, NO_TOKENS, type Usd } from '../../domain/units.ts';
import { bill } from '../../engine/bill.ts';
import { cachePlan, usualTtl, withoutWrites } from '../../engine/cache-split.ts';
import { partsOn } from '../../engine/levers.ts';
import { type CacheSplit, quantities } from '../../engine/quantities.ts';
import type { Priceable } from './spend.ts';

/** Notes about the writes of a cache: they bear on an amount only where there is a cache in it. */
export const OF_CACHING: ReadonlySet<Note['code']> = new Set([
  'readsPerWriteAssumed',
  'cacheTtlAssumed',
  'cacheWritesLeftOut',
  'noWritePremium',
  'leastPrefixUnknown',
  'writesNotStated',
]);

/** What list+cache costs with a given split of the input; undefined when a part of it has no price. */
function listWithCache(of: Priceable, split: CacheSplit): Usd | undefined {
  const { workload, illustrated, listSheet } = of;
  return totalOf(
    bill(quantities(split, workload.output, partsOn(illustrated, 'cache'), illustrated.others), listSheet),
  );
}

/**
 * Reads that were counted without the writes they need, where a write costs more than plain input: somewhere between
 * none of the uncached input and all of it was written, at the dearest lifetime.
 */
function notStatedNotes(of: Priceable, { defaults }: RateCard): Note[] {
  const { workload, model, rate, illustrated } = of;
  const { split } = illustrated.cache;
  const { uncached, read } = split;
  if (isZero(read) || isZero(uncached) || split.writes.length > 0 || defaults.cacheWrites === 'leftOut') return [];
  const none = listWithCache(of, split);
  if (none === undefined) return [];
  const written = CACHE_TTLS.flatMap((ttl) => {
    if (rate.cells[cacheWriteMeter(ttl)] === undefined) return [];
    const most = listWithCache(of, { ...split, uncached: NO_TOKENS, writes: [[ttl, uncached]] });
    return most !== undefined && lessThan(none, most) ? [{ ttl, most }] : [];
  });
  const [first, ...others] = written;
  if (first === undefined) return [];
  const { ttl, most } = others.reduce((dearest, each) => (lessThan(dearest.most, each.most) ? each : dearest), first);
  return [{ code: 'writesNotStated', workload: workload.name, model: model.id, ttl, none, most }];
}

function leftOutNotes(of: Priceable, card: RateCard, assumptions: Assumptions): Note[] {
  const ttl = usualTtl(of.rate);
  if (ttl === undefined) return [];
  const hitRatio = of.workload.cacheHitRatio ?? assumptions.illustration.cacheHitRatio;
  const asking = { ...of.workload, cacheTtl: ttl };
  const plan = cachePlan(asking, hitRatio, of.rate, card.defaults, assumptions.readsPerWrite);
  return [
    {
      code: 'cacheWritesLeftOut',
      workload: of.workload.name,
      readsPerWrite: assumptions.readsPerWrite,
      ttl,
      withWrites: listWithCache(of, plan.split),
      withoutWrites: listWithCache(of, of.illustrated.cache.split),
    },
  ];
}

/** What is assumed about cache writes, with the figure that the other choice would give. */
export function cacheWriteNotes(of: Priceable, card: RateCard, assumptions: Assumptions): Note[] {
  const { writes, split } = of.illustrated.cache;
  const workload = of.workload.name;
  switch (writes.kind) {
    case 'measured':
      return notStatedNotes(of, card);
    case 'assumed': {
      const { readsPerWrite, ttl, capped } = writes;
      const amounts = { withWrites: listWithCache(of, split), withoutWrites: listWithCache(of, withoutWrites(split)) };
      const ttlStated = of.workload.cacheTtl !== undefined;
      return [{ code: 'readsPerWriteAssumed', workload, readsPerWrite, ttl, ttlStated, capped, ...amounts }];
    }
    case 'stated': {
      const { capped, readsPerWrite, ttl, ttlAssumed } = writes;
      return [
        ...(capped ? [{ code: 'readsPerWriteCapped', workload, readsPerWrite } as const] : []),
        ...(ttlAssumed && split.writes.length > 0 ? [{ code: 'cacheTtlAssumed', workload, ttl } as const] : []),
      ];
    }
    case 'leftOut':
      return leftOutNotes(of, card, assumptions);
    case 'noPremium':
      return [{ code: 'noWritePremium', workload, model: of.model.id }];
    case 'noReads':
      return [];
  }
}
