import type { Amount } from '../../domain/amount.ts';
import { allowanceKind } from '../../domain/budget.ts';
import { type Check, firstOver, type LimitResult, type RuleResult } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { type CsvCell, type CsvRow, figureCell, nameCell } from '../render/csv.ts';

const HEAD = [
  'scope',
  'name',
  'level',
  'kind',
  'limit',
  'amount',
  'baseline',
  'verdict',
  'currency',
  'asOf',
  'cardId',
  'cardVersion',
  'cardSha256',
  'overSince',
  'per',
  'from',
  'to',
];

const known = (amount: Amount | undefined) => figureCell(amount?.complete === true ? amount.amount : undefined);

function limitCells(result: LimitResult): CsvCell[] {
  const { limit, max, base, verdict } = result;
  return [
    limit.scope,
    nameCell(limit.name ?? ''),
    limit.level,
    allowanceKind(limit),
    figureCell(max),
    known(result),
    known(base),
    verdict,
  ];
}

/** The months that limit and amount are of. */
function spanCells({ limit, window }: LimitResult): CsvCell[] {
  return [('max' in limit ? limit.per : undefined) ?? 'month', window?.from ?? '', window?.to ?? ''];
}

function ruleCells({ rule, verdict, days }: RuleResult): CsvCell[] {
  if (rule.kind !== 'floorCrossed')
    return ['prices', '', rule.level, rule.kind, String(rule.maxDays), String(days ?? ''), '', verdict];
  return ['provider', nameCell(rule.provider ?? ''), rule.level, rule.kind, '', '', '', verdict];
}

/** One row per limit and rule, with the names of the JSON. An amount that is not known is an empty cell. */
export function checkCsv(check: Check, { asOf, card }: Provenance): CsvRow[] {
  const provenance = ['USD', asOf, nameCell(card.id), card.version, card.sha256];
  const limits = check.limits.map((result) => [
    ...limitCells(result),
    ...provenance,
    firstOver(result)?.month ?? '',
    ...spanCells(result),
  ]);
  const rules = check.rules.map((result) => [...ruleCells(result), ...provenance, '', '', '', '']);
  return [HEAD, ...limits, ...rules];
}
