import {
  type Day,
  dayBefore,
  daysBetween,
  daysIn,
  firstDay,
  lastDay,
  type Month,
  monthsFrom,
} from '../../domain/day.ts';
import { divide, isZero, whole } from '../../domain/exact.ts';
import { didYouMean, nearest } from '../../domain/near.ts';
import { changeAYear, NO_TREND, type PriceTrend } from '../../domain/price-trend.ts';
import type { PricedPart, PricesAhead } from '../../domain/prices-ahead.ts';
import { problem } from '../../domain/problem.ts';
import { type Find, spansOf } from '../../domain/service.ts';
import { share } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Context, modelOn } from '../estimate/estimate.ts';
import type { Gap } from '../estimate/month-parts.ts';

/** Every model that may serve some workloads. */
const namesOf = (workloads: readonly Workload[]) =>
  new Set(workloads.flatMap(({ model, alternatives }) => [model, ...alternatives.map((each) => each.model)]));

interface Course {
  readonly model: string;
  /** True where its list price is expected to change beside. */
  readonly moves: boolean;
  /** The days, after the first, on which another price or another model counts. */
  readonly days: readonly Day[];
  readonly gap: Day | undefined;
}

/** What becomes of the price of a model from the day after one to another. */
function courseOf(name: string, after: Day, last: Day, trend: PriceTrend, context: Context): Course {
  const find: Find = (other) => context.card.find(other);
  const asked = modelOn(context, name);
  const { spans, outage } = spansOf(asked, after, last, find);
  const fees = (asked.providerFees ?? []).map(({ from }) => from).filter((from) => from > after && from <= last);
  const changed = spans.flatMap(({ first, service }, index) => {
    const before = spans[index - 1]?.service;
    const same = before === undefined || (before.rate === service.rate && before.model === service.model);
    return same ? [] : [first];
  });
  const moves = spans.some(({ service: { model } }) => !isZero(changeAYear(trend, model)));
  return { model: asked.id, moves, days: [...new Set([...changed, ...fees])].sort(), gap: outage?.from };
}

/**
 * A trend by the ids of the card. Throws `badValue` for a name that is neither a provider of it nor a model.
 */
export function trendOn({ all, by }: PriceTrend, { card, day }: Pick<Context, 'card' | 'day'>): PriceTrend {
  const idOf = (name: string): string => {
    const id = card.providers.has(name) ? name : card.find(name, day)?.id;
    if (id !== undefined) return id;
    const near = didYouMean(...nearest(name, [...card.providers.keys(), ...card.ids]));
    const what = `neither a provider nor a model of the rate card ${card.calledBy}`;
    throw problem('badValue', `listPriceChange of ${name}`, near === undefined ? what : `${what}; ${near}`);
  };
  return { all, by: new Map([...by].map(([name, change]) => [idOf(name), change])) };
}

/** The parts of a month by the days on which sets of prices begin, the first of them before or at its start. */
function partsOf(month: Month, days: readonly Day[]): PricedPart[] {
  const [first, last] = [firstDay(month), lastDay(month)];
  return days.flatMap((day, set): PricedPart[] => {
    const next = days[set + 1];
    const from = set === 0 || day < first ? first : day;
    const to = next === undefined || next > last ? last : dayBefore(next);
    if (from > to) return [];
    const all = whole(BigInt(daysIn(month)));
    return [{ set, part: share(divide(whole(BigInt(daysBetween(from, to) + 1)), all)) }];
  });
}

/**
 * The prices of the months of a term, as far as the card knows them on the day of the context, and as they are expected to
 * move beside, month by month from the first; undefined where nothing that may serve the work changes its price. What
 * changes before the first month is a price of that month.
 */
export function pricesAhead(
  workloads: readonly Workload[],
  start: Month,
  months: number,
  context: Context,
  trend: PriceTrend = NO_TREND,
): PricesAhead | undefined {
  const calendar = monthsFrom(start, months);
  const end = lastDay(calendar.at(-1) ?? start);
  const courses = [...namesOf(workloads)].map((name) => courseOf(name, context.day, end, trend, context));
  const changed = [...new Set(courses.flatMap(({ days }) => days))].sort();
  const gaps = courses.flatMap(({ model, gap }) => (gap === undefined ? [] : [{ model, from: gap }]));
  const all = [...new Set([...changed, ...gaps.map(({ from }) => from)])].sort();
  const moved = courses.some(({ moves }) => moves) ? calendar.slice(1).map(firstDay) : [];
  if (all.length === 0 && moved.length === 0) return undefined;
  const opening = firstDay(start);
  const first = all.some((day) => day <= opening) ? opening : context.day;
  const known = [first, ...all.filter((day) => day > opening)];
  const days = [...new Set([...known, ...moved])].sort();
  return {
    days,
    known,
    ...(moved.length === 0 ? {} : { trend }),
    months: calendar.map((month) => partsOf(month, days)),
    start,
    changes: changed.map((day) => ({
      day,
      models: courses.filter((course) => course.days.includes(day)).map(({ model }) => model),
    })),
    gaps,
  };
}

/** The model that has ended by a day of the term with nothing named after it, and since when; undefined where something answers then. */
export function gapOn(name: string, day: Day, context: Context): Omit<Gap, 'workload'> | undefined {
  const from = context.asked ?? context.day;
  const { outage } = spansOf(modelOn(context, name), from, day, (other) => context.card.find(other));
  return outage?.why === 'ended' && outage.from > from ? { model: outage.model.id, from: outage.from } : undefined;
}
