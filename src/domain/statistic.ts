import { type Exact, parseExact, roundedText, whole } from './exact.ts';

/** Decimals kept of an exact number on its way into statistics: far below a cent of any bill. */
const KEPT = 12;

/** An exact number as a float, for a search or a statistic. What is chosen with it is priced exactly again. */
export function statistic(value: Exact): number {
  return Number(roundedText(value, KEPT));
}

/** A float as an exact decimal of at most `places` decimals. Throws RangeError when it is not finite. */
export function exactOf(value: number, places: number): Exact {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no decimal notation`);
  return parseExact(value.toFixed(places)) ?? whole(BigInt(Math.round(value)));
}
