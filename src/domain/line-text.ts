/**
 * Control characters, among them line breaks and escape codes, halves of surrogate pairs, what nobody sees, and the
 * marks that reorder text on a screen. Joiners stay: scripts and emoji are written with them.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u2028\u2029\u2060-\u2064\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Nothing of that: most texts, which need not wait for an expression of Unicode's classes to be made. */
const PRINTABLE = /^[ -~]*$/;
/** The same without quotes and backslashes, before which JSON puts a backslash. */
const QUOTED_AS_IT_IS = /^[ !#-[\]-~]*$/;

/** The most characters of a name in a file. */
export const LONGEST_NAME = 200;

/** Text on one line that any screen can show: a name can not move the cursor, colour the screen or turn its line. */
export function visible(text: string): string {
  return PRINTABLE.test(text) ? text : text.replace(UNPRINTABLE, '\u{fffd}');
}

/** A text as a string of JSON that means the same, and on a screen can do no more than one that is `visible`. */
export function jsonString(text: string): string {
  if (QUOTED_AS_IT_IS.test(text)) return `"${text}"`;
  if (PRINTABLE.test(text)) return JSON.stringify(text);
  return JSON.stringify(text).replace(UNPRINTABLE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** True of text on one line that any screen and any spreadsheet can show. */
export function isVisible(text: string): boolean {
  return visible(text) === text;
}

/** A text that somebody else wrote, as a name that a file of ours may hold: `length` characters at most. */
export function asName(text: string, length = LONGEST_NAME): string {
  const shown = visible(text);
  return shown.length <= length ? shown : visible(`${shown.slice(0, length - 1)}\u2026`);
}

/** A clause as a sentence begins. */
export const capital = (clause: string) => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}`;

/** A text that is quoted in a message stays on its line: a line of its own would read as if the program had said it. */
export function onOneLine(text: string): string {
  return text.replace(/[\r\n]+/g, '\u{fffd}');
}
