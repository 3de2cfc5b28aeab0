import { whole } from '../../domain/exact.ts';
import type { Levers } from '../../domain/levers.ts';
import { NO, ZERO } from './cells.ts';
import type { Terms, WorkloadSheets } from './channel-terms.ts';
import { AT } from './configuration-columns.ts';
import type { Expression, Reference } from './expression.ts';
import { type BoughtCells, type FeeInputs, shareOfFees } from './fee-inputs.ts';
import { type Pool, type PoolPart, poolNumber } from './fees-sheet.ts';
import { equal, literal, not, or, plus, times, when } from './functions.ts';
import { stateOf } from './lever-states.ts';
import type { Sheet } from './sheet.ts';

/** What says that a workload may not buy from an aggregator at all, whatever the levers. */
const CLOSED = ['channelExcluded', 'tooSlow', 'regionNotOffered'] as const;

/** A row of an aggregator that charges fees, before its fees are known. */
export interface FeeRow {
  readonly fees: FeeInputs;
  readonly number: number;
  readonly may: Expression;
  readonly illustrated: Expression;
  readonly part: PoolPart;
}

/** What the row adds to the pool of its aggregator and levers; `asIs` is why the row without levers cannot be bought. */
export function putPoolPart(
  sheet: Sheet,
  fees: FeeInputs,
  levers: Levers,
  { of }: WorkloadSheets,
  terms: Terms,
  asIs: Reference,
): FeeRow {
  const may = not(or(...CLOSED.map((code) => equal(asIs, literal(code)))));
  const number = poolNumber(fees.place, levers);
  const list = stateOf(of.list, levers);
  const statedList = stateOf(of.statedList, levers);
  const ifMay = (column: number, amount: Expression) => sheet.put(AT.pool + column, when(may, amount, ZERO), 'usd');
  const part: PoolPart = {
    number: sheet.put(AT.pool, whole(BigInt(number)), 'count'),
    used: { list: ifMay(1, list), tokens: ifMay(2, times(list, terms.factor)) },
    stated: { list: ifMay(3, statedList), tokens: ifMay(4, times(statedList, terms.factor)) },
  };
  return { fees, number, may, illustrated: levers === 'asIs' ? NO : of.illustrated, part };
}

/** The row's share of the fees on everything bought there so; a workload that may not is counted on its own row alone. */
export function putFeeShare(sheet: Sheet, { fees, may, illustrated }: FeeRow, pool: Pool, own: BoughtCells): Reference {
  const together = (key: keyof BoughtCells) =>
    plus(when(illustrated, pool.used[key], pool.stated[key]), when(may, ZERO, own[key]));
  const share = shareOfFees(fees, own, { list: together('list'), tokens: together('tokens') });
  return sheet.put(AT.fees, share, 'usd');
}
