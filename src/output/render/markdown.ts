import { visible } from '../../domain/line-text.ts';
import { type Block, type Branch, type Cell, isOfPictures, type Page, type PageTable, type Part } from '../page.ts';

/** Text from a file made harmless in Markdown: no markup, no HTML, no cell or line breaks. */
export function markdownText(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|#~@]/g, (mark) => `\\${mark}`);
}

/** A table whose first column, or the columns named, are text and whose others are numbers. Cells come escaped. */
function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  text: readonly number[] = [0],
): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (text.includes(column) ? '---' : '---:'))), ...rows.map(line)];
}

/** How a page is written where it is read as Markdown. */
export interface MarkdownStyle {
  /** Makes text harmless. */
  readonly harmless: (text: string) => string;
  /** Most rows of a table and items of a list that are shown; what is left is counted. */
  readonly most: number;
}

const AS_IT_IS: MarkdownStyle = { harmless: markdownText, most: Number.POSITIVE_INFINITY };

/** Lines of a cell on one line: empty ones go, the rest stand apart. */
function cellText(cell: Cell, { harmless }: MarkdownStyle): string {
  const lines = typeof cell === 'string' ? cell.split('\n') : cell.map(({ text }) => text);
  const [only, ...more] = lines;
  if (only !== undefined && more.length === 0) return harmless(only);
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(harmless)
    .join('<br>');
}

/** What is opened by who wants it. */
const hidden = (name: string, count: number, body: readonly string[], { harmless }: MarkdownStyle) => [
  `<details><summary>${harmless(name)} (${count})</summary>`,
  ...body,
  '</details>',
];

function tableText({ head, rows, text, folded }: PageTable, style: MarkdownStyle): string[] {
  const cells = (row: readonly Cell[]) => row.map((cell) => cellText(cell, style));
  const more = rows.length - style.most;
  const shown = markdownTable(cells(head), rows.slice(0, style.most).map(cells), text).join('\n');
  const body = more > 0 ? [shown, `and ${more} more`] : [shown];
  return folded === undefined ? body : hidden(folded, rows.length, body, style);
}

function branchLines({ text, mark, under = [] }: Branch, indent: string, style: MarkdownStyle): string[] {
  const own = `${indent}- ${style.harmless(mark === undefined ? text : `${mark} ${text}`)}`;
  return [own, ...under.flatMap((each) => branchLines(each, `${indent}  `, style))];
}

function listText(items: readonly string[], { harmless, most }: MarkdownStyle): string {
  const more = items.length - most;
  const shown = items.slice(0, most).map((item) => `- ${harmless(item)}`);
  return [...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}

/** A block as paragraphs, which stand apart. */
function paragraphs(block: Block, style: MarkdownStyle): string[] {
  switch (block.kind) {
    case 'text': {
      const said = style.harmless(block.lines.join(' '));
      return [block.tone === undefined || block.tone === 'faint' ? said : `**${said}**`];
    }
    case 'table':
      return tableText(block.table, style);
    case 'picture': {
      const { title, data, isSaid } = block.picture;
      return isSaid ? [] : [style.harmless(title), ...tableText(data, style)];
    }
    case 'items':
      return [listText(block.items, style)];
    case 'tree':
      return [block.branches.flatMap((each) => branchLines(each, '', style)).join('\n')];
    case 'legend':
      return block.lines.length === 0 ? [] : ['**Marks**', listText(block.lines, style)];
    case 'verbatim':
      return [block.lines.map((line) => (line === '' ? '' : `    ${visible(line)}`)).join('\n')];
    case 'origins':
      return [
        listText(
          block.of.map((origin) => origin.replace('\n', ' ')),
          style,
        ),
      ];
  }
}

const HEADING = {
  title: (heading: string) => `### ${heading}`,
  section: (heading: string) => `**${heading}**`,
};

function counted(blocks: readonly Block[]): number {
  return blocks.reduce((total, block) => {
    if (block.kind === 'items') return total + block.items.length;
    return block.kind === 'table' ? total + block.table.rows.length : total;
  }, 0);
}

function partText({ heading, level = 'section', blocks, folded }: Part, style: MarkdownStyle): string[] {
  const body = blocks.flatMap((block) => paragraphs(block, style));
  if (heading === undefined || (body.length === 0 && isOfPictures(blocks))) return body;
  if (folded === true) return hidden(heading, counted(blocks), body, style);
  return [HEADING[level](style.harmless(heading)), ...body];
}

/** A page as Markdown: a blank line between all that it is made of. */
export function markdown(page: Page, style: MarkdownStyle = AS_IT_IS): string {
  return `${page.flatMap((part) => partText(part, style)).join('\n\n')}\n`;
}
