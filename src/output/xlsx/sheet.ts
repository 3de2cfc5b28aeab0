import { type CellValue, type Expression, Place, type Reference } from './expression.ts';
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
  readonly accepts: 'share' | 'amount' | 'yesNo' | readonly string[];
}

export function isExpression(content: CellValue | Expression): content is Expression {
  return typeof content === 'object' && 'write' in content;
}

/** What stands in one cell, with the reference that formulas use. */
export class Cell extends Place {
  /** As it is written on its sheet; undefined for a value. */
  readonly formula: string | undefined;
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

/** One sheet while it is filled: a frozen header, then cells at places, each with the reference that formulas use. */
export class Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly cells = new Map<string, Cell>();
  readonly rules: Rule[] = [];
  /** Cells whose formula is left out, since it would not give what the engine gives. */
  readonly held: Reference[] = [];
  /** Rows of the header, which stay in sight. */
  readonly frozen: number;
  /** The next free row. */
  row = 0;

  constructor(name: string, columns: readonly Column[]) {
    this.name = name;
    this.columns = columns;
    this.header(columns.map((column) => column.title));
    if (columns.some((column) => column.note !== undefined)) {
      columns.forEach(({ note }, column) => {
        this.put(column, note ?? '', 'note');
      });
      this.next();
    }
    this.frozen = this.row;
  }

  /** A row of titles. */
  header(titles: readonly string[]): void {
    titles.forEach((title, column) => {
      this.put(column, title, 'header');
    });
    this.next();
  }

  /**
   * Puts a value or a formula into the current row and gives the reference to it. The formula is computed at once and let
   * go: a large workbook has too many to keep.
   */
  put(column: number, content: CellValue | Expression, look: Look): Reference {
    const cell = new Cell(this.name, this.row, column, content, look);
    this.cells.set(`${this.row},${column}`, cell);
    cell.value();
    return cell;
  }

  /** Puts a formula that looks at cells which are not filled yet: it is computed when everything is. */
  putEarly(column: number, content: Expression, look: Look): Reference {
    const cell = new Cell(this.name, this.row, column, content, look);
    this.cells.set(`${this.row},${column}`, cell);
    return cell;
  }

  /** The cell at a place that may still be filled: its value is asked for when everything is. */
  at(row: number, column: number): Reference {
    return new Later(this.name, row, column, () => this.cells.get(`${row},${column}`));
  }

  /** An input that people change: a value, or blank when nothing was stated. */
  input(column: number, value: CellValue | undefined, look: Look, accepts?: Rule['accepts']): Reference {
    const cell = this.put(column, value ?? '', look);
    if (accepts !== undefined) this.rules.push({ cell, accepts });
    return cell;
  }

  /** A row with one text, such as the title of a part or a sentence. */
  line(text: string, look: Look): void {
    this.put(0, text, look);
    this.next();
  }

  next(): void {
    this.row += 1;
  }
}
