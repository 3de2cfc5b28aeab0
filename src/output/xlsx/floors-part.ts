import { verdictIn } from '../../decision/contract/floor.ts';
import type { ProviderFloor, SpendVerdict } from '../../domain/estimate.ts';
import { CELLS, wordOf, ZERO } from './cells.ts';
import { above, equal, largerOf, minus, NOTHING, over, when } from './functions.ts';
import { putHeld } from './held.ts';
import type { ProviderCells, Providers, SpendCells } from './providers-sheet.ts';
import type { Sheet } from './sheet.ts';
import type { Workings } from './workings.ts';

/** Where a spend stands: a part without a price leaves every verdict but `above` open. */
const verdict = ({ spend, unpriced }: SpendCells, { atList }: ProviderCells) =>
  wordOf(verdictIn(CELLS, { amount: spend, complete: equal(unpriced, ZERO) }, atList));

function putFloor(sheet: Sheet, floor: ProviderFloor, cells: ProviderCells): void {
  const { contract, atList, baseline, stated } = cells;
  sheet.put(0, cells.name, 'text');
  sheet.put(1, contract.low, 'usd');
  sheet.put(2, contract.high, 'usd');
  const spends: readonly (readonly [SpendCells, SpendVerdict])[] = [
    [baseline, floor.verdict],
    [stated[0], floor.listVerdict],
    [stated[3], floor.optimisedVerdict],
  ];
  spends.forEach(([spend, said], place) => {
    sheet.put(3 + 2 * place, spend.spend, 'usd');
    putHeld(sheet, 4 + 2 * place, verdict(spend, cells), said, 'text');
  });
  const reached = CELLS.reaches(baseline.spend, atList.low);
  const known = equal(baseline.unpriced, ZERO);
  const missing = largerOf(ZERO, minus(atList.low, baseline.spend));
  putHeld(sheet, 9, when(reached, ZERO, when(known, missing, NOTHING)), floor.toFloor, 'usd');
  const times = when(above(baseline.spend, ZERO), over(atList.low, baseline.spend), NOTHING);
  putHeld(sheet, 10, when(reached, NOTHING, when(known, times, NOTHING)), floor.volumeMultiple, 'multiple');
  sheet.next();
}

/** Where each provider stands against its floor. */
export function putFloors(sheet: Sheet, { answer }: Workings, providers: Providers): void {
  sheet.next();
  sheet.line('Negotiation floor', 'title');
  sheet.header([
    ...['provider', 'floor, low', 'floor, high'],
    ...['baseline spend', 'verdict', 'list spend, no levers', 'verdict', 'list spend, levers', 'verdict'],
    ...['missing to the floor', 'volume multiple'],
  ]);
  for (const floor of answer.floors) {
    const cells = providers.of.get(floor.provider);
    if (cells !== undefined) putFloor(sheet, floor, cells);
  }
}
