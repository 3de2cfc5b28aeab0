import type { Context } from '../decision/estimate/estimate.ts';
import type { PriceBook } from '../decision/usage/measure.ts';
import { isWhole, round, whole } from '../domain/exact.ts';
import { inPeak } from '../domain/peak-hours.ts';
import { bandOfPrompt } from '../domain/prompt-length.ts';
import type { RateCard } from '../domain/rate-card.ts';
import { type Route, routeOf } from '../domain/route.ts';
import { serviceOn } from '../domain/service.ts';
import { tokens } from '../domain/units.ts';
import type { UsageGroup, UsageRow } from '../domain/usage.ts';
import type { Cuts } from '../usage/tally-plan.ts';

/** A price book that also says what was taken off a name to find it. */
export interface NamedPriceBook extends PriceBook {
  readonly decorationOf: (name: string) => string | undefined;
}

/** The card as usage needs it: a name to a model, and the rate that answers to it on a day or why there is none. */
export function priceBookOf({ card }: Pick<Context, 'card'>): NamedPriceBook {
  const literal = (name: string) => card.find(name);
  const known = new Map<string, Route | undefined>();
  /** The model of a name as bills and logs write it; remembered, since a file repeats its names in every row. */
  const route = (name: string): Route | undefined => {
    if (known.has(name)) return known.get(name);
    const found = routeOf(name, literal);
    const is = found === undefined || 'refused' in found ? undefined : found;
    known.set(name, is);
    return is;
  };
  return {
    find(name, day) {
      const found = route(name);
      return found === undefined || day === undefined ? found?.model : card.find(found.name, day);
    },
    decorationOf: (name) => {
      const taken = route(name)?.taken ?? [];
      return taken.length === 0 ? undefined : taken.join(' ');
    },
    rate: (model, day) => {
      const service = serviceOn(model, day, literal);
      if (!('why' in service)) return service.rate;
      const { why, model: out } = service;
      return why === 'notYet' ? `${out.id} has no rate on ${day}` : `${out.id} has ended before ${day}`;
    },
  };
}

/** The price list of a request, by the thresholds and the peak hours of its model on its day, or by the word of a bill. */
export function bandBy({ find, rate }: PriceBook) {
  return ({ model, day, prompt, long, minute }: UsageRow): UsageGroup['band'] => {
    const is = prompt === undefined && minute === undefined ? undefined : find(model, day);
    const of = is === undefined ? undefined : rate(is, day);
    if (of === undefined || typeof of === 'string') return long === true ? 'long' : 'base';
    const band = prompt === undefined ? 'base' : bandOfPrompt(of, tokens(whole(prompt)));
    if (band !== 'base') return band;
    if (long === true) return 'long';
    return minute !== undefined && inPeak(of.peak?.windows ?? [], minute) ? 'peak' : 'base';
  };
}

/** The lengths at which some model of the card begins to charge a prompt as a long one: the first that is long. */
export function longPromptsOf(card: RateCard): bigint[] {
  const bounds = card.ids
    .flatMap((id) => card.find(id)?.rates ?? [])
    .flatMap(({ longContext }) => longContext)
    .flatMap(({ threshold, edge }) => {
      const floor = isWhole(threshold) || edge === 'above' ? round(threshold, 0).coefficient : undefined;
      return floor === undefined ? [] : [edge === 'above' ? floor + 1n : floor];
    });
  return [...new Set(bounds)];
}

/** Where prices of the card change by the length of a prompt and by the minute of a day. */
export function cutsOf(card: RateCard): Cuts {
  const windows = card.ids.flatMap((id) => card.find(id)?.rates ?? []).flatMap(({ peak }) => peak?.windows ?? []);
  return {
    prompts: longPromptsOf(card),
    minutes: [...new Set(windows.flatMap(({ from, to }) => [from, to]))],
  };
}
