import { ATOM, type Expression, quotedSheet, type Reference } from './expression.ts';
import type { Range } from './functions.ts';

export interface DefinedName {
  readonly name: string;
  readonly cell: Reference;
}

/** Names of several parts stay under the 255 characters a spreadsheet takes. */
const LONGEST = 60;

/** A text as a part of a defined name: small letters, digits and underscores. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, LONGEST)
    .replace(/^_+|_+$/g, '');
}

const expressionOf = (name: string, cell: Reference): Expression => ({
  binding: ATOM,
  write: () => name,
  value: () => cell.value(),
});

/** The names that cells go by in formulas and in the name box. */
export class Names {
  readonly #known = new Map<string, Reference>();

  /** Names a cell, with a number behind the name when it is taken, and gives the name as an expression. */
  add(parts: readonly string[], cell: Reference): Expression {
    const wanted = parts.map(slug).filter(Boolean).join('_');
    let name = wanted;
    for (let number = 2; this.#known.has(name); number++) name = `${wanted}_${number}`;
    this.#known.set(name, cell);
    return expressionOf(name, cell);
  }

  /** A cell by a name that it is given later. */
  later(name: string): Expression {
    return { binding: ATOM, write: () => name, value: () => this.#known.get(name)?.value() ?? '' };
  }

  /** A cell by its name, as an expression; undefined where no cell has it. */
  named(name: string): Expression | undefined {
    const cell = this.#known.get(name);
    return cell === undefined ? undefined : expressionOf(name, cell);
  }

  get all(): readonly DefinedName[] {
    return [...this.#known].map(([name, cell]) => ({ name, cell }));
  }
}

const fixed = (cell: Reference) => cell.write(cell.sheet).replace(/^([A-Z]+)(\d+)$/, '$$$1$$$2');

/** Where a cell is, as a definition writes it: absolute, with its sheet. */
export function absolute(cell: Reference): string {
  return `${quotedSheet(cell.sheet)}!${fixed(cell)}`;
}

/** The same of cells beside or under each other. */
export function absoluteRange({ cells }: Range): string {
  const [first, last] = [cells[0], cells.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a range has at least one cell');
  return `${absolute(first)}:${fixed(last)}`;
}
