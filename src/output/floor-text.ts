import type { FloorVerdict, ProviderFloor } from '../domain/estimate.ts';
import { compare } from '../domain/exact.ts';
import { annual } from '../domain/units.ts';
import { multiple, plainDollars } from './numbers.ts';

const WORDS: Readonly<Record<FloorVerdict, string>> = { below: 'below', within: 'within', above: 'above' };

/** Where a provider's spend stands against the floor, on the baseline and with the stated levers side by side. */
export function floorText(floor: ProviderFloor, nameOf: (provider: string) => string): string {
  const { baselineSpend, optimisedSpend, volumeMultiple } = floor;
  const band = `${plainDollars(floor.floor.low)} to ${plainDollars(floor.floor.high)}`;
  const missing =
    volumeMultiple === undefined
      ? ''
      : `, ${plainDollars(floor.toFloor)} or ${multiple(volumeMultiple)} the volume short`;
  const bound = floor.complete ? '' : ' (a lower bound: a part has no price)';
  const asStated = `with the stated levers ${plainDollars(optimisedSpend)} (${plainDollars(annual(optimisedSpend))} a year), ${WORDS[floor.optimisedVerdict]} it`;
  const optimised = compare(baselineSpend, optimisedSpend) === 0 ? '' : `; ${asStated}`;
  return [
    `${nameOf(floor.provider)}: ${WORDS[floor.verdict]} the floor of ${band} a month${missing}.`,
    `Baseline ${plainDollars(baselineSpend)} a month, ${plainDollars(annual(baselineSpend))} a year${optimised}${bound}.`,
  ].join(' ');
}
