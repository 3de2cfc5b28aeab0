import type { UnstatedLever } from '../../domain/decision.ts';
import { divide, ONE, whole } from '../../domain/exact.ts';
import { LEVER_KEYS, type Lever } from '../../domain/levers.ts';
import { lessThan, minus, portion, share } from '../../domain/units.ts';
import type { Solve } from './break-even.ts';
import { costsOf } from './choice-costs.ts';
import type { Stated } from './driver-path.ts';
import { unstatedPath } from './workload-paths.ts';

/** A lever that saves less than this part of the cost is not worth a line. */
const PART_WORTH_SAYING = share(divide(ONE, whole(100n)));

async function unstatedLever(stated: Stated, lever: Lever, replan: Solve): Promise<UnstatedLever[]> {
  const { base, choices } = stated;
  const path = unstatedPath(stated, LEVER_KEYS[lever]);
  if (path.still === true) return [];
  const there = path.at(ONE);
  const best = await replan(there);
  const level = path.level(ONE);
  if (best === undefined || level.unit !== 'share') return [];
  const saving = minus(base.cost, best.cost);
  if (lessThan(saving, portion(base.cost, PART_WORTH_SAYING))) return [];
  const cheaper = choices.filter((each, index) => {
    const moved = there.choices[index];
    return moved !== undefined && moved !== each && costsOf(moved).join() !== costsOf(each).join();
  });
  const workloads = cheaper.map(({ workload }) => workload.name);
  return [{ lever, workloads, level: share(level.amount), cost: best.cost, saving }];
}

/**
 * Batch and caching that a profile says nothing of, with what everything would cost at the high end of their ranges, as far
 * as the shapes of its requests allow: the most that measuring them may be worth. Nothing of a plan with reserved units,
 * whose load is cut in parts.
 */
export async function unstatedLevers(stated: Stated, replan: Solve): Promise<UnstatedLever[]> {
  if (stated.priced.some(({ workload: { served } }) => served !== undefined)) return [];
  return [...(await unstatedLever(stated, 'cache', replan)), ...(await unstatedLever(stated, 'batch', replan))];
}
