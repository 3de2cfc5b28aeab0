import type { Configuration, Estimate, Provenance, WorkloadEstimate } from '../../domain/estimate.ts';
import { pulls } from '../../domain/levers.ts';
import { feeTotal, totalOf } from '../../domain/line-item.ts';
import { annual } from '../../domain/units.ts';
import { type CsvCell, type CsvRow, figureCell, nameCell } from '../render/csv.ts';
import { obstacleText } from '../words/obstacle-text.ts';
import { labelOf } from '../words/row-label.ts';

const COLUMNS = [
  'workload',
  'model',
  'provider',
  'inputTokens',
  'outputTokens',
  'id',
  'label',
  'channel',
  'cache',
  'batch',
  'basis',
  'available',
  'reason',
  'monthlyCost',
  'annualCost',
  'savings',
  'savingsShare',
  'rangeLow',
  'rangeHigh',
  'fees',
  'currency',
  'asOf',
  'cardId',
  'cardVersion',
  'cardSha256',
] as const;

function rowOf(row: Configuration, estimate: WorkloadEstimate, provenance: Provenance): CsvCell[] {
  const { workload, model } = estimate;
  const cost = totalOf(row.bill);
  return [
    nameCell(workload.name),
    nameCell(model.id),
    nameCell(model.provider),
    figureCell(workload.input),
    figureCell(workload.output),
    nameCell(row.id),
    nameCell(labelOf(row)),
    nameCell(row.channel.id),
    String(pulls(row.levers, 'cache')),
    String(pulls(row.levers, 'batch')),
    row.basis,
    String(row.obstacle === undefined),
    row.obstacle === undefined ? '' : nameCell(obstacleText(row.obstacle, provenance.providerName)),
    figureCell(cost),
    figureCell(cost === undefined ? undefined : annual(cost)),
    figureCell(row.saving?.amount),
    figureCell(row.saving?.share),
    figureCell(row.range?.low),
    figureCell(row.range?.high),
    figureCell(cost === undefined ? undefined : feeTotal(row.bill)),
    'USD',
    provenance.asOf,
    nameCell(provenance.card.id),
    provenance.card.version,
    provenance.card.sha256,
  ];
}

function* rowsOf(estimate: Estimate, provenance: Provenance): Generator<CsvRow> {
  yield COLUMNS;
  for (const each of estimate.workloads) for (const row of each.configurations) yield rowOf(row, each, provenance);
}

/** One row per workload and configuration, with the names of the JSON; each is made when it is written. */
export function estimateCsv(estimate: Estimate, provenance: Provenance): Iterable<CsvRow> {
  return rowsOf(estimate, provenance);
}
