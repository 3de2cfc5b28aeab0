import { bandGround } from './contract.ts';
import { GROUNDS, type Ground } from './ground.ts';
import { pricedTotal } from './line-item.ts';
import type { Plan } from './plan.ts';
import { publishedCost } from './purchase.ts';
import { minus, NO_USD, plus, type Usd } from './units.ts';

/** What a plan saves on its baseline, by what each part of it rests on; below 0 where it costs. */
export type SavingsByGround = Readonly<Record<Ground, Usd>>;

/**
 * The saving of a plan line by line. Published: what levers, another model and what a cloud is owed anyway take off.
 * The rest by what the channel's price rests on; a commitment that buys nothing and dear overage are taken off that of
 * their contract. The parts add up to the saving exactly.
 */
export function savingsByGround({ workloads, contracts, sparedCost }: Plan): SavingsByGround {
  const parts: Record<Ground, Usd> = { published: sparedCost, quoted: NO_USD, claimed: NO_USD, hoped: NO_USD };
  const add = (ground: Ground, amount: Usd) => {
    parts[ground] = plus(parts[ground], amount);
  };
  for (const each of workloads) {
    const published = publishedCost(each);
    add('published', minus(each.baselineCost, published));
    add(each.ground, minus(published, pricedTotal(each.bill)));
  }
  for (const { band, shortfall, overagePremium } of contracts)
    add(bandGround(band), minus(NO_USD, plus(shortfall, overagePremium)));
  return parts;
}

/** The grounds on which something is saved or lost, the best first. */
export function savedOn(savings: SavingsByGround): Ground[] {
  return GROUNDS.filter((ground) => savings[ground].coefficient !== 0n);
}
