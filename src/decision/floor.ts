import type { FloorVerdict, ProviderFloor } from '../domain/estimate.ts';
import { pricedTotal, totalOf } from '../domain/line-item.ts';
import type { FloorBand } from '../domain/offer.ts';
import { atLeast, lessThan, minus, NO_USD, ratio, sum, type Usd } from '../domain/units.ts';
import { baselineBill } from '../engine/pricer.ts';
import { listSpend, type Priceable } from './spend.ts';

/** `below` x < low, `within` low <= x <= high, `above` x > high. */
export function floorVerdict(spend: Usd, floor: FloorBand): FloorVerdict {
  if (lessThan(spend, floor.low)) return 'below';
  return lessThan(floor.high, spend) ? 'above' : 'within';
}

/**
 * A provider's spend against the floor, on the baseline and with the stated levers side by side: pulling the levers
 * can drop a buyer back under it.
 */
export function providerFloor(provider: string, workloads: readonly Priceable[], floor: FloorBand): ProviderFloor {
  const baselines = workloads.map((of) => baselineBill(of.workload, of.rate));
  const baselineSpend = sum(baselines.map(pricedTotal));
  const optimised = listSpend(workloads, (of) => of.stated, true, true);
  const reached = atLeast(baselineSpend, floor.low);
  return {
    provider,
    floor,
    baselineSpend,
    optimisedSpend: optimised.amount,
    verdict: floorVerdict(baselineSpend, floor),
    optimisedVerdict: floorVerdict(optimised.amount, floor),
    toFloor: reached ? NO_USD : minus(floor.low, baselineSpend),
    volumeMultiple: reached ? undefined : ratio(floor.low, baselineSpend),
    complete: optimised.complete && baselines.every((bill) => totalOf(bill) !== undefined),
  };
}
