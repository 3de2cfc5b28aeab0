/** Texts, and what stands between them that JSON does not know but its writers do: Python's NaN and Infinity, a comma before the end. */
const BETWEEN = /"(?:[^"\\]|\\.)*"|-?(?:nan|inf(?:inity)?)|,(?=\s*[}\]])/gi;

/** JSON as it should have been: a number that is none is text, of which no reader makes a number. */
const mended = (text: string) =>
  text.replace(BETWEEN, (part) => (part.startsWith('"') ? part : part === ',' ? '' : `"${part}"`));

/** The value of a text of JSON, or of nearly JSON; undefined where it is neither. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Most text is JSON as it stands.
  }
  try {
    return JSON.parse(mended(text));
  } catch {
    return undefined;
  }
}
