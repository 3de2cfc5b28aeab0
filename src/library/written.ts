/** A text with the name that messages about it give. */
export interface Text {
  readonly text: string;
  readonly path?: string;
}

/** What a file would say: its text in YAML or JSON, or the same as a plain object. */
export type Written = string | object;

/** A whole number of any size goes over as its digits; every scalar of a file is read as text anyway. */
const withDigits = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

const isText = (written: object): written is Text =>
  'text' in written &&
  typeof written.text === 'string' &&
  Object.keys(written).every((key) => key === 'text' || key === 'path');

/** The text that stands for what was given, and the name of it in messages. */
export function textOf(written: Written, path: string): Required<Text> {
  if (typeof written === 'string') return { text: written, path };
  if (isText(written)) return { text: written.text, path: written.path ?? path };
  return { text: JSON.stringify(written, withDigits, 2), path };
}
