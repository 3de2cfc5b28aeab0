import type { Context } from '../decision/estimate/estimate.ts';
import { overVolume } from '../decision/estimate/over-volume.ts';
import type { Estimate } from '../domain/estimate.ts';
import type { Workload } from '../domain/workload.ts';
import type { Looked } from '../output/estimate/page.ts';
import { estimatePictures, terminalPictures } from '../output/estimate/pictures.ts';
import type { Part } from '../output/page.ts';
import { blockLines, type Terminal } from '../output/pictures/blocks.ts';
import type { PageFormat } from './page-formats.ts';

/** How an estimate is looked at in a format that is kept; cost over volume, which takes many more prices, in a document alone. */
export function estimateLooks(
  format: PageFormat,
  answer: Estimate,
  workloads: readonly Workload[],
  context: Context,
): Looked {
  const opens = format === 'html';
  return { pictures: estimatePictures(answer, opens ? overVolume(answer, workloads, context) : undefined), opens };
}

/** The same on a terminal, in signs. */
export function terminalLooks(answer: Estimate, terminal: Terminal): Part[] {
  return terminalPictures(answer).map((each) => ({
    blocks: [{ kind: 'verbatim', lines: blockLines(each, terminal) } as const],
  }));
}
