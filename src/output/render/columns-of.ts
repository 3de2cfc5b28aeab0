/** Marks that take no column, and signs that take two. https://www.unicode.org/reports/tr11/ */
const NO_COLUMN = /[\p{Mn}\p{Me}\p{Cf}]/u;
const TWO_COLUMNS =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Letters of Latin, dashes, quotes, currencies and the rules of a table: one column each, as is known without the above. */
const PLAIN = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2500-\u257f]*$/;

/** The columns of a terminal that a text takes. */
export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return [...text].reduce((sum, sign) => sum + (NO_COLUMN.test(sign) ? 0 : TWO_COLUMNS.test(sign) ? 2 : 1), 0);
}
