import type { Level } from '../../domain/decision.ts';
import { compare, divide, type Exact, isZero, multiply, ONE, subtract, ZERO } from '../../domain/exact.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { NO_USD, type Share, share, sum, UNCHANGED, usd } from '../../domain/units.ts';
import { paidThere } from '../channels/aggregator-fees.ts';
import { common } from './contract-paths.ts';
import { between, type DriverRange, type Path, type Stated } from './driver-path.ts';
import { choicesAmong } from './options.ts';
import { boughtAt, type Outcome } from './outcome.ts';
import { stillAt } from './workload-paths.ts';

function withAggregators(stated: Stated, change: (each: Aggregator) => Aggregator): ReturnType<Path['at']> {
  const { priced, terms } = stated;
  const offers = { ...terms.offers, aggregators: terms.offers.aggregators.map(change) };
  return { choices: priced.map((each) => choicesAmong(each, offers)), terms: { ...terms, offers } };
}

/** A purchase fee at each aggregator that has none of its own. */
export function feeRange(stated: Stated): DriverRange | undefined {
  const { base, context } = stated;
  if (!base.purchases.some(({ channel }) => channel.kind === 'aggregator')) return undefined;
  const path = (end: Share): Path => {
    if (isZero(end)) return stillAt(stated, { unit: 'share', amount: end });
    return {
      at: (t) => {
        if (isZero(t)) return stated;
        const fee = { share: share(multiply(end, t)), minimum: NO_USD, purchases: UNCHANGED };
        return withAggregators(stated, (each) =>
          each.purchaseFee === undefined ? { ...each, purchaseFee: fee } : each,
        );
      },
      level: (t) => ({ unit: 'share', amount: multiply(end, t) }),
      slope: ({ purchases }) => feeSlope(purchases, stated, end),
    };
  };
  const [low, high] = context.assumptions.drivers.purchaseFee;
  return { code: 'purchaseFee', low: path(low), high: path(high) };
}

/** What the fee adds on the way to its end: a share of what is paid where the aggregator has no fee of its own. */
function feeSlope(purchases: Outcome['purchases'], { terms }: Stated, end: Share): Exact {
  const without = new Set(
    terms.offers.aggregators.filter(({ purchaseFee }) => purchaseFee === undefined).map(({ id }) => id),
  );
  const paid = [...boughtAt(purchases)].flatMap(([aggregator, bought]) =>
    without.has(aggregator.id) ? [paidThere(aggregator, bought)] : [],
  );
  return multiply(sum(paid), end);
}

/** Prepaying where an aggregator sells credit at a bonus, from none of the bonus to all of it. */
export function bonusRange(stated: Stated): DriverRange | undefined {
  const offering = stated.terms.offers.aggregators.filter(
    ({ topUp, shown }) => topUp !== undefined && shown === 'always',
  );
  if (offering.length === 0) return undefined;
  const bonuses = offering.flatMap(({ topUp }) =>
    topUp === undefined ? [] : [subtract(divide(topUp.credit, topUp.pay), ONE)],
  );
  const bonus = common(bonuses);
  const prepaid = offering.filter(({ prepay }) => prepay).length;
  const own = prepaid === offering.length ? ONE : ZERO;
  const path = (end: Exact): Path => {
    const level = (t: Exact): Level => {
      const part = between(own, end, t);
      if (isZero(part)) return { unit: 'word', word: 'none' };
      if (compare(part, ONE) === 0) return { unit: 'word', word: 'prepaid' };
      return bonus === undefined ? { unit: 'part', amount: part } : { unit: 'share', amount: multiply(bonus, part) };
    };
    if (compare(end, own) === 0 && (prepaid === 0 || prepaid === offering.length)) return stillAt(stated, level(ZERO));
    return {
      at: (t) => {
        if (isZero(t)) return stated;
        const part = between(own, end, t);
        return withAggregators(stated, (each) => {
          if (each.topUp === undefined) return each;
          const { pay, credit } = each.topUp;
          const topUp = { ...each.topUp, credit: usd(between(pay, credit, part)) };
          return { ...each, prepay: !isZero(part), topUp };
        });
      },
      level,
    };
  };
  return { code: 'bonus', low: path(ZERO), high: path(ONE) };
}
