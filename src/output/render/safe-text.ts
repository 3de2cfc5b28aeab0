/** Text as one segment of a URI: what a URI cannot hold, half a character among it, is escaped. */
export function uriText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\u{fffd}'));
}
