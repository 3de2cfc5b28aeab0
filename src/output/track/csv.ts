import type { Provenance } from '../../domain/estimate.ts';
import type { Track, WindowByUse } from '../../domain/track.ts';
import { allocationCsv } from '../allocation/csv.ts';
import { type CsvCell, type CsvRow, figureCell, nameCell } from '../render/csv.ts';

const HEAD = [
  'provider',
  'windowStart',
  'windowEnd',
  'commitment',
  'carriedOver',
  'used',
  'expectedByNow',
  'projected',
  'p10',
  'p90',
  'shortfall',
  'shortfallOdds',
  'overage',
  'overageOdds',
  'exhaustedOn',
  'utilisation',
  'coverage',
  'kind',
  'termEnd',
  'noticeBy',
  'monthlyList',
  'floor',
  'elsewhere',
  'fillsShortfall',
];

const CENTS = 2;
const ODDS = 4;
const estimated = (value: number | undefined, places: number): CsvCell =>
  value === undefined ? '' : { figure: value.toFixed(places) };
const money = (value: number | undefined) => estimated(value, CENTS);
const odds = (value: number | undefined) => estimated(value, ODDS);

const total = (amounts: readonly number[]) => amounts.reduce((sum, each) => sum + each, 0);

/** A row a contract. */
export function trackCsv({ contracts }: Track): CsvRow[] {
  const rows = contracts.map(({ provider, window, projected, ...of }) => [
    nameCell(provider),
    ...[
      window.start,
      window.end,
      figureCell(of.commitment),
      figureCell(of.carriedOver),
      figureCell(of.used),
      figureCell(of.expectedByNow),
      money(projected.expected),
      money(projected.p10),
      money(projected.p90),
      money(projected.shortfall.expected),
      odds(projected.shortfall.odds),
      money(projected.overage.expected),
      odds(projected.overage.odds),
      of.exhaustedOn ?? '',
      figureCell(of.utilisation),
      figureCell(of.coverage),
      of.kind,
      of.term.end,
      of.daysAhead.find(({ kind }) => kind === 'notice')?.day ?? '',
      figureCell(of.floor?.monthlyList),
      of.floor?.verdict ?? '',
      money(total(of.elsewhere.map(({ drawsDown }) => drawsDown))),
      money(total(of.elsewhere.map(({ fills }) => fills))),
    ],
  ]);
  return [HEAD, ...rows];
}

/** A row for each that used a window of a contract: what they used sums to what was used of it. */
export function usedByCsv(windows: readonly (readonly WindowByUse[])[], provenance: Provenance): CsvRow[] {
  const tables = windows.flat().map(({ of: { provider, window }, allocation }) => {
    const [head = [], ...rows] = allocationCsv(allocation, provenance);
    return {
      head: ['provider', ...head, 'windowStart', 'windowEnd'],
      rows: rows.map((row) => [nameCell(provider), ...row, window.start, window.end]),
    };
  });
  return [...tables.slice(0, 1).map(({ head }) => head), ...tables.flatMap(({ rows }) => rows)];
}
