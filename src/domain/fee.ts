import { type Arithmetic, NUMBERS } from './arithmetic.ts';
import type { Source } from './rate-card.ts';
import { type Factor, lessThan, times, type Usd, usd } from './units.ts';

/**
 * What a channel charges or grants beside its tokens. `topUpBonus` is what credit bought in advance costs less than its
 * face value, and `lapsedCredit` what that much of it costs that is lost before it is used; `purchaseFee` is taken of the
 * credit bought; `ownKeyFee` of the list price of calls that run on the buyer's own key; `monthlyFee` is a workload's part
 * of what a month costs there in any case. `unusedCommitment` is what is due under a contract for nothing; `overage` what usage over the commitment costs beyond the contract's price.
 */
export const FEE_KINDS = [
  'topUpBonus',
  'lapsedCredit',
  'purchaseFee',
  'ownKeyFee',
  'monthlyFee',
  'unusedCommitment',
  'overage',
] as const;
export type FeeKind = (typeof FEE_KINDS)[number];

/** A line of a bill that is money on money: it has no meter, and no tokens stand behind it. */
export interface Fee {
  readonly kind: FeeKind;
  /** The amount the rate is taken of. */
  readonly basis: Usd;
  /** A share of the basis; below 0 for a bonus. Exact: a bonus of 6% is 1/1.06 - 1. */
  readonly rate: Factor;
  /** The least that is charged; undefined where none is. */
  readonly minimum: Usd | undefined;
  /** Undefined for an offer of the user's own that names none. */
  readonly source: Source | undefined;
}

/** True where the least that is charged is what is charged. */
export function isLeast({ basis, rate, minimum }: Fee): boolean {
  return minimum !== undefined && lessThan(times(basis, rate), minimum);
}

/** An amount of money on money, in numbers or in the cells of a workbook. */
export interface FeeIn<Value> {
  readonly kind: FeeKind;
  readonly basis: Value;
  readonly rate: Value;
  readonly minimum: Value | undefined;
}

/** rate x basis, and no less than the minimum. */
export function feeCostIn<Value>(by: Arithmetic<Value, unknown>, { basis, rate, minimum }: FeeIn<Value>): Value {
  const proportional = by.times(basis, rate);
  return minimum === undefined ? proportional : by.larger(proportional, minimum);
}

export function feeCost(fee: Fee): Usd {
  return usd(feeCostIn(NUMBERS, fee));
}
