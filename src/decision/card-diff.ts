import type { CardValue, ChangeKind, DiffSide, FactChange, ModelChange, RateChange } from '../domain/card-diff.ts';
import type { Day } from '../domain/day.ts';
import { compare } from '../domain/exact.ts';
import { type Model, type Rate, type RateCard, rateOn } from '../domain/rate-card.ts';
import { type Facts, modelFacts, rateFacts } from './card-facts.ts';

/** A card to compare: on one day, or with all its dated entries when there is no day. */
export interface Side {
  readonly card: RateCard;
  readonly day: Day | undefined;
}

const NO_FACTS: Facts = new Map();

function same(a: CardValue | undefined, b: CardValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === 'text' || b.kind === 'text') return a.kind === b.kind && a.value === b.value;
  return a.kind === b.kind && compare(a.value, b.value) === 0;
}

function factChanges(old: Facts, now: Facts): FactChange[] {
  const keys = new Set([...now.keys(), ...old.keys()]);
  return [...keys]
    .map((key) => ({ key, old: old.get(key), new: now.get(key) }))
    .filter((change) => !same(change.old, change.new));
}

function kindOf(old: unknown, now: unknown): ChangeKind {
  if (old === undefined) return 'added';
  return now === undefined ? 'removed' : 'changed';
}

/** The entries of a side by what they are matched on: their first day, or the one day that is looked at. */
function entries(model: Model | undefined, day: Day | undefined): Map<string, Rate> {
  if (model === undefined) return new Map();
  if (day === undefined) return new Map(model.rates.map((rate) => [rate.from, rate]));
  const served = model.retired === undefined || day < model.retired.from;
  const rate = served ? rateOn(model, day) : undefined;
  return rate === undefined ? new Map() : new Map([['that day', rate]]);
}

function rateChange(old: Rate | undefined, now: Rate | undefined): RateChange[] {
  const known = now ?? old;
  if (known === undefined) return [];
  const facts = factChanges(
    old === undefined ? NO_FACTS : rateFacts(old),
    now === undefined ? NO_FACTS : rateFacts(now),
  );
  return facts.length === 0 ? [] : [{ from: known.from, change: kindOf(old, now), facts }];
}

function rateChanges(old: ReadonlyMap<string, Rate>, now: ReadonlyMap<string, Rate>): RateChange[] {
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys.flatMap((key) => rateChange(old.get(key), now.get(key)));
}

/** The model of this very id: where the id is only an alias, it is another model. */
function modelOf({ card }: Side, id: string): Model | undefined {
  const model = card.find(id);
  return model?.id === id ? model : undefined;
}

/** A model counts as there where it has a price to compare: on the card, and on the day when there is one. */
function modelChange(id: string, before: Side, after: Side): ModelChange[] {
  const [oldModel, newModel] = [modelOf(before, id), modelOf(after, id)];
  const [oldRates, newRates] = [entries(oldModel, before.day), entries(newModel, after.day)];
  const old = oldRates.size === 0 ? undefined : oldModel;
  const now = newRates.size === 0 ? undefined : newModel;
  const known = now ?? old;
  if (known === undefined) return [];
  const facts = factChanges(
    old === undefined ? NO_FACTS : modelFacts(old),
    now === undefined ? NO_FACTS : modelFacts(now),
  );
  const rates = rateChanges(oldRates, newRates);
  if (facts.length === 0 && rates.length === 0) return [];
  return [{ model: id, provider: known.provider, change: kindOf(old, now), facts, rates }];
}

/** A side as an answer names it. */
export function sideOf({ card, day }: Side): DiffSide {
  return { card: { id: card.id, version: card.version, sha256: card.sha256 }, day };
}

/**
 * What two cards say differently, model by model and rate by rate; one card on two days when the sides have days.
 * Models are matched by id, dated entries by their first day. Pure.
 */
export function diffCards(before: Side, after: Side): ModelChange[] {
  const ids = [...new Set([...after.card.ids, ...before.card.ids])];
  return ids.flatMap((id) => modelChange(id, before, after));
}
