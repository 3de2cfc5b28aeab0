import { groundOr } from '../../domain/ground.ts';
import { didYouMean, nearest } from '../../domain/near.ts';
import type { Aggregator, Offers } from '../../domain/offer.ts';
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

/** The offers with what an aggregator claims weighed by how far it is believed. A fault where its prices are no claim. */
export function believed(offers: Offers, id: string, belief: Share): Parsed<Offers> {
  return changed(offers, id, (aggregator) =>
    aggregator.ground === 'claimed' || aggregator.ground === 'hoped'
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
