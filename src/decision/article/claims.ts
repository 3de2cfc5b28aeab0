import type {
  ArticleCheck,
  CheckedTable,
  CheckedUnreconciled,
  Claims,
  ClaimTable,
  Figure,
  Recomputed,
  UnreconciledClaim,
} from '../../domain/claim.ts';
import { agreesWith, type Printed } from '../../domain/printed.ts';
import type { Context } from '../estimate/estimate.ts';
import { type FigureOf, figuresOf } from './figures.ts';

function checked<Of extends { readonly figure: Figure; readonly printed: Printed }>(
  of: Of,
  figureOf: FigureOf,
): Recomputed<Of> {
  const computed = figureOf(of.figure);
  return { of, computed, agrees: computed !== undefined && agreesWith(computed, of.printed) };
}

function checkedTable(table: ClaimTable, figureOf: FigureOf): CheckedTable {
  return {
    table,
    cells: table.claims.map((claim) => checked(claim, figureOf)),
    beside: table.beside.map((of) => ({ of, computed: figureOf(of.figure) })),
  };
}

function checkedUnreconciled(claim: UnreconciledClaim, figureOf: FigureOf): CheckedUnreconciled {
  const readings = claim.readings.map((reading) => checked(reading, figureOf));
  const reconciles =
    claim.holdsWhen === 'everyReadingAgrees'
      ? readings.every((reading) => reading.agrees)
      : readings.some((reading) => reading.agrees);
  return { claim, readings, reconciles };
}

/**
 * Every figure of the article recomputed on the card and the offers of the context, held against what is printed at
 * the precision that is printed. Pure. Throws the problems `unknownModel` and `noRateOn`.
 */
export function recompute(claims: Claims, context: Context): ArticleCheck {
  const figureOf = figuresOf(claims.jobs, context);
  const tables = claims.tables.map((table) => checkedTable(table, figureOf));
  const unreconciled = claims.unreconciled.map((claim) => checkedUnreconciled(claim, figureOf));
  return {
    tables,
    unreconciled,
    notRecomputed: claims.notRecomputed,
    agrees:
      tables.every((table) => table.cells.every((cell) => cell.agrees)) &&
      unreconciled.every((each) => !each.reconciles),
  };
}
