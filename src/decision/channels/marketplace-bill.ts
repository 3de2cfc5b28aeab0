import { compare, isZero, ONE } from '../../domain/exact.ts';
import type { Lever } from '../../domain/levers.ts';
import { type Marketplace, rateAt } from '../../domain/marketplace.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import type { Multiplier } from '../../domain/price.ts';
import { type RateCard, regionOf } from '../../domain/rate-card.ts';
import { discountFactor, UNCHANGED } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import type { WorkloadLevers } from '../../engine/levers.ts';
import { type PriceSheet, priceSheet, unpricedSheet } from '../../engine/price-sheet.ts';
import type { Priceable } from '../estimate/spend.ts';
import { onCalls } from './channels.ts';

/** The marketplaces that sell a workload's model: those that resell its provider. */
export function marketplacesFor(all: readonly Marketplace[], { model }: Pick<Priceable, 'model'>): Marketplace[] {
  return all.filter(({ providers }) => providers.includes(model.provider));
}

/** True where the work or a flag names the marketplace. */
export function isNamed({ id, asked }: Marketplace, { channels, channel }: Workload): boolean {
  return asked === true || channel === id || (channels?.includes(id) ?? false);
}

/** The marketplaces that are named and do not sell the model, each with that said. */
export function unsoldAt(
  all: readonly Marketplace[],
  { model, workload }: Pick<Priceable, 'model' | 'workload'>,
  { providers: names }: Pick<RateCard, 'providers'>,
): { readonly marketplace: Marketplace; readonly obstacle: Obstacle & { readonly code: 'modelNotSold' } }[] {
  return all
    .filter((each) => isNamed(each, workload) && !each.providers.includes(model.provider))
    .map((marketplace) => ({
      marketplace,
      obstacle: {
        code: 'modelNotSold',
        seller: marketplace.name,
        providerName: names.get(model.provider) ?? model.provider,
      },
    }));
}

/** What a region costs on top of list at a marketplace: 1 where none is asked for, undefined where it sells none. */
export function premiumAt({ regionalPremium }: Pick<Marketplace, 'regionalPremium'>, region: string | undefined) {
  return region === undefined ? UNCHANGED : regionalPremium;
}

/** Why a marketplace has no price for a region. */
export const regionUnsold = ({ name }: Marketplace, region: string) => `${name} has no price for the region ${region}`;

/** Marketplaces that have a price for the region of a workload where its provider has none. */
export function soldAt(
  { workload, model, rate }: Pick<Priceable, 'workload' | 'model' | 'rate'>,
  marketplaces: readonly Marketplace[],
) {
  const { region } = workload;
  if (region === undefined || regionOf(rate, region) !== undefined) return [];
  return marketplaces
    .filter((each) => each.providers.includes(model.provider) && premiumAt(each, region) !== undefined)
    .map(({ id, name }) => ({ id, name }));
}

/**
 * A marketplace's terms on list: its own regional premium, which takes the place of the provider's, then a private
 * discount. Undefined when the work is pinned to a region and the marketplace sells none.
 */
function marketplaceTerms(marketplace: Marketplace, { region }: Workload): readonly Multiplier[] | undefined {
  const { discount, name } = marketplace;
  const premium = premiumAt(marketplace, region);
  if (premium === undefined) return undefined;
  const terms: Multiplier[] = compare(premium, ONE) === 0 ? [] : [{ name: `${name} in ${region}`, factor: premium }];
  if (!isZero(discount))
    terms.push({ name: `${name} private offer`, factor: discountFactor(discount), ...onCalls(marketplace) });
  return terms;
}

/**
 * The unit prices of a workload through a marketplace: the contracted amount, before any commitment it draws down, which
 * is a matter of everything bought through that cloud (`cloudCost`).
 */
export function marketplaceSheet({ workload, model, service }: Priceable, marketplace: Marketplace): PriceSheet {
  const terms = marketplaceTerms(marketplace, workload);
  return terms === undefined
    ? unpricedSheet(regionUnsold(marketplace, workload.region ?? ''))
    : priceSheet(rateAt(marketplace, model, service.rate), terms);
}

/** The levers of a workload as it states them, by the prices of a marketplace. */
export function leversAt({ stated, leversOn, model, service }: Priceable, marketplace: Marketplace): WorkloadLevers {
  const rate = rateAt(marketplace, model, service.rate);
  return rate === service.rate ? stated : leversOn(rate);
}

/** What a workload's own constraints, or the marketplace's limits, say against buying there. */
export function marketplaceObstacle(
  marketplace: Marketplace,
  { channels }: Workload,
  levers: readonly Lever[],
): Obstacle | undefined {
  if (channels !== undefined && !channels.includes(marketplace.id)) {
    return { code: 'channelExcluded', channel: marketplace.id };
  }
  const missing = levers.find((lever) => !marketplace.serves[lever]);
  return missing === undefined ? undefined : { code: 'leverNotServed', aggregator: marketplace, lever: missing };
}
