import { type Audit, CLAUSE_OF, type Difference } from '../../domain/audit.ts';
import { type CsvRow, figureCell, nameCell } from '../render/csv.ts';
import { CLAUSE_WORDS } from './words.ts';

const HEAD = ['day', 'subject', 'cause', 'amount', 'rows', 'clause', 'text'];

/** What a row can be claimed by; nothing for what was not billed too much, or what nothing is signed about. */
function clauseOf({ cause, amount }: Difference): string {
  const clause = CLAUSE_OF[cause];
  return clause === undefined || amount.coefficient <= 0n ? '' : CLAUSE_WORDS[clause];
}

/** A row for each difference: the list of what to claim or to look into. The amounts add up to the difference. */
export function auditCsv({ differences }: Audit): CsvRow[] {
  const rows = differences.map((each) => [
    each.day,
    nameCell(each.subject),
    each.cause,
    figureCell(each.amount),
    String(each.rows),
    clauseOf(each),
    each.text,
  ]);
  return [HEAD, ...rows];
}
