import type { AggregatorChannel } from '../../domain/channel.ts';
import { add, divide, isZero, ONE, subtract, ZERO } from '../../domain/exact.ts';
import { type Fee, feeCost } from '../../domain/fee.ts';
import type { Aggregator } from '../../domain/offer.ts';
import {
  discountFactor,
  type Factor,
  factor,
  larger,
  minus,
  NO_USD,
  plus,
  ratio,
  sum,
  times,
  UNCHANGED,
  type Usd,
} from '../../domain/units.ts';

/** What is bought through one aggregator in a month: at list, and at its own price per token. Both add up over workloads. */
export interface Bought {
  readonly listCost: Usd;
  readonly tokenCost: Usd;
}

export const NOTHING_BOUGHT: Bought = { listCost: NO_USD, tokenCost: NO_USD };

export function bothBought(a: Bought, b: Bought): Bought {
  return { listCost: plus(a.listCost, b.listCost), tokenCost: plus(a.tokenCost, b.tokenCost) };
}

/** Whether anything stands on a bill from there beside the tokens. */
export function chargesFees({ purchaseFee, ownKeyFee, topUp, prepay }: Aggregator): boolean {
  return purchaseFee !== undefined || ownKeyFee !== undefined || (prepay && topUp !== undefined);
}

/** Whether a month's total there decides a fee: a least purchase fee, or an allowance. */
export function hasPooledFees({ purchaseFee, ownKeyFee }: Aggregator): boolean {
  return (
    (purchaseFee !== undefined && !isZero(purchaseFee.minimum)) ||
    (ownKeyFee !== undefined && !isZero(ownKeyFee.allowance))
  );
}

/** The price of a token there, as a multiple of list: (1 - discount) x (1 + markup). */
export function priceFactor({ aggregator, discount }: AggregatorChannel): Factor {
  return times(discountFactor(discount), factor(add(ONE, aggregator.markup)));
}

/** What a dollar of credit costs: pay / credit where the buyer prepays, else 1. A bonus of 6% makes it 1/1.06. */
export function costBasis({ prepay, topUp }: Aggregator): Factor {
  return prepay && topUp !== undefined ? factor(divide(topUp.pay, topUp.credit)) : UNCHANGED;
}

/**
 * What one more dollar of list price costs there, all told: (1 - discount)(1 + markup)(1 + purchase fee) / (1 + bonus),
 * and the own-key fee above its allowance. Minimum fees and whole blocks of credit are left out.
 */
export function marginalFactor(channel: AggregatorChannel): Factor {
  const { aggregator } = channel;
  const withFee = factor(add(ONE, aggregator.purchaseFee?.share ?? ZERO));
  const paid = times(times(priceFactor(channel), costBasis(aggregator)), withFee);
  return factor(add(paid, aggregator.ownKeyFee?.share ?? ZERO));
}

function bonus(aggregator: Aggregator, tokenCost: Usd): Fee[] {
  if (!aggregator.prepay || aggregator.topUp === undefined) return [];
  const rate = factor(subtract(costBasis(aggregator), ONE));
  return [{ kind: 'topUpBonus', basis: tokenCost, rate, minimum: undefined, source: aggregator.source }];
}

function purchase(aggregator: Aggregator, tokenCost: Usd, minimum: Usd | undefined): Fee[] {
  const { purchaseFee, source } = aggregator;
  if (purchaseFee === undefined) return [];
  const basis = times(tokenCost, costBasis(aggregator));
  return [{ kind: 'purchaseFee', basis, rate: factor(purchaseFee.share), minimum, source }];
}

function ownKey({ ownKeyFee, source }: Aggregator, basis: Usd): Fee[] {
  if (ownKeyFee === undefined) return [];
  return [{ kind: 'ownKeyFee', basis, rate: factor(ownKeyFee.share), minimum: undefined, source }];
}

/** The least purchase fees of a month; nothing where nothing is bought, or where there is no minimum. */
function monthlyMinimum({ purchaseFee }: Aggregator, { tokenCost }: Bought): Usd | undefined {
  if (purchaseFee === undefined || isZero(purchaseFee.minimum) || isZero(tokenCost)) return undefined;
  return times(purchaseFee.minimum, purchaseFee.purchases);
}

/** List-price usage above the allowance of an own key. */
function aboveAllowance({ ownKeyFee }: Aggregator, { listCost }: Bought): Usd {
  return ownKeyFee === undefined ? NO_USD : larger(NO_USD, minus(listCost, ownKeyFee.allowance));
}

/** The fees on everything bought there in a month, minimum and allowance included. */
export function monthlyFees(aggregator: Aggregator, bought: Bought): Fee[] {
  return [
    ...bonus(aggregator, bought.tokenCost),
    ...purchase(aggregator, bought.tokenCost, monthlyMinimum(aggregator, bought)),
    ...ownKey(aggregator, aboveAllowance(aggregator, bought)),
  ];
}

/**
 * One workload's part of the month's fees, by what it buys of the whole: the parts of all workloads add up to
 * `monthlyFees` exactly. `all` includes `own`.
 */
export function shareOfFees(aggregator: Aggregator, own: Bought, all: Bought): Fee[] {
  const partOf = (amount: Usd | undefined, key: keyof Bought) =>
    amount === undefined ? undefined : times(amount, ratio(own[key], all[key]) ?? factor(ZERO));
  return [
    ...bonus(aggregator, own.tokenCost),
    ...purchase(aggregator, own.tokenCost, partOf(monthlyMinimum(aggregator, all), 'tokenCost')),
    ...ownKey(aggregator, partOf(aboveAllowance(aggregator, all), 'listCost') ?? NO_USD),
  ];
}

/** The fees that are a share of what one workload buys, whatever else is bought there. */
export function proportionalFees(aggregator: Aggregator, own: Bought): Fee[] {
  const fromTheFirstDollar = aggregator.ownKeyFee !== undefined && isZero(aggregator.ownKeyFee.allowance);
  return [
    ...bonus(aggregator, own.tokenCost),
    ...purchase(aggregator, own.tokenCost, undefined),
    ...(fromTheFirstDollar ? ownKey(aggregator, own.listCost) : []),
  ];
}

export function feesTotal(fees: readonly Fee[]): Usd {
  return sum(fees.map(feeCost));
}
