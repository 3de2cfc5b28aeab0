import { compare, isZero } from '../../domain/exact.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { Note } from '../../domain/note.ts';
import { modePrices, type Rate, rateAfter, rateBefore } from '../../domain/rate-card.ts';
import { ALL, type Usd } from '../../domain/units.ts';
import { baselineBill, priceConfiguration } from '../../engine/pricer.ts';
import { listBill, listSheetOf, type Priceable } from './spend.ts';

/** The baseline at a rate; undefined when a part of it has no price. */
const baselineAt = (of: Priceable, rate: Rate) => totalOf(baselineBill(of.workload, rate));

/** The work as it runs, at list, at a rate; undefined when a part of it has no price. */
const listAt = ({ workload, stated }: Priceable, rate: Rate) =>
  totalOf(priceConfiguration(workload, stated, listSheetOf(workload, rate), 'asIs'));

/** What an amount is now and at another rate; one that cannot be told may move too. */
function changeOf(of: Priceable, next: Rate, at: (of: Priceable, rate: Rate) => Usd | undefined) {
  const [cost, nextCost] = [at(of, of.rate), at(of, next)];
  return { cost, nextCost, moves: cost === undefined || nextCost === undefined || compare(cost, nextCost) !== 0 };
}

/** What a price becomes on a day that is known: an announced change, or the end of a promotion. */
export function comingRates(of: Priceable): Note[] {
  const { workload, model, rate } = of;
  const next = rateAfter(model, rate);
  if (next === undefined) return [];
  const named = { workload: workload.name, model: model.id };
  if (rate.until !== undefined) {
    return [{ code: 'promotion', ...named, until: rate.until, listCost: baselineAt(of, next) }];
  }
  const change = { code: 'rateChanges', ...named, from: next.from, announced: next.announced } as const;
  const [baseline, list] = [changeOf(of, next, baselineAt), changeOf(of, next, listAt)];
  if (baseline.moves) return [{ ...change, of: 'baseline', cost: baseline.cost, nextCost: baseline.nextCost }];
  const known = list.cost !== undefined && list.nextCost !== undefined;
  return known && list.moves ? [{ ...change, of: 'list', cost: list.cost, nextCost: list.nextCost }] : [];
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

/** A mode that its provider serves and bills as standard, always or where prompts are long. */
export function servedAsNotes({ workload, model, rate, stated }: Priceable): Note[] {
  const { mode, long } = stated;
  const prices = mode === 'standard' ? undefined : modePrices(rate, mode);
  const [lowest] = rate.longContext;
  const note = { code: 'servedAsStandard', workload: workload.name, model: model.id, mode } as const;
  if (prices?.servedAs !== undefined) return [{ ...note, share: ALL, over: undefined }];
  if (prices?.longContextServedAs === undefined || isZero(long)) return [];
  return [{ ...note, share: long, over: lowest?.threshold }];
}

/** A mode and a region that are both stated, and that the provider does not sell together. */
export function modeNotInRegion({ workload, model, rate, stated }: Priceable): Note[] {
  const { mode } = stated;
  const { region, name } = workload;
  const not = mode === 'standard' ? undefined : modePrices(rate, mode)?.notPinnedTo;
  if (mode === 'standard' || not === undefined || region === undefined || !not.regions.includes(region)) return [];
  return [{ code: 'modeNotInRegion', workload: name, model: model.id, mode, region, source: not.source }];
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
