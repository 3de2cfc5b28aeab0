import type { ArticleCheck, CheckedTable, Claim, Recomputed } from '../../domain/claim.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { provenanceText } from '../estimate/table.ts';
import { markdownTable, markdownText } from '../render/markdown.ts';
import { cellLines, differences, gridOf, LEGEND, noteOf, unreconciledText, verdictText } from './text.ts';

function cellText(cell: Recomputed<Claim> | undefined): string {
  if (cell === undefined) return '';
  const { printed, recomputed, exact } = cellLines(cell);
  return [printed, recomputed, ...(exact === undefined ? [] : [exact])].map(markdownText).join('<br>');
}

function tableLines(table: CheckedTable): string[] {
  const note = noteOf(table);
  return [
    `### ${markdownText(table.table.title)}`,
    '',
    ...markdownTable(
      ['', ...table.table.columns.map(markdownText)],
      gridOf(table).map(({ label, cells }) => [markdownText(label), ...cells.map(cellText)]),
    ),
    ...(note === undefined ? [] : ['', markdownText(note)]),
    '',
  ];
}

function list(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`### ${heading}`, '', ...items.map((item) => `- ${markdownText(item)}`), ''];
}

/** The answer of `article` as Markdown: the same cells and sentences as the table. */
export function articleMarkdown(check: ArticleCheck, provenance: Provenance): string {
  const lines = [
    markdownText(LEGEND),
    '',
    ...check.tables.flatMap(tableLines),
    ...list(
      'Does not reconcile as written',
      check.unreconciled
        .filter((each) => !each.reconciles)
        .map((each) => `"${each.claim.printed}": ${unreconciledText(each)}`),
    ),
    ...list('Stated, with nothing to recompute', check.notRecomputed),
    ...list('Differs', differences(check)),
    `**${markdownText(verdictText(check))}**`,
    '',
    markdownText(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}
