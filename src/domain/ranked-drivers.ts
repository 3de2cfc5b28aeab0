import type { Driver } from './decision.ts';
import { lessThan, minus, type Usd } from './units.ts';

/** The larger swing first; an end without a plan swings most. */
function swing({ low, high }: Driver): Usd | undefined {
  if (low.cost === undefined || high.cost === undefined) return undefined;
  return lessThan(low.cost, high.cost) ? minus(high.cost, low.cost) : minus(low.cost, high.cost);
}

function bySize(a: Driver, b: Driver): number {
  const [first, second] = [swing(a), swing(b)];
  if (first === undefined || second === undefined) return Number(second === undefined) - Number(first === undefined);
  return lessThan(first, second) ? 1 : lessThan(second, first) ? -1 : 0;
}

/** The larger swing first, whatever it flips. */
export function bySwing(drivers: readonly Driver[]): Driver[] {
  return [...drivers].sort(bySize);
}

const flips = ({ low, high }: Driver) => low.breakEven !== undefined || high.breakEven !== undefined;

/** Drivers that flip the decision first, then by what they swing. */
export function ranked(drivers: readonly Driver[]): Driver[] {
  return [...drivers].sort((a, b) => Number(flips(b)) - Number(flips(a)) || bySize(a, b));
}
