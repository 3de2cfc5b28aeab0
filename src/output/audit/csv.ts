import { type Audit, CLAUSE_OF, type Claim, type Difference } from '../../domain/audit.ts';
import { type CsvRow, figureCell, nameCell } from '../render/csv.ts';
import { CLAUSE_WORDS } from './words.ts';

const HEAD = ['day', 'subject', 'cause', 'amount', 'rows', 'clause', 'text', 'claimed'];

/** What a row can be claimed by; nothing for what was not billed too much, or what nothing is signed about. */
function clauseOf({ cause, amount }: Difference): string {
  const clause = CLAUSE_OF[cause];
  return clause === undefined || amount.coefficient <= 0n ? '' : CLAUSE_WORDS[clause];
}

/** What is claimed by failures in the usage: no part of the difference. */
function uptimeRow({ subject, from, amount, clause, what }: Claim): CsvRow {
  return [from, nameCell(subject), '', '', '0', CLAUSE_WORDS[clause], what, figureCell(amount)];
}

/**
 * A row for each difference: the list of what to claim or to look into. The amounts add up to the difference, what is
 * claimed to what is to be taken up with the vendor.
 */
export function auditCsv({ differences, claims }: Audit): CsvRow[] {
  const rows = differences.map((each) => [
    each.day,
    nameCell(each.subject),
    each.cause,
    figureCell(each.amount),
    String(each.rows),
    clauseOf(each),
    each.text,
    clauseOf(each) === '' ? '' : figureCell(each.amount),
  ]);
  return [HEAD, ...rows, ...claims.filter(({ clause }) => clause === 'uptime').map(uptimeRow)];
}
