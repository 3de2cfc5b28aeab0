import {
  type ArticleCheck,
  type CheckedTable,
  type CheckedUnreconciled,
  type Claim,
  FIGURE_UNITS,
  type Figure,
  type FigureUnit,
  type Recomputed,
} from '../../domain/claim.ts';
import { compare, type Exact, numeral, round, roundedText } from '../../domain/exact.ts';
import { inPrintedUnits, type Printed } from '../../domain/printed.ts';
import { factor, tokens, usd, usdPerMtok } from '../../domain/units.ts';
import {
  dollars,
  exactDollars,
  multiple,
  percent,
  plainDollars,
  price,
  shortTokens,
  wholeDollars,
} from '../render/numbers.ts';

const NO_FIGURE = 'no figure';

const SPELLING: Readonly<Record<FigureUnit, (value: Exact) => string>> = {
  usd: (value) => plainDollars(usd(value)),
  usdPerMtok: (value) => price(usdPerMtok(value)),
  tokens: (value) => shortTokens(tokens(value)),
  share: (value) => percent(value),
  multiple: (value) => multiple(factor(value)),
};

/** A recomputed value as sentences give it. */
function spelled(value: Exact | undefined, figure: Figure): string {
  return value === undefined ? NO_FIGURE : SPELLING[FIGURE_UNITS[figure.kind]](value);
}

/** Digits with the signs and the unit they are printed with. */
function dressed(digits: string, { dollars: inDollars, signed, suffix }: Printed): string {
  const sign = digits.startsWith('-') ? '-' : signed ? '+' : '';
  return `${sign}${inDollars ? '$' : ''}${digits.replace('-', '')}${suffix}`;
}

/** A recomputed value rounded and spelled as the article prints it. */
export function asPrinted(value: Exact | undefined, printed: Printed): string {
  if (value === undefined) return NO_FIGURE;
  if (printed.dollars && printed.suffix === '') {
    return printed.places === 0 ? wholeDollars(usd(value)) : dollars(usd(value));
  }
  return dressed(roundedText(inPrintedUnits(value, printed), printed.places), printed);
}

/** Every digit of a value that rounding has changed; undefined where it has not. */
function unrounded(value: Exact | undefined, printed: Printed): string | undefined {
  if (value === undefined) return undefined;
  const exact = inPrintedUnits(value, printed);
  if (compare(exact, round(exact, printed.places)) === 0) return undefined;
  return printed.dollars && printed.suffix === '' ? exactDollars(usd(value)) : dressed(numeral(exact), printed);
}

/** Agrees at the precision that is printed, or does not. */
const MARKS = { agrees: '=', differs: '≠' } as const;
export const LEGEND =
  'In each cell: as printed, then recomputed (= agrees, ≠ differs), then every digit where it was rounded half up.';

/** What a cell shows, line by line. */
export interface CellLines {
  readonly printed: string;
  readonly recomputed: string;
  readonly exact: string | undefined;
}

/** The print, the mark with the recomputed value, and every digit of it where rounding has dropped some. */
export function cellLines({ of, computed, agrees }: Recomputed<Claim>): CellLines {
  const exact = unrounded(computed, of.printed);
  return {
    printed: of.printed.text,
    recomputed: `${agrees ? MARKS.agrees : MARKS.differs} ${asPrinted(computed, of.printed)}`,
    exact: exact === undefined ? undefined : `(${exact})`,
  };
}

/** A text with its names in braces replaced by the figures they stand for. */
function filled(
  text: string,
  figures: readonly { of: { id: string; figure: Figure }; computed: Exact | undefined }[],
): string {
  return figures.reduce((filling, { of, computed }) => {
    return filling.replaceAll(`{${of.id}}`, () => spelled(computed, of.figure));
  }, text);
}

/** The note of a table, with its figures; undefined where it has none. */
export function noteOf({ table, beside }: CheckedTable): string | undefined {
  return table.note === undefined ? undefined : filled(table.note, beside);
}

/** What is true of a claim that does not reconcile, with its figures. */
export function unreconciledText({ claim, readings }: CheckedUnreconciled): string {
  return filled(claim.text, readings);
}

/** A recomputed figure that has no print of its own to be spelled like. */
export function figureText({ of, computed }: { of: { figure: Figure }; computed: Exact | undefined }): string {
  return spelled(computed, of.figure);
}

/** A table as its own grid: one row per label, in the order of the claims; a place without a claim is undefined. */
export function gridOf({ table, cells }: CheckedTable): { label: string; cells: (Recomputed<Claim> | undefined)[] }[] {
  const labels = [...new Set(cells.map((cell) => cell.of.row))];
  return labels.map((label) => ({
    label,
    cells: table.columns.map((column) => cells.find(({ of }) => of.row === label && of.column === column)),
  }));
}

/** What differs, a sentence each: cells, and claims that are listed as unreconciled and are not. */
export function differences({ tables, unreconciled }: ArticleCheck): string[] {
  const cells = tables.flatMap(({ table, cells }) =>
    cells
      .filter((cell) => !cell.agrees)
      .map(({ of, computed }) => {
        const exact = unrounded(computed, of.printed);
        const value = `${asPrinted(computed, of.printed)}${exact === undefined ? '' : ` (${exact})`}`;
        return `${table.title}: ${of.row}, ${of.column} is printed as ${of.printed.text} and recomputed as ${value}.`;
      }),
  );
  const listed = unreconciled
    .filter((each) => each.reconciles)
    .map(({ claim }) => `"${claim.printed}" is listed as not reconciling, and it does.`);
  return [...cells, ...listed];
}

/** The verdict in a sentence. */
export function verdictText(check: ArticleCheck): string {
  const cells = check.tables.flatMap((table) => table.cells);
  const agreeing = cells.filter((cell) => cell.agrees).length;
  return check.agrees
    ? `agrees: all ${cells.length} printed figures are what the engine computes.`
    : `differs: ${agreeing} of ${cells.length} printed figures are what the engine computes.`;
}
