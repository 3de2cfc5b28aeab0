import { numeral } from '../../domain/exact.ts';
import type { Track } from '../../domain/track.ts';
import { cell, csvText, nameCell } from '../render/csv.ts';

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
];

const CENTS = 2;
const ODDS = 4;
const money = (value: number | undefined) => (value === undefined ? '' : value.toFixed(CENTS));
const odds = (value: number | undefined) => (value === undefined ? '' : value.toFixed(ODDS));

/** A row a contract. */
export function trackCsv({ contracts }: Track): string {
  const rows = contracts.map(({ provider, window, projected, ...of }) => [
    nameCell(provider),
    ...[
      window.start,
      window.end,
      numeral(of.commitment),
      numeral(of.carriedOver),
      numeral(of.used),
      numeral(of.expectedByNow),
      money(projected.expected),
      money(projected.p10),
      money(projected.p90),
      money(projected.shortfall.expected),
      odds(projected.shortfall.odds),
      money(projected.overage.expected),
      odds(projected.overage.odds),
      of.exhaustedOn ?? '',
      of.utilisation === undefined ? '' : numeral(of.utilisation),
      of.coverage === undefined ? '' : numeral(of.coverage),
    ].map(cell),
  ]);
  return csvText([HEAD, ...rows]);
}
