import { type Context, estimate } from '../decision/estimate/estimate.ts';
import { overVolume } from '../decision/estimate/over-volume.ts';
import type { Decision } from '../domain/decision.ts';
import type { Provenance } from '../domain/estimate.ts';
import type { Workload } from '../domain/workload.ts';
import { decisionPictures } from '../output/decide/pictures.ts';
import type { Picture } from '../output/page.ts';
import type { PageFormat } from './page-formats.ts';

/** The pictures of a decision in a format that is kept; cost over volume, which takes many more prices, in a document alone. */
export function decideLooks(
  format: PageFormat,
  answer: Decision,
  stated: readonly Workload[],
  context: Context,
  { providerName }: Provenance,
): Picture[] {
  const over = format === 'html' ? overVolume(estimate(stated, context), stated, context) : undefined;
  return decisionPictures(answer, providerName, over);
}
