import type { CostChange, MonthChange, SideCost } from '../domain/card-diff.ts';
import type { Effects } from '../domain/change.ts';
import { costMoved, costShare, costsOf, costsOfMonths } from '../domain/cost-change.ts';
import { writtenEffects } from '../domain/written-effects.ts';
import { cost, maybeCost, number, usd } from './numerals.ts';
import type { Written, Z } from './schema.ts';

const sideCost = (z: Z) =>
  z.strictObject({
    amount: maybeCost(z),
    lowerBound: cost(z),
    unpriced: z.array(z.string()).describe('why a part has no price'),
  });

/** Both sides of a cost and how far it moved. */
export const bothSides = (z: Z) =>
  z.strictObject({
    old: sideCost(z),
    new: sideCost(z),
    change: number(z).nullable().describe('new less old, US dollars, exact; null while one of them is not known'),
    changeShare: number(z).nullable().describe('the change as a share of the old cost'),
  });

/** The same of what may be on one side alone. */
export const maybeSides = (z: Z) =>
  z.strictObject({ ...bothSides(z).shape, old: sideCost(z).nullable(), new: sideCost(z).nullable() });

/** Month by month, and all of them. */
export const monthsChange = (z: Z) =>
  z
    .strictObject({
      months: z.array(z.strictObject({ month: z.string(), ...maybeSides(z).shape })),
      total: bothSides(z),
    })
    .nullable()
    .describe('month by month at the rates of its first day; null where no profile says when it runs');

/** The parts of a difference, by cause. */
export const effects = (z: Z) =>
  z
    .strictObject({ price: usd(z), volume: usd(z), mix: usd(z), fees: usd(z), added: usd(z), removed: usd(z) })
    .nullable()
    .describe('by cause; they sum to the change exactly. null while a part has no price');

const sideCostOf = ({ amount, unpriced }: SideCost): Written<typeof sideCost> => ({
  amount: unpriced.length === 0 ? amount : null,
  lowerBound: amount,
  unpriced,
});

export const bothSidesOf = (of: CostChange): Written<typeof bothSides> => ({
  old: sideCostOf(of.old),
  new: sideCostOf(of.new),
  change: costMoved(of) ?? null,
  changeShare: costShare(of) ?? null,
});

export const maybeSidesOf = (of: Pick<MonthChange, 'old' | 'new'>): Written<typeof maybeSides> => ({
  ...bothSidesOf(costsOf(of)),
  old: of.old === undefined ? null : sideCostOf(of.old),
  new: of.new === undefined ? null : sideCostOf(of.new),
});

export function monthsChangeOf(months: readonly MonthChange[]): Written<typeof monthsChange> {
  if (months.length === 0) return null;
  return {
    months: months.map((each) => ({ month: each.month, ...maybeSidesOf(each) })),
    total: bothSidesOf(costsOfMonths(months)),
  };
}

export const effectsOf = (of: Effects | undefined): Written<typeof effects> =>
  of === undefined ? null : writtenEffects(of);
