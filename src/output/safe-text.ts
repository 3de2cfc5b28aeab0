/** Control characters, among them the escape codes of terminals and the marks that reorder text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from a user's file made fit for a terminal: a name can not move the cursor or colour the screen. */
export function visible(text: string): string {
  return text.replace(CONTROL, '\u{fffd}');
}
