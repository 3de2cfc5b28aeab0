import type { Configuration, Estimate, Provenance, WorkloadEstimate } from '../../domain/estimate.ts';
import { numeral } from '../../domain/exact.ts';
import { type Fee, feeCost } from '../../domain/fee.ts';
import { pulls } from '../../domain/levers.ts';
import { costOf, type LineItem, unitLine } from '../../domain/line-item.ts';
import { meterName } from '../../domain/meter.ts';
import { type Multiplier, multipliersOf, type Unpriced } from '../../domain/price.ts';
import { type CsvCell, type CsvRow, figureCell, nameCell } from '../render/csv.ts';

const COLUMNS = [
  'workload',
  'model',
  'provider',
  'id',
  'channel',
  'cache',
  'batch',
  'basis',
  'available',
  'cheapest',
  'meter',
  'mode',
  'band',
  'tokens',
  'usdPerMtok',
  'printedUsdPerMtok',
  'multipliers',
  'cost',
  'reason',
  'sourceUrl',
  'sourceChecked',
  'confidence',
  'currency',
  'asOf',
  'cardId',
  'cardVersion',
  'cardSha256',
  'pricing',
  'quantity',
  'unit',
  'unitPrice',
] as const;

/** "batch 0.5; tokenmart 0.85": the steps between the printed and the unit price. */
function multipliersText(multipliers: readonly Multiplier[]): string {
  return multipliers.map(({ name, factor }) => `${name} ${numeral(factor)}`).join('; ');
}

function pricedCells(item: LineItem): CsvCell[] {
  const { meter, mode, band, source } = item.price;
  const { tokens } = unitLine(item);
  return [
    meterName(meter),
    mode,
    band,
    figureCell(tokens?.count),
    figureCell(tokens?.usdPerMtok),
    figureCell(tokens?.printed),
    nameCell(multipliersText(multipliersOf(item.price))),
    figureCell(costOf(item)),
    '',
    nameCell(source.url),
    source.checked,
    source.confidence,
  ];
}

const NO_UNITS = ['', '', ''];

/** Quantity x unit price = cost on every row of a meter, tokens or not. */
function unitCells(item: LineItem): CsvCell[] {
  const { quantity, unit, unitPrice } = unitLine(item);
  return [figureCell(quantity), unit, figureCell(unitPrice)];
}

/** What has no price is a row of its own with the reason, and with no number in it; what is free has the number 0. */
function unpricedCells({ meter, mode, reason }: Unpriced): CsvCell[] {
  return [meterName(meter), mode, '', '', '', '', '', '', nameCell(reason), '', '', ''];
}

/** A fee or a bonus is a row of its own: money on money, with no tokens and no unit price. */
function feeCells(fee: Fee): CsvCell[] {
  const { kind, source } = fee;
  const from = source === undefined ? ['', '', ''] : [nameCell(source.url), source.checked, source.confidence];
  return [kind, '', '', '', '', '', '', figureCell(feeCost(fee)), '', ...from];
}

function rowsOf(row: Configuration, estimate: WorkloadEstimate, provenance: Provenance): CsvRow[] {
  const { workload, model, cheapest } = estimate;
  const { asOf, card } = provenance;
  const before = [
    nameCell(workload.name),
    nameCell(model.id),
    nameCell(model.provider),
    nameCell(row.id),
    nameCell(row.channel.id),
    String(pulls(row.levers, 'cache')),
    String(pulls(row.levers, 'batch')),
    row.basis,
    String(row.obstacle === undefined),
    String(row.id === cheapest?.id),
  ];
  const provenanceCells = ['USD', asOf, nameCell(card.id), card.version, card.sha256];
  const lines = [
    ...row.bill.lineItems.map((item) => ({
      cells: pricedCells(item),
      after: [item.price.pricing, ...unitCells(item)],
    })),
    ...row.bill.fees.map((fee) => ({ cells: feeCells(fee), after: ['', ...NO_UNITS] })),
    ...row.bill.unpriced.map((meter) => ({ cells: unpricedCells(meter), after: [meter.pricing, ...NO_UNITS] })),
  ];
  return lines.map(({ cells, after }) => [...before, ...cells, ...provenanceCells, ...after]);
}

function* allRows(estimate: Estimate, provenance: Provenance): Generator<CsvRow> {
  yield COLUMNS;
  for (const each of estimate.workloads) for (const row of each.configurations) yield* rowsOf(row, each, provenance);
}

/** One row per workload, configuration and line item, what a pivot table sums; each is made when it is written. */
export function lineItemsCsv(estimate: Estimate, provenance: Provenance): Iterable<CsvRow> {
  return allRows(estimate, provenance);
}
