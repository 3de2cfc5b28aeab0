import { type Audit, CLAUSE_OF, type Difference } from '../../domain/audit.ts';
import { whole, ZERO } from '../../domain/exact.ts';
import { CAUSE_WORDS, CLAUSE_WORDS } from '../audit/words.ts';
import type { Reference } from './expression.ts';
import { minus, plus, rangeOver, sumOf, sumWhere } from './functions.ts';
import type { Names } from './names.ts';
import { type Column, Sheet } from './sheet.ts';

/** What a difference rests on where it was billed too much. */
function clauseText({ cause, amount }: Difference): string {
  const clause = CLAUSE_OF[cause];
  return clause === undefined || amount.coefficient <= 0n ? '' : CLAUSE_WORDS[clause];
}

const DIFFERENCES: readonly Column[] = [
  { title: 'day', width: 12 },
  { title: 'subject', width: 26 },
  { title: 'why', width: 36 },
  { title: 'billed less expected, USD', width: 18 },
  { title: 'rows', width: 8 },
  { title: 'what it rests on', width: 34 },
  { title: 'what was found', width: 60 },
];
const [WHY, AMOUNT] = [2, 3];

/** The cells of differences that other sheets add up. */
interface Listed {
  readonly sheet: Sheet;
  readonly causes: readonly Reference[];
  readonly amounts: readonly Reference[];
}

/** Every difference, and what they come to: with what was used costs they are the bill. */
export function differencesSheet({ differences, expected, billed }: Audit, names: Names): Listed {
  const sheet = new Sheet('Differences', DIFFERENCES);
  const causes: Reference[] = [];
  const amounts: Reference[] = [];
  for (const each of differences) {
    sheet.put(0, each.day, 'text');
    sheet.put(1, each.subject, 'text');
    causes.push(sheet.put(WHY, CAUSE_WORDS[each.cause], 'text'));
    amounts.push(sheet.put(AMOUNT, each.amount, 'price'));
    sheet.put(AMOUNT + 1, whole(BigInt(each.rows)), 'count');
    sheet.put(AMOUNT + 2, clauseText(each), 'wrapped');
    sheet.put(AMOUNT + 3, each.text, 'wrapped');
    sheet.next();
  }
  sheet.next();
  sheet.put(0, 'all differences', 'strongText');
  const total = sheet.put(AMOUNT, amounts.length === 0 ? ZERO : sumOf(rangeOver(amounts)), 'price');
  names.add(['audit_difference'], total);
  sheet.next();
  sheet.put(0, 'what was used costs', 'strongText');
  const used = sheet.put(AMOUNT, expected, 'price');
  names.add(['audit_expected'], used);
  sheet.next();
  sheet.put(0, 'together: the bill', 'strongText');
  const together = sheet.put(AMOUNT, plus(total, used), 'price');
  sheet.next();
  sheet.put(0, 'the bill as it was read', 'strongText');
  names.add(['audit_billed'], sheet.put(AMOUNT, billed, 'price'));
  sheet.next();
  sheet.put(0, 'left over', 'strongText');
  names.add(['audit_left'], sheet.put(AMOUNT, minus(together, sheet.at(sheet.row - 1, AMOUNT)), 'price'));
  sheet.next();
  return { sheet, causes, amounts };
}

/** Differences by their cause, added up from the sheet of differences. */
export function causesSheet({ causes }: Audit, listed: Listed, names: Names): Sheet {
  const sheet = new Sheet('Causes', [
    { title: 'why they differ', width: 44 },
    { title: 'billed less expected, USD', width: 18 },
    { title: 'rows', width: 8 },
  ]);
  const amounts = causes.map(({ cause, rows }) => {
    const key = sheet.put(0, CAUSE_WORDS[cause], 'text');
    const sum = sumWhere(rangeOver(listed.causes), key, rangeOver(listed.amounts));
    const amount = sheet.put(1, sum, 'price');
    sheet.put(2, whole(BigInt(rows)), 'count');
    sheet.next();
    return amount;
  });
  sheet.put(0, 'all causes', 'strongText');
  const total = sheet.put(1, amounts.length === 0 ? ZERO : sumOf(rangeOver(amounts)), 'price');
  names.add(['audit_causes'], total);
  sheet.next();
  return sheet;
}

/** Both sides of every day. */
export function daysSheet({ days, whole }: Audit, names: Names): Sheet {
  const note = whole ? 'Lines of the bill span several days: the window stands on its first day.' : '';
  const sheet = new Sheet('Days', [
    { title: 'day', width: 12, ...(note === '' ? {} : { note }) },
    { title: 'billed, USD', width: 18 },
    { title: 'what was used costs, USD', width: 18 },
    { title: 'difference, USD', width: 18 },
  ]);
  const differences = days.map(({ day, billed, expected }) => {
    sheet.put(0, day, 'text');
    const [is, ought] = [sheet.put(1, billed, 'price'), sheet.put(2, expected, 'price')];
    const difference = sheet.put(3, minus(is, ought), 'price');
    sheet.next();
    return difference;
  });
  sheet.put(0, 'all days', 'strongText');
  names.add(['audit_days'], sheet.put(3, differences.length === 0 ? ZERO : sumOf(rangeOver(differences)), 'price'));
  sheet.next();
  return sheet;
}

/** What to take up with the vendor, a row a claim. */
export function claimsSheet({ claims }: Audit, names: Names): Sheet {
  const sheet = new Sheet('Claims', [
    { title: 'subject', width: 26 },
    { title: 'from', width: 12 },
    { title: 'until', width: 12 },
    { title: 'days', width: 8 },
    { title: 'rows', width: 8 },
    { title: 'billed too much, USD', width: 18 },
    { title: 'what it rests on', width: 40 },
    { title: 'what was found', width: 60 },
  ]);
  const AT = 5;
  const amounts = claims.map(({ subject, from, until, days, rows, amount, clause, what }) => {
    sheet.put(0, subject, 'text');
    sheet.put(1, from, 'text');
    sheet.put(2, until, 'text');
    sheet.put(AT - 2, whole(BigInt(days)), 'count');
    sheet.put(AT - 1, whole(BigInt(rows)), 'count');
    const claimed = sheet.put(AT, amount, 'price');
    sheet.put(AT + 1, CLAUSE_WORDS[clause], 'wrapped');
    sheet.put(AT + 2, what, 'wrapped');
    sheet.next();
    return claimed;
  });
  sheet.put(0, 'all claims', 'strongText');
  names.add(['audit_claims'], sheet.put(AT, amounts.length === 0 ? ZERO : sumOf(rangeOver(amounts)), 'price'));
  sheet.next();
  return sheet;
}
