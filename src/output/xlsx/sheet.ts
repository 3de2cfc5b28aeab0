import type { Part } from './archive.ts';
import { type CellValue, type Expression, Place, type Reference } from './expression.ts';
import { equal, literal, type Range } from './functions.ts';
import { linesOf } from './lines-of.ts';
import type { Look } from './look.ts';

export interface Column {
  readonly title: string;
  readonly width: number;
  /** What the column means, where its title cannot say it: the line under the header. */
  readonly note?: string;
  readonly hidden?: boolean;
}

/** What a cell accepts when somebody types into it. */
export interface Rule {
  readonly cell: Reference;
  readonly accepts: 'share' | 'amount' | readonly string[];
}

function isExpression(content: CellValue | Expression): content is Expression {
  return typeof content === 'object' && 'write' in content;
}

/** What stands in one cell, with the reference that formulas use. */
export class Cell extends Place {
  /** As it is written on its sheet; undefined for a value, and once its row is written. */
  formula: string | undefined;
  readonly look: Look;
  #content: CellValue | (() => CellValue);

  constructor(sheet: string, row: number, column: number, content: CellValue | Expression, look: Look) {
    super(sheet, row, column);
    this.formula = isExpression(content) ? content.write(sheet) : undefined;
    this.look = look;
    this.#content = isExpression(content) ? () => content.value() : content;
  }

  value(): CellValue {
    if (typeof this.#content === 'function') this.#content = this.#content();
    return this.#content;
  }
}

/** A cell that is filled later. */
class Later extends Place {
  readonly #find: () => Reference | undefined;

  constructor(sheet: string, row: number, column: number, find: () => Reference | undefined) {
    super(sheet, row, column);
    this.#find = find;
  }

  value(): CellValue {
    return this.#find()?.value() ?? '';
  }
}

/** A drawing of cells of the workbook; rows and columns count from 0. */
export interface Picture {
  readonly kind: 'bars' | 'lines';
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly names: Range;
  readonly series: readonly { readonly name: string; readonly values: Range }[];
}

/** What writes rows of a sheet, to the one before `end`, behind what is written of it. */
export interface RowWriter {
  write(sheet: Sheet, start: number, end: number, part?: Part): Part;
}

interface SheetOptions {
  /** True for arithmetic that nobody prints: it is there, and out of sight. */
  readonly hidden?: boolean;
  /** False for a sheet of sentences: no header, no grid. */
  readonly headed?: boolean;
}

/** The words of a cell that is yes or no. */
export const YES_NO = ['Yes', 'No'] as const;

/** How much larger the sentences are that open a sheet. */
const LEAD = 1.2;
/** As many columns' widths as a sentence is read in. */
const READABLE = 140;
/** Points of a line of text, with the room around it. */
const LINE = 13.5;

/** Rows under a title that tell what its column holds. */
export const LOOKED_AT = 3;
/** What is left of a row that is written. */
const WRITTEN: readonly Cell[] = [];

/** One sheet while it is filled: a frozen header, then cells at places, each with the reference that formulas use. */
export class Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly hidden: boolean;
  readonly headed: boolean;
  /** Points of the rows that hold more than one line. */
  readonly heights = new Map<number, number>();
  /** Rows whose first cell reaches over the columns that a sentence is read in. */
  readonly wide = new Set<number>();
  readonly pictures: Picture[] = [];
  /** By row and column; a place may be empty. Rows that are written hold nothing more. */
  readonly rows: (readonly (Cell | undefined)[])[] = [];
  /** The most cells that a row has. */
  width: number;
  /** Rows from the header on that are written, up to `written`. */
  body: Part | undefined;
  written: number;
  readonly rules: Rule[] = [];
  /** Cells whose formula is left out, since it would not give what the engine gives. */
  readonly held: Reference[] = [];
  /** Rows of the header, which stay in sight. */
  readonly frozen: number;
  /** The next free row. */
  row = 0;

  constructor(name: string, columns: readonly Column[], { hidden = false, headed = true }: SheetOptions = {}) {
    this.name = name;
    this.columns = columns;
    this.hidden = hidden;
    this.headed = headed;
    if (headed) this.header(columns.map((column) => column.title));
    if (columns.some((column) => column.note !== undefined)) {
      this.#row(
        columns.map(({ note }) => note ?? ''),
        'note',
      );
    }
    this.frozen = this.row;
    this.written = this.row;
    this.width = columns.length;
  }

  /** A row of titles. */
  header(titles: readonly string[]): void {
    this.#row(titles, 'header');
  }

  /** A row of texts, as high as the longest of them that is in sight. */
  #row(texts: readonly string[], look: Look): void {
    texts.forEach((text, column) => {
      this.put(column, text, look);
    });
    const shown = texts.map((text, column) => {
      const { width = 1, hidden = false } = this.columns[column] ?? {};
      return hidden ? 1 : linesOf(text, width, { bold: look === 'header' });
    });
    this.heights.set(this.row, LINE * Math.max(1, ...shown));
    this.next();
  }

  /**
   * Puts a value or a formula into the current row and gives the reference to it. The formula is computed at once and let
   * go: a large workbook has too many to keep.
   */
  put(column: number, content: CellValue | Expression, look: Look): Reference {
    const cell = this.#fill(column, content, look);
    cell.value();
    return cell;
  }

  /** Puts a formula that looks at cells which are not filled yet: it is computed when everything is. */
  putEarly(column: number, content: Expression, look: Look): Reference {
    return this.#fill(column, content, look);
  }

  #fill(column: number, content: CellValue | Expression, look: Look): Cell {
    const cell = new Cell(this.name, this.row, column, content, look);
    while (this.rows.length <= this.row) this.rows.push([]);
    const row = this.#open(this.row) as (Cell | undefined)[];
    while (row.length < column) row.push(undefined);
    row[column] = cell;
    this.width = Math.max(this.width, row.length);
    return cell;
  }

  /** A row that is not written yet. Throws RangeError on one that is: its cells are gone. */
  #open(row: number): readonly (Cell | undefined)[] {
    const cells = this.rows[row] ?? [];
    if (cells === WRITTEN) throw new RangeError(`row ${row + 1} of ${this.name} is written already`);
    return cells;
  }

  /** The cell at a place; undefined where nothing is. */
  cell(row: number, column: number): Cell | undefined {
    return this.#open(row)[column];
  }

  /**
   * Writes the rows above the current one, which nothing is put into any more. Of their cells only the values are kept,
   * for the formulas that count with them: a large workbook has too many formulas to hold.
   */
  write(rows: RowWriter): void {
    this.body = rows.write(this, this.written, this.row, this.body);
    for (; this.written < this.row; this.written++) {
      const cells = this.rows[this.written] ?? [];
      for (const cell of cells) if (cell !== undefined) cell.formula = undefined;
      // What a title stands over is looked at when it is written.
      if (this.written >= this.frozen + LOOKED_AT) this.rows[this.written] = WRITTEN;
    }
  }

  /** The cell at a place that may still be filled: its value is asked for when everything is. */
  at(row: number, column: number): Reference {
    return new Later(this.name, row, column, () => this.cell(row, column));
  }

  /** An input that people change: a value, or blank when nothing was stated. */
  input(column: number, value: CellValue | undefined, look: Look, accepts?: Rule['accepts']): Reference {
    const cell = this.put(column, value ?? '', look);
    if (accepts !== undefined) this.rules.push({ cell, accepts });
    return cell;
  }

  /** An input that is yes or no, and whether it is yes. */
  yesNo(column: number, value: boolean): { readonly cell: Reference; readonly holds: Expression } {
    const cell = this.input(column, value ? YES_NO[0] : YES_NO[1], 'inputText', YES_NO);
    return { cell, holds: equal(cell, literal(YES_NO[0])) };
  }

  /** A row with the title of a part. */
  line(text: string, look: Look): void {
    this.put(0, text, look);
    this.next();
  }

  /** The columns that a sentence reaches over: of those in sight, as many as it is read in. */
  get reach(): { readonly last: number; readonly width: number } {
    let width = 0;
    for (const [last, column] of this.columns.entries()) {
      width += column.hidden === true ? 0 : column.width;
      if (width >= READABLE) return { last, width };
    }
    return { last: this.columns.length - 1, width };
  }

  /** A row with one sentence, high enough for it; a formula's for any of the texts that it `may` come to. */
  sentence(content: string, look?: Look): Reference;
  sentence(content: Expression, look: Look, may: readonly string[]): Reference;
  sentence(content: string | Expression, look: Look = 'wrapped', may: readonly string[] = []): Reference {
    const cell = isExpression(content) ? this.putEarly(0, content, look) : this.put(0, content, look);
    const size = look === 'lead' ? LEAD : 1;
    const texts = isExpression(content) ? may : [content];
    const lines = Math.max(1, ...texts.map((text) => linesOf(text, this.reach.width, { size })));
    this.wide.add(this.row);
    this.heights.set(this.row, LINE * size * lines);
    this.next();
    return cell;
  }

  next(): void {
    this.row += 1;
  }
}
