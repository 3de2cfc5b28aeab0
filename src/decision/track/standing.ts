import type { Contract } from '../../domain/contract.ts';
import { type Day, daysAfter } from '../../domain/day.ts';
import { divide, isZero, multiply, whole } from '../../domain/exact.ts';
import { DAYS_PER_MONTH } from '../../domain/period.ts';
import type { FloorStanding } from '../../domain/track.ts';
import { lessThan, type Usd, usd } from '../../domain/units.ts';
import { type ByDay, spendWithin } from './drawdown.ts';
import { RUN } from './projection.ts';

/** Where list spend stands beside the floor of the rate card, by the last 28 days of which usage is known. */
export function floorStanding(
  contract: Contract | 'notOffered',
  atList: ByDay,
  known: { readonly first: Day; readonly last: Day; readonly days: number } | undefined,
): FloorStanding | undefined {
  if (contract === 'notOffered' || known === undefined || isZero(contract.floor.high)) return undefined;
  const days = Math.min(RUN, known.days);
  const spend: Usd = spendWithin(atList, daysAfter(known.last, 1 - days), known.last);
  const monthlyList = usd(multiply(divide(spend, whole(BigInt(days))), DAYS_PER_MONTH));
  const { low, high } = contract.floor;
  const verdict = lessThan(monthlyList, low) ? 'below' : lessThan(high, monthlyList) ? 'above' : 'within';
  return { low, high, monthlyList, verdict, source: contract.source };
}
