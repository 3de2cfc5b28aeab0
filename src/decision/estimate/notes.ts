import type { Configuration, WorkloadEstimate } from '../../domain/estimate.ts';
import { isZero } from '../../domain/exact.ts';
import { LEFT_OUT, meterRow } from '../../domain/meter.ts';
import type { Note } from '../../domain/note.ts';
import type { Assumptions, Offers } from '../../domain/offer.ts';
import type { RateCard } from '../../domain/rate-card.ts';
import { lessThan } from '../../domain/units.ts';
import { prefixShare } from '../../engine/levers.ts';
import { aggregatorNotes } from '../channels/aggregator-notes.ts';
import { soldAt } from '../channels/marketplace-bill.ts';
import { contractNotes } from '../contract/contract-notes.ts';
import type { Quote } from '../contract/quote.ts';
import { cacheWriteNotes } from './cache-notes.ts';
import { tokenNotes } from './end-notes.ts';
import { purchaseNotes } from './purchase-notes.ts';
import { comingRates, endedPromotions, modeNotInRegion, peakNotes, runNotes, servedAsNotes } from './rate-notes.ts';
import { listBill, type Priceable } from './spend.ts';
import { unusedStatements } from './unused-statements.ts';

/** No more can be read from a cache than requests share, so a workload of requests is illustrated at that. */
function illustrationNotes({ workload, illustrated }: Priceable, { illustration }: Assumptions): Note[] {
  const { cacheHitRatio } = illustration;
  const shared = prefixShare(workload);
  if (illustrated.basis !== 'illustration' || illustrated.inTheWay.cache !== undefined) return [];
  if (shared === undefined || !lessThan(shared, cacheHitRatio)) return [];
  return [{ code: 'illustrationCapped', workload: workload.name, cacheHitRatio, prefixShare: shared }];
}

/** Meters of the work that cost nothing because the provider says so. */
function freeNotes(of: Priceable): Note[] {
  const { workload, model, illustrated } = of;
  const { lineItems } = listBill(of, 'cache', illustrated);
  const free = new Set(lineItems.flatMap(({ price }) => (price.pricing === 'free' ? [price.meter] : [])));
  return free.size === 0 ? [] : [{ code: 'declaredFree', workload: workload.name, model: model.id, meters: [...free] }];
}

/** A prefix under a minimum that is not known would never be cached, without any error. */
function leastPrefixNotes({ workload, model, rate, illustrated }: Priceable): Note[] {
  const prefix = workload.request?.prefix;
  if (prefix === undefined || isZero(prefix) || illustrated.inTheWay.cache !== undefined) return [];
  if (rate.minimumCacheablePrefix !== undefined || rate.cells.cacheRead === undefined) return [];
  return [{ code: 'leastPrefixUnknown', workload: workload.name, model: model.id, prefix }];
}

function promptNotes(of: Priceable): Note[] {
  const { workload, model, rate } = of;
  const { longContextShare, promptsOver, request } = workload;
  const [lowest] = rate.longContext;
  if (lowest === undefined || longContextShare !== undefined || promptsOver !== undefined || request !== undefined)
    return [];
  return [{ code: 'shortPrompts', workload: workload.name, model: model.id, threshold: lowest.threshold }];
}

/** What a name that goes from model to model is taken to mean. */
function movedNotes({ workload, service, named }: Priceable): Note[] {
  if (named === undefined) return [];
  const { name, from, source } = named;
  return [{ code: 'movingName', workload: workload.name, name, model: service.asked.id, from, source }];
}

/** Assumptions of one workload, in the order they are read. */
export function workloadAssumptions(of: Priceable, card: RateCard, assumptions: Assumptions): Note[] {
  const alternatives: Note[] =
    of.workload.alternatives.length > 0 ? [{ code: 'alternativesNotWeighed', workload: of.workload.name }] : [];
  return [
    ...movedNotes(of),
    ...tokenNotes(of.workload.name, of.service.asked, of.model, of.tokenRatio),
    ...illustrationNotes(of, assumptions),
    ...leastPrefixNotes(of),
    ...cacheWriteNotes(of, card, assumptions),
    ...freeNotes(of),
    ...runNotes(of),
    ...promptNotes(of),
    ...peakNotes(of),
    ...comingRates(of),
    ...alternatives,
  ];
}

/** What no workload states, and no amount of the answer holds. */
export function leftOutNotes(priceables: readonly Pick<Priceable, 'workload'>[]): Note[] {
  const stated = new Set(
    priceables.flatMap(({ workload }) => [...(workload.others?.keys() ?? [])].map((meter) => meterRow(meter).leftOut)),
  );
  const kinds = LEFT_OUT.filter((kind) => !stated.has(kind));
  return [
    ...(stated.has('calls') ? [{ code: 'callsAtList' } as const] : []),
    ...(kinds.length === 0 ? [] : [{ code: 'leftOut', kinds } as const]),
  ];
}

/** Assumptions that hold for the answer as a whole: illustration levels, and whose word the offers are. */
export function sharedAssumptions(
  priceables: readonly Priceable[],
  rows: readonly Configuration[],
  offers: Offers,
  quote: Quote,
  assumptions: Assumptions,
): Note[] {
  const notes: Note[] = [];
  const shown = priceables.filter((of) => of.illustrated.basis === 'illustration');
  if (shown.length > 0) {
    const workloads = shown.length === priceables.length ? undefined : shown.map((of) => of.workload.name);
    const { cacheHitRatio, batchEligible } = assumptions.illustration;
    const atOnce = shown.filter(({ illustrated }) => illustrated.inTheWay.batch?.code === 'leverNotStated');
    notes.push({
      code: 'illustration',
      cacheHitRatio,
      batchEligible: atOnce.length === shown.length ? undefined : batchEligible,
      atOnce: atOnce.map((of) => of.workload.name),
      workloads,
    });
  }
  for (const aggregator of offers.aggregators) {
    if (rows.some((row) => row.channel.id === aggregator.id)) notes.push(...aggregatorNotes(aggregator));
  }
  const providers = [...new Set(priceables.map((of) => of.model.provider))];
  return [...notes, ...contractNotes(providers, offers, quote)];
}

/** Warnings about one workload: what cannot be priced, or will not happen as stated. */
export function workloadWarnings(estimate: WorkloadEstimate, of: Priceable, { marketplaces }: Offers): Note[] {
  const { workload, model, rate } = of;
  const notes: Note[] = [
    ...endedPromotions(of),
    ...servedAsNotes(of),
    ...modeNotInRegion(of),
    ...unusedStatements(of, marketplaces),
  ];
  if (rate.source.confidence === 'unverified')
    notes.push({ code: 'unverifiedRate', model: model.id, note: rate.source.note });
  const miss = of.stated.inTheWay.cache;
  if (miss?.code === 'prefixTooShort') {
    notes.push({
      code: 'prefixTooShort',
      workload: workload.name,
      model: model.id,
      prefix: miss.prefix,
      minimum: miss.minimum,
    });
  }
  const cacheable = prefixShare(workload);
  if (cacheable !== undefined && workload.cacheHitRatio !== undefined && lessThan(cacheable, workload.cacheHitRatio)) {
    notes.push({
      code: 'hitsAbovePrefix',
      workload: workload.name,
      hitRatio: workload.cacheHitRatio,
      prefixShare: cacheable,
    });
  }
  notes.push(...purchaseNotes(estimate));
  const unpriced = estimate.configurations.flatMap(({ id, channel, basis, obstacle }) =>
    channel.kind === 'list' && basis === 'stated' && obstacle?.code === 'unpriced' ? [{ id, obstacle }] : [],
  );
  if (unpriced.length > 0) {
    const reasons = [...new Set(unpriced.flatMap(({ obstacle }) => obstacle.reasons))];
    notes.push({
      code: 'unpriced',
      workload: workload.name,
      ids: unpriced.map(({ id }) => id),
      reasons,
      soldAt: soldAt(of, marketplaces),
    });
  }
  return notes;
}
