import type { Contract } from '../../domain/contract.ts';
import { type Day, dayBefore } from '../../domain/day.ts';
import { divide, isZero, multiply, whole } from '../../domain/exact.ts';
import { DAYS_PER_MONTH } from '../../domain/period.ts';
import type { FloorStanding } from '../../domain/track.ts';
import { lessThan, type Usd, usd } from '../../domain/units.ts';
import { type ByDay, spendWithin } from './drawdown.ts';

/** Days that a month's spend is taken from: four whole weeks, or as many as are known. */
const RUN = 28;

function daysBack(day: Day, days: number): Day {
  let at = day;
  for (let left = days; left > 0; left -= 1) at = dayBefore(at);
  return at;
}

/** Where list spend stands beside the floor of the rate card, by the last 28 days of which usage is known. */
export function floorStanding(
  contract: Contract | 'notOffered',
  atList: ByDay,
  known: { readonly first: Day; readonly last: Day; readonly days: number } | undefined,
): FloorStanding | undefined {
  if (contract === 'notOffered' || known === undefined || isZero(contract.floor.high)) return undefined;
  const days = Math.min(RUN, known.days);
  const spend: Usd = spendWithin(atList, daysBack(known.last, days - 1), known.last);
  const monthlyList = usd(multiply(divide(spend, whole(BigInt(days))), DAYS_PER_MONTH));
  const { low, high } = contract.floor;
  const verdict = lessThan(monthlyList, low) ? 'below' : lessThan(high, monthlyList) ? 'above' : 'within';
  return { low, high, monthlyList, verdict, source: contract.source };
}
