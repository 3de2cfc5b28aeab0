import type { Estimate, Provenance, WorkloadEstimate } from '../../domain/estimate.ts';
import { isEnd } from '../../domain/note.ts';
import { listed, looks, type Page, type Part, type Picture, table, toned } from '../page.ts';
import { currencyPart } from '../words/currency-part.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { noteTexts } from '../words/note-list.ts';
import { provenanceText } from '../words/provenance-text.ts';
import { adviceTexts } from './advice-list.ts';
import { explanation } from './explain.ts';
import { estimateFigures } from './figures.ts';
import { floorText } from './floor-text.ts';
import { gridOf } from './grid.ts';
import { workloadHeading } from './heading.ts';
import { portfolioPart } from './portfolio-text.ts';
import { schedulePart } from './schedule-text.ts';

function workloadPart(estimate: WorkloadEstimate, provenance: Provenance): Part {
  const { head, rows, legend } = gridOf(estimate, provenance.providerName);
  return {
    heading: workloadHeading(estimate, provenance),
    level: 'title',
    blocks: [
      table({ head, rows: rows.map(({ label, cells }) => [label, ...cells]) }),
      { kind: 'legend', lines: legend },
    ],
  };
}

/** How an answer is looked at: a report `opens` with what to do, over its pictures; elsewhere that stands where one reads on. */
export interface Looked {
  readonly pictures: readonly Picture[];
  readonly opens: boolean;
}

/** What `estimate` says, with what of it was told apart; with `explain`, every line item with its arithmetic follows. */
export function estimatePage(
  estimate: Estimate,
  provenance: Provenance,
  explain: boolean,
  apart: readonly Part[] = [],
  { pictures, opens }: Looked = { pictures: [], opens: false },
): Page {
  const { providerName: nameOf } = provenance;
  const { workloads, floors, advice, assumptions, warnings, schedule } = estimate;
  const others = warnings.filter((note) => !isEnd(note));
  const toDo = listed('What to do', adviceTexts(advice, nameOf));
  return [
    ...listed(ENDS_HEADING, endTexts(warnings, nameOf)),
    ...(opens ? toDo : []),
    ...looks(pictures),
    ...workloads.map((each) => workloadPart(each, provenance)),
    ...portfolioPart(estimate),
    ...(schedule === undefined ? [] : [schedulePart(schedule)]),
    ...currencyPart(estimateFigures(estimate), provenance.exchange),
    ...apart,
    ...listed(
      'Negotiation floor',
      floors.map((floor) => floorText(floor, nameOf)),
    ),
    ...(opens ? [] : toDo),
    ...listed('Assumptions', noteTexts(assumptions, nameOf)),
    ...listed('Warnings', noteTexts(others, nameOf), { aside: true }),
    { blocks: [toned('faint', provenanceText(provenance))] },
    ...(explain ? [{ blocks: [{ kind: 'verbatim', lines: explanation(estimate, provenance) } as const] }] : []),
  ];
}
