import type { Channel } from '../../domain/channel.ts';
import type { Estimate } from '../../domain/estimate.ts';
import { add, ceiling, compare, divide, type Exact, multiply, ONE, subtract, whole } from '../../domain/exact.ts';
import { atVolume } from '../../domain/scaled.ts';
import { type Factor, factor, larger, lessThan, ratio, type Usd } from '../../domain/units.ts';
import type { OverVolume, VolumeCrossing, VolumeCurve, VolumePoint } from '../../domain/volume-curve.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Context, estimateOf, priceable } from './estimate.ts';

/** Steps from nothing to the most. */
const STEPS = 12n;
/** Volumes that are looked at: twice today's, and half as much again as opens a contract, but no further than this. */
const LEAST_TOP = whole(2n);
const MOST_TOP = whole(12n);
const BEYOND = divide(whole(3n), whole(2n));
/** Work whose every channel is priced at every volume in a moment. */
const MOST_WORKLOADS = 25;

/** What everything costs through one channel; undefined where something of it cannot be bought there. */
function costThrough(workloads: readonly Workload[], channel: Channel, context: Context): Usd | undefined {
  const only = workloads.map((each) => ({ ...each, channels: [channel.id] }));
  const { workloads: rows, totals } = estimateOf(
    only.map((each) => priceable(each, context)),
    context,
  );
  const bought = rows.every(({ cheapest, mayBeUndercut }) => cheapest?.channel.id === channel.id && !mayBeUndercut);
  return bought && totals.cheapestBound === 'exact' ? totals.cheapest : undefined;
}

/** Volumes at which a floor is reached, at any of the spends it may be held against. */
function floorVolumes({ floors }: Estimate): Factor[] {
  return floors.flatMap(({ floorAtList: { low, high }, baselineSpend, listSpend, optimisedSpend, mostSpend }) =>
    [baselineSpend, listSpend, optimisedSpend, mostSpend].flatMap((spend) =>
      [ratio(low, spend), ratio(high, spend)].filter((each) => each !== undefined),
    ),
  );
}

function volumesOf(estimate: Estimate): Factor[] {
  const floors = floorVolumes(estimate);
  const wanted = floors.reduce<Exact>((most, each) => larger(most, multiply(each, BEYOND)), LEAST_TOP);
  const most = compare(wanted, MOST_TOP) > 0 ? MOST_TOP : whole(ceiling(wanted));
  const even = Array.from({ length: Number(STEPS) }, (_, index) =>
    divide(multiply(most, whole(BigInt(index + 1))), whole(STEPS)),
  );
  const all = [ONE, ...even, ...floors].filter((each) => compare(each, most) <= 0);
  const sorted = all.toSorted(compare);
  return sorted.filter((each, index) => index === 0 || compare(each, sorted[index - 1] ?? each) !== 0).map(factor);
}

function curveOf(
  workloads: readonly Workload[],
  channel: Channel,
  volumes: readonly Factor[],
  context: Context,
): VolumeCurve {
  const points = volumes.flatMap((volume) => {
    const cost = costThrough(
      workloads.map((each) => atVolume(each, volume)),
      channel,
      context,
    );
    return cost === undefined ? [] : [{ volume, cost }];
  });
  return { channel, points };
}

interface Cheapest extends VolumePoint {
  readonly curve: VolumeCurve;
}

const at = ({ points }: VolumeCurve, volume: Factor) => points.find((each) => compare(each.volume, volume) === 0);

/** The cheapest at a volume; the earlier channel on a tie. */
function cheapestAt(curves: readonly VolumeCurve[], volume: Factor): Cheapest | undefined {
  return curves.reduce<Cheapest | undefined>((best, curve) => {
    const point = at(curve, volume);
    if (point === undefined || (best !== undefined && !lessThan(point.cost, best.cost))) return best;
    return { ...point, curve };
  }, undefined);
}

/** Where two lines meet between two volumes: they are straight there but for steps of credit and fees. */
function meeting(before: Cheapest, after: Cheapest): Factor {
  const [one, other] = [at(after.curve, before.volume), at(before.curve, after.volume)];
  // The one that takes over cannot be bought before, or the other not any more: it is where it begins.
  if (one === undefined || other === undefined) return after.volume;
  const [gapBefore, gapAfter] = [subtract(one.cost, before.cost), subtract(other.cost, after.cost)];
  const sum = add(gapBefore, gapAfter);
  if (compare(sum, whole(0n)) === 0) return after.volume;
  const part = divide(gapBefore, sum);
  return factor(add(before.volume, multiply(part, subtract(after.volume, before.volume))));
}

function crossingsOf(curves: readonly VolumeCurve[], volumes: readonly Factor[]): VolumeCrossing[] {
  const best = volumes.flatMap((volume) => cheapestAt(curves, volume) ?? []);
  return best.flatMap((after, index) => {
    const before = best[index - 1];
    if (before === undefined || before.curve === after.curve) return [];
    return [{ volume: meeting(before, after), from: before.curve.channel, to: after.curve.channel }];
  });
}

function floorOf({ floors: [only, another] }: Estimate): OverVolume['floor'] {
  if (only === undefined || another !== undefined) return undefined;
  const [low, high] = [ratio(only.floorAtList.low, only.mostSpend), ratio(only.floorAtList.high, only.mostSpend)];
  return low === undefined || high === undefined ? undefined : { band: only.floor, low, high };
}

/**
 * What all of the work costs through each channel alone, over its volume, as it is stated. Undefined where nothing can be
 * bought at the stated volume or there is one channel only, and for more work than a look is worth waiting for.
 */
export function overVolume(
  estimate: Estimate,
  workloads: readonly Workload[],
  context: Context,
): OverVolume | undefined {
  if (workloads.length > MOST_WORKLOADS) return undefined;
  const channels = new Map(
    estimate.workloads.flatMap(({ configurations }) => configurations.map(({ channel }) => [channel.id, channel])),
  );
  const volumes = volumesOf(estimate);
  const curves = [...channels.values()]
    .map((channel) => curveOf(workloads, channel, volumes, context))
    .filter(({ points }) => points.length > 1);
  const today = cheapestAt(curves, factor(ONE));
  const most = volumes.at(-1);
  if (today === undefined || most === undefined || curves.length < 2) return undefined;
  const crossings = crossingsOf(curves, volumes);
  return { workloads: workloads.length, curves, crossings, today: today.curve.channel, most, floor: floorOf(estimate) };
}
