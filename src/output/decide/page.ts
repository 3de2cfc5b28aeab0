import type { Decision } from '../../domain/decision.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { nothingPriced, type Plan } from '../../domain/plan.ts';
import { provenanceText } from '../estimate/table.ts';
import type { PagePart, PageTable } from '../page.ts';
import { box } from '../render/box.ts';
import { markdownTable, markdownText } from '../render/markdown.ts';
import type { Paint } from '../render/paint.ts';
import { visible } from '../render/safe-text.ts';
import { section, wrapped } from '../render/wrap.ts';
import { shortened } from '../words/column-names.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { noteTexts } from '../words/note-list.ts';
import { alarmText } from './commitment-text.ts';
import { detailOf } from './detail.ts';
import { flipTexts } from './drivers-text.ts';
import { askTexts } from './levers-text.ts';
import { nextQuestion } from './next-question.ts';
import {
  contractText,
  drawdownText,
  headline,
  leadTexts,
  PLAN_HEAD,
  planCells,
  substitutionTexts,
} from './plan-text.ts';
import { vendorText, verdictText } from './proposal-text.ts';
import { sureTexts } from './risk-text.ts';

/** The rows of the plan with names as wide as their column. */
function screenRows({ workloads }: Plan): string[][] {
  const cells = workloads.map((each) => planCells(each).map(visible));
  const names = shortened(cells.map(([name = '']) => name));
  const models = workloads.map(({ model }) => visible(model.id));
  return cells.map(([, , ...rest], index) => [names[index] ?? '', models[index] ?? '', ...rest]);
}

/** A table on a screen; a cell may have several lines. */
function screenBox(table: PageTable): string {
  const { head, rows } = table.screen ?? table;
  const lines = (cell: string) => cell.split('\n').map(visible).join('\n');
  return box(
    head,
    rows.map((row) => row.map(lines)),
  );
}

/** What a person acts on, under its headings, in the order it is read. */
function answers(decision: Decision, { providerName: nameOf }: Provenance): PagePart[] {
  const { plan } = decision;
  const signed = plan.contracts.map(({ provider }) => provider);
  const asks = decision.levers === undefined ? [] : askTexts(decision.levers, signed, nameOf);
  const next = nextQuestion(decision, nameOf);
  const alarms = decision.commitments.flatMap((each) => alarmText(each, nameOf) ?? []);
  return [
    { heading: 'Other models', items: substitutionTexts(plan) },
    { heading: 'Contracts', items: plan.contracts.map((contract) => contractText(contract, nameOf)) },
    { heading: 'Cloud commitments', items: plan.clouds.map(drawdownText) },
    {
      heading: 'Answer to the vendor',
      items: decision.proposals.map((each) => verdictText(each, vendorText(each, decision.proposals, nameOf))),
    },
    { heading: 'Before you sign', items: alarms },
    {
      heading: 'How sure',
      items: decision.risk === undefined ? [] : sureTexts(decision.risk, nameOf, alarms.length > 0),
    },
    { heading: 'What flips it', items: flipTexts(decision.drivers, nameOf) },
    { heading: 'Next', items: [...(next === undefined ? [] : [next]), ...asks] },
  ];
}

const MORE = 'Levers, commitment, crossover, constraints and proof: --explain.';

/** The answer of `decide` on one screen; with `explain`, all that stands behind it follows. */
export function decideTable(decision: Decision, provenance: Provenance, paint: Paint, explain: boolean): string {
  const { plan, assumptions } = decision;
  const nameOf = provenance.providerName;
  const shown = ({ heading, table, items }: PagePart) => [
    ...(table === undefined ? [] : ['', paint.strong(heading), screenBox(table)]),
    ...(table === undefined
      ? section(paint.strong(heading), items.map(visible))
      : items.map((item) => wrapped(visible(item), '- '))),
  ];
  const ends = section(paint.strong(ENDS_HEADING), endTexts(decision.warnings, nameOf).map(visible));
  const lines = [
    paint.strong(wrapped(visible(headline(decision)))),
    ...leadTexts(plan, nameOf).map((line) => wrapped(visible(line))),
    ...(ends.length === 0 ? [] : [...ends, '']),
    ...(nothingPriced(plan) ? [] : [box(PLAN_HEAD, screenRows(plan))]),
    ...answers(decision, provenance).flatMap(shown),
    ...(explain ? detailOf(decision, provenance).flatMap(shown) : []),
    ...section(paint.strong('Assumptions'), noteTexts(assumptions, nameOf).map(visible)),
    '',
    ...(explain ? [] : [paint.faint(MORE)]),
    paint.faint(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}

function markdownPart({ heading, table, items }: PagePart): string[] {
  if (table === undefined && items.length === 0) return [];
  const list = items.map((item) => `- ${markdownText(item)}`);
  const cells = (row: readonly string[]) => row.map(markdownText);
  const rows = table === undefined ? [] : markdownTable(table.head, table.rows.map(cells));
  return ['', `**${heading}**`, '', ...rows, ...(rows.length > 0 && list.length > 0 ? [''] : []), ...list];
}

/** The answer of `decide` as Markdown, with all that stands behind it. */
export function decideMarkdown(decision: Decision, provenance: Provenance): string {
  const { plan, assumptions } = decision;
  const nameOf = provenance.providerName;
  const rows = plan.workloads.map((each) => planCells(each).map(markdownText));
  const parts: PagePart[] = [
    ...answers(decision, provenance),
    ...detailOf(decision, provenance),
    { heading: 'Assumptions', items: noteTexts(assumptions, nameOf) },
  ];
  const lines = [
    `**${markdownText(headline(decision))}**`,
    ...(nothingPriced(plan) ? [] : ['', markdownText(leadTexts(plan, nameOf).join(' '))]),
    ...markdownPart({ heading: ENDS_HEADING, items: endTexts(decision.warnings, nameOf) }),
    ...(nothingPriced(plan) ? [] : ['', ...markdownTable(PLAN_HEAD, rows)]),
    ...parts.flatMap(markdownPart),
    '',
    markdownText(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}
