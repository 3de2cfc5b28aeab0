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
  NO_USD,
  NONE,
  per,
  plus,
  portion,
  ratio,
  share,
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
function claimsOf(workloads: readonly PlannedWorkload[]): Claimed[] {
  return workloads.flatMap(({ workload, channel, listCost }): Claimed[] => {
    if (channel.kind !== 'aggregator' || channel.aggregator.ground !== 'claimed' || isZero(channel.discount)) return [];
    const { id, counted } = channel.aggregator;
    const weighed = portion(listCost, channel.discount);
    return [{ workload: workload.name, seller: id, weighed, full: per(weighed, factor(counted?.share ?? ALL)) }];
  });
}

/** Figures of a term are rounded to the cent each: what differs by less than this is the same. */
const ROUNDED = usd(exactOf(0.02, 2));

/** What a plan is held against. */
interface Bench {
  /** What the plan costs a month. */
  readonly cost: Usd;
  readonly offers: Offers;
  /** The best plan under other offers; undefined where nothing serves every workload. */
  readonly planUnder: (offers: Offers) => Promise<Pick<Outcome, 'cost' | 'contracts'> | undefined>;
  /** The mean of a month's dollars of a workload over what the plan is about: the month itself where it is one month. */
  readonly meanOf: (dollarsOf: (workload: string) => Usd) => Usd;
}

/**
 * How far the claims that a plan leans on have to be believed for it to pay: at that belief the plan is expected to cost
 * what the best plan without these sellers costs. A claim that is false is billed at list price. Over a term the work is
 * taken to be bought as in its first month. Undefined where the plan rests on no claim or has no other way.
 */
export async function beliefOf(
  workloads: readonly PlannedWorkload[],
  { cost, offers, planUnder, meanOf }: Bench,
): Promise<Belief | undefined> {
  const claims = claimsOf(workloads);
  if (claims.length === 0) return undefined;
  const sellers = [...new Set(claims.map(({ seller }) => seller))];
  const aggregators = offers.aggregators.filter(({ id }) => !sellers.includes(id));
  const without = await planUnder({ ...offers, aggregators });
  if (without === undefined) return undefined;
  const dollars = (of: (claim: Claimed) => Usd) => {
    const byWorkload = new Map<string, Usd>();
    for (const claim of claims)
      byWorkload.set(claim.workload, plus(byWorkload.get(claim.workload) ?? NO_USD, of(claim)));
    return meanOf((workload) => byWorkload.get(workload) ?? NO_USD);
  };
  const [weighed, full] = [dollars((claim) => claim.weighed), dollars((claim) => claim.full)];
  const loss = minus(plus(cost, weighed), without.cost);
  return {
    sellers,
    gain: minus(full, loss),
    loss,
    breakEven: lessThan(ROUNDED, loss) ? share(ratio(loss, full) ?? UNCHANGED) : NONE,
    insteadHoped: without.contracts.some(({ band }) => bandGround(band) === 'hoped'),
  };
}
