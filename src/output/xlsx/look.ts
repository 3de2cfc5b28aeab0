import type { CellStyle } from 'hucre/xlsx';

/** How a cell looks. Inputs are blue on a light ground, as financial models have it; everything else is computed. */
export type Look =
  | 'header'
  | 'note'
  | 'title'
  | 'text'
  | 'wrapped'
  | 'tokens'
  | 'usd'
  | 'price'
  | 'share'
  | 'factor'
  | 'count'
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
  share: '0.0#%',
  factor: '0.0#########',
  count: '0',
} as const;

const plain = (numFmt: string): CellStyle => ({ numFmt });
const strong = (numFmt?: string): CellStyle => ({ ...(numFmt === undefined ? {} : { numFmt }), font: { bold: true } });
const entry = (numFmt?: string): CellStyle => ({
  ...(numFmt === undefined ? {} : { numFmt }),
  font: { color: { rgb: '0000FF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFF9E5' } },
});

export const STYLES: Readonly<Record<Look, CellStyle>> = {
  header: {
    font: { bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7EBF0' } },
    alignment: { wrapText: true, vertical: 'top' },
  },
  note: { font: { italic: true, color: { rgb: '666666' } }, alignment: { wrapText: true, vertical: 'top' } },
  title: { font: { bold: true, size: 13 } },
  text: {},
  wrapped: { alignment: { wrapText: true, vertical: 'top' } },
  tokens: plain(FORMATS.tokens),
  usd: plain(FORMATS.usd),
  price: plain(FORMATS.price),
  share: plain(FORMATS.share),
  factor: plain(FORMATS.factor),
  count: plain(FORMATS.count),
  inputText: entry(),
  inputTokens: entry(FORMATS.tokens),
  inputUsd: entry(FORMATS.usd),
  inputPrice: entry(FORMATS.price),
  inputShare: entry(FORMATS.share),
  inputFactor: entry(FORMATS.factor),
  strongUsd: strong(FORMATS.usd),
  strongShare: strong(FORMATS.share),
  strongText: strong(),
  held: { numFmt: FORMATS.usd, font: { italic: true, color: { rgb: '9C5700' } } },
};
