import type { Day } from '../../domain/day.ts';
import { lastDayOf, type Model } from '../../domain/rate-card.ts';
import { allTokens } from '../../domain/usage.ts';
import type { UsageAfterEnd, UsedModelEnd } from '../../domain/usage-answer.ts';
import { type PriceBook, placeOf, type UsageDay } from './measure.ts';

/** Usage of days on which its model had ended already, by the model, with whose price counted for it. */
export function usageAfterEnds(usage: readonly UsageDay[], book: PriceBook): UsageAfterEnd[] {
  const found = new Map<string, UsageAfterEnd>();
  for (const group of usage) {
    const model = book.find(group.model, group.day);
    const { retired } = model ?? {};
    if (model === undefined || retired === undefined || retired.from > group.day) continue;
    const { region, said } = placeOf(group, book);
    const price = book.price(model, group.day, region, said);
    if (typeof price === 'string') continue;
    const pricedAs = price.service.model.id;
    const key = `${model.id} ${pricedAs}`;
    const known = found.get(key)?.tokens ?? 0n;
    const tokens = known + allTokens(group.tokens);
    found.set(key, { model: model.id, lastDay: lastDayOf(retired), billedAs: retired.billedAs, pricedAs, tokens });
  }
  return [...found.values()].sort((a, b) => (a.model < b.model ? -1 : Number(a.model > b.model)));
}

/** What prices a model on the day of an answer; undefined where nothing does. */
function pricedAs(model: Model, asOf: Day, { price }: PriceBook): string | undefined {
  const found = price(model, asOf);
  return typeof found === 'string' ? undefined : found.service.model.id;
}

/** The end of a model as far as it is known on a day, past or to come. */
export function knownEnds(model: Model | undefined, asOf: Day): Omit<UsedModelEnd, 'pricedAs'>[] {
  if (model?.retired === undefined) return [];
  const { from, announced, servedBy, billedAs } = model.retired;
  const over = from <= asOf;
  if (!over && announced !== undefined && announced > asOf) return [];
  return [{ model: model.id, lastDay: lastDayOf(model.retired), announced, servedBy, billedAs, over }];
}

/** The ends of the models that were used, as far as they are known on the day of the answer: those past, and those to come. */
export function usedEnds(used: readonly Model[], asOf: Day, book: PriceBook): UsedModelEnd[] {
  return [...new Set(used)].flatMap((model) =>
    knownEnds(model, asOf).map((end): UsedModelEnd => ({ ...end, pricedAs: pricedAs(model, asOf, book) })),
  );
}
