import { columnsOf } from '../render/columns-of.ts';

/**
 * How wide the signs from the space to the tilde are in Arial, in thousandths of its size: those of Helvetica, which it
 * and its stand-ins were made to match. https://www.adobe.com/devnet/font.html, Adobe Core 14 AFM.
 */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const FIRST = 32;
/** A sign that is as wide as high, and any other: as wide as the wider letters. */
const SQUARE = 1000;
const OTHER = 778;
/** What bold letters are wider. */
const BOLD = 1.1;
/** A column's width counts digits, each of 7 pixels where the font's own are 7.4: in the same thousandths. */
const COLUMN = 525;

const widthOf = (sign: string) =>
  WIDTHS[(sign.codePointAt(0) ?? 0) - FIRST] ?? (columnsOf(sign) > 1 ? SQUARE : OTHER * columnsOf(sign));

const textWidth = (text: string) => [...text].reduce((sum, sign) => sum + widthOf(sign), 0);

/** How many lines a text takes in a column, or in several as one: `size` is how much larger it is than the sheet's font. */
export function linesOf(text: string, columns: number, { size = 1, bold = false } = {}): number {
  const scale = size * (bold ? BOLD : 1);
  const width = columns * COLUMN;
  const space = textWidth(' ') * scale;
  let [lines, used] = [1, 0];
  for (const each of text.split(' ')) {
    const word = textWidth(each) * scale;
    if (used > 0 && used + word > width) {
      lines += 1;
      used = 0;
    }
    const more = Math.max(0, Math.ceil(word / width) - 1);
    lines += more;
    used += word - more * width + space;
  }
  return lines;
}
