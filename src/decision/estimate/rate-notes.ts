import { compare } from '../../domain/exact.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { Note } from '../../domain/note.ts';
import { type Rate, rateAfter, rateBefore } from '../../domain/rate-card.ts';
import { baselineBill } from '../../engine/pricer.ts';
import { listBill, type Priceable } from './spend.ts';

/** The baseline at a rate; undefined when a part of it has no price. */
const baselineAt = (of: Priceable, rate: Rate) => totalOf(baselineBill(of.workload, rate));

/** What a price becomes on a day that is known: an announced change, or the end of a promotion. */
export function comingRates(of: Priceable): Note[] {
  const { workload, model, rate } = of;
  const next = rateAfter(model, rate);
  if (next === undefined) return [];
  const named = { workload: workload.name, model: model.id };
  const [cost, nextCost] = [baselineAt(of, rate), baselineAt(of, next)];
  if (rate.until !== undefined) return [{ code: 'promotion', ...named, until: rate.until, listCost: nextCost }];
  if (cost !== undefined && nextCost !== undefined && compare(cost, nextCost) === 0) return [];
  return [{ code: 'rateChanges', ...named, from: next.from, announced: next.announced, cost, nextCost }];
}

/** Past the last day of a promotion the list rate counts; whoever budgeted with the promotion should know. */
export function endedPromotions(of: Priceable): Note[] {
  const { workload, model, rate } = of;
  const before = rateBefore(model, rate);
  if (before?.until === undefined) return [];
  const [cost, promotionalCost] = [baselineAt(of, rate), baselineAt(of, before)];
  return [
    { code: 'promotionEnded', workload: workload.name, model: model.id, until: before.until, cost, promotionalCost },
  ];
}

/** A model with peak hours, priced off-peak because nobody said what falls in them. */
export function peakNotes({ workload, model, rate }: Priceable): Note[] {
  if (rate.peak === undefined || workload.peakShare !== undefined) return [];
  return [{ code: 'offPeak', workload: workload.name, model: model.id, hours: rate.peak.hours }];
}

/** A region, long prompts, peak hours or a service mode that make the work as it runs cost other than the baseline. */
export function runNotes(of: Priceable): Note[] {
  const { workload, stated } = of;
  const baseline = baselineAt(of, of.rate);
  const list = totalOf(listBill(of, 'asIs'));
  if (baseline === undefined || list === undefined || compare(baseline, list) === 0) return [];
  const { long: longShare, peak: peakShare, mode } = stated;
  const { name, region } = workload;
  return [{ code: 'listNotBaseline', workload: name, baseline, list, longShare, peakShare, region, mode }];
}
