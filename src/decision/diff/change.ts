import type { SideCost } from '../../domain/card-diff.ts';
import {
  type BoughtPart,
  type BoughtWorkload,
  costOfPart,
  EFFECTS,
  type Effects,
  type FeesBeyond,
  type Portfolio,
  type PortfolioChange,
  type WorkloadChange,
} from '../../domain/change.ts';
import { together } from '../../domain/cost-change.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { type Bill, costOf, pricedTotal } from '../../domain/line-item.ts';
import { usdPerLotOf } from '../../domain/price.ts';
import { atLeast, minus, NO_USD, plus, sum, type Usd } from '../../domain/units.ts';
import { buysTheSame, changeEffects } from './effects.ts';

const NO_EFFECTS: Effects = {
  price: NO_USD,
  volume: NO_USD,
  mix: NO_USD,
  fees: NO_USD,
  added: NO_USD,
  removed: NO_USD,
};

/** A bill as one side of a comparison, with whom it is paid to and for which model. */
export function boughtWith(bill: Bill, model: string, channel: string): BoughtWorkload {
  return {
    parts: bill.lineItems.map(({ quantity, price }): BoughtPart => {
      const { meter, mode, band } = price;
      return { model, channel, meter, mode, band, quantity, usdPerLot: usdPerLotOf(price) };
    }),
    fees: minus(pricedTotal(bill), sum(bill.lineItems.map(costOf))),
    unpriced: [...new Set(bill.unpriced.map(({ reason }) => reason))],
  };
}

/** What one side of a workload costs. */
export function costOfSide({ parts, fees, unpriced }: BoughtWorkload): SideCost {
  return { amount: plus(sum(parts.map(costOfPart)), fees), unpriced };
}

const NO_FEES: FeesBeyond = { old: NO_USD, new: NO_USD };

const withFees = ({ amount, unpriced }: SideCost, fees: Usd): SideCost => ({ amount: plus(amount, fees), unpriced });

/** All workloads of one side together. */
function costOfPortfolio(portfolio: Portfolio): SideCost {
  return together([...portfolio.values()].map(costOfSide));
}

/** The whole change that effects add up to. */
export function totalChange(effects: Effects): Usd {
  return sum(EFFECTS.map((effect) => effects[effect]));
}

function onOneSide(workload: string, change: 'added' | 'removed', side: BoughtWorkload): WorkloadChange {
  const cost = costOfSide(side);
  const amount = change === 'added' ? cost.amount : minus(NO_USD, cost.amount);
  return {
    workload,
    change,
    old: change === 'removed' ? cost : undefined,
    new: change === 'added' ? cost : undefined,
    effects: cost.unpriced.length > 0 ? undefined : { ...NO_EFFECTS, [change]: amount },
  };
}

function onBothSides(workload: string, before: BoughtWorkload, after: BoughtWorkload): WorkloadChange {
  const [old, now] = [costOfSide(before), costOfSide(after)];
  const sides = { workload, old, new: now };
  if (old.unpriced.length + now.unpriced.length > 0) return { ...sides, change: 'undecided', effects: undefined };
  const fees = minus(after.fees, before.fees);
  return {
    ...sides,
    change: isZero(fees) && buysTheSame(before.parts, after.parts) ? 'unchanged' : 'changed',
    effects: { ...NO_EFFECTS, ...changeEffects(before.parts, after.parts), fees },
  };
}

function workloadChange(workload: string, before: Portfolio, after: Portfolio): WorkloadChange[] {
  const [old, now] = [before.get(workload), after.get(workload)];
  if (old !== undefined && now !== undefined) return [onBothSides(workload, old, now)];
  if (now !== undefined) return [onOneSide(workload, 'added', now)];
  return old === undefined ? [] : [onOneSide(workload, 'removed', old)];
}

function summed(all: readonly (Effects | undefined)[]): Effects | undefined {
  const known = all.filter((effects) => effects !== undefined);
  if (known.length < all.length) return undefined;
  const of = (effect: keyof Effects) => sum(known.map((effects) => effects[effect]));
  return {
    price: of('price'),
    volume: of('volume'),
    mix: of('mix'),
    fees: of('fees'),
    added: of('added'),
    removed: of('removed'),
  };
}

/**
 * Why a portfolio costs more or less than before: price, volume, mix and fees of every workload that is on both sides,
 * and the workloads that came and went. The effects of a workload sum to its change, those of the portfolio to its own,
 * exactly. Workloads are matched by name; a part without a price on either side leaves the effects undefined. Fees that
 * no workload holds are in the costs and under fees. Pure.
 */
export function portfolioChange(
  before: Portfolio,
  after: Portfolio,
  feesBeyond: FeesBeyond = NO_FEES,
): PortfolioChange {
  const names = [...new Set([...after.keys(), ...before.keys()])];
  const workloads = names.flatMap((name) => workloadChange(name, before, after));
  const boughtTogether = { ...NO_EFFECTS, fees: minus(feesBeyond.new, feesBeyond.old) };
  return {
    workloads,
    old: withFees(costOfPortfolio(before), feesBeyond.old),
    new: withFees(costOfPortfolio(after), feesBeyond.new),
    feesBeyond,
    effects: summed([...workloads.map((each) => each.effects), boughtTogether]),
  };
}

/**
 * The largest change first, whichever way; what cannot be told stands before all, for it may be larger. Ties keep their
 * order.
 */
export function largestFirst<Change>(changes: readonly Change[], moved: (change: Change) => Usd | undefined): Change[] {
  const sized = changes.map((change) => {
    const amount = moved(change);
    return { change, size: amount === undefined || atLeast(amount, NO_USD) ? amount : minus(NO_USD, amount) };
  });
  sized.sort((a, b) => {
    if (a.size === undefined || b.size === undefined)
      return Number(b.size === undefined) - Number(a.size === undefined);
    return compare(b.size, a.size);
  });
  return sized.map(({ change }) => change);
}

/** Workloads by the size of their change. */
export function bySize(changes: readonly WorkloadChange[]): WorkloadChange[] {
  return largestFirst(changes, ({ effects }) => (effects === undefined ? undefined : totalChange(effects)));
}
