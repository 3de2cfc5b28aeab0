import type { Binding, Crossover, Decision, Driver, Leverage } from '../domain/decision.ts';
import type { Plan, PlannedContract, PlannedWorkload, Proof } from '../domain/plan.ts';
import { atLeast, lessThan, minus, NO_USD, ratio, type Usd } from '../domain/units.ts';
import { channelName } from './channel-name.ts';
import { dollars, percent, plainDollars } from './numbers.ts';

type NameOf = (provider: string) => string;

/** "$36,900.00 (22.3%) less than" or the other way about. */
function against(cost: Usd, other: Usd): string {
  const saving = minus(other, cost);
  if (saving.coefficient === 0n) return 'the same as';
  const less = lessThan(NO_USD, saving);
  const amount = less ? saving : minus(cost, other);
  const share = ratio(amount, other);
  return `${dollars(amount)}${share === undefined ? '' : ` (${percent(share, 1)})`} ${less ? 'less' : 'more'} than`;
}

/** The decision in a sentence: what it costs, beside doing nothing. */
export function headline({ plan }: Decision): string {
  const { effectiveCost, baselineCost, unpriced } = plan;
  const bound = unpriced.length === 0 ? '' : 'at least ';
  return `Buy as below: ${bound}${dollars(effectiveCost)} a month, ${against(effectiveCost, baselineCost)} list price without any lever (${dollars(baselineCost)}).`;
}

/** What is bought from whom, one sentence a channel. */
export function purchaseText({ workloads, contracts }: Plan, nameOf: NameOf): string {
  if (contracts.length > 0) {
    return `Sign with ${contracts.map(({ provider }) => nameOf(provider)).join(', ')}; buy the rest as the table says.`;
  }
  const channels = [...new Set(workloads.map(({ channel }) => channelName(channel)))];
  return `Sign no contract. Buy through ${channels.join(' and ')}.`;
}

const LEVERS = (each: PlannedWorkload) => {
  const on = [...(each.cache ? ['cache'] : []), ...(each.batch ? ['batch'] : [])];
  return on.length === 0 ? '-' : on.join('+');
};

/** One row of the plan: workload, model, channel, levers, cost. */
export function planCells(each: PlannedWorkload): string[] {
  return [each.workload.name, each.model.id, channelName(each.channel), LEVERS(each), dollars(each.monthlyCost)];
}

export const PLAN_HEAD = ['workload', 'model', 'buy through', 'levers', 'USD a month'];

export function contractText(contract: PlannedContract, nameOf: NameOf): string {
  const { provider, band, listSpend, contractedCost, shortfall, floor } = contract;
  const off = percent(band.discount);
  const commitment =
    band.commitment.coefficient === 0n ? 'no commitment' : `a commitment of ${plainDollars(band.commitment)} a month`;
  const short = shortfall.coefficient === 0n ? '' : `, of which ${dollars(shortfall)} buys nothing`;
  const paid = dollars(shortfall.coefficient === 0n ? contractedCost : band.commitment);
  return `${nameOf(provider)}: ${off} off with ${commitment}; ${dollars(listSpend)} of list spend (the floor is ${plainDollars(floor.low)}) costs ${paid}${short}.`;
}

/** How the plan is known to be the cheapest. */
export function proofText({ method, lowerBound, states, settledByBounds, optimal }: Proof, cost: Usd): string {
  const how = {
    bounds: 'by bounds alone',
    enumeration: 'by bounds, and by pricing every plan that they left',
    solver: 'by bounds, and by a mixed-integer solver for what they left',
  }[method];
  const looked = `${states} combinations of contracts, ${settledByBounds} settled by a bound.`;
  if (optimal && !lessThan(lowerBound, cost)) return `No plan is cheaper: shown ${how}. ${looked}`;
  return `No plan costs less than ${dollars(lowerBound)}: shown ${how}. ${looked}`;
}

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
    return `${name}: the discount itself takes ${dollars(each.optimisedSpend)} to ${dollars(each.contractedSpend)}, under the floor; have it tested on list dollars.`;
  }
  if (!atLeast(each.runway, NO_USD)) return undefined;
  return `${name}: ${dollars(each.runway)} of list spend can go before the floor is lost.`;
}

const DRIVER: Readonly<Record<Driver['code'], string>> = {
  volume: 'volume',
  batchEligible: 'batch share',
  discount: 'direct discount',
  cacheHitRatio: 'cache-hit ratio',
  floor: 'floor',
  bonus: 'top-up bonus',
  purchaseFee: 'aggregator fee',
};

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
