import type { ArticleCheck, CheckedTable, Claim, Recomputed } from '../../domain/claim.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { type Cell, listed, type Page, type Part, table, text, toned } from '../page.ts';
import { provenanceText } from '../words/provenance-text.ts';
import { cellLines, differences, gridOf, LEGEND, noteOf, unreconciledText, verdictText } from './text.ts';

function cell(of: Recomputed<Claim> | undefined): Cell {
  if (of === undefined) return '';
  const { printed, recomputed, exact } = cellLines(of);
  return [
    { text: printed },
    { text: recomputed, tone: of.agrees ? 'good' : 'bad' },
    ...(exact === undefined ? [] : [{ text: exact, tone: 'faint' } as const]),
  ];
}

function tablePart(of: CheckedTable): Part {
  const note = noteOf(of);
  const rows = gridOf(of).map(({ label, cells }): Cell[] => [label, ...cells.map(cell)]);
  const grid = table({ head: ['', ...of.table.columns], rows });
  return { heading: of.table.title, level: 'title', blocks: [grid, ...(note === undefined ? [] : [text(note)])] };
}

/** What `article` says: one table per table of the article, then what differs. */
export function articlePage(check: ArticleCheck, provenance: Provenance): Page {
  const title = { level: 'title' } as const;
  const open = check.unreconciled.filter((each) => !each.reconciles);
  return [
    { blocks: [text(LEGEND)] },
    ...check.tables.map(tablePart),
    ...listed(
      'Does not reconcile as written',
      open.map((each) => `"${each.claim.printed}": ${unreconciledText(each)}`),
      title,
    ),
    ...listed('Stated, with nothing to recompute', check.notRecomputed, title),
    ...listed('Differs', differences(check), title),
    {
      blocks: [toned(check.agrees ? 'good' : 'bad', verdictText(check)), toned('faint', provenanceText(provenance))],
    },
  ];
}
