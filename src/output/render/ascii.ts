/** The rules of a box. */
const CORNERS = /[\u250c\u252c\u2510\u251c\u253c\u2524\u2514\u2534\u2518]/g;
const ACROSS = /\u2500/g;
const DOWN = /\u2502/g;
const ELLIPSIS = /\u2026/g;
const ACCENTS = /[\u0300-\u036f]/g;
/** Anything else that is not ASCII. Escape codes of colour are. */
const OTHER = /[^\p{ASCII}]/gu;

/** A screen for a terminal that shows ASCII alone: boxes of `+-|`, letters without their accents, `?` for other signs. */
export function ascii(text: string): string {
  return text
    .replace(CORNERS, '+')
    .replace(ACROSS, '-')
    .replace(DOWN, '|')
    .replace(ELLIPSIS, '.')
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(OTHER, '?');
}
