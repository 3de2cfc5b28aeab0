import type { Audit } from '../../domain/audit.ts';
import { numeral } from '../../domain/exact.ts';
import { cell, csvText, nameCell } from '../render/csv.ts';

const HEAD = ['day', 'subject', 'cause', 'amount', 'rows', 'text'];

/** A row for each difference: the list of what to claim or to look into. The amounts add up to the difference. */
export function auditCsv({ differences }: Audit): string {
  const rows = differences.map(({ day, subject, cause, amount, rows: of, text }) => [
    cell(day),
    nameCell(subject),
    cell(cause),
    cell(numeral(amount)),
    cell(String(of)),
    cell(text),
  ]);
  return csvText([HEAD, ...rows]);
}
