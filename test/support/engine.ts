import type { Levers } from '../../src/domain/levers.ts';
import type { Bill } from '../../src/domain/line-item.ts';
import type { Multiplier } from '../../src/domain/price.ts';
import { type Model, type Rate, type RateCard, rateOn } from '../../src/domain/rate-card.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { levers, type WorkloadLevers } from '../../src/engine/levers.ts';
import { channelSheet, priceConfiguration } from '../../src/engine/pricer.ts';
import { ACME, ASSUMPTIONS } from './pricing.ts';
import { day } from './values.ts';

/** The columns of the table. */
export const TODAY = day('2026-11-01');

export function modelOf(name: string, card: RateCard = ACME): Model {
  const model = card.find(name);
  if (model === undefined) throw new Error(`a test names ${name}, which is not on ${card.id}`);
  return model;
}

export function rateOf(name: string, card: RateCard = ACME, on = TODAY): Rate {
  const rate = rateOn(modelOf(name, card), on);
  if (rate === undefined) throw new Error(`a test prices ${name} on ${on}, before its first rate`);
  return rate;
}

/** The levers of a workload as stated; at the illustrative levels when asked. */
export function leversOf(workload: Workload, card: RateCard = ACME, illustrate = false): WorkloadLevers {
  const settings = { assumptions: ASSUMPTIONS, defaults: card.defaults };
  return levers(workload, modelOf(workload.model, card), rateOf(workload.model, card), settings, illustrate);
}

/** What a workload costs with its stated levers on or off, on terms that multiply every list price. */
export function billOf(
  workload: Workload,
  column: Levers,
  card: RateCard = ACME,
  terms: readonly Multiplier[] = [],
): Bill {
  const sheet = channelSheet(workload, rateOf(workload.model, card), terms);
  return priceConfiguration(workload, leversOf(workload, card), sheet, column);
}
