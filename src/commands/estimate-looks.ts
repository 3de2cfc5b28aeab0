import type { Context } from '../decision/estimate/estimate.ts';
import { overVolume } from '../decision/estimate/over-volume.ts';
import type { Estimate } from '../domain/estimate.ts';
import type { Workload } from '../domain/workload.ts';
import { estimatePictures } from '../output/estimate/pictures.ts';
import type { Picture } from '../output/page.ts';
import type { PageFormat } from './page-formats.ts';

/** The pictures of an estimate in a format that is kept; cost over volume, which takes many more prices, in a document alone. */
export function estimateLooks(
  format: PageFormat,
  answer: Estimate,
  workloads: readonly Workload[],
  context: Context,
): Picture[] {
  return estimatePictures(answer, format === 'html' ? overVolume(answer, workloads, context) : undefined);
}
