import { whole } from '../../domain/exact.ts';
import type { Inputs } from './assumptions-sheet.ts';
import type { Expression } from './expression.ts';
import { type BoughtCells, sellerNumber, shareOfFees } from './fee-inputs.ts';
import { above, literal, over, plus, rangeOver, sumWhere, times, when } from './functions.ts';
import { sumBought } from './monthly-fees-part.ts';
import type { PlanRow } from './plan-row.ts';
import type { Sheet } from './sheet.ts';

const ZERO = literal(0);

/**
 * The fees of the month on what the plan buys of each aggregator, and how they fall to a row: by what it buys of the
 * whole. Nothing where nobody charges fees.
 */
export function putPlanFees(
  sheet: Sheet,
  { fees }: Inputs,
  rows: readonly PlanRow[],
): (row: PlanRow) => Expression | undefined {
  const purchases = rows.flatMap(({ seller, list, before }) =>
    seller === undefined ? [] : [{ seller, list, tokens: before }],
  );
  if (purchases.length === 0) return () => undefined;
  sheet.next();
  sheet.line('Fees of the month', 'title');
  sheet.header([
    'aggregator',
    'no.',
    '',
    '',
    '',
    '',
    '',
    'bought, at list',
    'bought, before fees',
    'fees',
    'of a dollar at list',
    'of a dollar before fees',
  ]);
  const lines = [...fees.values()].map((each) => {
    sheet.put(0, each.aggregator.name, 'text');
    const number = sheet.put(1, whole(BigInt(sellerNumber(each))), 'count');
    const list = sheet.put(
      7,
      sumBought(each, purchases, (of) => of.list),
      'usd',
    );
    const tokens = sheet.put(
      8,
      sumBought(each, purchases, (of) => of.tokens),
      'usd',
    );
    const only = (bought: Partial<BoughtCells>) => ({ list: ZERO, tokens: ZERO, ...bought });
    const share = (bought: BoughtCells, amount: Expression) =>
      when(above(amount, ZERO), over(shareOfFees(each, bought, bought), amount), ZERO);
    sheet.put(9, shareOfFees(each, { list, tokens }, { list, tokens }), 'usd');
    const ofList = sheet.put(10, share(only({ list }), list), 'factor');
    const ofTokens = sheet.put(11, share(only({ tokens }), tokens), 'factor');
    sheet.next();
    return { number, ofList, ofTokens };
  });
  const keys = rangeOver(lines.map((line) => line.number));
  return ({ seller, list, before }) => {
    if (seller === undefined) return undefined;
    const rate = (pick: 'ofList' | 'ofTokens') => sumWhere(keys, seller, rangeOver(lines.map((line) => line[pick])));
    return plus(times(list, rate('ofList')), times(before, rate('ofTokens')));
  };
}
