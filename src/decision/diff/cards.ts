import type { CardValue, ChangeKind, DiffSide, FactChange, ModelChange, RateChange } from '../../domain/card-diff.ts';
import type { Day } from '../../domain/day.ts';
import { compare } from '../../domain/exact.ts';
import { type Model, type Rate, type RateCard, rateOn } from '../../domain/rate-card.ts';
import { type Facts, modelFacts, rateFacts } from './card-facts.ts';

/** A card to compare: on one day, or with all its dated entries when there is no day. */
export interface Side {
  readonly card: RateCard;
  readonly day: Day | undefined;
}

const NO_FACTS: Facts = new Map();

function same(a: CardValue | undefined, b: CardValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === 'free' || b.kind === 'free') return a.kind === b.kind;
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

/** The rate of a model on a day; undefined before its first one and once it is retired, unless it is billed at it still. */
function rateServed(model: Model | undefined, day: Day): Rate | undefined {
  const { retired } = model ?? {};
  const isOver = retired !== undefined && retired.from <= day && retired.billedAs !== 'own';
  return model === undefined || isOver ? undefined : rateOn(model, day);
}

function rateChange(change: ChangeKind, old: Rate | undefined, now: Rate | undefined, from: Day): RateChange[] {
  const facts = factChanges(
    old === undefined ? NO_FACTS : rateFacts(old),
    now === undefined ? NO_FACTS : rateFacts(now),
  );
  return facts.length === 0 ? [] : [{ from, change, facts }];
}

/** The rates of one day, where one is looked at. */
function changeOnDay(old: Rate | undefined, now: Rate | undefined): RateChange[] {
  const from = (now ?? old)?.from;
  return from === undefined ? [] : rateChange(kindOf(old, now), old, now, from);
}

/** Every first day of either side: an entry that only one of them has is held against what is in force on the other. */
function changesInTime(old: Model | undefined, now: Model | undefined): RateChange[] {
  const days = [...new Set([old, now].flatMap((model) => model?.rates.map((rate) => rate.from) ?? []))].sort();
  const startsOn = (model: Model | undefined, day: Day) => model?.rates.find((rate) => rate.from === day);
  const inForce = (model: Model | undefined, day: Day) => (model === undefined ? undefined : rateOn(model, day));
  return days.flatMap((day) =>
    rateChange(kindOf(startsOn(old, day), startsOn(now, day)), inForce(old, day), inForce(now, day), day),
  );
}

/** The model of this very id: where the id is only an alias, it is another model. */
function modelOf({ card }: Side, id: string): Model | undefined {
  const model = card.find(id);
  return model?.id === id ? model : undefined;
}

/** A model counts as there where it has a price to compare: on the card, and on the day when there is one. */
function modelChange(id: string, before: Side, after: Side): ModelChange[] {
  const there = (side: Side) => {
    const model = modelOf(side, id);
    return side.day !== undefined && rateServed(model, side.day) === undefined ? undefined : model;
  };
  const [old, now] = [there(before), there(after)];
  const known = now ?? old;
  if (known === undefined) return [];
  const facts = factChanges(
    old === undefined ? NO_FACTS : modelFacts(old),
    now === undefined ? NO_FACTS : modelFacts(now),
  );
  const rates =
    before.day === undefined || after.day === undefined
      ? changesInTime(old, now)
      : changeOnDay(rateServed(old, before.day), rateServed(now, after.day));
  if (facts.length === 0 && rates.length === 0) return [];
  return [{ model: id, provider: known.provider, change: kindOf(old, now), facts, rates }];
}

/** A side as an answer names it. */
export function sideOf({ card, day }: Side): DiffSide {
  return { card: { id: card.id, version: card.version, sha256: card.sha256 }, day };
}

/**
 * What two cards say differently, model by model and rate by rate; one card on two days when the sides have days.
 * Models are matched by id, dated entries by their first day; both sides have a day, or neither. Pure.
 */
export function diffCards(before: Side, after: Side): ModelChange[] {
  const ids = [...new Set([...after.card.ids, ...before.card.ids])];
  return ids.flatMap((id) => modelChange(id, before, after));
}
