import { ceiling, divide, type Exact, isZero, multiply, whole } from '../../domain/exact.ts';
import { MINUTES_PER_MONTH } from '../../domain/period.ts';
import type { CapacityPool } from '../../domain/reserved.ts';
import { type Factor, factor } from '../../domain/units.ts';

/** A monthly load as the load of an average minute; a month has 43,800. */
export function averagePerMinute(monthlyLoad: Exact): Exact {
  return divide(monthlyLoad, MINUTES_PER_MONTH);
}

/** The smallest number of units that may be bought and is not below `wanted`. */
export function purchasable(wanted: bigint, pool: Pick<CapacityPool, 'minimumUnits' | 'increment'>): bigint {
  const least = wanted > pool.minimumUnits ? wanted : pool.minimumUnits;
  return ((least + pool.increment - 1n) / pool.increment) * pool.increment;
}

/**
 * Units that serve the peak: roundUpToIncrement(max(minimum, ceil(peakToAverage x average / capacity))), and none for
 * no load. Vendors size by the peak: https://learn.microsoft.com/azure/foundry/openai/how-to/provisioned-throughput-sizing
 */
export function unitsForPeak(average: Exact, peakToAverage: Factor, pool: CapacityPool): bigint {
  if (isZero(average)) return 0n;
  return purchasable(ceiling(divide(multiply(average, peakToAverage), pool.perMinute)), pool);
}

/** Average load / what the units serve. Above 1 the units do not even serve the average. Undefined without units. */
export function utilisation(average: Exact, units: bigint, pool: CapacityPool): Factor | undefined {
  return units === 0n ? undefined : factor(divide(average, multiply(whole(units), pool.perMinute)));
}
