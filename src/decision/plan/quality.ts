import type { Obstacle } from '../../domain/obstacle.ts';
import type { Workload } from '../../domain/workload.ts';

/** What the buyer's own judgement of models says against one; nothing of a model that has no tier. */
export function qualityObstacle(
  { quality }: Pick<Workload, 'quality'>,
  model: string,
): Extract<Obstacle, { readonly code: 'belowQuality' }> | undefined {
  const tier = quality?.tiers.get(model);
  if (quality === undefined || tier === undefined || tier >= quality.minimum) return undefined;
  return { code: 'belowQuality', model, tier, minimum: quality.minimum };
}
