import type { DemandStatement } from '../domain/demand.ts';
import { compare } from '../domain/exact.ts';
import { readMonthlyGrowth, readMultiple } from './read-value.ts';
import type { DemandDocument } from './schemas/profile-schema.ts';
import type { Path } from './yaml-file.ts';

/** What a profile or a workload says of how its demand may turn out. */
export function readDemand(
  { demand, growth }: DemandDocument,
  complain: (path: Path, message: string) => void,
): DemandStatement {
  const monthly = growth === undefined ? {} : { growth: readMonthlyGrowth(growth) };
  if (demand === undefined) return monthly;
  const [p10, p50, p90] = [readMultiple(demand.p10), readMultiple(demand.p50), readMultiple(demand.p90)];
  const message = 'percentiles rise: p10 is at most p50, and p50 at most p90';
  if (compare(p10, p50) > 0) complain(['demand', 'p10'], message);
  else if (compare(p50, p90) > 0) complain(['demand', 'p90'], message);
  return { demand: { p10, p50, p90 }, ...monthly };
}
