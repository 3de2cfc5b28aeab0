import type { CardDiff, CardValue, CostChange, DiffSide, FactChange, SideCost } from '../../domain/card-diff.ts';
import { costMoved, costShare, priceMoved } from '../../domain/cost-change.ts';
import { type Exact, isZero, numeral } from '../../domain/exact.ts';
import { FREE } from '../../domain/price-cell.ts';
import { dollars, price, rise } from '../render/numbers.ts';

/** A value as a card prints it. */
export function valueText(value: CardValue): string {
  switch (value.kind) {
    case 'free':
      return FREE;
    case 'text':
      return value.value;
    case 'price':
      return price(value.value);
    case 'number':
      return numeral(value.value);
  }
}

/** A share with its sign: a price that falls by a fifth prints -20%. */
export function movedText(share: Exact): string {
  return rise(share, 1).replace('.0%', '%');
}

/** A change in one line: + new, - gone, ~ different. */
export function factText(fact: FactChange): string {
  const { key, old, new: now } = fact;
  if (old === undefined) return `+ ${key}: ${now === undefined ? '' : valueText(now)}`;
  if (now === undefined) return `- ${key}: ${valueText(old)}`;
  const share = priceMoved(fact);
  return `~ ${key}: ${valueText(old)} -> ${valueText(now)}${share === undefined ? '' : ` (${movedText(share)})`}`;
}

/** A side in words: card mine 2026-11-23 on 2026-12-01. */
export function sideText({ card, day }: DiffSide): string {
  return `card ${card.id} ${card.version}${day === undefined ? '' : ` on ${day}`}`;
}

/** What was compared, and how much of it differs. */
export function headline({ old, new: now, models }: CardDiff): string {
  const count = (kind: string) => models.filter((model) => model.change === kind).length;
  const between = `${sideText(old)} -> ${sideText(now)}`;
  if (models.length === 0) return `${between}; no price and no rule differs`;
  return `${between}; models: ${count('added')} added, ${count('removed')} removed, ${count('changed')} changed`;
}

/** Dollars of a side; a part without a price makes them a lower bound, and nothing priced has none. */
export function costText({ amount, unpriced }: SideCost): string {
  if (unpriced.length === 0) return dollars(amount);
  return isZero(amount) ? 'unpriced' : `at least ${dollars(amount)}`;
}

/** +$1,000.00 (+20%); "unknown" while one side has no price. */
export function costMovedText(cost: CostChange): string {
  const amount = costMoved(cost);
  if (amount === undefined) return 'unknown';
  const share = costShare(cost);
  const sign = amount.coefficient > 0n ? '+' : '';
  return `${sign}${dollars(amount)}${share === undefined ? '' : ` (${movedText(share)})`}`;
}

/** Why amounts are lower bounds, with the side each reason is on. */
export function unpricedTexts(costs: CardDiff['costs']): string[] {
  return (costs?.workloads ?? []).flatMap(({ workload, old, new: now }) => [
    ...old.unpriced.map((reason) => `${workload}, old: ${reason}`),
    ...now.unpriced.map((reason) => `${workload}, new: ${reason}`),
  ]);
}

/** What the dollars are. */
export function costHeading({ oldDay, newDay }: { oldDay: string; newDay: string }): string {
  const days = oldDay === newDay ? `at the rates of ${newDay}` : `at the rates of ${oldDay}, then of ${newDay}`;
  return `USD a month, list price with the stated levers, ${days}`;
}
