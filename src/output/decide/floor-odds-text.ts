import type { DemandSummary, FloorRisk } from '../../domain/commitment.ts';
import { percent, plainDollars } from '../render/numbers.ts';
import { odds } from '../words/expected-text.ts';

/** When growth takes the spend across the floor. */
export function crossingText({ crossing }: FloorRisk, { termMonths }: DemandSummary): string[] {
  if (crossing === undefined) return [];
  const { month, to } = crossing;
  return [
    to === 'over'
      ? `Growth takes the median month over the floor in month ${month} of ${termMonths}: under it until then.`
      : `The decline takes the median month under the floor in month ${month} of ${termMonths}.`,
  ];
}

/** How likely a month clears the floor, and what the discount itself does to it. */
export function floorTexts(risk: FloorRisk): string[] {
  const { floor, clearsOnList, clearsOnContracted, listNeededOnContracted, discountPushesUnderFloor, discount } = risk;
  const low = plainDollars(floor.low);
  const odd = `The floor of ${low} is cleared in ${odds(clearsOnList)} of months on list dollars and in ${odds(clearsOnContracted)} on contracted ones.`;
  if (discountPushesUnderFloor === undefined) return [odd];
  return [
    odd,
    `The discount pushes the spend under the floor: ${percent(discount)} off, it is ${plainDollars(discountPushesUnderFloor)} short in contracted dollars, which need ${plainDollars(listNeededOnContracted)} of list spend. Have the floor tested on list dollars.`,
  ];
}
