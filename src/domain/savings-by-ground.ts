import { bandGround } from './contract.ts';
import type { Decision } from './decision.ts';
import type { Estimate } from './estimate.ts';
import { compare } from './exact.ts';
import { GROUNDS, type Ground } from './ground.ts';
import { pricedTotal } from './line-item.ts';
import { monthlyBaselineOf, monthlyCostOf, type Plan } from './plan.ts';
import { type Costed, publishedCost } from './purchase.ts';
import { minus, NO_USD, plus, type Usd } from './units.ts';

/** What a plan saves on its baseline, by what each part of it rests on; below 0 where it costs. */
export type SavingsByGround = Readonly<Record<Ground, Usd>>;

/** What is bought in place of what would cost its baseline. */
interface SavingLine extends Costed {
  readonly baselineCost: Usd;
  readonly ground: Ground;
}

const NOTHING: SavingsByGround = { published: NO_USD, quoted: NO_USD, claimed: NO_USD, hoped: NO_USD };

function savingsOf(lines: readonly SavingLine[]): Record<Ground, Usd> {
  const parts: Record<Ground, Usd> = { ...NOTHING };
  for (const each of lines) {
    const published = publishedCost(each);
    parts.published = plus(parts.published, minus(each.baselineCost, published));
    parts[each.ground] = plus(parts[each.ground], minus(published, pricedTotal(each.bill)));
  }
  return parts;
}

/**
 * The saving of a plan by ground: of one month line by line; over a term, where lines change by month and future, step
 * by step, each ground what leaning on it takes off the best plan that does not. The parts add up to the saving exactly;
 * undefined where a step of a term has no plan, so that nothing tells them apart.
 */
export function savingsByGround({ plan, evidence }: Pick<Decision, 'plan' | 'evidence'>): SavingsByGround | undefined {
  if (plan.term === undefined) return savingsOfLines(plan);
  const parts = { ...NOTHING };
  let before = monthlyBaselineOf(plan);
  for (const { ground, effectiveCost } of evidence) {
    if (effectiveCost === undefined) return undefined;
    parts[ground] = minus(before, effectiveCost);
    before = effectiveCost;
  }
  return compare(before, monthlyCostOf(plan)) === 0 ? parts : undefined;
}

/** What a plan saves by the claims of those who sell by the token: what units save by the price claimed for them is apart. */
export function claimedBySellers(decision: Pick<Decision, 'plan' | 'evidence'>): Usd | undefined {
  const units = decision.plan.reservations.filter(({ held: { offer } }) => offer.ground === 'claimed');
  const claimed = savingsByGround(decision)?.claimed;
  return claimed && units.reduce((left, { listCost, held }) => minus(left, minus(listCost, held.cost)), claimed);
}

/**
 * The saving of a month line by line. Published: what levers, another model, less the cost of moving to it, and what a
 * cloud is owed anyway take off.
 * The rest by what the channel's price rests on; a commitment that buys nothing and dear overage are taken off that of
 * their contract. The parts add up to the saving exactly.
 */
function savingsOfLines({ workloads, contracts, sparedCost, switchingCost }: Plan): SavingsByGround {
  const parts = savingsOf(workloads);
  parts.published = minus(plus(parts.published, sparedCost), switchingCost);
  for (const { band, shortfall, overagePremium } of contracts) {
    const ground = bandGround(band);
    parts[ground] = minus(parts[ground], plus(shortfall, overagePremium));
  }
  return parts;
}

/**
 * The same of the cheapest rows of an estimate; undefined where one of its totals is a bound. With what is beyond
 * the rows, fees on all that is bought together, the parts add up to the saving exactly.
 */
export function savingsOfRows({
  workloads,
  totals,
}: Estimate): { readonly savings: SavingsByGround; readonly beyond: Usd } | undefined {
  if (totals.saving === undefined) return undefined;
  const savings = savingsOf(
    workloads.flatMap(({ baseline, cheapest }) =>
      cheapest === undefined ? [] : [{ ...cheapest, baselineCost: pricedTotal(baseline) }],
    ),
  );
  return { savings, beyond: minus(NO_USD, totals.feesBeyondRows) };
}

/** The grounds on which something is saved or lost, the best first. */
export function savedOn(savings: SavingsByGround): Ground[] {
  return GROUNDS.filter((ground) => savings[ground].coefficient !== 0n);
}
