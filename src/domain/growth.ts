import type { CommonDemand } from './demand.ts';
import { add, approximately, type Exact, isZero, multiply, numeral, ONE, round, ZERO } from './exact.ts';
import { atVolume } from './scaled.ts';
import { type Factor, factor, UNCHANGED } from './units.ts';
import type { Workload } from './workload.ts';

/** Significant digits of a grown volume: more of a forecast is noise, and a hundred months of compounding would have thousands. */
const DIGITS = 30;

/** A multiple of the first month's volume, exact as far as its digits go. */
function kept(multiple: Exact): Exact {
  const size = Math.floor(Math.log10(approximately(multiple)));
  return round(multiple, Math.max(DIGITS, DIGITS - size));
}

/** The volume of a month as a multiple of the first, which is month 0: growth compounds from what is stated. */
export function volumeIn(month: number, growth: Exact): Factor {
  if (month === 0 || isZero(growth)) return UNCHANGED;
  const by = add(ONE, growth);
  let multiple: Exact = ONE;
  for (let passed = 0; passed < month; passed++) multiple = kept(multiply(multiple, by));
  return factor(multiple);
}

/** The same among floats, where plans are searched for. */
export const roughVolumeIn = (month: number, growth: number) => (1 + growth) ** month;

/** What a workload grows by a month: its own word goes before that of the profile; 0 where neither says anything. */
export function growthOf({ growth }: Pick<Workload, 'growth'>, common: CommonDemand | undefined): Exact {
  return growth ?? common?.growth ?? ZERO;
}

/** True where any of the work is stated to grow or to shrink. */
export function anyGrowth(workloads: readonly Workload[], common: CommonDemand | undefined): boolean {
  return workloads.some((workload) => !isZero(growthOf(workload, common)));
}

/** The work of a month, counted from the first at 0, at its grown volume. */
export function workIn(month: number, workloads: readonly Workload[], common: CommonDemand | undefined): Workload[] {
  const known = new Map<string, Factor>();
  return workloads.map((workload) => {
    const growth = growthOf(workload, common);
    const key = numeral(growth);
    const volume = known.get(key) ?? volumeIn(month, growth);
    known.set(key, volume);
    return atVolume(workload, volume);
  });
}
