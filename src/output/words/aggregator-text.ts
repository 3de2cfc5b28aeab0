import type { AggregatorChannel } from '../../domain/channel.ts';
import { compare, isZero, ONE } from '../../domain/exact.ts';
import { type Fee, type FeeKind, feeCost, isLeast } from '../../domain/fee.ts';
import type { Note } from '../../domain/note.ts';
import type { Aggregator, TopUp } from '../../domain/offer.ts';
import { leastPaid } from '../../domain/prepaid-credit.ts';
import { savingOf } from '../../domain/saving.ts';
import type { Usd } from '../../domain/units.ts';
import { change, dollars, longNumber, percent, plainDollars } from '../render/numbers.ts';
import { confidenceText } from './contract-text.ts';

type Coded<Code extends Note['code']> = Extract<Note, { readonly code: Code }>;

const FEE_TEXT: Readonly<Record<FeeKind, string>> = {
  topUpBonus: 'bonus on prepaid credit',
  lapsedCredit: 'credit that lapses unused',
  purchaseFee: 'fee on the credit bought',
  ownKeyFee: 'own-key fee, above the allowance',
  monthlyFee: 'part of the monthly fee',
  unusedCommitment: 'commitment that buys nothing',
  overage: "usage over the commitment, beyond the contract's price",
};

/** A fee with its arithmetic: "fee on the credit bought: $40,000 x 5.5% = $2,200"; the minimum where it applies. */
export function feeText(fee: Fee, money: (amount: Usd) => string = plainDollars): string {
  const { kind, basis, rate } = fee;
  if (kind === 'unusedCommitment' || kind === 'monthlyFee') return `${FEE_TEXT[kind]}: ${money(feeCost(fee))}`;
  const least = isLeast(fee) ? ', at least' : ' =';
  return `${FEE_TEXT[kind]}: ${money(basis)} x ${percent(rate)}${least} ${money(feeCost(fee))}`;
}

function lapses({ expiresAfterDays }: TopUp): string {
  return expiresAfterDays === undefined
    ? 'whether it lapses is not stated'
    : `it lapses after ${expiresAfterDays} days`;
}

function purchaseFeeText({ purchaseFee }: Aggregator): string[] {
  if (purchaseFee === undefined) return [];
  const { share, minimum, purchases } = purchaseFee;
  const often = compare(purchases, ONE) === 0 ? '1 purchase' : `${longNumber(purchases)} purchases`;
  const least = isZero(minimum) ? '' : `, at least ${dollars(minimum)} a purchase, ${often} a month assumed`;
  return [`${percent(share)} of the credit bought${least}`];
}

function ownKeyText({ ownKeyFee }: Aggregator): string[] {
  if (ownKeyFee === undefined) return [];
  const { share, allowance } = ownKeyFee;
  const above = isZero(allowance) ? '' : ` above ${plainDollars(allowance)} a month`;
  return [`${percent(share)} of the list price of calls on your own key${above}`];
}

function monthlyText({ monthlyFee }: Aggregator): string[] {
  return monthlyFee === undefined ? [] : [`${plainDollars(monthlyFee)} a month, however much is bought`];
}

function prepayText({ prepay, topUp }: Aggregator): string[] {
  if (!prepay || topUp === undefined) return [];
  const { pay, credit } = topUp;
  const cut = savingOf(credit, pay).share;
  const less = cut === undefined ? '' : ` (${change(cut, 2)})`;
  const least = leastPaid(topUp);
  const atLeast = isZero(least) ? '' : `, so that a month costs at least ${dollars(least)}, however little is used`;
  return [`prepaid, ${plainDollars(pay)} for ${plainDollars(credit)} of credit${less}; ${lapses(topUp)}${atLeast}`];
}

/** The models that an aggregator sells without naming them. */
function soldText(sells: 'all' | readonly string[]): string {
  return sells === 'all' ? 'every model of the card' : `every model of ${sells.join(', ')}`;
}

/** What is paid there beside the price of tokens, in clauses. */
function termClauses(aggregator: Aggregator): string[] {
  const { sells, markup } = aggregator;
  const clauses = [
    ...(isZero(markup) ? [] : [`${percent(markup)} on top of the price of tokens`]),
    ...purchaseFeeText(aggregator),
    ...ownKeyText(aggregator),
    ...monthlyText(aggregator),
    ...prepayText(aggregator),
  ];
  const whole = sells === 'named' ? [] : [`taken to sell ${soldText(sells)} at list`];
  return [...whole, ...(clauses.length === 0 ? ['no fee'] : clauses)];
}

/** The terms of an aggregator in a sentence, and whose word they are. */
export function aggregatorTermsText(aggregator: Aggregator): string {
  const { name, source, discounts } = aggregator;
  if (discounts.size > 0) return `${name}: ${termClauses(aggregator).join('; ')}.`;
  const origin =
    source === undefined ? '' : ` (${confidenceText(source.confidence)}, ${source.url}, ${source.checked})`;
  const note = source?.note === undefined ? '' : ` ${source.note}`;
  return `${name}: ${termClauses(aggregator).join('; ')}${origin}.${note}`;
}

export function prepaidCreditText(note: Coded<'prepaidCredit'>): string {
  const { aggregator, topUp, bill, blocks, cash, leftOver, lapse } = note;
  const one = compare(blocks, ONE) === 0;
  const charged =
    lapse === undefined
      ? 'The month is charged what the credit it uses cost.'
      : `Only ${dollars(lapse.used)} of each ${plainDollars(topUp.credit)} is used by then and the rest is lost, so the month is charged ${dollars(lapse.charged)}: a block over the months until it lapses.`;
  return `${aggregator}: ${plainDollars(bill)} of credit takes ${longNumber(blocks)} ${one ? 'block' : 'blocks'} of ${plainDollars(topUp.pay)}, ${dollars(cash)} in cash; ${dollars(leftOver)} of credit is left over, and ${lapses(topUp)}. ${charged}`;
}

export function pooledFeesText({ aggregator, bill, fees, beyondRows }: Coded<'pooledFees'>): string {
  const saved = dollars(beyondRows).startsWith('-');
  const apart = dollars(beyondRows).replace('-', '');
  return `${aggregator}: fees on the ${plainDollars(bill)} that the cheapest rows buy there are ${dollars(fees)}, ${apart} ${saved ? 'less' : 'more'} than in those rows, which count on every workload being bought there; the total has it.`;
}

/** What an aggregator takes off, and under it what it charges beside the tokens. */
export function aggregatorLabel({ aggregator, discount }: AggregatorChannel): string {
  const { name, prepay, purchaseFee, ownKeyFee, monthlyFee, markup } = aggregator;
  const extras = [
    ...(isZero(markup) ? [] : [`+${percent(markup)}`]),
    ...(purchaseFee === undefined ? [] : [`fee ${percent(purchaseFee.share)}`]),
    ...(ownKeyFee === undefined ? [] : [`fee ${percent(ownKeyFee.share)}`]),
    ...(monthlyFee === undefined ? [] : [`${plainDollars(monthlyFee)} a month`]),
    ...(prepay ? ['prepaid'] : []),
  ];
  const off = isZero(discount) ? name : `${name} -${percent(discount)}`;
  return extras.length === 0 ? off : `${off}\n  ${extras.join(', ')}`;
}
