const LINE_END = '\r\n';

/**
 * A spreadsheet runs a cell that starts like this as a formula, in the wide forms of the signs too and behind blanks
 * that it trims or that nobody sees (fillers, joiners, a blank of Braille); an apostrophe in front keeps it text. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA_START =
  /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

/** Text from a user's file: neutralised, for a name must never run. */
export function nameCell(text: string): string {
  return quoted(FORMULA_START.test(text) ? `'${text}` : text);
}

/** A cell of our own making: a number, an id, a date. */
export function cell(text: string): string {
  return quoted(text);
}

function quoted(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180: comma, CRLF, quotes doubled; a row at a time. Cells come quoted already. */
export function* csvLines(rows: Iterable<readonly string[]>): Generator<string> {
  for (const row of rows) yield row.join(',') + LINE_END;
}

/** The same, whole. */
export function csvText(rows: Iterable<readonly string[]>): string {
  return [...csvLines(rows)].join('');
}
