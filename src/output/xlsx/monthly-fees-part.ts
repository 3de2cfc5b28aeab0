import type { Usd } from '../../domain/units.ts';
import type { Inputs } from './assumptions-sheet.ts';
import type { Expression, Reference } from './expression.ts';
import { type FeeInputs, sellerNumber, shareOfFees } from './fee-inputs.ts';
import { literal, minus, rangeOver, sumOf, sumWhere } from './functions.ts';
import { putHeld } from './held.ts';
import type { Sheet } from './sheet.ts';

/** What a chosen row buys. */
export interface PurchaseCells {
  /** The number of its aggregator, 0 where no fee is charged. */
  readonly seller: Reference;
  readonly list: Reference;
  readonly tokens: Reference;
}

/** The sum over the chosen rows of one aggregator, under whatever levers. */
export function sumBought<Cells extends PurchaseCells>(
  fees: FeeInputs,
  purchases: readonly Cells[],
  pick: (each: Cells) => Reference,
): Expression {
  const keys = rangeOver(purchases.map((each) => each.seller));
  return sumWhere(keys, literal(sellerNumber(fees)), rangeOver(purchases.map(pick)));
}

export interface FeePurchase extends PurchaseCells {
  readonly fees: Reference;
}

/**
 * The fees of the month on what the chosen rows buy together, less those in the rows: a row counts as if everybody
 * bought as it does. Undefined where nobody charges fees.
 */
export function putMonthlyFees(
  sheet: Sheet,
  { fees }: Pick<Inputs, 'fees'>,
  purchases: readonly FeePurchase[],
  engine: Usd,
): Reference | undefined {
  if (purchases.length === 0) return undefined;
  sheet.next();
  sheet.line('Fees of the month', 'title');
  sheet.header([
    'aggregator',
    '',
    '',
    'bought, at list',
    '',
    '',
    'bought, before fees',
    'fees',
    'in the rows',
    'beyond',
  ]);
  const beyond = [...fees.values()].map((each) => {
    sheet.put(0, each.aggregator.name, 'text');
    const list = sheet.put(
      3,
      sumBought(each, purchases, (of) => of.list),
      'usd',
    );
    const tokens = sheet.put(
      6,
      sumBought(each, purchases, (of) => of.tokens),
      'usd',
    );
    const bought = { list, tokens };
    const month = sheet.put(7, shareOfFees(each, bought, bought), 'usd');
    const inRows = sheet.put(
      8,
      sumBought(each, purchases, (of) => of.fees),
      'usd',
    );
    const cell = sheet.put(9, minus(month, inRows), 'usd');
    sheet.next();
    return cell;
  });
  sheet.put(0, 'all aggregators', 'text');
  const total = putHeld(sheet, 9, sumOf(rangeOver(beyond)), engine, 'usd');
  sheet.next();
  return total;
}
