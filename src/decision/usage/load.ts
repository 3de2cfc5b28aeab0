import { MINUTES_PER_DAY } from '../../domain/day.ts';
import { divide, whole } from '../../domain/exact.ts';
import type { UsageGroup } from '../../domain/usage.ts';
import type { MeasuredLoad } from '../../domain/usage-answer.ts';

const CENT = 100;
/** Of so many minutes, one in a hundred is over the 99th percentile. */
const PERCENTILE = 99;

/** Of fewer requests the peak is one of them. */
const LEAST_REQUESTS = 100n;

/**
 * The load of a stream by the minute, over all minutes of its days, idle ones included; undefined where rows do not tell
 * their time, and from too few requests.
 */
export function loadOf(
  { minutes, requests = 0n }: Pick<UsageGroup, 'minutes' | 'requests'>,
  days: number,
): MeasuredLoad | undefined {
  if (minutes === undefined || requests < LEAST_REQUESTS) return undefined;
  const counts = new Map<number, number>();
  for (const part of minutes) for (const [at, count] of part) counts.set(at, (counts.get(at) ?? 0) + count);
  const sorted = [...counts.values()].sort((a, b) => a - b);
  const all = days * MINUTES_PER_DAY;
  const total = sorted.reduce((sum, each) => sum + BigInt(each), 0n);
  const peak = BigInt(sorted.at(-1) ?? 0);
  if (total === 0n) return undefined;
  // The smallest count that 99 of a hundred minutes do not pass; the idle minutes come first.
  const rank = Math.ceil((all * PERCENTILE) / CENT);
  const idle = all - sorted.length;
  const average = divide(whole(total), whole(BigInt(all)));
  return {
    average,
    peak,
    p99: rank <= idle ? 0n : BigInt(sorted[rank - idle - 1] ?? 0),
    peakToAverage: divide(whole(peak), average),
    minutes: sorted.length,
  };
}
