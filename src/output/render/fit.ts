import type { Toned } from '../page.ts';
import { columnsOf } from './columns-of.ts';

/** A cell as lines, each of one tone. */
export type Lines = readonly Toned[];

/** A table whose cells are lines. */
export interface LineTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Lines[])[];
}

/** Sides and bars of a box: two a column and the bar behind it, and one bar to open it. */
const BAR = 3;
const OPENING = 1;
/** What is left of a first column, which is broken inside a word before another is. */
const LEAST_NAME = 12;

/** As much of a text as fits into a width, and the rest. */
function cut(text: string, width: number): readonly [string, string] {
  const signs = [...text];
  let taken = 0;
  let at = 0;
  while (at < signs.length && taken + columnsOf(signs[at] ?? '') <= width) {
    taken += columnsOf(signs[at] ?? '');
    at += 1;
  }
  return [signs.slice(0, Math.max(1, at)).join(''), signs.slice(Math.max(1, at)).join('')];
}

/** A line on several, broken at a space where there is one. */
function folded(text: string, width: number): string[] {
  if (columnsOf(text) <= width) return [text];
  const [head, rest] = cut(text, width);
  const space = rest.startsWith(' ') ? head.length : head.lastIndexOf(' ');
  if (space <= 0 || text.slice(0, space).trim() === '') return [head, ...folded(rest, width)];
  return [text.slice(0, space), ...folded(text.slice(space).trimStart(), width)];
}

const linesFolded = (lines: Lines, width: number): Toned[] =>
  lines.flatMap((line) => folded(line.text, width).map((text) => ({ ...line, text })));

/** What a column is wide: as it is, and at the least, where only spaces are broken. */
interface Widths {
  readonly natural: number;
  readonly least: number;
}

function widthsOf({ head, rows }: LineTable): Widths[] {
  return head.map((title, column) => {
    const texts = [...title.split('\n'), ...rows.flatMap((row) => (row[column] ?? []).map(({ text }) => text))];
    const natural = Math.max(0, ...texts.map(columnsOf));
    const word = Math.max(0, ...texts.flatMap((text) => text.split(' ').map(columnsOf)));
    return { natural, least: column === 0 ? Math.min(natural, LEAST_NAME) : word };
  });
}

const sumOf = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0);
const roomFor = (columns: number, width: number) => width - BAR * columns - OPENING;

/** What is left over goes to those that need the least of it first, so that as few as can be are broken. */
function shared(widths: readonly Widths[], room: number): number[] {
  const given = widths.map(({ least }) => least);
  let left = room - sumOf(given);
  const order = widths.map((_, at) => at).sort((a, b) => need(widths[a]) - need(widths[b]));
  for (const [place, at] of order.entries()) {
    const more = Math.min(need(widths[at]), Math.floor(left / (order.length - place)));
    given[at] = (given[at] ?? 0) + more;
    left -= more;
  }
  return given;
}

const need = (of: Widths | undefined) => (of === undefined ? 0 : of.natural - of.least);

/**
 * The widths at which a table fits: its own; else with a first column that gives way; else with words on lines of their
 * own. Undefined where it does not.
 */
function fittingWidths(widths: readonly Widths[], width: number): number[] | undefined {
  const room = roomFor(widths.length, width);
  const [first, ...others] = widths;
  if (first === undefined) return [];
  const natural = others.map((each) => each.natural);
  const left = room - sumOf(natural);
  if (left >= Math.min(first.natural, LEAST_NAME)) return [Math.min(first.natural, left), ...natural];
  return sumOf(widths.map(({ least }) => least)) <= room ? shared(widths, room) : undefined;
}

function atWidths({ head, rows }: LineTable, widths: readonly number[]): LineTable {
  const folds = (column: number) => widths[column] ?? 0;
  return {
    head: head.map((title, column) =>
      title
        .split('\n')
        .flatMap((line) => folded(line, folds(column)))
        .join('\n'),
    ),
    rows: rows.map((row) => row.map((lines, column) => linesFolded(lines, folds(column)))),
  };
}

const columns = ({ head, rows }: LineTable, kept: readonly number[]): LineTable => ({
  head: kept.map((column) => head[column] ?? ''),
  rows: rows.map((row) => kept.map((column) => row[column] ?? [])),
});

/** Groups of columns, each behind the first, as many together as fit. */
function grouped(widths: readonly Widths[], width: number): number[][] {
  const groups: number[][] = [];
  for (const column of widths.keys()) {
    if (column === 0) continue;
    const last = groups.at(-1);
    const wider = last === undefined ? undefined : [...last, column];
    const fits = wider !== undefined && fittingWidths(pick(widths, wider), width) !== undefined;
    if (fits) last?.push(column);
    else groups.push([0, column]);
  }
  return groups.length === 0 ? [[0]] : groups;
}

const pick = (widths: readonly Widths[], kept: readonly number[]) => kept.flatMap((column) => widths[column] ?? []);

/** The widths of a group that is broken inside words where nothing else helps. */
function forced(widths: readonly Widths[], width: number): number[] {
  const room = roomFor(widths.length, width);
  const [first = 0, ...others] = widths.map(({ least }) => least);
  return [first, ...others.map(() => Math.max(1, Math.floor((room - first) / Math.max(1, others.length))))];
}

/**
 * A table as one or more that are no wider than a screen: words go to lines of their own, and where that is not enough,
 * columns go to a further table that begins with the first of them again.
 */
export function fitted(table: LineTable, width: number): LineTable[] {
  const all = widthsOf(table);
  const whole = fittingWidths(all, width);
  if (whole !== undefined) return [atWidths(table, whole)];
  return grouped(all, width).map((kept) => {
    const own = pick(all, kept);
    return atWidths(columns(table, kept), fittingWidths(own, width) ?? forced(own, width));
  });
}
