import { compare } from '../domain/exact.ts';
import { type Levers, pulls } from '../domain/levers.ts';
import type { Bill } from '../domain/line-item.ts';
import type { Multiplier } from '../domain/price.ts';
import { openLengths } from '../domain/prompt-length.ts';
import { premiumOf, type Rate, unknownRegion, worldwideOf } from '../domain/rate-card.ts';
import { UNCHANGED } from '../domain/units.ts';
import type { Workload } from '../domain/workload.ts';
import { bill } from './bill.ts';
import { othersOf, partsOn, type WorkloadLevers } from './levers.ts';
import { type PriceSheet, priceSheet, unpricedSheet } from './price-sheet.ts';
import { quantities, STANDARD_ONLY, uncached } from './quantities.ts';

/** The premium of the region a workload is pinned to; undefined when the card does not price that region. */
function regionTerms(workload: Workload, rate: Rate): readonly Multiplier[] | undefined {
  if (workload.region === undefined) return [];
  const premium = premiumOf(rate, workload.region);
  if (premium === undefined) return undefined;
  return compare(premium, UNCHANGED) === 0 ? [] : [{ name: `region ${workload.region}`, factor: premium }];
}

/** Why a rate has no price for a workload as it states itself: its region, or how long its prompts are. */
export function unpricedReason(workload: Workload, rate: Rate): string | undefined {
  const region = regionTerms(workload, rate);
  return region === undefined ? unknownRegion(rate, workload.region ?? '') : openLengths(workload, rate);
}

/** The price sheet of one channel: region first, then the channel's own terms. */
export function channelSheet(workload: Workload, rate: Rate, terms: readonly Multiplier[]): PriceSheet {
  const reason = unpricedReason(workload, rate);
  return reason === undefined
    ? priceSheet(rate, [...(regionTerms(workload, rate) ?? []), ...terms])
    : unpricedSheet(reason);
}

/** Every token, and every call, at the standard, uncached, global list price of a short prompt: what "savings" are measured from. */
export function baselineBill(workload: Workload, rate: Rate): Bill {
  const list = worldwideOf(rate);
  return bill(
    quantities(uncached(workload.input), workload.output, STANDARD_ONLY, othersOf(workload, list)),
    priceSheet(list, []),
  );
}

/** One workload under one configuration of a channel. */
export function priceConfiguration(workload: Workload, of: WorkloadLevers, sheet: PriceSheet, pulled: Levers): Bill {
  const split = pulls(pulled, 'cache') ? of.cache.split : uncached(workload.input);
  return bill(quantities(split, workload.output, partsOn(of, pulled), of.others), sheet);
}
