import type { AggregatorChannel } from '../../domain/channel.ts';
import { add, isZero, ONE, subtract, ZERO } from '../../domain/exact.ts';
import { type Fee, feeCost } from '../../domain/fee.ts';
import { underTerms } from '../../domain/line-item.ts';
import type { Aggregator, TopUp } from '../../domain/offer.ts';
import { costOfCredit, lapsingCredit, leastCredit } from '../../domain/prepaid-credit.ts';
import type { Costed } from '../../domain/purchase.ts';
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
  const { purchaseFee, ownKeyFee } = aggregator;
  return purchaseFee !== undefined || ownKeyFee !== undefined || prepaidBlocks(aggregator) !== undefined;
}

/** Credit that no month there buys less of; 0 where none is prepaid, or none lapses. */
export function leastDrawn(aggregator: Aggregator): Usd {
  const blocks = prepaidBlocks(aggregator);
  return blocks === undefined ? NO_USD : leastCredit(blocks);
}

/** Whether a month's total there decides a fee: a least purchase fee, an allowance, or credit that lapses. */
export function hasPooledFees(aggregator: Aggregator): boolean {
  const { purchaseFee, ownKeyFee } = aggregator;
  return (
    (purchaseFee !== undefined && !isZero(purchaseFee.minimum)) ||
    (ownKeyFee !== undefined && !isZero(ownKeyFee.allowance)) ||
    !isZero(leastDrawn(aggregator))
  );
}

/** The price of a token there, as a multiple of list: (1 - discount) x (1 + markup). */
export function priceFactor({ aggregator, discount }: AggregatorChannel): Factor {
  return times(discountFactor(discount), factor(add(ONE, aggregator.markup)));
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
 * and the own-key fee above its allowance. Minimum fees, whole blocks of credit and credit that lapses are left out.
 */
export function marginalFactor(channel: AggregatorChannel): Factor {
  const { aggregator } = channel;
  const withFee = factor(add(ONE, aggregator.purchaseFee?.share ?? ZERO));
  const paid = times(times(priceFactor(channel), costBasis(aggregator)), withFee);
  return factor(add(paid, aggregator.ownKeyFee?.share ?? ZERO));
}

/** `marginalFactor` with the credit that lapses on everything bought there: what a dollar of list price costs on average. */
export function averageFactor(channel: AggregatorChannel, all: AggregatorSpend): Factor {
  const { aggregator } = channel;
  const lapsed = ratio(lapsing(aggregator, all), all.tokenCost) ?? factor(ZERO);
  const withFee = factor(add(ONE, aggregator.purchaseFee?.share ?? ZERO));
  const lost = times(times(times(priceFactor(channel), lapsed), costBasis(aggregator)), withFee);
  return factor(add(marginalFactor(channel), lost));
}

function bonus(aggregator: Aggregator, tokenCost: Usd): Fee[] {
  if (prepaidBlocks(aggregator) === undefined) return [];
  const rate = factor(subtract(costBasis(aggregator), ONE));
  return [{ kind: 'topUpBonus', basis: tokenCost, rate, minimum: undefined, source: aggregator.source }];
}

function lapse(aggregator: Aggregator, lapsed: Usd): Fee[] {
  if (isZero(lapsed)) return [];
  const rate = costBasis(aggregator);
  return [{ kind: 'lapsedCredit', basis: lapsed, rate, minimum: undefined, source: aggregator.source }];
}

/** `credit` is what is drawn and what lapses: the fee is of all that is paid for. */
function purchase(aggregator: Aggregator, credit: Usd, minimum: Usd | undefined): Fee[] {
  const { purchaseFee, source } = aggregator;
  if (purchaseFee === undefined) return [];
  const basis = times(credit, costBasis(aggregator));
  return [{ kind: 'purchaseFee', basis, rate: factor(purchaseFee.share), minimum, source }];
}

function ownKey({ ownKeyFee, source }: Aggregator, basis: Usd): Fee[] {
  if (ownKeyFee === undefined) return [];
  return [{ kind: 'ownKeyFee', basis, rate: factor(ownKeyFee.share), minimum: undefined, source }];
}

/** The least purchase fees of a month; nothing where nothing is bought, or where there is no minimum. */
function monthlyMinimum({ purchaseFee }: Aggregator, { tokenCost }: AggregatorSpend): Usd | undefined {
  if (purchaseFee === undefined || isZero(purchaseFee.minimum) || isZero(tokenCost)) return undefined;
  return times(purchaseFee.minimum, purchaseFee.purchases);
}

/** List-price usage above the allowance of an own key. */
function aboveAllowance({ ownKeyFee }: Aggregator, { listCost }: AggregatorSpend): Usd {
  return ownKeyFee === undefined ? NO_USD : larger(NO_USD, minus(listCost, ownKeyFee.allowance));
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
  const partOf = (amount: Usd, key: keyof AggregatorSpend) => times(amount, ratio(own[key], all[key]) ?? factor(ZERO));
  const least = monthlyMinimum(aggregator, all);
  const lapsed = partOf(lapsing(aggregator, all), 'tokenCost');
  return [
    ...bonus(aggregator, own.tokenCost),
    ...lapse(aggregator, lapsed),
    ...purchase(aggregator, plus(own.tokenCost, lapsed), least && partOf(least, 'tokenCost')),
    ...ownKey(aggregator, partOf(aboveAllowance(aggregator, all), 'listCost')),
  ];
}

/** The fees that are a share of what one workload buys, whatever else is bought there. */
export function proportionalFees(aggregator: Aggregator, own: AggregatorSpend): Fee[] {
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
