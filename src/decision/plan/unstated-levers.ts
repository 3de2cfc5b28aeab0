import type { Driver, UnstatedLever } from '../../domain/decision.ts';
import { divide, ONE, whole } from '../../domain/exact.ts';
import { LEVER_KEYS, type Lever } from '../../domain/levers.ts';
import { lessThan, minus, portion, share, type Usd } from '../../domain/units.ts';
import type { Solve } from './break-even.ts';
import { costsOf } from './choice-costs.ts';
import type { Stated } from './driver-path.ts';
import type { LeverKey } from './lever-level.ts';
import type { PricedWorkload } from './options.ts';
import { unstatedPath } from './workload-paths.ts';

/** A lever that saves less than this part of the cost is not worth a line. */
const PART_WORTH_SAYING = share(divide(ONE, whole(100n)));

/** What everything costs with a lever that no workload states: where its driver ends. Undefined where some state it. */
function endOfDriver({ priced }: Stated, key: LeverKey, drivers: readonly Driver[]): Usd | undefined {
  const isSilent = ({ workload }: PricedWorkload) => workload[key] === undefined;
  return priced.every(isSilent) ? drivers.find(({ code }) => code === key)?.high.cost : undefined;
}

async function unstatedLever(
  stated: Stated,
  lever: Lever,
  drivers: readonly Driver[],
  replan: Solve,
): Promise<UnstatedLever[]> {
  const { base, choices } = stated;
  const key = LEVER_KEYS[lever];
  const path = unstatedPath(stated, key);
  if (path.still === true) return [];
  const cost = endOfDriver(stated, key, drivers) ?? (await replan(path.at(ONE)))?.cost;
  const level = path.level(ONE);
  if (cost === undefined || level.unit !== 'share') return [];
  const saving = minus(base.cost, cost);
  if (lessThan(saving, portion(base.cost, PART_WORTH_SAYING))) return [];
  const there = path.at(ONE);
  const cheaper = choices.filter((each, index) => {
    const moved = there.choices[index];
    return moved !== undefined && moved !== each && costsOf(moved).join() !== costsOf(each).join();
  });
  const workloads = cheaper.map(({ workload }) => workload.name);
  return [{ lever, workloads, level: share(level.amount), cost, saving }];
}

/**
 * Batch and caching that a profile says nothing of, with what everything would cost at the high end of their ranges, as far
 * as the shapes of its requests allow: the most that measuring them may be worth. Of a plan with reserved units `stated` is
 * of the work before those cut it in parts, and `replan` takes as many as are the best there.
 */
export async function unstatedLevers(
  stated: Stated,
  drivers: readonly Driver[],
  replan: Solve,
): Promise<UnstatedLever[]> {
  const cache = await unstatedLever(stated, 'cache', drivers, replan);
  return [...cache, ...(await unstatedLever(stated, 'batch', drivers, replan))];
}
