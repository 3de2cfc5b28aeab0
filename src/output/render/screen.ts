import { visible } from '../../domain/line-text.ts';
import {
  type Block,
  type Branch,
  type Cell,
  type Grid,
  isOfPictures,
  type Page,
  type PageTable,
  type Part,
  type Tone,
} from '../page.ts';
import { box } from './box.ts';
import type { Paint } from './paint.ts';
import { SCREEN_WIDTH, wrapped } from './wrap.ts';

/** Sides and bars of a box: two a column, and one to close it. */
const BAR = 3;
const LEAST_NAME = 12;
/** Columns that the mark of a legend takes. */
const MARK = 4;

const set = (paint: Paint, tone: Tone | undefined, text: string) => (tone === undefined ? text : paint[tone](text));

/** A long name on several lines, broken at a space where there is one. */
function folded(name: string, width: number): string {
  if (name.includes('\n'))
    return name
      .split('\n')
      .map((line) => folded(line, width))
      .join('\n');
  if (name.length <= width) return name;
  const space = name.lastIndexOf(' ', width);
  const at = space <= 0 ? width : space;
  return `${name.slice(0, at)}\n${folded(name.slice(at).trimStart(), width)}`;
}

/** Rows no wider than the screen: the first column gives way. */
function fitted(head: readonly string[], rows: readonly (readonly string[])[]): string[][] {
  const lengths = (cell: string) => cell.split('\n').map((line) => line.length);
  const widest = (column: number) => Math.max(...[head, ...rows].flatMap((row) => lengths(row[column] ?? '')));
  const others = head.slice(1).reduce((total, _, index) => total + widest(index + 1) + BAR, 0);
  const room = Math.max(LEAST_NAME, SCREEN_WIDTH - others - BAR - 1);
  return rows.map(([name = '', ...rest]) => [folded(name, room), ...rest]);
}

function cellText(cell: Cell, paint: Paint): string {
  if (typeof cell !== 'string') return cell.map(({ text, tone }) => set(paint, tone, visible(text))).join('\n');
  return cell.split('\n').map(visible).join('\n');
}

function boxed(table: PageTable, { head, rows }: Grid, paint: Paint): string {
  const cells = rows.map((row) => row.map((cell) => cellText(cell, paint)));
  return box(head, table.folds === true ? fitted(head, cells) : cells);
}

function branchLines({ text, mark, under = [] }: Branch, indent: string): string[] {
  const own = wrapped(visible(text), mark === undefined ? indent : `${indent}${mark} `);
  return [own, ...under.flatMap((each) => branchLines(each, `${indent}  `))];
}

/** A hash on the line of its card stays there; one on the next is set in. */
function originLines(origin: string): string {
  const [line = '', hash] = origin.split('\n').map(visible);
  return hash === undefined ? line : `${wrapped(line)}\n  ${hash}`;
}

const itemLines = (items: readonly string[]) => items.map((item) => wrapped(visible(item), '- '));

function blockLines(block: Block, paint: Paint): string[] {
  switch (block.kind) {
    case 'text':
      return block.lines.map((line) => set(paint, block.tone, wrapped(visible(line))));
    case 'table': {
      const { screen: own = block.table } = block.table;
      return 'rows' in own ? [boxed(block.table, own, paint)] : itemLines(own);
    }
    case 'picture':
      return [];
    case 'items':
      return itemLines(block.items);
    case 'tree':
      return block.branches.flatMap((each) => branchLines(each, ' '.repeat(block.indent ?? 0)));
    case 'legend':
      return block.lines.map((line) => paint.faint(wrapped(visible(line.slice(MARK)), line.slice(0, MARK))));
    case 'verbatim':
      return block.lines.map(visible);
    case 'origins':
      return block.of.map((origin) => paint.faint(originLines(origin)));
  }
}

function partLines({ heading, blocks }: Part, paint: Paint): string[] {
  const body = blocks.flatMap((block) => blockLines(block, paint));
  return heading === undefined ? body : [paint.strong(visible(heading)), ...body];
}

/** A page on a screen of 80 columns: a blank line between parts, and none within them. */
export function screen(page: Page, paint: Paint): string {
  const shown = page.filter(({ aside, blocks }) => aside !== true && !isOfPictures(blocks));
  const parts = shown.map((part) => partLines(part, paint).join('\n'));
  return `${parts.join('\n\n')}\n`;
}
