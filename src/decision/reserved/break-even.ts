import { compare, divide, type Exact, isZero, multiply, ZERO } from '../../domain/exact.ts';
import { costAt, type Meter } from '../../domain/meter.ts';
import { MINUTES_PER_MONTH } from '../../domain/period.ts';
import { usdPerLotOf } from '../../domain/price.ts';
import type { CapacityPool, Weights } from '../../domain/reserved.ts';
import { type Factor, ratio, tokens, type Usd, usd } from '../../domain/units.ts';
import type { PriceSheet } from '../../engine/price-sheet.ts';
import { averagePerMinute } from './units.ts';
import type { PoolLoad } from './weighted-load.ts';

const served = (weight: Factor | undefined): weight is Factor => weight !== undefined && compare(weight, ZERO) > 0;

/** The meter that a pool is stated in: input where it serves input, else the first it has a weight for. */
function referenceMeter(weights: Weights): Meter | undefined {
  if (served(weights.input)) return 'input';
  return (Object.keys(weights) as Meter[]).find((meter) => served(weights[meter]));
}

/**
 * List value of one unit used in full for a month: capacity x 43,800 minutes x price of an input-equivalent. It is also
 * the price a month at which the unit breaks even when it is never idle. Undefined when the card has no such price.
 */
export function unitValue(pool: CapacityPool, list: PriceSheet): Usd | undefined {
  const capacity: Exact = multiply(pool.perMinute, MINUTES_PER_MONTH);
  if (pool.measure.kind === 'listDollars') return usd(capacity);
  const { weights } = pool.measure;
  const meter = referenceMeter(weights);
  const weight = meter === undefined ? undefined : weights[meter];
  if (meter === undefined || weight === undefined) return undefined;
  const price = list.price(meter, 'standard', 'base');
  return price.pricing === 'unpriced' ? undefined : costAt(meter, tokens(divide(capacity, weight)), usdPerLotOf(price));
}

/**
 * What one unit used in full would replace of this very load: caching at a weight of 0, or a mix that the weights do not
 * follow, moves it away from the list value. Undefined without load.
 */
export function unitValueOfMix({ pool, weighted, payAsYouGo }: PoolLoad): Usd | undefined {
  if (isZero(weighted)) return undefined;
  return usd(divide(multiply(payAsYouGo, pool.perMinute), averagePerMinute(weighted)));
}

/** The utilisation at which a unit costs what it replaces: price a month / value a month. Above 1 it never does. */
export function breakEvenUtilisation(unitPrice: Usd, value: Usd | undefined): Factor | undefined {
  return value === undefined ? undefined : ratio(unitPrice, value);
}
