import { visible } from '../../domain/line-text.ts';
import {
  type Block,
  type Branch,
  type Cell,
  type Grid,
  isOfPictures,
  type Page,
  type Part,
  type Tone,
} from '../page.ts';
import { ascii } from './ascii.ts';
import { box } from './box.ts';
import { columnsOf } from './columns-of.ts';
import { fitted, type Lines } from './fit.ts';
import type { Paint } from './paint.ts';
import { wrapped } from './wrap.ts';

/** Columns that the mark of a legend takes. */
const MARK = 4;

const set = (paint: Paint, tone: Tone | undefined, text: string) => (tone === undefined ? text : paint[tone](text));

/** What a page is shown on. */
export interface Medium {
  readonly paint: Paint;
  /** Columns of it. */
  readonly width: number;
  /** True where it shows ASCII alone. */
  readonly ascii: boolean;
}

function linesOf(cell: Cell): Lines {
  if (typeof cell !== 'string') return cell.map((line) => ({ ...line, text: visible(line.text) }));
  return cell.split('\n').map((line) => ({ text: visible(line) }));
}

function boxed({ head, rows }: Grid, { paint, width }: Medium): string[] {
  return fitted({ head, rows: rows.map((row) => row.map(linesOf)) }, width).map((part) =>
    box(
      part.head,
      part.rows.map((row) => row.map((lines) => lines.map(({ text, tone }) => set(paint, tone, text)).join('\n'))),
    ),
  );
}

function branchLines({ text, mark, under = [] }: Branch, indent: string, width: number): string[] {
  const own = wrapped(visible(text), mark === undefined ? indent : `${indent}${mark} `, width);
  return [own, ...under.flatMap((each) => branchLines(each, `${indent}  `, width))];
}

/** A hash on the line of its card stays there where it fits; else it is set in on a line of its own. */
function originLines(origin: string, width: number): string {
  return origin
    .split('\n')
    .map((line) => wrapped(visible(line), '', width))
    .join('\n')
    .replaceAll('\n', '\n  ');
}

/** A line as it stands, and where it does not fit, set in as it is. */
function verbatim(line: string, width: number): string {
  const words = line.trimStart();
  return columnsOf(line) <= width ? line : wrapped(words, ' '.repeat(line.length - words.length), width);
}

const itemLines = (items: readonly string[], width: number) => items.map((item) => wrapped(visible(item), '- ', width));

function blockLines(block: Block, medium: Medium): string[] {
  const { paint, width } = medium;
  switch (block.kind) {
    case 'text':
      return block.lines.map((line) => set(paint, block.tone, wrapped(visible(line), '', width)));
    case 'table': {
      const { screen: own = block.table } = block.table;
      return 'rows' in own ? boxed(own, medium) : itemLines(own, width);
    }
    case 'picture':
      return [];
    case 'items':
      return itemLines(block.items, width);
    case 'tree':
      return block.branches.flatMap((each) => branchLines(each, ' '.repeat(block.indent ?? 0), width));
    case 'legend':
      return block.lines.map((line) => paint.faint(wrapped(visible(line.slice(MARK)), line.slice(0, MARK), width)));
    case 'verbatim':
      return block.lines.map((line) => verbatim(visible(line), width));
    case 'origins':
      return block.of.map((origin) => paint.faint(originLines(origin, width)));
  }
}

function partLines({ heading, blocks }: Part, medium: Medium): string[] {
  const body = blocks.flatMap((block) => blockLines(block, medium));
  return heading === undefined ? body : [medium.paint.strong(wrapped(visible(heading), '', medium.width)), ...body];
}

/** A page on a screen: a blank line between parts, and none within them. */
export function screen(page: Page, medium: Medium): string {
  const visibleParts = page.filter(({ aside, blocks }) => aside !== true && !isOfPictures(blocks));
  const shown = `${visibleParts.map((part) => partLines(part, medium).join('\n')).join('\n\n')}\n`;
  return medium.ascii ? ascii(shown) : shown;
}
