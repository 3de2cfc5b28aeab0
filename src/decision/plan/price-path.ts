import type { Level } from '../../domain/decision.ts';
import { compare, type Exact, isZero, ONE, ZERO } from '../../domain/exact.ts';
import { changeAYear, type PriceTrend } from '../../domain/price-trend.ts';
import { common } from './contract-paths.ts';
import { between, type DriverRange, type Path, type Stated } from './driver-path.ts';
import { stillAt } from './workload-paths.ts';

/** A trend on the way to one and the same change of everything. */
const toward = ({ all, by }: PriceTrend, end: Exact, t: Exact): PriceTrend => ({
  all: between(all, end, t),
  by: new Map([...by].map(([name, change]) => [name, between(change, end, t)])),
});

/** What list prices do in a year, of all models alike at either end; undefined where a plan is of one month. */
export function priceRange(stated: Stated): DriverRange | undefined {
  const { prices } = stated;
  if (prices === undefined) return undefined;
  const { trend, at } = prices;
  const models = stated.priced.flatMap(({ uses }) => uses.map(({ of }) => of.model));
  const own = models.map((model) => changeAYear(trend, model));
  const from = common(own);
  const path = (end: Exact): Path => {
    const level = (t: Exact): Level => {
      if (from !== undefined) return { unit: 'share', amount: between(from, end, t) };
      return compare(t, ONE) === 0 ? { unit: 'share', amount: end } : { unit: 'part', amount: t };
    };
    if (own.every((change) => compare(change, end) === 0)) return stillAt(stated, level(ZERO));
    return { at: (t) => (isZero(t) ? stated : at(toward(trend, end, t))), level };
  };
  const [low, high] = stated.context.assumptions.drivers.listPriceChange;
  return { code: 'listPriceChange', low: path(low), high: path(high) };
}
