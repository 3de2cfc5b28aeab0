import { type Arithmetic, NUMBERS } from '../../domain/arithmetic.ts';
import type { AggregatorChannel } from '../../domain/channel.ts';
import { add, type Exact, isZero, ONE, ZERO } from '../../domain/exact.ts';
import { type Fee, type FeeIn, feeCost } from '../../domain/fee.ts';
import { underTerms } from '../../domain/line-item.ts';
import type { Aggregator, TopUp } from '../../domain/offer.ts';
import { costOfCredit, lapsingCredit, lapsingIn, leastCredit } from '../../domain/prepaid-credit.ts';
import type { Costed } from '../../domain/purchase.ts';
import { type Factor, factor, NO_USD, plus, ratio, sum, times, UNCHANGED, type Usd, usd } from '../../domain/units.ts';

/** What is bought through one aggregator in a month: at list, and at its own price per token. Both add up over workloads. */
export interface AggregatorSpend {
  readonly listCost: Usd;
  readonly tokenCost: Usd;
}

export const NOTHING_SPENT: AggregatorSpend = { listCost: NO_USD, tokenCost: NO_USD };

export function spentTogether(a: AggregatorSpend, b: AggregatorSpend): AggregatorSpend {
  return { listCost: plus(a.listCost, b.listCost), tokenCost: plus(a.tokenCost, b.tokenCost) };
}

/** What one purchase is of it. */
export function spendOf({ channel, bill, listCost }: Costed<AggregatorChannel>): AggregatorSpend {
  return { listCost, tokenCost: underTerms(bill, channel.aggregator) };
}

/** The blocks of credit that everything bought there is drawn from; undefined where the buyer does not prepay. */
export function prepaidBlocks({ prepay, topUp }: Pick<Aggregator, 'prepay' | 'topUp'>): TopUp | undefined {
  return prepay ? topUp : undefined;
}

/** Whether anything stands on a bill from there beside the tokens. */
export function chargesFees(aggregator: Aggregator): boolean {
  const { purchaseFee, ownKeyFee, monthlyFee } = aggregator;
  const stated = [purchaseFee, ownKeyFee, monthlyFee, prepaidBlocks(aggregator)];
  return stated.some((fee) => fee !== undefined);
}

/** Credit that no month there buys less of; 0 where none is prepaid, or none lapses. */
export function leastDrawn(aggregator: Aggregator): Usd {
  const blocks = prepaidBlocks(aggregator);
  return blocks === undefined ? NO_USD : leastCredit(blocks);
}

/** What a month there costs in any case, once anything is bought; 0 where nothing is asked. */
export function monthlyDue({ monthlyFee }: Pick<Aggregator, 'monthlyFee'>): Usd {
  return monthlyFee ?? NO_USD;
}

/** Whether a month's total there decides a fee: a least purchase fee, an allowance, a monthly fee, or credit that lapses. */
export function hasPooledFees(aggregator: Aggregator): boolean {
  const { purchaseFee, ownKeyFee } = aggregator;
  return (
    (purchaseFee !== undefined && !isZero(purchaseFee.minimum)) ||
    (ownKeyFee !== undefined && !isZero(ownKeyFee.allowance)) ||
    !isZero(monthlyDue(aggregator)) ||
    !isZero(leastDrawn(aggregator))
  );
}

/** The price of a token there, as a multiple of list: (1 - discount) x (1 + markup). */
export function priceFactorIn<Value>(by: Arithmetic<Value, unknown>, discount: Value, markup: Value): Value {
  return by.times(by.minus(by.one, discount), by.plus(by.one, markup));
}

/** By channel: a portfolio asks for the same few thousands of times. */
const priceFactors = new WeakMap<AggregatorChannel, Factor>();

export function priceFactor(channel: AggregatorChannel): Factor {
  const known = priceFactors.get(channel);
  if (known !== undefined) return known;
  const { aggregator, discount } = channel;
  const found = factor(priceFactorIn(NUMBERS, discount, aggregator.markup));
  priceFactors.set(channel, found);
  return found;
}

/** What a dollar of credit costs: pay / credit where the buyer prepays, else 1. A bonus of 6% makes it 1/1.06. */
export function costBasis(aggregator: Aggregator): Factor {
  const blocks = prepaidBlocks(aggregator);
  return blocks === undefined ? UNCHANGED : costOfCredit(blocks);
}

/** Credit that lapses in a month that draws so much of it. */
function lapsing(aggregator: Aggregator, { tokenCost }: AggregatorSpend): Usd {
  const blocks = prepaidBlocks(aggregator);
  return blocks === undefined ? NO_USD : lapsingCredit(blocks, tokenCost);
}

/** What is paid for everything bought there, fees aside: tokens at what credit costs, and the credit that lapses. */
export function paidThere(aggregator: Aggregator, bought: AggregatorSpend): Usd {
  return times(plus(bought.tokenCost, lapsing(aggregator, bought)), costBasis(aggregator));
}

/**
 * What one more dollar of list price costs there, all told: (1 - discount)(1 + markup)(1 + purchase fee) / (1 + bonus),
 * and the own-key fee above its allowance. Minimum and monthly fees, whole blocks of credit and credit that lapses are left out.
 */
export function marginalFactor(channel: AggregatorChannel): Factor {
  const { aggregator } = channel;
  const withFee = factor(add(ONE, aggregator.purchaseFee?.share ?? ZERO));
  const paid = times(times(priceFactor(channel), costBasis(aggregator)), withFee);
  return factor(add(paid, aggregator.ownKeyFee?.share ?? ZERO));
}

/** `marginalFactor` with the credit that lapses and the monthly fee on everything bought there: what a dollar of list price costs on average. */
export function averageFactor(channel: AggregatorChannel, all: AggregatorSpend): Factor {
  const { aggregator } = channel;
  const lapsed = ratio(lapsing(aggregator, all), all.tokenCost) ?? factor(ZERO);
  const withFee = factor(add(ONE, aggregator.purchaseFee?.share ?? ZERO));
  const lost = times(times(times(priceFactor(channel), lapsed), costBasis(aggregator)), withFee);
  const monthly = ratio(monthlyDue(aggregator), all.listCost) ?? factor(ZERO);
  return factor(add(add(marginalFactor(channel), lost), monthly));
}

/** What an aggregator charges beside the price of a token, in numbers or in cells; undefined what it does not charge. */
export interface FeeTerms<Value> {
  /** What a dollar of credit costs, and what no month buys less of. */
  readonly credit: { readonly cost: Value; readonly least: Value } | undefined;
  /** `minimum` is that of a month. */
  readonly purchase: { readonly share: Value; readonly minimum: Value | undefined } | undefined;
  readonly ownKey: { readonly share: Value; readonly allowance: Value } | undefined;
  readonly monthly: Value | undefined;
}

/** What is bought, in numbers or in cells: at list, and at the aggregator's own price per token. */
export type AggregatorSpendIn<Value> = { readonly [key in keyof AggregatorSpend]: Value };

/**
 * The part of a month's fees that falls to `own`, by what it is of everything bought there: the bonus of prepaid credit,
 * the credit that lapses, the purchase fee on what is drawn and what lapses, the own-key fee above its allowance, and the
 * monthly fee.
 */
export function feesIn<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  { credit, purchase, ownKey, monthly }: FeeTerms<Value>,
  own: AggregatorSpendIn<Value>,
  all: AggregatorSpendIn<Value>,
): FeeIn<Value>[] {
  const partOf = (amount: Value, key: keyof AggregatorSpend) =>
    by.when(
      by.same(all[key], by.zero),
      () => by.zero,
      () => by.times(amount, by.over(own[key], all[key])),
    );
  const lapsed = credit && partOf(lapsingIn(by, credit.least, all.tokenCost), 'tokenCost');
  const drawn = lapsed === undefined ? own.tokenCost : by.plus(own.tokenCost, lapsed);
  const fees: FeeIn<Value>[] = [];
  const add = (kind: FeeIn<Value>['kind'], basis: Value, rate: Value, minimum?: Value) =>
    fees.push({ kind, basis, rate, minimum });
  if (credit !== undefined && lapsed !== undefined) {
    add('topUpBonus', own.tokenCost, by.minus(credit.cost, by.one));
    add('lapsedCredit', lapsed, credit.cost);
  }
  if (purchase !== undefined) {
    const paid = credit === undefined ? drawn : by.times(drawn, credit.cost);
    add('purchaseFee', paid, purchase.share, purchase.minimum && partOf(purchase.minimum, 'tokenCost'));
  }
  if (ownKey !== undefined) {
    const above = by.larger(by.zero, by.minus(all.listCost, ownKey.allowance));
    add('ownKeyFee', partOf(above, 'listCost'), ownKey.share);
  }
  if (monthly !== undefined) add('monthlyFee', partOf(monthly, 'listCost'), by.one);
  return fees;
}

/** The fees of an aggregator in a month that buys `all` there. */
function feeTerms(aggregator: Aggregator, { tokenCost }: AggregatorSpend): FeeTerms<Exact> {
  const { purchaseFee, ownKeyFee } = aggregator;
  const blocks = prepaidBlocks(aggregator);
  const least = purchaseFee && times(purchaseFee.minimum, purchaseFee.purchases);
  const noLeast = least === undefined || isZero(least) || isZero(tokenCost);
  return {
    credit: blocks && { cost: costOfCredit(blocks), least: leastCredit(blocks) },
    purchase: purchaseFee && { share: purchaseFee.share, minimum: noLeast ? undefined : least },
    ownKey: ownKeyFee,
    monthly: aggregator.monthlyFee,
  };
}

function fees({ source }: Aggregator, terms: FeeTerms<Exact>, own: AggregatorSpend, all: AggregatorSpend): Fee[] {
  return feesIn(NUMBERS, terms, own, all).flatMap(({ kind, basis, rate, minimum }): Fee[] => {
    if ((kind === 'lapsedCredit' || kind === 'monthlyFee') && isZero(basis)) return [];
    return [{ kind, basis: usd(basis), rate: factor(rate), minimum: minimum && usd(minimum), source }];
  });
}

/** The fees on everything bought there in a month, minimum, allowance and lapsed credit included. */
export function monthlyFees(aggregator: Aggregator, bought: AggregatorSpend): Fee[] {
  return shareOfFees(aggregator, bought, bought);
}

/**
 * One workload's part of the month's fees, by what it buys of the whole: the parts of all workloads add up to
 * `monthlyFees` exactly. `all` includes `own`.
 */
export function shareOfFees(aggregator: Aggregator, own: AggregatorSpend, all: AggregatorSpend): Fee[] {
  return fees(aggregator, feeTerms(aggregator, all), own, all);
}

/** The fees that are a share of what one workload buys, whatever else is bought there. */
export function proportionalFees(aggregator: Aggregator, own: AggregatorSpend): Fee[] {
  if (!chargesFees(aggregator)) return [];
  const { credit, purchase, ownKey } = feeTerms(aggregator, own);
  const terms = {
    credit: credit && { ...credit, least: ZERO },
    purchase: purchase && { ...purchase, minimum: undefined },
    ownKey: ownKey !== undefined && isZero(ownKey.allowance) ? ownKey : undefined,
    monthly: undefined,
  };
  return fees(aggregator, terms, own, own);
}

export function feesTotal(fees: readonly Fee[]): Usd {
  return sum(fees.map(feeCost));
}
