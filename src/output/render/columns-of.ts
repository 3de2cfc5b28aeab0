/** Marks that take no column, and signs that take two. https://www.unicode.org/reports/tr11/ */
const NO_COLUMN = /[\p{Mn}\p{Me}\p{Cf}]/u;
const TWO_COLUMNS =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const PLAIN = /^[ -~]*$/;

/** The columns of a terminal that a text takes. */
export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return [...text].reduce((sum, sign) => sum + (NO_COLUMN.test(sign) ? 0 : TWO_COLUMNS.test(sign) ? 2 : 1), 0);
}
