import type { Day } from '../../domain/day.ts';
import { compare } from '../../domain/exact.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { LifeNote, Note, TokenFlip } from '../../domain/note.ts';
import { lastDayOf, type Model, type RateCard, rateAfter } from '../../domain/rate-card.ts';
import { scaled } from '../../domain/scaled.ts';
import { type Service, serviceOn } from '../../domain/service.ts';
import { factorOf, type TokenRatio, tokenRatio } from '../../domain/token-ratio.ts';
import { UNCHANGED } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { baselineBill } from '../../engine/pricer.ts';
import type { Priceable } from './spend.ts';

interface Moment {
  readonly card: RateCard;
  readonly day: Day;
  /** The day that is asked on, where it is before the day that is priced. */
  readonly asked?: Day;
}

type Ends = Extract<LifeNote, { readonly code: 'modelEnds' }>;

/** What a promotion at which the next model is priced becomes after its last day, where that is another price. */
function promotionOf(workload: Workload, { model, rate }: Service): Ends['promotion'] {
  const later = rate.until === undefined ? undefined : rateAfter(model, rate);
  const listCost = later === undefined ? undefined : totalOf(baselineBill(workload, later));
  return rate.until === undefined || listCost === undefined ? undefined : { until: rate.until, listCost };
}

/** What the next model's price becomes later on, where that is announced. */
function changeOf(workload: Workload, { model, rate }: Service): Ends['change'] {
  const later = rate.until === undefined ? rateAfter(model, rate) : undefined;
  const [cost, nextCost] = [rate, later].map((each) =>
    each === undefined ? undefined : totalOf(baselineBill(workload, each)),
  );
  if (later === undefined || nextCost === undefined) return undefined;
  return cost !== undefined && compare(cost, nextCost) === 0 ? undefined : { from: later.from, nextCost };
}

/** What follows once the model that is priced has ended: the baseline is undefined where nothing prices it then. */
function after({ workload, model }: Priceable, from: Day, { card }: Moment) {
  const next = serviceOn(model, from, (name) => card.find(name));
  if ('why' in next) return { nextCost: undefined, ratio: UNCHANGED, promotion: undefined, change: undefined };
  const ratio = factorOf(tokenRatio(model, next.model, card.tokenizers));
  const then = scaled(workload, ratio);
  return {
    nextCost: totalOf(baselineBill(then, next.rate)),
    ratio,
    promotion: promotionOf(then, next),
    change: changeOf(then, next),
  };
}

/** The end of the model that is priced, where it lies ahead. */
export function comingEnd(of: Priceable, moment: Moment): LifeNote[] {
  const { workload, model, rate } = of;
  const { retired } = model;
  if (retired === undefined || retired.from <= moment.day) return [];
  const { announced, servedBy, billedAs, from } = retired;
  return [
    {
      code: 'modelEnds',
      workload: workload.name,
      model: model.id,
      lastDay: lastDayOf(retired),
      announced,
      servedBy,
      billedAs,
      cost: totalOf(baselineBill(workload, rate)),
      ...after(of, from, moment),
    },
  ];
}

function pastEnd(workload: string, { id, retired }: Model, { day, asked = day }: Moment): LifeNote[] {
  if (retired === undefined) return [];
  const { from, servedBy, billedAs } = retired;
  const ends = { lastDay: lastDayOf(retired), ahead: from > asked };
  return [{ code: 'modelEnded', workload, model: id, ...ends, servedBy, billedAs }];
}

/** Which models of a workload end, when, and what follows: those that have ended first, no end before it was announced. */
export function endNotes(of: Priceable, moment: Moment): Note[] {
  const past = of.service.ended.flatMap((model) => pastEnd(of.workload.name, model, moment));
  const announced = of.model.retired?.announced;
  return [...past, ...(announced !== undefined && moment.day < announced ? [] : comingEnd(of, moment))];
}

/** How many tokens one model is taken to make of a text where another makes one. */
export function tokenNotes(
  workload: string,
  from: Model,
  to: Model,
  ratio: TokenRatio | 'same' | undefined,
  flip?: TokenFlip,
): Note[] {
  if (ratio === 'same') return [];
  const named = { workload, from: from.id, to: to.id, flip };
  return [
    ratio === undefined ? { code: 'tokenRatioUnknown', ...named } : { code: 'tokenRatioPublished', ...named, ...ratio },
  ];
}
