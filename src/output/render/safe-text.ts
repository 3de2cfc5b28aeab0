/** Control characters, among them the escape codes of terminals, what nobody sees, and the marks that reorder text. */
const CONTROL = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** Text as one segment of a URI: what a URI cannot hold, half a character among it, is escaped. */
export function uriText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\u{fffd}'));
}

/** Text from a user's file made fit for a terminal: a name can not move the cursor or colour the screen. */
export function visible(text: string): string {
  return text.replace(CONTROL, '\u{fffd}');
}
