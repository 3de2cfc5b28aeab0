import { visible } from '../../domain/line-text.ts';
import {
  type Block,
  type Branch,
  type Cell,
  isOfPictures,
  type Page,
  type PageTable,
  type Part,
  type Picture,
  type Tone,
} from '../page.ts';
import type { Drawn, drawn } from '../pictures/draw.ts';
import { STYLE } from './html-style.ts';
import { type WhatIf, whatIfText } from './what-if.ts';
import { xmlText } from './xml.ts';

/** What a reader's browser may load for this document: nothing, from nowhere. Its own style stands in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The same, and one script: the one that has this hash. */
const policyFor = (live: Live | undefined) =>
  live === undefined ? POLICY : POLICY.replace('style-src', `script-src '${live.hash}'; style-src`);

/** What makes a report answer back. */
export interface Live {
  /** A script as XML has it too, with its hash as a policy names it: sha256-... */
  readonly script: string;
  readonly hash: string;
  /** What the script answers from, as JSON. */
  readonly held: string;
  readonly whatIf: WhatIf;
}

/** Why a report does not answer back, in a sentence. */
export interface Still {
  readonly why: string;
}

/** JSON inside an element: no markup can begin in it. */
const inScript = (json: string) =>
  json.replace(/[<>&]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);

const TOOL = 'tokencost';

/** Text of a user's file or of ours made harmless: no markup, no entity, nothing that nobody sees. */
const safe = (text: string) => xmlText(visible(text));

const tag = (name: string, inner: string, tone?: Tone) =>
  tone === undefined ? `<${name}>${inner}</${name}>` : `<${name} class="${tone}">${inner}</${name}>`;

/** A cell's lines. One that is empty stays where another comes after it: lines of one row stand beside each other. */
function cellLines(cell: Cell): string[] {
  if (typeof cell === 'string')
    return cell
      .trimEnd()
      .split('\n')
      .map((line) => safe(line.trim()));
  return cell.map(({ text, tone }) => (tone === undefined ? safe(text) : tag('span', safe(text), tone)));
}

const cellText = (cell: Cell) => cellLines(cell).join('<br/>');

/**
 * A table that scrolls by itself where it is wider than the screen, by keyboard too: `name` is what a reader hears. Its
 * first column is text, whatever else is; marks are few, since a long portfolio has thousands of cells.
 */
function tableText({ head, rows, text = [] }: PageTable, name: string): string {
  const sided = (column: number) => (column > 0 && text.includes(column) ? ' class="t"' : '');
  const cell = (of: Cell, column: number, heads: boolean) => {
    const inner = cellText(of);
    const element = heads && inner !== '' ? 'th' : 'td';
    return `<${element}${sided(column)}>${inner}</${element}>`;
  };
  const heads = head.map((each, column) => cell(each, column, true));
  const body = rows.map((row) => tag('tr', row.map((each, column) => cell(each, column, column === 0)).join('')));
  return [
    `<div class="table" role="region" tabindex="0" aria-label="${safe(name)}">`,
    `<table><thead>${tag('tr', heads.join(''))}</thead>`,
    `<tbody>${body.join('')}</tbody></table></div>`,
  ].join('\n');
}

function branchText({ text, mark, under = [] }: Branch): string {
  const own = safe(mark === undefined ? text : `${mark} ${text}`);
  return under.length === 0 ? tag('li', own) : tag('li', `${own}\n${treeText(under)}`);
}

const treeText = (branches: readonly Branch[]): string => tag('ul', branches.map(branchText).join('\n'));

const itemsText = (items: readonly string[]) => tag('ul', items.map((item) => tag('li', safe(item))).join('\n'));

/** Columns that the mark of a legend takes. */
const MARK = 4;

/** Marks with their meanings; a mark longer than its column is part of its sentence. */
function legendText(lines: readonly string[]): string {
  const rows = lines.map((line) => {
    const [mark, meaning] = [line.slice(0, MARK), line.slice(MARK)];
    return mark.endsWith(' ')
      ? `<dt>${safe(mark.trimEnd())}</dt><dd>${safe(meaning)}</dd>`
      : `<dt></dt><dd>${safe(line)}</dd>`;
  });
  return rows.length === 0 ? '' : tag('dl', rows.join('\n'));
}

/** Names for tables: a reader of screens tells them apart by them, so that the second of one name is counted. */
type Names = (name: string) => string;

function uniqueNames(): Names {
  const seen = new Map<string, number>();
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}, table ${count}`;
  };
}

/** Who draws a chart: what it takes is loaded where there is one. */
export type Draw = typeof drawn;

/** What a document is written with. */
interface Pen {
  readonly names: Names;
  readonly draw: Draw | undefined;
}

/** A piece of what it explains, drawn small. */
function swatch({ form, colour, dash }: Drawn['key'][number]): string {
  const line = `<path d="M1 6H27" stroke="${colour}" stroke-width="${form === 'tick' ? 4 : 3}" stroke-dasharray="${dash}"/>`;
  const mark = form === 'fill' ? `<rect width="28" height="12" fill="${colour}"/>` : line;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="28" height="12" aria-hidden="true">${mark}</svg>`;
}

/** A picture under its finding, in the size that fits, with its amounts in a table for who opens it. */
function pictureText({ title, alt, chart, data, isSaid }: Picture, { names, draw }: Pen): string {
  if (draw === undefined) return '';
  const { narrow, wide, key } = draw(chart, names(visible(alt)));
  // On paper a table is open, unless the page has its figures anyway.
  const paper = isSaid ? ' class="screen"' : '';
  const meanings = key.map((each) => `<li>${swatch(each)} ${safe(each.name)}</li>`).join('');
  return [
    `<figure><figcaption>${safe(title)}</figcaption>`,
    ...(meanings === '' ? [] : [`<ul class="key">${meanings}</ul>`]),
    `<div class="wide">${wide}</div>`,
    `<div class="narrow">${narrow}</div>`,
    `<details${paper}><summary>Its figures</summary>\n${tableText(data, names(`Figures: ${title}`))}\n</details>`,
    '</figure>',
  ].join('\n');
}

/** A block under a heading. */
function blockText(block: Block, heading: string, pen: Pen): string {
  const { names } = pen;
  switch (block.kind) {
    case 'text':
      return tag('p', safe(block.lines.join(' ')), block.tone);
    case 'table': {
      const { folded } = block.table;
      const body = tableText(block.table, names(folded ?? heading));
      return folded === undefined ? body : `<details><summary>${safe(folded)}</summary>\n${body}\n</details>`;
    }
    case 'picture':
      return pictureText(block.picture, pen);
    case 'items':
      return itemsText(block.items);
    case 'tree':
      return treeText(block.branches);
    case 'legend':
      return legendText(block.lines);
    case 'verbatim':
      return `<pre>${block.lines.map(safe).join('\n')}</pre>`;
    case 'origins':
      return itemsText(block.of.map((origin) => origin.replace('\n', ' ')));
  }
}

const isSource = ({ heading, blocks }: Part) =>
  heading === undefined && blocks.every((block) => block.kind === 'text' && block.tone === 'faint');

function partText(part: Part, title: Title, pen: Pen): string[] {
  const { heading, blocks, folded } = part;
  const inner = blocks.map((block) => blockText(block, heading ?? title.text, pen)).filter((each) => each !== '');
  if (isSource(part)) return [`<footer>\n${inner.join('\n')}\n</footer>`];
  if (heading === undefined || part === title.part || (inner.length === 0 && isOfPictures(blocks))) return inner;
  if (folded === true) return [`<details><summary>${safe(heading)}</summary>`, ...inner, '</details>'];
  return [tag('h2', safe(heading)), ...inner];
}

/** What a document is called, and the part that is headed by it. */
interface Title {
  readonly text: string;
  /** The part whose heading it is, which is not said twice. */
  readonly part: Part | undefined;
}

/** The name of a page: what the command says it is about, else its own first title. */
function titleOf(page: Page, about: string | undefined): Title {
  if (about !== undefined) return { text: about, part: undefined };
  const part = page.find(({ heading, level }) => heading !== undefined && level === 'title');
  return { text: part?.heading ?? TOOL, part };
}

/** True of a page that somebody has to draw something of. */
export const hasPictures = (page: Page) => page.some(({ blocks }) => blocks.some(({ kind }) => kind === 'picture'));

/** What stands in the middle of a document: its title and all parts of the page. */
export function mainText(page: Page, about: string | undefined, draw: Draw | undefined): string {
  const title = titleOf(page, about);
  const pen = { names: uniqueNames(), draw };
  return [tag('h1', safe(title.text)), ...page.flatMap((part) => partText(part, title, pen))].join('\n');
}

/**
 * A page as one HTML document that asks nobody for anything: its style stands in it, a policy forbids the rest, every
 * text is escaped. What it writes is XML too, so that any reader of XML can check it. `about` is its title, else the first
 * title of the page; pictures are left out where there is nobody to draw them, and it answers back where it is given what to answer with.
 */
export function html(page: Page, about?: string, draw?: Draw, answers?: Live | Still): string {
  const live = answers !== undefined && 'script' in answers ? answers : undefined;
  const still = answers !== undefined && 'why' in answers ? [tag('p', safe(answers.why), 'faint')] : [];
  const { text } = titleOf(page, about);
  const name = text === TOOL ? TOOL : `${text} - ${TOOL}`;
  return `${[
    '<!doctype html>',
    '<html lang="en" xmlns="http://www.w3.org/1999/xhtml">',
    '<head>',
    '<meta charset="utf-8"/>',
    `<meta http-equiv="Content-Security-Policy" content="${policyFor(live)}"/>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    '<meta name="color-scheme" content="light dark"/>',
    '<meta name="referrer" content="no-referrer"/>',
    `<title>${safe(name)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...(live === undefined
      ? [mainText(page, about, draw), ...still]
      : [whatIfText(live.whatIf), '<div id="answer">', mainText(page, about, draw), '</div>']),
    '</main>',
    ...(live === undefined
      ? []
      : [
          `<script type="application/json" id="held">${inScript(live.held)}</script>`,
          `<script>${live.script}</script>`,
        ]),
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}
