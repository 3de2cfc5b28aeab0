import type { Binding, Crossover, Leverage } from '../../domain/decision.ts';
import { atLeast, NO_USD } from '../../domain/units.ts';
import { dollars, percent, plainDollars } from '../render/numbers.ts';

type NameOf = (provider: string) => string;

const BINDING: Readonly<Record<Binding, string>> = {
  none: 'direct wins: the floor is cleared and the discount beats the aggregator',
  floor: 'only the floor keeps direct from winning',
  discount: 'the floor is cleared, but the discount does not beat the aggregator',
  both: 'neither is the floor cleared nor does the discount beat the aggregator',
  noContract: 'no contract is on offer',
};

/** Which of the two conditions of a direct contract binds for a model. */
export function crossoverText(each: Crossover, nameOf: NameOf): string {
  const { model, provider, aggregator, discountNeeded, expectedDiscount, everDirect, clearsAtTotal } = each;
  if (each.binding === 'noContract') return `${model}: ${BINDING.noContract}.`;
  const than = aggregator === undefined ? 'list' : aggregator;
  const needed = `more than ${percent(discountNeeded, 1)} off beats ${than}`;
  const expected = expectedDiscount === undefined ? '' : `, ${percent(expectedDiscount)} is expected`;
  const clears =
    clearsAtTotal === undefined
      ? ''
      : ` ${nameOf(provider)} clears its floor from ${dollars(clearsAtTotal)} of list spend in this mix.`;
  const never = everDirect ? '' : ' Not even the deepest discount on offer does: never direct, at any spend.';
  return `${model}: ${BINDING[each.binding]} (${needed}${expected}).${clears}${never}`;
}

/** What the levers and the discount do to a provider's standing. Nothing where they do nothing. */
export function leverageText(each: Leverage, nameOf: NameOf): string | undefined {
  const name = nameOf(each.provider);
  if (each.trapped) {
    return `${name}: the levers take ${dollars(each.baselineSpend)} under the floor of ${plainDollars(each.floor.low)}; negotiate on the spend of today, and size the commitment on the spend after them.`;
  }
  if (each.pushedUnder) {
    return `${name}: the discount itself takes ${dollars(each.optimisedSpend)} to ${dollars(each.contractedSpend)}, under the floor; have it tested on list dollars${each.listNeededOnContracted === undefined ? '' : `, since ${plainDollars(each.listNeededOnContracted)} of list spend would clear it on contracted ones`}.`;
  }
  if (!atLeast(each.runway, NO_USD)) return undefined;
  return `${name}: ${dollars(each.runway)} of list spend can go before the floor is lost.`;
}
