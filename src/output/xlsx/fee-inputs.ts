import { numeral, whole } from '../../domain/exact.ts';
import type { Aggregator, TopUp } from '../../domain/offer.ts';
import { DAYS_PER_MONTH } from '../../domain/period.ts';
import { ATOM, type CellValue, type Expression, formula, type Reference } from './expression.ts';
import { above, given, largerOf, literal, minus, over, plus, times, when } from './functions.ts';
import type { Look } from './look.ts';
import type { Names } from './names.ts';
import type { Rule, Sheet } from './sheet.ts';
import type { Workings } from './workings.ts';

/** What an aggregator charges beside the price of a token. */
export interface FeeInputs {
  readonly aggregator: Aggregator;
  /** Its place among the aggregators that charge fees, from 0. */
  readonly place: number;
  readonly prepays: Reference;
  readonly pay: Reference;
  readonly credit: Reference;
  /** Days until a block lapses; empty where it does not. */
  readonly lapses: Reference;
  readonly purchase: Reference;
  readonly minimum: Reference;
  readonly purchases: Reference;
  readonly ownKey: Reference;
  readonly allowance: Reference;
}

/** What is bought of an aggregator: at list, and at its own price per token. */
export interface BoughtCells {
  readonly list: Expression;
  readonly tokens: Expression;
}

/** The number of an aggregator that charges fees, from 1: sums go by number, since an id is anybody's text. */
export const sellerNumber = ({ place }: Pick<FeeInputs, 'place'>) => place + 1;

const MONTH = formula(ATOM, [numeral(DAYS_PER_MONTH)], () => DAYS_PER_MONTH);
const ZERO = literal(0);
const ONE = literal(1);

/** Credit that lapses in a month before it is used, of everything bought there; nothing is drawn where none is bought. */
function lapsing({ credit, lapses, prepays }: FeeInputs, { tokens }: BoughtCells): Expression {
  const least = over(times(credit, MONTH), lapses);
  const lost = when(given(lapses), largerOf(ZERO, minus(least, tokens)), ZERO);
  return when(prepays, lost, ZERO);
}

/**
 * The part of a month's fees that falls to what one workload buys, of everything that is bought there: the bonus of
 * prepaid credit, the credit that lapses, the purchase fee with its minimum, and the own-key fee above its allowance.
 */
export function shareOfFees(fees: FeeInputs, own: BoughtCells, all: BoughtCells): Expression {
  const credit = when(above(fees.credit, ZERO), over(fees.pay, fees.credit), ONE);
  const basis = when(fees.prepays, credit, ONE);
  const part = over(own.tokens, all.tokens);
  const lost = times(lapsing(fees, all), part);
  const beside = minus(times(plus(own.tokens, lost), basis), own.tokens);
  const proportional = times(times(plus(own.tokens, lost), basis), fees.purchase);
  const least = times(times(fees.minimum, fees.purchases), part);
  const bought = when(above(all.tokens, ZERO), plus(beside, largerOf(proportional, least)), ZERO);
  const ownKey = times(times(largerOf(ZERO, minus(all.list, fees.allowance)), fees.ownKey), over(own.list, all.list));
  return plus(bought, when(above(all.list, ZERO), ownKey, ZERO));
}

/** The aggregators of an answer with anything on their bills beside tokens. */
function charging({ answer }: Workings): Aggregator[] {
  const rows = answer.workloads.flatMap((each) => each.configurations);
  const found = rows.flatMap(({ channel, bill }) =>
    channel.kind === 'aggregator' && bill.fees.length > 0 ? [channel.aggregator] : [],
  );
  return [...new Map(found.map((each) => [each.id, each])).values()];
}

const lapseDays = (topUp: TopUp | undefined) =>
  topUp?.expiresAfterDays === undefined ? undefined : whole(BigInt(topUp.expiresAfterDays));

/** A row per aggregator that charges fees. */
export function putFees(sheet: Sheet, names: Names, workings: Workings): Map<string, FeeInputs> {
  const all = charging(workings);
  if (all.length === 0) return new Map();
  sheet.line('Fees of aggregators', 'title');
  sheet.header([
    ...[
      'aggregator',
      'prepays',
      'pay',
      'credit',
      'lapses after days',
      'purchase fee',
      'minimum a purchase',
      'purchases a month',
    ],
    ...['own-key fee', 'own-key allowance'],
  ]);
  const inputs = all.map((aggregator, place): [string, FeeInputs] => {
    const { topUp, prepay, purchaseFee, ownKeyFee } = aggregator;
    let column = 0;
    sheet.put(column, aggregator.name, 'text');
    const put = (name: string, value: CellValue | undefined, look: Look, accepts: Rule['accepts']) => {
      column += 1;
      const cell = sheet.input(column, value, look, accepts);
      names.add([name, aggregator.id], cell);
      return cell;
    };
    const cells = {
      prepays: put('prepays', prepay && topUp !== undefined, 'inputText', 'yesNo'),
      pay: put('credit_pay', topUp?.pay, 'inputUsd', 'amount'),
      credit: put('credit_received', topUp?.credit, 'inputUsd', 'amount'),
      lapses: put('credit_lapses_after_days', lapseDays(topUp), 'inputFactor', 'amount'),
      purchase: put('purchase_fee', purchaseFee?.share, 'inputShare', 'amount'),
      minimum: put('purchase_fee_minimum', purchaseFee?.minimum, 'inputUsd', 'amount'),
      purchases: put('purchases', purchaseFee?.purchases, 'inputFactor', 'amount'),
      ownKey: put('own_key_fee', ownKeyFee?.share, 'inputShare', 'amount'),
      allowance: put('own_key_allowance', ownKeyFee?.allowance, 'inputUsd', 'amount'),
    };
    sheet.next();
    return [aggregator.id, { aggregator, place, ...cells }];
  });
  sheet.next();
  return new Map(inputs);
}
