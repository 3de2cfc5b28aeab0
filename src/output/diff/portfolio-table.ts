import type { SideCost } from '../../domain/card-diff.ts';
import type { WorkloadChange } from '../../domain/change.ts';
import { costsOf, costTogether, feesBeyond } from '../../domain/cost-change.ts';
import type { PortfolioDiff } from '../../domain/portfolio-diff.ts';
import { box } from '../render/box.ts';
import { markdownTable, markdownText } from '../render/markdown.ts';
import type { Paint } from '../render/paint.ts';
import { visible } from '../render/safe-text.ts';
import { section, wrapped } from '../render/wrap.ts';
import { COST_HEAD } from './card-table.ts';
import { costMovedText, costText } from './card-text.ts';
import { monthsChangeLines, monthsChangeMarkdown } from './months-change.ts';
import {
  causes,
  causesOfWorkload,
  differences,
  explained,
  footing,
  hashOf,
  heading,
  headline,
  nameText,
  reasons,
  sideLine,
} from './portfolio-text.ts';

const CAUSE_HEAD = ['why', 'USD a month'];

const costCell = (cost: SideCost | undefined) => (cost === undefined ? '-' : costText(cost));

function costCells(name: string, change: Pick<WorkloadChange, 'old' | 'new'>): string[] {
  return [name, costCell(change.old), costCell(change.new), costMovedText(costsOf(change))];
}

/** More rows than this are no screen any more; they stand in one, and JSON and CSV have each. */
const MOST_ROWS = 20;

/** What several workloads cost together; undefined on a side that none of them is on. */
function together(changes: readonly WorkloadChange[], side: 'old' | 'new'): SideCost | undefined {
  return costTogether(changes.flatMap((each) => each[side] ?? []));
}

/** Workloads that moved, by size, then everything together; what stands still is counted in the headline. */
function costRows({ change }: PortfolioDiff): string[][] {
  const moved = change.workloads.filter((each) => each.change !== 'unchanged');
  const shown = moved.length > MOST_ROWS ? moved.slice(0, MOST_ROWS - 1) : moved;
  const rest = moved.slice(shown.length);
  const others = { old: together(rest, 'old'), new: together(rest, 'new') };
  return [
    ...shown.map((each) => costCells(nameText(each), each)),
    ...(rest.length === 0 ? [] : [costCells(`${rest.length} others`, others)]),
    ...feesBeyond(change).map((fees) => costCells('fees on what is bought together', fees)),
    costCells('total', change),
  ];
}

/** Why each workload moved, of as many as the table shows. */
function workloadCauses({ change }: PortfolioDiff): string[] {
  const all = explained(change);
  const shown = all.slice(0, all.length > MOST_ROWS ? MOST_ROWS - 1 : MOST_ROWS).map(causesOfWorkload);
  const rest = all.length - shown.length;
  return rest === 0 ? shown : [...shown, `${rest} others: --format json and --format csv have each`];
}

function causeRows({ change }: PortfolioDiff): string[][] {
  if (change.effects === undefined) return [];
  const rows = causes(change.effects);
  return rows.length === 0 ? [] : [...rows, ['the whole change', costMovedText(change)]];
}

const UNDECIDED = 'Why is undecided: a part has no price on one of the sides.';

/** The answer of `diff` for two profiles or two saved results, on the screen. */
export function portfolioDiffTable(diff: PortfolioDiff, paint: Paint): string {
  const why = causeRows(diff);
  const lines = [
    wrapped(visible(headline(diff))),
    ...differences(diff).map(({ text }) => wrapped(visible(text))),
    '',
    wrapped(heading(diff)),
    box(
      COST_HEAD,
      costRows(diff).map((row) => row.map(visible)),
    ),
    ...footing(diff),
    ...(diff.change.effects === undefined ? ['', UNDECIDED] : []),
    ...(why.length === 0 ? [] : ['', box(CAUSE_HEAD, why)]),
    ...section(paint.strong('By workload'), workloadCauses(diff).map(visible)),
    ...monthsChangeLines(diff.months),
    ...section(paint.strong('Without a price'), reasons(diff).map(visible)),
    '',
    ...[diff.old, diff.new].map((side) => paint.faint(`${wrapped(visible(sideLine(side)))}\n  ${hashOf(side)}`)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The same as Markdown. */
export function portfolioDiffMarkdown(diff: PortfolioDiff): string {
  const why = causeRows(diff);
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : ['', title, '', ...items.map((text) => `- ${markdownText(text)}`)];
  const safe = (rows: readonly string[][]) => rows.map((row) => row.map(markdownText));
  const lines = [
    markdownText(headline(diff)),
    ...differences(diff).flatMap(({ text }) => ['', markdownText(text)]),
    '',
    heading(diff),
    '',
    ...markdownTable(COST_HEAD, safe(costRows(diff))),
    ...footing(diff).flatMap((text) => ['', text]),
    ...(diff.change.effects === undefined ? ['', UNDECIDED] : []),
    ...(why.length === 0 ? [] : ['', ...markdownTable(CAUSE_HEAD, safe(why))]),
    ...list('By workload', workloadCauses(diff)),
    ...monthsChangeMarkdown(diff.months),
    ...list('Without a price', reasons(diff)),
    '',
    ...[diff.old, diff.new].map((side) => `- ${markdownText(`${sideLine(side)} ${hashOf(side)}`)}`),
  ];
  return `${lines.join('\n')}\n`;
}
