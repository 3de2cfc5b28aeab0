import { type Day, dayBefore } from './day.ts';
import { type Model, type Rate, rateAfter, rateOn } from './rate-card.ts';

/** The model of a name on a card; undefined where the card has none. */
export type Find = (name: string) => Model | undefined;

/** What answers to a model's name on a day, and at whose rate. */
export interface Service {
  /** The model that the name means. */
  readonly asked: Model;
  /** The model that is priced: the same, or what stands in its place after its end. */
  readonly model: Model;
  /** The rate of `model` in force. */
  readonly rate: Rate;
  /** The models that have ended on the way, from `asked` on. One billed at its own rates after its end is among them. */
  readonly ended: readonly Model[];
}

/** Why nothing answers: `model` has no rate yet, or has ended and names nothing that has a price on the day. */
export interface Outage {
  readonly why: 'notYet' | 'ended';
  readonly model: Model;
}

/**
 * What answers to a name on a day. After its end a model is priced as what answers in its place, or as what its provider
 * names as the replacement; at its own rates where the provider bills it so. Pure.
 */
export function serviceOn(asked: Model, day: Day, find: Find): Service | Outage {
  const ended: Model[] = [];
  let model = asked;
  while (model.retired !== undefined && model.retired.from <= day) {
    const { servedBy, billedAs } = model.retired;
    ended.push(model);
    if (billedAs === 'own') break;
    const next = servedBy === undefined ? undefined : find(servedBy);
    if (next === undefined || ended.includes(next)) return { why: 'ended', model };
    model = next;
  }
  const rate = rateOn(model, day);
  if (rate !== undefined) return { asked, model, rate, ended };
  const last = ended.at(-1);
  return last === undefined ? { why: 'notYet', model } : { why: 'ended', model: last };
}

/** The first day after `day` on which another rate or another model counts for a name; undefined where none is known. */
function changeAfter({ model, rate }: Service, day: Day): Day | undefined {
  const days = [rateAfter(model, rate)?.from, model.retired?.from].filter((each) => each !== undefined && each > day);
  return days.sort()[0];
}

/** A stretch of days on which one rate counts, both ends included. */
export interface Span {
  readonly first: Day;
  readonly last: Day;
  readonly service: Service;
}

/**
 * The days from `first` to `last` in stretches of one rate each, in order: the home of prices that change inside a
 * month. Stops at the day from which nothing answers, with the reason. Pure.
 */
export function spansOf(
  asked: Model,
  first: Day,
  last: Day,
  find: Find,
): { readonly spans: readonly Span[]; readonly outage: (Outage & { readonly from: Day }) | undefined } {
  const spans: Span[] = [];
  for (let from: Day | undefined = first; from !== undefined && from <= last; ) {
    const service = serviceOn(asked, from, find);
    if ('why' in service) return { spans, outage: { ...service, from } };
    const next = changeAfter(service, from);
    spans.push({ first: from, last: next === undefined || next > last ? last : dayBefore(next), service });
    from = next;
  }
  return { spans, outage: undefined };
}
