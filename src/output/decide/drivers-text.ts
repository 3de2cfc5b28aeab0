import type { Decision, Driver } from '../../domain/decision.ts';
import { lessThan, minus } from '../../domain/units.ts';
import { dollars } from '../numbers.ts';

type NameOf = (provider: string) => string;

const DRIVER: Readonly<Record<Driver['code'], string>> = {
  volume: 'volume',
  batchEligible: 'batch share',
  discount: 'direct discount',
  cacheHitRatio: 'cache-hit ratio',
  floor: 'floor',
  bonus: 'top-up bonus',
  purchaseFee: 'aggregator fee',
};

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export const DRIVER_HEAD = ['driver', 'low', 'USD a month', 'high', 'USD a month', 'flips at'];

/** Drivers that flip the decision first, then by what they swing. */
export function ranked(drivers: readonly Driver[]): Driver[] {
  const flips = ({ low, high }: Driver) => low.flips || high.flips;
  const swing = ({ low, high }: Driver) =>
    lessThan(low.cost, high.cost) ? minus(high.cost, low.cost) : minus(low.cost, high.cost);
  return [...drivers].sort(
    (a, b) =>
      Number(flips(b)) - Number(flips(a)) || (lessThan(swing(a), swing(b)) ? 1 : lessThan(swing(b), swing(a)) ? -1 : 0),
  );
}

export function driverCells({ code, low, high }: Driver): string[] {
  const ends = [...(low.flips ? ['low'] : []), ...(high.flips ? ['high'] : [])];
  const flips = ends.length === 0 ? '-' : ends.join(', ');
  return [DRIVER[code], low.value, dollars(low.cost), high.value, dollars(high.cost), flips];
}

/** What flips the decision within its range, the most likely question first. */
export function flipTexts(drivers: readonly Driver[]): string[] {
  return ranked(drivers).flatMap(({ code, low, high }) => {
    const ends = [low, high].filter(({ flips }) => flips);
    if (ends.length === 0) return [];
    const at = ends.map(({ value, cost }) => `${value} (then ${dollars(cost)} a month)`);
    return [`${capitalised(DRIVER[code])}: at ${at.join(' and at ')} another purchase is cheaper.`];
  });
}

/** What to do next, in one sentence: the question whose answer matters most. */
export function nextQuestion({ drivers, plan }: Decision, nameOf: NameOf): string | undefined {
  const flipping = ranked(drivers).find(({ low, high }) => low.flips || high.flips);
  const asked =
    plan.contracts.map(({ provider }) => nameOf(provider)).join(' and ') || 'the provider with the largest spend';
  if (flipping === undefined) return undefined;
  switch (flipping.code) {
    case 'discount':
      return `Ask ${asked} for the discount in writing: it decides the channel.`;
    case 'floor':
      return `Ask ${asked} from what monthly list spend the rate card opens: it decides the channel.`;
    default:
      return `Settle the ${DRIVER[flipping.code]} before signing: it changes the decision.`;
  }
}
