import type { Audit } from '../../domain/audit.ts';
import { type CsvRow, figureCell, nameCell } from '../render/csv.ts';

const HEAD = ['day', 'subject', 'cause', 'amount', 'rows', 'text'];

/** A row for each difference: the list of what to claim or to look into. The amounts add up to the difference. */
export function auditCsv({ differences }: Audit): CsvRow[] {
  const rows = differences.map(({ day, subject, cause, amount, rows: of, text }) => [
    day,
    nameCell(subject),
    cause,
    figureCell(amount),
    String(of),
    text,
  ]);
  return [HEAD, ...rows];
}
