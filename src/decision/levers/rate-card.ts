import type { Contract } from '../../domain/contract.ts';
import type { Day } from '../../domain/day.ts';
import type { LeverBasis, ModelAge } from '../../domain/lever-report.ts';
import type { Model, RateCard } from '../../domain/rate-card.ts';
import { NO_USD, portion, type Usd } from '../../domain/units.ts';
import { bestBand, directChannel } from '../contract/band.ts';

/** What the rate card itself is worth: the discount a spend can expect, and both ends of what negotiations give. */
export interface RateCardValue {
  readonly low: Usd;
  readonly expected: Usd;
  readonly high: Usd;
  readonly basis: LeverBasis;
}

/** The per-token discount in dollars on a list spend; nothing where no contract is on offer. */
export function rateCardValue(contract: Contract | 'notOffered', listSpend: Usd): RateCardValue {
  if (contract === 'notOffered') return { low: NO_USD, expected: NO_USD, high: NO_USD, basis: 'stated' };
  const channel = directChannel(contract, bestBand(contract, listSpend));
  if (channel.kind !== 'direct') throw new Error('a contract is bought direct');
  return {
    low: portion(listSpend, channel.shallowest),
    expected: portion(listSpend, channel.discount),
    high: portion(listSpend, channel.deepest),
    basis: contract.source === undefined ? 'stated' : 'claim',
  };
}

/**
 * How many models of its provider are newer than a model, by the first day each has on the card. Nobody publishes a
 * discount by age; the article says that the newest flagship takes least.
 */
export function modelAge(model: Model, card: RateCard, day: Day): ModelAge {
  const [first] = model.rates;
  const newer = card.ids.filter((id) => {
    const other = card.find(id);
    if (other?.provider !== model.provider) return false;
    const { from } = other.rates[0];
    return from > first.from && from <= day;
  });
  return { model: model.id, newer: newer.length };
}
