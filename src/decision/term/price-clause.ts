import { NO_CLAUSES, type PriceTerms } from '../../domain/clauses.ts';
import type { ContractBand } from '../../domain/contract.ts';
import type { ClauseWorth, PriceClause } from '../../domain/price-clause.ts';
import { NONE } from '../../domain/units.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import { WORTH_ASKING } from '../commitment/proposal-choices.ts';
import { marketWith } from '../commitment/proposal-plans.ts';
import { contractWith } from '../contract/quote.ts';
import type { Solve } from '../plan/break-even.ts';
import type { Market } from '../plan/driver-path.ts';
import { type Outcome, turnTo } from '../plan/outcome.ts';
import { withFixedPrices } from './fixed-prices.ts';
import { mostFavouredUnder } from './most-favoured.ts';
import { movesUnder } from './price-terms.ts';
import { costsUnder } from './signatures.ts';
import { termModelOf } from './term-model.ts';
import { meanCost } from './term-part.ts';

/** What the contracts of a plan cost a month where each month is bought as it is cheapest; undefined where they cannot be had. */
function costUnder(base: Outcome, market: Market, span: Sizing): number | undefined {
  const model = termModelOf(market, span, 'some');
  const signed = new Map(base.contracts.map(({ provider, band }) => [provider, band.id]));
  const costs = costsUnder(model, (provider) => signed.get(provider), model.futures);
  return costs && meanCost(costs);
}

/** The bands of a provider with other clauses on the prices of the term. */
function withClauses(market: Market, provider: string, change: Partial<PriceTerms>): Market {
  const { offers, quote } = market.terms;
  const contract = contractWith(offers, provider, quote);
  if (contract === 'notOffered') return market;
  const [first, ...rest] = contract.bands;
  const changed = (band: ContractBand) => ({ ...band, prices: { ...NO_CLAUSES, ...band.prices, ...change } });
  return marketWith(market, provider, { ...contract, bands: [changed(first), ...rest.map(changed)] });
}

/**
 * What clauses on prices are worth under the contracts of a plan: that list prices raised in the term do not count, and that
 * the discount holds for models which take the place of others. Each is the difference of two plans with the same contracts.
 * What moves less than a dollar a month is left out, and so is a word for newer models that the contract has given.
 */
export async function clauseWorths(
  base: Outcome,
  market: Market,
  span: Sizing,
  replan: Solve,
): Promise<readonly ClauseWorth[]> {
  if (market.terms.ahead === undefined) return [];
  const found: ClauseWorth[] = [];
  for (const { provider, band } of base.contracts) {
    const { newer, rises } = movesUnder(market.choices, provider);
    const cost = (change: Partial<PriceTerms>) => costUnder(base, withClauses(market, provider, change), span);
    const between = (without: Partial<PriceTerms>, granted: Partial<PriceTerms>) => {
      const [dear, cheap] = [cost(without), cost(granted)];
      return dear === undefined || cheap === undefined ? 0 : dear - cheap;
    };
    if (rises) {
      const worth = between({ priceProtection: false }, { priceProtection: true });
      const stated = band.prices?.priceProtection === true;
      if (worth >= WORTH_ASKING) found.push({ provider, clause: 'priceProtection', worth, stated });
    }
    const own = band.prices?.newerModels;
    if (newer.length > 0 && own !== 'included') {
      const worth = between({ newerModels: own ?? NONE }, { newerModels: 'included' });
      if (worth < WORTH_ASKING) continue;
      const best = own === undefined ? await replan(withClauses(market, provider, { newerModels: NONE })) : base;
      const becomes = best?.key === base.key ? undefined : turnTo(base, best);
      found.push({ provider, clause: 'newerModels', worth, stated: own !== undefined, newer, becomes });
    }
  }
  return found;
}

/**
 * What a clause that no model costs more than others ask for it is worth at most under the contracts of a plan, where what
 * those say of their prices is true: the difference of two plans with the same contracts. Where the work may go to the
 * cheaper seller it is there already, so that it is worth something for work that may not, and beside a commitment.
 */
export function mostFavouredWorths(base: Outcome, market: Market, span: Sizing): readonly ClauseWorth[] {
  const as = costUnder(base, market, span);
  if (as === undefined) return [];
  return base.contracts.flatMap(({ provider, band }): ClauseWorth[] => {
    const under = mostFavouredUnder(market.choices, provider, band, market.terms.offers);
    if (under === undefined) return [];
    const { discounts, lower } = under;
    const matched = costUnder(base, withClauses(market, provider, { discounts }), span);
    const worth = matched === undefined ? 0 : as - matched;
    if (worth < WORTH_ASKING) return [];
    return [{ provider, clause: 'mostFavoured', worth, stated: band.prices?.mostFavoured === true, lower }];
  });
}

/**
 * What it costs, contract by contract of a plan, where prices under it stay as they begin while list prices fall as they are
 * expected to. What costs less than a dollar a month is left out, and so is a contract that says that they follow.
 */
export async function priceClauses(
  base: Outcome,
  market: Market,
  span: Sizing,
  replan: Solve,
): Promise<readonly PriceClause[]> {
  if (market.terms.ahead?.trend === undefined) return [];
  const following = costUnder(base, market, span);
  const found: PriceClause[] = [];
  for (const { provider, band } of base.contracts) {
    if (band.prices?.priceProtection === true) continue;
    const fixed = withFixedPrices(market, provider);
    const staying = costUnder(base, fixed, span);
    if (following === undefined || staying === undefined) continue;
    const costs = staying - following;
    if (costs < WORTH_ASKING) continue;
    const best = await replan(fixed);
    found.push({ provider, costs, becomes: best?.key === base.key ? undefined : turnTo(base, best) });
  }
  return found;
}
