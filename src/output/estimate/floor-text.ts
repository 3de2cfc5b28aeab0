import type { FloorBand } from '../../domain/contract.ts';
import type { ProviderFloor, SpendVerdict } from '../../domain/estimate.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { annual, atLeast, type Usd } from '../../domain/units.ts';
import { dollarsBeside, multiple, plainDollars } from '../render/numbers.ts';

/** Where a spend stands against a band that was named before. */
function standing(verdict: SpendVerdict, spend: Usd, { low }: FloorBand): string {
  if (verdict !== 'undecided') return `, ${verdict} it`;
  return atLeast(spend, low) ? ', which reaches it' : ' (undecided: a part has no price)';
}

/** A monthly and a yearly amount; a lower bound says so, and one of nothing is not known at all. */
function spendText(spend: Usd, priced: boolean, { low, high }: FloorBand): string {
  if (!priced && isZero(spend)) return 'unknown';
  const bound = priced ? '' : 'at least ';
  return `${bound}${dollarsBeside(spend, low, high)} a month, ${bound}${plainDollars(annual(spend))} a year`;
}

/** The band of a floor; one that is tested after the discount, with what that takes at list. */
function bandText({ floor, floorAtList: atList }: ProviderFloor): string {
  const band = `${plainDollars(floor.low)} to ${plainDollars(floor.high)} a month`;
  if (compare(floor.low, atList.low) === 0) return band;
  return `${band} after the discount (${plainDollars(atList.low)} to ${plainDollars(atList.high)} at list)`;
}

function headline(of: ProviderFloor): string {
  const { floorAtList: floor, verdict, baselineSpend, toFloor, volumeMultiple } = of;
  const band = bandText(of);
  if (verdict === 'undecided') {
    return atLeast(baselineSpend, floor.low)
      ? `the floor of ${band} is reached; whether it is passed is undecided: a part has no price.`
      : `whether the floor of ${band} is reached is undecided: a part has no price.`;
  }
  const missing =
    volumeMultiple === undefined || toFloor === undefined
      ? ''
      : `: ${dollarsBeside(toFloor, floor.low)} short, ${multiple(volumeMultiple)} the volume is needed`;
  return `${verdict} the floor of ${band}${missing}.`;
}

/**
 * Where a provider's spend stands against the floor: on the baseline, on the work as it runs where that is another
 * amount, and with the stated levers.
 */
export function floorText(floor: ProviderFloor, nameOf: (provider: string) => string): string {
  const { baselineSpend, listSpend, optimisedSpend, priced } = floor;
  const same = (a: Usd, b: Usd) => compare(a, b) === 0;
  const asRun =
    same(baselineSpend, listSpend) && priced.baseline === priced.list
      ? ''
      : `; at list as the work runs ${spendText(listSpend, priced.list, floor.floorAtList)}${standing(floor.listVerdict, listSpend, floor.floorAtList)}`;
  const levers =
    same(listSpend, optimisedSpend) && priced.list === priced.optimised
      ? ''
      : `; with the stated levers ${spendText(optimisedSpend, priced.optimised, floor.floorAtList)}${standing(floor.optimisedVerdict, optimisedSpend, floor.floorAtList)}`;
  return `${nameOf(floor.provider)}: ${headline(floor)} Baseline ${spendText(baselineSpend, priced.baseline, floor.floorAtList)}${asRun}${levers}.`;
}
