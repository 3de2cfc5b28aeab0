import { isZero } from '../../domain/exact.ts';
import { pulled } from '../../domain/levers.ts';
import { besideTerms, totalOf } from '../../domain/line-item.ts';
import type { Marketplace } from '../../domain/marketplace.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import type { Offers } from '../../domain/offer.ts';
import { type Factor, NO_USD, NONE, plus, portion, times, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { exposedPerMonth } from '../channels/drawdown.ts';
import { isNamed, marketplaceObstacle, marketplacesFor, unsoldAt } from '../channels/marketplace-bill.ts';
import { purchaseThrough } from '../channels/purchase.ts';
import type { Context } from '../estimate/estimate.ts';
import { leverStates, type Priceable } from '../estimate/spend.ts';
import { type Gathered, keep, type Usage, usageAtVolume } from './gathered.ts';

/** A model through one marketplace: each use of it with what it costs there, or why none can be had. */
export interface MarketUse {
  readonly marketplace: Marketplace;
  readonly model: string;
  /** True when something is owed to its cloud that would be forfeit. */
  readonly owed: boolean;
  /** `usage.listCost` is the price that the marketplace publishes: its own regional premium included. `cost` is without moving. */
  readonly priced: readonly { readonly usage: Usage; readonly cost: Usd }[];
  readonly obstacle: Obstacle | undefined;
}

/** True when a commitment to the marketplace's cloud holds dollars that nothing else will use. */
function isOwed({ cloud }: Marketplace, { cloudCommitments }: Offers): boolean {
  const commitment = cloudCommitments.get(cloud);
  return commitment !== undefined && !isZero(exposedPerMonth(commitment));
}

/** A marketplace is weighed where the buyer has a commitment to its cloud, or where the profile or a flag names it. */
function isWeighed(marketplace: Marketplace, workload: Workload, offers: Offers): boolean {
  return isNamed(marketplace, workload) || offers.cloudCommitments.has(marketplace.cloud);
}

/** A marketplace has prices of its own where a provider's list has none: a region that only the marketplace sells. */
function marketUse(
  of: Priceable,
  tokenFactor: Factor,
  moving: Usd,
  marketplace: Marketplace,
  offers: Offers,
): MarketUse {
  let obstacle: Obstacle | undefined;
  const channel = { kind: 'marketplace', id: marketplace.id, marketplace } as const;
  const priced = leverStates(of).flatMap((levers) => {
    const { bill, listCost } = purchaseThrough(of, channel, levers);
    const cost = totalOf(bill);
    const against = marketplaceObstacle(marketplace, of.workload, pulled(levers));
    if (against !== undefined) obstacle ??= against;
    else if (cost === undefined) obstacle ??= { code: 'unpriced', reasons: bill.unpriced.map(({ reason }) => reason) };
    if (cost === undefined || against !== undefined) return [];
    const besideCost = besideTerms(bill, marketplace);
    return [{ usage: { of, tokenFactor, levers, listCost, besideCost, moving }, cost }];
  });
  return { marketplace, model: of.model.id, owed: isOwed(marketplace, offers), priced, obstacle };
}

/** What the marketplaces that are weighed ask for a model; one that is named and does not sell it says so. */
export function marketUses(of: Priceable, tokenFactor: Factor, moving: Usd, { offers, card }: Context): MarketUse[] {
  const sold = marketplacesFor(offers.marketplaces, of)
    .filter((each) => isWeighed(each, of.workload, offers))
    .map((marketplace) => marketUse(of, tokenFactor, moving, marketplace, offers));
  const unsold = unsoldAt(offers.marketplaces, of, card).map(
    ({ marketplace, obstacle }): MarketUse => ({
      marketplace,
      model: of.model.id,
      owed: false,
      priced: [],
      obstacle,
    }),
  );
  return [...sold, ...unsold];
}

/** The same at another volume. */
export function marketAtVolume(use: MarketUse, by: Factor): MarketUse {
  const priced = use.priced.map(({ usage, cost }) => ({
    usage: usageAtVolume(usage, by),
    cost: times(cost, by),
  }));
  return { ...use, priced };
}

/** A purchase that draws down what would be forfeit is one of its cloud; any other needs no contract. */
export function gatherMarkets(into: Gathered, markets: readonly MarketUse[], workload: string): void {
  for (const { marketplace, model, owed, priced, obstacle } of markets) {
    const { id, cloud, drawdown } = marketplace;
    const channel = { kind: 'marketplace', id, marketplace } as const;
    for (const { usage, cost: billed } of priced) {
      const eligible = owed ? portion(billed, drawdown ?? NONE) : NO_USD;
      const cost = plus(billed, usage.moving);
      if (isZero(eligible)) keep(into, { usage, channel, cost });
      else {
        into.clouds ??= new Map();
        into.clouds.set(cloud, [...(into.clouds.get(cloud) ?? []), { usage, channel, cost, eligible }]);
      }
    }
    if (priced.length === 0 && obstacle !== undefined) into.excluded.push({ workload, model, channel: id, obstacle });
  }
}
