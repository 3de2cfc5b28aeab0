import type { Driver, DriverEnd } from './decision.ts';
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

type Side = 'low' | 'high';

/** Where a driver flips the decision: at an end of its range, or before it. */
const flipsAt = ({ flips, breakEven }: DriverEnd) => flips || breakEven !== undefined;

const flips = ({ low, high }: Driver) => flipsAt(low) || flipsAt(high);

/** Drivers that flip the decision first, then by what they swing. */
export function ranked(drivers: readonly Driver[]): Driver[] {
  return [...drivers].sort((a, b) => Number(flips(b)) - Number(flips(a)) || bySize(a, b));
}

/** The ways of a driver that flip the decision, in the order of their drivers. */
export function flippingWays(drivers: readonly Driver[]): { readonly code: Driver['code']; readonly side: Side }[] {
  return ranked(drivers).flatMap((driver) =>
    (['low', 'high'] as const).filter((side) => flipsAt(driver[side])).map((side) => ({ code: driver.code, side })),
  );
}

/** Flips that the first screen names. */
export const MOST_CHANGES = 3;

/** Ways of drivers whose flip its next step may ask a vendor for. */
const ASKED_FOR: Partial<Record<Driver['code'], readonly Side[]>> = {
  discount: ['low', 'high'],
  floor: ['high'],
  volume: ['high'],
};

/** The ways of which the first screen says where the decision flips. */
export function namedWays(drivers: readonly Driver[]): ReturnType<typeof flippingWays> {
  const ways = flippingWays(drivers);
  return ways.filter(({ code, side }, index) => index < MOST_CHANGES || ASKED_FOR[code]?.includes(side) === true);
}
