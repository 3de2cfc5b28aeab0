import { groundOr, isUnverified } from '../../domain/ground.ts';
import { didYouMean, nearest } from '../../domain/near.ts';
import type { Aggregator, Assumptions, CountedClaim, Offers } from '../../domain/offer.ts';
import type { Parsed } from '../../domain/quantity-text.ts';
import type { Share } from '../../domain/units.ts';

/** The offers with one aggregator replaced, or what is wrong with asking for it. */
function changed(offers: Offers, id: string, change: (aggregator: Aggregator) => Parsed<Aggregator>): Parsed<Offers> {
  const ids = offers.aggregators.map((each) => each.id);
  const found = offers.aggregators.find((each) => each.id === id);
  if (found === undefined) {
    const hint = didYouMean(...nearest(id, ids)) ?? `the offers have ${ids.join(', ')}`;
    return { fault: `nobody who sells is called "${id}"; ${hint}` };
  }
  const parsed = change(found);
  if ('fault' in parsed) return parsed;
  const aggregators = offers.aggregators.map((each) => (each === found ? parsed.value : each));
  return { value: { ...offers, aggregators } };
}

/**
 * The offers with an aggregator shown, or a marketplace weighed, that waits to be asked for. A fault where there is none
 * of that id.
 */
export function shown(offers: Offers, id: string): Parsed<Offers> {
  if (offers.marketplaces.some((each) => each.id === id)) {
    const marketplaces = offers.marketplaces.map((each) => (each.id === id ? { ...each, asked: true } : each));
    return { value: { ...offers, marketplaces } };
  }
  return changed(offers, id, (aggregator) => ({ value: { ...aggregator, shown: 'always' } }));
}

/** The offers with how far everybody is believed whose prices nobody has checked. A fault where there is no such seller. */
export function allBelieved(offers: Offers, belief: Share): Parsed<Offers> {
  if (!offers.aggregators.some(({ ground }) => isUnverified(ground)))
    return { fault: 'nobody who sells claims anything that is not checked' };
  const aggregators = offers.aggregators.map((each) => (isUnverified(each.ground) ? { ...each, belief } : each));
  return { value: { ...offers, aggregators } };
}

/** The offers as a decision counts them: of what nobody has checked as much as the buyer believes, else as is assumed. */
export function countedOffers(offers: Offers, { belief }: Pick<Assumptions, 'belief'>): Offers {
  const aggregators = offers.aggregators.map((each): Aggregator => {
    if (!isUnverified(each.ground) || each.discounts.size === 0) return each;
    const counted: CountedClaim =
      each.belief === undefined ? { share: belief, by: 'assumption' } : { share: each.belief, by: 'buyer' };
    return { ...each, counted };
  });
  return { ...offers, aggregators };
}

/** The offers with how far an aggregator is believed. A fault where its prices are no claim. */
export function believed(offers: Offers, id: string, belief: Share): Parsed<Offers> {
  return changed(offers, id, (aggregator) =>
    isUnverified(aggregator.ground)
      ? { value: { ...aggregator, belief } }
      : { fault: `the prices of ${aggregator.name} are no claim (ground: ${groundOr(aggregator.ground)})` },
  );
}

/** The offers with an aggregator's credit bought in advance. A fault where there is no such aggregator, or no bonus. */
export function prepaid(offers: Offers, id: string): Parsed<Offers> {
  return changed(offers, id, (aggregator) =>
    aggregator.topUp === undefined
      ? { fault: `${aggregator.name} sells no credit at a bonus` }
      : { value: { ...aggregator, prepay: true } },
  );
}
