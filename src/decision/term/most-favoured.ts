import { discountNamed } from '../../domain/clauses.ts';
import type { ContractBand } from '../../domain/contract.ts';
import { groundOr } from '../../domain/ground.ts';
import type { Offers } from '../../domain/offer.ts';
import type { LowerPrice } from '../../domain/price-clause.ts';
import type { Model } from '../../domain/rate-card.ts';
import { complement, lessThan, type Share, share } from '../../domain/units.ts';
import { priceFactor } from '../channels/aggregator-fees.ts';
import { isShown, sellersOf } from '../channels/channels.ts';
import type { Choices } from '../plan/options.ts';

/** What a contract would take off the models of its provider if it were never dearer than a reseller. */
export interface MostFavoured {
  /** By model: what the contract names, and the deeper discounts of resellers. */
  readonly discounts: ReadonlyMap<string, Share>;
  /** Whose prices are under those of the contract. Never empty. */
  readonly lower: readonly LowerPrice[];
}

/** The least that a reseller asks of the list price of a model, fees aside: an obligation to match prices is about prices. */
function leastAsked(offers: Pick<Offers, 'aggregators'>, model: Model): (LowerPrice & { discount: Share }) | undefined {
  let least: (LowerPrice & { discount: Share }) | undefined;
  for (const channel of sellersOf(offers, model)) {
    const { aggregator } = channel;
    if (!isShown(aggregator, {})) continue;
    const discount = complement(share(priceFactor(channel)));
    if (least !== undefined && !lessThan(least.discount, discount)) continue;
    least = { model: model.id, seller: aggregator.name, ground: groundOr(aggregator.ground), discount };
  }
  return least;
}

/**
 * The discounts under a most-favoured clause: of each model of a provider that may be bought in the term, no shallower than
 * a reseller's. Undefined where no reseller asks less. A price off list is never above list, so that nothing is said of that.
 */
export function mostFavouredUnder(
  choices: readonly Choices[],
  provider: string,
  band: Pick<ContractBand, 'discount' | 'prices'>,
  offers: Pick<Offers, 'aggregators'>,
): MostFavoured | undefined {
  const models = new Map<string, Model>();
  for (const { direct, later = [] } of choices)
    for (const each of [direct, ...later.map((at) => at.direct)])
      for (const { of } of each.get(provider) ?? []) models.set(of.model.id, of.model);
  const discounts = new Map(band.prices?.discounts ?? []);
  const lower: LowerPrice[] = [];
  for (const model of models.values()) {
    const least = leastAsked(offers, model);
    if (least === undefined || !lessThan(discountNamed(band, model.id) ?? band.discount, least.discount)) continue;
    const { discount, ...of } = least;
    discounts.set(model.id, discount);
    lower.push(of);
  }
  return lower.length === 0 ? undefined : { discounts, lower };
}
