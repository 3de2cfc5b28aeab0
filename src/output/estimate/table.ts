import type { Estimate, Provenance, WorkloadEstimate } from '../../domain/estimate.ts';
import { box } from '../render/box.ts';
import { shortTokens } from '../render/numbers.ts';
import type { Paint } from '../render/paint.ts';
import { visible } from '../render/safe-text.ts';
import { section, wrapped } from '../render/wrap.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { noteTexts } from '../words/note-list.ts';
import { adviceTexts } from './advice-list.ts';
import { floorText } from './floor-text.ts';
import { gridOf } from './grid.ts';
import { portfolioLines } from './portfolio-text.ts';
import { scheduleLines } from './schedule-text.ts';

/** What a workload is, on one line. */
export function workloadHeading(estimate: WorkloadEstimate, provenance: Provenance): string {
  const { workload, model } = estimate;
  const volume = `${shortTokens(workload.input)} in + ${shortTokens(workload.output)} out a month`;
  const name = workload.name === model.id ? '' : `${workload.name}: `;
  return visible(`${name}${model.id} (${provenance.providerName(model.provider)}), ${volume}`);
}

function workloadLines(estimate: WorkloadEstimate, provenance: Provenance, paint: Paint): string[] {
  const grid = gridOf(estimate, provenance.providerName);
  return [
    paint.strong(workloadHeading(estimate, provenance)),
    box(
      grid.head,
      grid.rows.map((row) => [row.label, ...row.cells]),
    ),
    ...grid.legend.map((line) => paint.faint(wrapped(visible(line.slice(4)), line.slice(0, 4)))),
    '',
  ];
}

/** The last line: what the answer was computed from. */
export function provenanceText({ asOf, card }: Provenance): string {
  return `Rates of ${asOf}, card ${card.id} ${card.version}, sha256 ${card.sha256.slice(0, 12)}.`;
}

/** The answer of `estimate` on one screen. */
export function estimateTable(estimate: Estimate, provenance: Provenance, paint: Paint): string {
  const { providerName } = provenance;
  const ends = section(paint.strong(ENDS_HEADING), endTexts(estimate.warnings, providerName).map(visible));
  const lines = [
    ...(ends.length === 0 ? [] : [...ends.slice(1), '']),
    ...estimate.workloads.flatMap((each) => workloadLines(each, provenance, paint)),
    ...portfolioLines(estimate, paint),
    ...(estimate.schedule === undefined ? [] : scheduleLines(estimate.schedule, paint)),
    paint.strong('Negotiation floor'),
    ...estimate.floors.map((floor) => wrapped(floorText(floor, providerName), '- ')),
    ...section(paint.strong('What to do'), adviceTexts(estimate.advice, providerName).map(visible)),
    ...section(paint.strong('Assumptions'), noteTexts(estimate.assumptions, providerName).map(visible)),
    '',
    paint.faint(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}
