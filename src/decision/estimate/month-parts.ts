import { type Day, daysBetween, daysIn, firstDay, lastDay, type Month, monthOf } from '../../domain/day.ts';
import { divide, whole } from '../../domain/exact.ts';
import { atVolume } from '../../domain/scaled.ts';
import { type Find, type Span, spansOf } from '../../domain/service.ts';
import { type Factor, factor, UNCHANGED } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Context, modelOn, outageProblem, priceable } from './estimate.ts';
import type { Priceable } from './spend.ts';

/** The work of a stretch of a month at the prices of those days. */
export interface MonthPart {
  readonly first: Day;
  readonly last: Day;
  readonly of: Priceable;
}

/** The days from one to another as a part of their month. */
function partOf(month: Month, first: Day, last: Day): Factor {
  const [days, all] = [daysBetween(first, last) + 1, daysIn(month)];
  return days === all ? UNCHANGED : factor(divide(whole(BigInt(days)), whole(BigInt(all))));
}

/** The prices of a model's name in force over some days, each day in one span. Throws the problem of a day without any. */
function pricesOver(name: string, first: Day, last: Day, context: Context): readonly Span[] {
  const find: Find = (other) => context.card.find(other);
  const { spans, outage } = spansOf(modelOn(context, name), first, last, find);
  if (outage !== undefined) throw outageProblem(outage, outage.from);
  return spans;
}

function partIn(workload: Workload, month: Month, { first, last }: Span, context: Context): MonthPart {
  const work = atVolume(workload, partOf(month, first, last));
  return { first, last, of: priceable(work, { ...context, day: first }) };
}

/**
 * The work of a month, a part for each price that is in force in it: its volume is even over the days of the calendar
 * month, so that a price which changes on the 11th of 31 days counts for 21/31 of it. The parts add up to the workloads.
 * Throws `unknownModel`, `noRateOn` or `retiredModel` where a day has no price.
 */
export function monthParts(workloads: readonly Workload[], month: Month, context: Context): MonthPart[] {
  return workloads.flatMap((workload) =>
    pricesOver(workload.model, firstDay(month), lastDay(month), context).map((span) =>
      partIn(workload, month, span, context),
    ),
  );
}

/** A day from which nothing has a price for a workload any more, since its model ends and nothing is named after it. */
export interface Gap {
  readonly workload: string;
  readonly model: string;
  readonly from: Day;
}

/** Why work has no price after the end of its model, in words. */
export const nothingAfter = ({ model, from }: Omit<Gap, 'workload'>) =>
  `nothing is named that answers for ${model} from ${from} on`;

/** The prices of a workload in force over some days, as far as there are any, and from when there are none. */
export function knownPrices(
  { name, model }: Pick<Workload, 'name' | 'model'>,
  first: Day,
  last: Day,
  context: Context,
): { readonly spans: readonly Span[]; readonly gap: Gap | undefined } {
  const { spans, outage } = spansOf(modelOn(context, model), first, last, (other) => context.card.find(other));
  if (outage?.why === 'notYet') throw outageProblem(outage, outage.from);
  return { spans, gap: outage && { workload: name, model: outage.model.id, from: outage.from } };
}

/** The same as `monthParts` of the days that have a price, and the workloads that have none from a day on. Throws `noRateOn`. */
export function knownParts(
  workloads: readonly Workload[],
  month: Month,
  context: Context,
): { readonly parts: readonly MonthPart[]; readonly gaps: readonly Gap[] } {
  const all = workloads.map((workload) => {
    const { spans, gap } = knownPrices(workload, firstDay(month), lastDay(month), context);
    return { parts: spans.map((span) => partIn(workload, month, span, context)), gap };
  });
  return { parts: all.flatMap(({ parts }) => parts), gaps: all.flatMap(({ gap }) => gap ?? []) };
}

/** A month of one workload as it is seen on a day of it. */
export interface SeenMonth {
  readonly workload: string;
  /** In order, at least one; the first holds the days that are past too. */
  readonly parts: readonly [MonthPart, ...MonthPart[]];
  /** The day from which nothing has a price, and the model that ends then. */
  readonly gap: { readonly from: Day; readonly model: string } | undefined;
}

/**
 * The month of the day that is priced, a part for each price: the days until then at the prices of that day, and what is
 * known to change on later ones from its day on. Throws `unknownModel`, `noRateOn` or `retiredModel` of the day itself.
 */
export function seenMonth(workload: Workload, context: Context): SeenMonth {
  const { day, card } = context;
  const month = monthOf(day);
  const { spans, outage } = spansOf(modelOn(context, workload.model), day, lastDay(month), (name) => card.find(name));
  const parts = spans.map(({ first, last }): MonthPart => {
    const from = first === day ? firstDay(month) : first;
    const work = atVolume(workload, partOf(month, from, last));
    return { first: from, last, of: priceable(work, { ...context, day: first }) };
  });
  const [first, ...others] = parts;
  if (outage !== undefined && first === undefined) throw outageProblem(outage, day);
  const now = first ?? { first: firstDay(month), last: lastDay(month), of: priceable(workload, context) };
  const gap = outage === undefined ? undefined : { from: outage.from, model: outage.model.id };
  return { workload: workload.name, parts: [now, ...others], gap };
}
