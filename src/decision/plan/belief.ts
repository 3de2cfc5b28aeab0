import { bandGround } from '../../domain/contract.ts';
import type { Belief } from '../../domain/decision.ts';
import { isZero } from '../../domain/exact.ts';
import type { Offers } from '../../domain/offer.ts';
import type { PlannedWorkload } from '../../domain/plan.ts';
import { exactOf } from '../../domain/statistic.ts';
import {
  ALL,
  factor,
  lessThan,
  minus,
  NONE,
  per,
  plus,
  portion,
  ratio,
  share,
  sum,
  UNCHANGED,
  type Usd,
  usd,
} from '../../domain/units.ts';
import type { Outcome } from './outcome.ts';

/** What a purchase saves by the word of its seller alone: its discount on the price of what it is about. */
interface Claimed {
  readonly workload: string;
  readonly seller: string;
  /** As it is weighed in the plan, and at its full word, US dollars a month. */
  readonly weighed: Usd;
  readonly full: Usd;
}

/** The purchases of a plan that rest on a claim with a discount. */
export function claimsOf(workloads: readonly PlannedWorkload[]): Claimed[] {
  return workloads.flatMap(({ workload, channel, listCost }): Claimed[] => {
    if (channel.kind !== 'aggregator' || channel.aggregator.ground !== 'claimed' || isZero(channel.discount)) return [];
    const { id, belief = ALL } = channel.aggregator;
    const weighed = portion(listCost, channel.discount);
    return [{ workload: workload.name, seller: id, weighed, full: per(weighed, factor(belief)) }];
  });
}

/** The offers without some sellers. */
export function withoutSellers(offers: Offers, claims: readonly Claimed[]): Offers {
  const leftOut = new Set(claims.map(({ seller }) => seller));
  return { ...offers, aggregators: offers.aggregators.filter(({ id }) => !leftOut.has(id)) };
}

/** Figures of a term are rounded to the cent each: what differs by less than this is the same. */
const ROUNDED = usd(exactOf(0.02, 2));

/** The mean of a month's dollars of a workload over what the plan is about: the month itself where it is one month. */
type MeanOf = (dollarsOf: (workload: string) => Usd) => Usd;

/**
 * How far the claims that a plan leans on have to be believed for it to pay: at that belief the plan is expected to cost
 * what the best plan without these sellers costs. A claim that is false is billed at list price. Over a term the work is
 * taken to be bought as in its first month. Undefined where the plan rests on no claim or has no other way.
 */
export function beliefIn(
  claims: readonly Claimed[],
  { cost, without }: { readonly cost: Usd; readonly without: Pick<Outcome, 'cost' | 'contracts'> | undefined },
  meanOf: MeanOf,
): Belief | undefined {
  if (claims.length === 0 || without === undefined) return undefined;
  const dollars = (of: (claim: Claimed) => Usd) =>
    meanOf((workload) => sum(claims.filter((claim) => claim.workload === workload).map(of)));
  const [weighed, full] = [dollars((claim) => claim.weighed), dollars((claim) => claim.full)];
  const asFalse = plus(cost, weighed);
  const loss = minus(asFalse, without.cost);
  const least = ratio(loss, full) ?? UNCHANGED;
  return {
    sellers: [...new Set(claims.map(({ seller }) => seller))],
    gain: minus(full, loss),
    loss,
    breakEven: lessThan(ROUNDED, loss) ? share(least) : NONE,
    insteadHoped: without.contracts.some(({ band }) => bandGround(band) === 'hoped'),
  };
}
