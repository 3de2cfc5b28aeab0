import { statistic } from '../../domain/statistic.ts';
import type { Workload } from '../../domain/workload.ts';
import { futuresOf } from '../chance/futures.ts';
import { streamsOf } from '../chance/streams.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import type { Volumes, VolumesOver } from '../reserved/offered-units.ts';
import type { TermModel } from './term-model.ts';

/** Volumes are looked at one by one up to so many; of more, the means of as many even parts of them in order. */
const PARTS = 200;

/** Values that are equally likely, in order, or the means of even parts of them. */
function volumesIn(factors: readonly Float64Array[]): Volumes {
  const all = Float64Array.from(factors.flatMap((month) => [...month])).sort();
  const most = all.at(-1) ?? 1;
  if (all.length <= PARTS) return { all: [...all], most };
  const means = Array.from({ length: PARTS }, (_, part) => {
    const own = all.subarray(Math.floor((part * all.length) / PARTS), Math.floor(((part + 1) * all.length) / PARTS));
    return own.reduce((total, each) => total + each, 0) / own.length;
  });
  return { all: means, most };
}

/** What becomes of the volume of each workload in the months and the futures of a plan over a term. */
export function volumesOver(
  workloads: readonly Workload[],
  { months }: Pick<TermModel, 'months'>,
  sizing: Sizing,
): VolumesOver {
  const { common, defaults, normal } = sizing;
  const streams = streamsOf(workloads, sizing);
  const correlation = statistic(common.correlation ?? defaults.correlation);
  const { factors } = futuresOf(streams.all, months, correlation, normal);
  const known = new Map<number, Volumes>();
  const placeOf = new Map(workloads.map(({ name }, index) => [name, streams.of[index] ?? 0]));
  return {
    of: ({ name }) => {
      const stream = placeOf.get(name) ?? 0;
      const found = known.get(stream) ?? volumesIn(factors[stream] ?? []);
      known.set(stream, found);
      return found;
    },
  };
}
