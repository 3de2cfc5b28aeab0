import { CACHE_TTLS, cacheWriteMeter, meterLabel } from '../../domain/meter.ts';
import { type Model, modePrices, type Rate, type RateCard } from '../../domain/rate-card.ts';
import type { Complain } from './lint-subject.ts';
import { priceLists } from './price-lists.ts';

/** Characters that no provider puts into an id, and every language of patterns does. */
const PATTERN = /[*?^$|\\[\](){}]|^\/.*\/$/;

/** Names of a model that match nothing as they stand: an alias is a literal id. */
export function nameFindings(model: Model, complain: Complain): void {
  const say = (name: string) =>
    `"${name}" looks like a pattern; names are compared letter by letter, so write each out`;
  if (PATTERN.test(model.id)) complain('aliasPattern', [], say(model.id));
  for (const [index, alias] of model.aliases.entries()) {
    if (PATTERN.test(alias)) complain('aliasPattern', ['aliases', index], say(alias));
  }
}

/** A successor that the card does not have: what answers in the place of a model has then no price. */
export function successorFindings({ retired }: Model, card: RateCard, complain: Complain): void {
  if (retired?.servedBy === undefined || card.find(retired.servedBy) !== undefined) return;
  const text = `"${retired.servedBy}" is to answer in its place and is not on this card, so nothing prices it from ${retired.from} on`;
  complain('successorUnknown', ['retired', 'servedBy'], text);
}

/**
 * A list that is opened and left empty, where a token has no other price. An empty list of long prompts or peak hours
 * says that they are dearer and nobody knows by how much.
 */
function emptyLists(rate: Rate, complain: Complain): void {
  for (const { name, path, cells, mode, band } of priceLists(rate)) {
    const prices = mode === undefined ? undefined : modePrices(rate, mode);
    const otherwise = band !== 'base' || prices?.multiplier !== undefined || prices?.servedAs !== undefined;
    if (otherwise || Object.keys(cells).length > 0) continue;
    complain('emptyPrices', path, `the ${name} list has no price in it`);
  }
}

/** Statements of a rate about cache writes that contradict its prices. */
function writeFindings({ cells, noWritePremium, defaultCacheTtl }: Rate, complain: Complain): void {
  const priced = CACHE_TTLS.filter((ttl) => cells[cacheWriteMeter(ttl)] !== undefined);
  const [first] = priced;
  if (noWritePremium && first !== undefined) {
    const label = meterLabel(cacheWriteMeter(first));
    complain('writePremiumPriced', ['writePremium'], `writes are said to cost no premium, and ${label} has a price`);
  }
  if (!noWritePremium && defaultCacheTtl !== undefined && !priced.includes(defaultCacheTtl)) {
    const known = first === undefined ? 'no lifetime has one' : `those that have one: ${priced.join(', ')}`;
    const text = `writes live ${defaultCacheTtl} by default, and there is no price for that; ${known}`;
    complain('defaultTtlUnpriced', ['defaultCacheTtl'], text);
  }
}

/** What one rate states and contradicts, or opens and leaves empty. */
export function claimFindings(rate: Rate, complain: Complain): void {
  emptyLists(rate, complain);
  writeFindings(rate, complain);
}
