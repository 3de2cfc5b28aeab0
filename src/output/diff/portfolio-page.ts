import type { SideCost } from '../../domain/card-diff.ts';
import type { WorkloadChange } from '../../domain/change.ts';
import { costsOf, feesBeyond, together } from '../../domain/cost-change.ts';
import { type PortfolioDiff, rateOf } from '../../domain/portfolio-diff.ts';
import { listed, looks, type Page, table, text } from '../page.ts';
import { currencyPart } from '../words/currency-part.ts';
import { COST_HEAD } from './card-page.ts';
import { costMovedText, costText } from './card-text.ts';
import { diffFigures } from './figures.ts';
import { monthsPart } from './months-change.ts';
import { diffPictures } from './pictures.ts';
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
function costOf(changes: readonly WorkloadChange[], side: 'old' | 'new'): SideCost | undefined {
  const costs = changes.flatMap((each) => each[side] ?? []);
  return costs.length === 0 ? undefined : together(costs);
}

/** Workloads that moved, by size, then everything together; what stands still is counted in the headline. */
function costRows({ change }: PortfolioDiff): string[][] {
  const moved = change.workloads.filter((each) => each.change !== 'unchanged');
  const shown = moved.length > MOST_ROWS ? moved.slice(0, MOST_ROWS - 1) : moved;
  const rest = moved.slice(shown.length);
  const others = { old: costOf(rest, 'old'), new: costOf(rest, 'new') };
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

/** What `diff` says of two profiles or two saved results. */
export function portfolioDiffPage(diff: PortfolioDiff): Page {
  const why = causeRows(diff);
  const each = (lines: readonly string[]) => lines.map((line) => text(line));
  return [
    { blocks: [text(headline(diff)), ...each(differences(diff).map((difference) => difference.text))] },
    ...looks(diffPictures(diff)),
    { blocks: [text(heading(diff)), table({ head: COST_HEAD, rows: costRows(diff) }), ...each(footing(diff))] },
    ...(diff.change.effects === undefined ? [{ blocks: [text(UNDECIDED)] }] : []),
    ...(why.length === 0 ? [] : [{ blocks: [table({ head: CAUSE_HEAD, rows: why })] }]),
    ...currencyPart(diffFigures(diff), rateOf(diff)),
    ...listed('By workload', workloadCauses(diff)),
    ...monthsPart(diff.months),
    ...listed('Without a price', reasons(diff)),
    { blocks: [{ kind: 'origins', of: [diff.old, diff.new].map((side) => `${sideLine(side)}\n${hashOf(side)}`) }] },
  ];
}
