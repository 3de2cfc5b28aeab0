import type { AlternativeCost, Alternatives } from '../../domain/comparison.ts';
import { compare as compared } from '../../domain/exact.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { Model } from '../../domain/rate-card.ts';
import type { Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Context, estimateOf, modelOn } from '../estimate/estimate.ts';
import { boughtRow } from '../estimate/totals.ts';
import { qualityObstacle } from '../plan/quality.ts';
import { isServed } from './candidates.ts';
import { moved, type Work } from './moved.ts';

/** The cheaper first; what has no price last. */
export function cheaperFirst(one: Usd | undefined, other: Usd | undefined): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return compared(one, other);
}

/** A workload on a model, by itself; undefined where it cannot be bought there at a known price. */
function alone(
  workload: Workload,
  to: Model,
  work: Work,
  context: Context,
): Pick<AlternativeCost, 'tokenFactor' | 'row'> {
  const { of, factor } = moved(workload, to, work, context);
  const [estimate] = estimateOf([of], { ...context, remarks: [] }).workloads;
  return { tokenFactor: factor, row: estimate && boughtRow(estimate, []) };
}

const costOf = ({ row }: AlternativeCost) => row && totalOf(row.bill);

/** What each workload that states alternatives costs on them, whichever is taken. A model that is not served is none. */
export function alternativesOf(work: Work, context: Context): Alternatives[] {
  if (!work.fromFile) return [];
  return work.profile.workloads
    .filter(({ alternatives }) => alternatives.length > 0)
    .map((workload) => {
      const models = [workload.model, ...workload.alternatives.map(({ model }) => model)].map((name, index) => ({
        model: modelOn(context, name),
        alternative: index > 0,
      }));
      const served = models.filter(({ model }) => isServed(model, context));
      return {
        workload: workload.name,
        models: served
          .map(({ model, alternative }) => ({
            model: model.id,
            alternative,
            belowTier: qualityObstacle(workload, model.id),
            ...alone(workload, model, work, context),
          }))
          .toSorted((a, b) => cheaperFirst(costOf(a), costOf(b))),
      };
    });
}
