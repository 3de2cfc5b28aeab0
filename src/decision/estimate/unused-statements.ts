import { compare, isZero } from '../../domain/exact.ts';
import { type Marketplace, rateAt } from '../../domain/marketplace.ts';
import type { Note } from '../../domain/note.ts';
import { plus } from '../../domain/units.ts';
import { statesALever } from '../../domain/workload.ts';
import { longShare } from '../../engine/levers.ts';
import { isNamed } from '../channels/marketplace-bill.ts';
import type { Priceable } from './spend.ts';

type Unused = Extract<Note, { code: 'statementUnused' }>;

/** Lifetimes and reads a write, where no write is derived: the classes were counted, or caching is off. */
function unusedCacheLevers({ workload }: Priceable): Pick<Unused, 'key' | 'why'>[] {
  const counted = workload.measuredCache !== undefined;
  const { cacheHitRatio } = workload;
  const off = cacheHitRatio === undefined ? statesALever(workload) : isZero(cacheHitRatio);
  if (!counted && !off) return [];
  const keys = (['readsPerWrite', 'cacheTtl'] as const).filter((key) => workload[key] !== undefined);
  return keys.map((key) => ({ key, why: counted ? 'measured' : 'noCaching' }));
}

/** A share of long prompts that departs from the one shape of request the workload states. It counts: a shape is a mean. */
function longShareNotes({ workload, rate }: Priceable): Note[] {
  const { request, longContextShare: stated } = workload;
  const [lowest] = rate.longContext;
  if (request === undefined || stated === undefined || lowest === undefined) return [];
  const { longContextShare: _, ...shaped } = workload;
  if (compare(longShare(shaped, rate), stated) === 0) return [];
  const prompt = plus(request.prefix, request.input);
  return [{ code: 'longShareOverShape', workload: workload.name, stated, prompt, threshold: lowest.threshold }];
}

/** Whether a marketplace that the work names has prices of its own for long prompts. */
function soldByLength({ workload, model, rate }: Priceable, marketplaces: readonly Marketplace[]): boolean {
  return marketplaces.some(
    (each) => isNamed(each, workload) && rateAt(each, model, rate).longContext.length > rate.longContext.length,
  );
}

/**
 * What a workload states and its bill does not use. A warning and no fault: the same profile may be priced on another
 * card, another day or another model, where it does bear on the bill.
 */
export function unusedStatements(of: Priceable, marketplaces: readonly Marketplace[]): Note[] {
  const { workload, model, rate } = of;
  const unused: Pick<Unused, 'key' | 'why'>[] = unusedCacheLevers(of);
  for (const key of ['longContextShare', 'promptsOver'] as const) {
    const flat = rate.longContext.length === 0 && !soldByLength(of, marketplaces);
    if (workload[key] !== undefined && flat) unused.push({ key, why: 'noLongContext' });
  }
  if (workload.switchingCost !== undefined && workload.alternatives.length === 0)
    unused.push({ key: 'switchingCost', why: 'noAlternative' });
  if (workload.peakShare !== undefined && rate.peak === undefined) unused.push({ key: 'peakShare', why: 'noPeak' });
  const notes = unused.map(
    (each): Note => ({ code: 'statementUnused', ...each, workload: workload.name, model: model.id }),
  );
  return [...notes, ...longShareNotes(of)];
}
