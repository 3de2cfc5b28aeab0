import {
  type AllocatedCosts,
  type Allocation,
  type AllocationLine,
  isUnknown,
  writtenCosts,
  writtenShares,
} from '../../domain/allocation.ts';
import type { Provenance } from '../../domain/estimate.ts';
import type { Exact } from '../../domain/exact.ts';
import { type CsvCell, type CsvRow, figureCell, nameCell } from '../render/csv.ts';

const HEAD = [
  'by',
  'kind',
  'name',
  'listCost',
  'ownCost',
  'sharedCost',
  'effectiveCost',
  'share',
  'complete',
  'unit',
  'unitCount',
  'unitCost',
  'costPerUnit',
  'sharedBy',
  'currency',
  'asOf',
  'cardId',
  'cardVersion',
  'cardSha256',
];

/** A line with its costs, and after it a row a unit: those have no costs of their own, which would count twice. */
function lineRows(
  line: AllocationLine,
  costs: AllocatedCosts | undefined,
  share: Exact | undefined,
  before: string,
  after: CsvCell[],
): CsvRow[] {
  const { kind, name = '', complete } = line;
  const units = isUnknown(line) ? [] : line.units;
  const known = isUnknown(line) ? [undefined, undefined, costs?.shared, undefined, undefined] : undefined;
  const amounts = (known ?? [costs?.list, costs?.own, costs?.shared, costs?.cost, share]).map(figureCell);
  const own = [before, kind, nameCell(name), ...amounts, String(complete), '', '', '', '', ...after];
  return [
    own,
    ...units.map(({ name: unit, count, cost, costPerUnit }) => [
      ...[before, 'unit', nameCell(name), '', '', '', '', '', String(complete)],
      ...[nameCell(unit), figureCell(count), figureCell(cost), figureCell(costPerUnit), ...after],
    ]),
  ];
}

/** A row a line: the effective costs sum to the total as it is written. */
export function allocationCsv(allocation: Allocation, { asOf, card }: Provenance): CsvRow[] {
  const costs = writtenCosts(allocation);
  const shares = writtenShares(allocation);
  const after = [allocation.rule, 'USD', asOf, nameCell(card.id), card.version, card.sha256];
  return [
    HEAD,
    ...allocation.lines.flatMap((line, index) =>
      lineRows(line, costs[index], shares[index], nameCell(allocation.by), after),
    ),
  ];
}
