import type { ArticleCheck, CheckedTable, Claim, Recomputed } from '../../domain/claim.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { provenanceText } from '../estimate/table.ts';
import { box } from '../render/box.ts';
import type { Paint } from '../render/paint.ts';
import { section, wrapped } from '../render/wrap.ts';
import { cellLines, differences, gridOf, LEGEND, noteOf, unreconciledText, verdictText } from './text.ts';

function cellText(cell: Recomputed<Claim> | undefined, paint: Paint): string {
  if (cell === undefined) return '';
  const { printed, recomputed, exact } = cellLines(cell);
  const marked = cell.agrees ? paint.good(recomputed) : paint.bad(recomputed);
  return [printed, marked, ...(exact === undefined ? [] : [paint.faint(exact)])].join('\n');
}

function tableLines(table: CheckedTable, paint: Paint): string[] {
  const note = noteOf(table);
  return [
    paint.strong(table.table.title),
    box(
      ['', ...table.table.columns],
      gridOf(table).map(({ label, cells }) => [label, ...cells.map((cell) => cellText(cell, paint))]),
    ),
    ...(note === undefined ? [] : [wrapped(note)]),
    '',
  ];
}

/** The answer of `article` on the screen: one table per table of the article. */
export function articleTable(check: ArticleCheck, provenance: Provenance, paint: Paint): string {
  const mark = check.agrees ? paint.good : paint.bad;
  const lines = [
    wrapped(LEGEND),
    '',
    ...check.tables.flatMap((table) => tableLines(table, paint)),
    ...section(
      paint.strong('Does not reconcile as written'),
      check.unreconciled
        .filter((each) => !each.reconciles)
        .map((each) => `"${each.claim.printed}": ${unreconciledText(each)}`),
    ).slice(1),
    ...section(paint.strong('Stated, with nothing to recompute'), check.notRecomputed),
    ...section(paint.strong('Differs'), differences(check)),
    '',
    mark(verdictText(check)),
    paint.faint(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}
