/** Control characters, among them the escape codes of terminals, what nobody sees, and the marks that reorder text. */
const CONTROL = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** Text from a user's file made fit for a terminal: a name can not move the cursor or colour the screen. */
export function visible(text: string): string {
  return text.replace(CONTROL, '\u{fffd}');
}
