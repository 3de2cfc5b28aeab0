import type { FloorRisk } from '../../domain/commitment.ts';
import type { FloorBand } from '../../domain/contract.ts';
import type { Normal } from '../../domain/normal.ts';
import { statistic } from '../../domain/statistic.ts';
import { atLeast, complement, lessThan, minus, portion, type Share, type Usd } from '../../domain/units.ts';
import { listSpendFor } from '../contract/settle.ts';
import { probabilityBelow, quantile } from './distribution.ts';
import type { Interval } from './intervals.ts';

const MEDIAN = 1 / 2;

/** When growth takes the median month over the floor, or a decline under it. Neighbours that are equal are one interval. */
function crossingOf(low: number, months: readonly Interval[], normal: Normal): FloorRisk['crossing'] {
  let month = 1;
  let before: boolean | undefined;
  for (const { demand, count } of months) {
    const over = quantile(demand, MEDIAN, normal) >= low;
    if (before !== undefined && over !== before) return { month, to: over ? 'over' : 'under' };
    before = over;
    month += count;
  }
  return undefined;
}

/**
 * The chance that a month's spend clears the floor on list dollars and, discounted, on contracted dollars; and the
 * self-defeating discount: list spend between floor and floor / (1 - discount) wins the discount and is then under the
 * floor, with a shortfall of up to discount x floor.
 */
export function floorRisk(
  floor: FloorBand,
  discount: Share,
  listSpend: Usd,
  months: readonly Interval[],
  normal: Normal,
): FloorRisk {
  const needed = listSpendFor(floor.low, 'contracted', discount);
  const clears = (amount: Usd) =>
    months.reduce(
      (sum, { share, demand }) => sum + share * (1 - probabilityBelow(demand, statistic(amount), normal)),
      0,
    );
  const clearsOnList = clears(floor.low);
  const clearsOnContracted = clears(needed);
  const contracted = portion(listSpend, complement(discount));
  const pushed = atLeast(listSpend, floor.low) && lessThan(contracted, floor.low);
  return {
    floor,
    discount,
    clearsOnList,
    clearsOnContracted,
    listNeededOnContracted: needed,
    discountPushesUnderFloor: pushed ? minus(floor.low, contracted) : undefined,
    pushedUnderProbability: clearsOnList - clearsOnContracted,
    crossing: crossingOf(statistic(floor.low), months, normal),
  };
}
