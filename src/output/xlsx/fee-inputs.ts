import { feesIn } from '../../decision/channels/aggregator-fees.ts';
import { numeral, whole } from '../../domain/exact.ts';
import { feeCostIn } from '../../domain/fee.ts';
import type { Aggregator, TopUp } from '../../domain/offer.ts';
import { DAYS_PER_MONTH } from '../../domain/period.ts';
import { CELLS, ONE, ZERO } from './cells.ts';
import { ATOM, type CellValue, type Expression, formula, type Reference } from './expression.ts';
import { above, and, given, over, plus, times, when } from './functions.ts';
import type { Look } from './look.ts';
import type { Names } from './names.ts';
import type { Rule, Sheet } from './sheet.ts';
import type { Workings } from './workings.ts';

/** What an aggregator charges beside the price of a token. */
export interface FeeInputs {
  readonly aggregator: Aggregator;
  /** Its place among the aggregators that charge fees, from 0. */
  readonly place: number;
  readonly prepays: Expression;
  readonly pay: Reference;
  readonly credit: Reference;
  /** Days until a block lapses; empty where it does not. */
  readonly lapses: Reference;
  readonly purchase: Reference;
  readonly minimum: Reference;
  readonly purchases: Reference;
  readonly ownKey: Reference;
  readonly allowance: Reference;
  readonly monthly: Reference;
}

/** What is bought of an aggregator: at list, and at its own price per token. */
export interface BoughtCells {
  readonly list: Expression;
  readonly tokens: Expression;
}

/** The number of an aggregator that charges fees, from 1: sums go by number, since an id is anybody's text. */
export const sellerNumber = ({ place }: Pick<FeeInputs, 'place'>) => place + 1;

const MONTH = formula(ATOM, [numeral(DAYS_PER_MONTH)], () => DAYS_PER_MONTH);

const bought = ({ list, tokens }: BoughtCells) => ({ listCost: list, tokenCost: tokens });

/** What one workload pays beside tokens for what it buys, of everything that is bought there. */
export function shareOfFees(fees: FeeInputs, own: BoughtCells, all: BoughtCells): Expression {
  const { prepays, pay, credit, lapses, purchase, minimum, purchases, ownKey, allowance, monthly } = fees;
  const perDollar = when(and(prepays, above(credit, ZERO)), over(pay, credit), ONE);
  const least = when(and(prepays, given(lapses)), over(times(credit, MONTH), lapses), ZERO);
  const terms = {
    credit: { cost: perDollar, least },
    purchase: { share: purchase, minimum: times(minimum, purchases) },
    ownKey: { share: ownKey, allowance },
    monthly,
  };
  return feesIn(CELLS, terms, bought(own), bought(all))
    .map((fee) => feeCostIn(CELLS, fee))
    .reduce(plus);
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
    ...['own-key fee', 'own-key allowance', 'monthly fee'],
  ]);
  const inputs = all.map((aggregator, place): [string, FeeInputs] => {
    const { topUp, prepay, purchaseFee, ownKeyFee, monthlyFee } = aggregator;
    let column = 0;
    sheet.put(column, aggregator.name, 'text');
    const prepays = sheet.yesNo(1, prepay && topUp !== undefined);
    names.add(['prepays', aggregator.id], prepays.cell);
    column += 1;
    const put = (name: string, value: CellValue | undefined, look: Look, accepts: Rule['accepts']) => {
      column += 1;
      const cell = sheet.input(column, value, look, accepts);
      names.add([name, aggregator.id], cell);
      return cell;
    };
    const cells = {
      prepays: prepays.holds,
      pay: put('credit_pay', topUp?.pay, 'inputUsd', 'amount'),
      credit: put('credit_received', topUp?.credit, 'inputUsd', 'amount'),
      lapses: put('credit_lapses_after_days', lapseDays(topUp), 'inputFactor', 'amount'),
      purchase: put('purchase_fee', purchaseFee?.share, 'inputShare', 'amount'),
      minimum: put('purchase_fee_minimum', purchaseFee?.minimum, 'inputUsd', 'amount'),
      purchases: put('purchases', purchaseFee?.purchases, 'inputFactor', 'amount'),
      ownKey: put('own_key_fee', ownKeyFee?.share, 'inputShare', 'amount'),
      allowance: put('own_key_allowance', ownKeyFee?.allowance, 'inputUsd', 'amount'),
      monthly: put('monthly_fee', monthlyFee, 'inputUsd', 'amount'),
    };
    sheet.next();
    return [aggregator.id, { aggregator, place, ...cells }];
  });
  sheet.next();
  return new Map(inputs);
}
