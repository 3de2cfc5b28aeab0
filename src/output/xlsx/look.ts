import type { CellStyle } from 'hucre/xlsx';

/** What every office has, or has a font of the same widths for. */
export const FONT = { name: 'Arial', size: 10 } as const;

/** How a cell looks. Inputs are blue on a light ground, as financial models have it; everything else is computed. */
export type Look =
  | 'header'
  | 'numberHeader'
  | 'note'
  | 'title'
  | 'front'
  | 'lead'
  | 'text'
  | 'wrapped'
  | 'tokens'
  | 'usd'
  | 'price'
  | 'share'
  | 'factor'
  | 'count'
  | 'multiple'
  | 'inputText'
  | 'inputTokens'
  | 'inputUsd'
  | 'inputPrice'
  | 'inputShare'
  | 'inputFactor'
  | 'strongUsd'
  | 'strongShare'
  | 'strongText'
  | 'held';

const FORMATS = {
  tokens: '#,##0',
  usd: '#,##0.00',
  price: '#,##0.00########',
  share: '0.00%',
  factor: '0.0#########',
  count: '0',
  multiple: '#,##0.00"x"',
} as const;

/** Numbers keep their distance from a text beside them. */
const RIGHT = { horizontal: 'right', indent: 1 } as const;
const plain = (numFmt: string): CellStyle => ({ numFmt, alignment: RIGHT });
const strong = (numFmt?: string): CellStyle => ({
  ...(numFmt === undefined ? {} : plain(numFmt)),
  font: { bold: true },
});
const entry = (numFmt?: string): CellStyle => ({
  ...(numFmt === undefined ? {} : plain(numFmt)),
  font: { color: { rgb: '0000FF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFF9E5' } },
});

const HEADER: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7EBF0' } },
  alignment: { wrapText: true, vertical: 'top' },
};

const LOOKS: Readonly<Record<Look, CellStyle>> = {
  header: HEADER,
  numberHeader: { ...HEADER, alignment: { ...HEADER.alignment, ...RIGHT } },
  note: { font: { italic: true, color: { rgb: '666666' } }, alignment: { wrapText: true, vertical: 'top' } },
  title: { font: { bold: true, size: 12 } },
  front: { font: { bold: true, size: 18 } },
  lead: { font: { size: 12 }, alignment: { wrapText: true, vertical: 'top' } },
  text: {},
  wrapped: { alignment: { wrapText: true, vertical: 'top' } },
  tokens: plain(FORMATS.tokens),
  usd: plain(FORMATS.usd),
  price: plain(FORMATS.price),
  share: plain(FORMATS.share),
  factor: plain(FORMATS.factor),
  count: plain(FORMATS.count),
  multiple: plain(FORMATS.multiple),
  inputText: entry(),
  inputTokens: entry(FORMATS.tokens),
  inputUsd: entry(FORMATS.usd),
  inputPrice: entry(FORMATS.price),
  inputShare: entry(FORMATS.share),
  inputFactor: entry(FORMATS.factor),
  strongUsd: strong(FORMATS.usd),
  strongShare: strong(FORMATS.share),
  strongText: strong(),
  held: { ...plain(FORMATS.usd), font: { italic: true, color: { rgb: '9C5700' } } },
};

/** Each look with its font by name: one that a style leaves out is anybody's. */
export const STYLES = Object.fromEntries(
  Object.entries(LOOKS).map(([look, style]) => [look, { ...style, font: { ...FONT, ...style.font } }]),
) as Readonly<Record<Look, CellStyle>>;
