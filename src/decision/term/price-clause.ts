import type { PriceClause } from '../../domain/price-clause.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import { WORTH_ASKING } from '../commitment/proposal-choices.ts';
import type { Solve } from '../plan/break-even.ts';
import type { Market } from '../plan/driver-path.ts';
import { type Outcome, turnTo } from '../plan/outcome.ts';
import { withFixedPrices } from './fixed-prices.ts';
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

/**
 * What it moves, contract by contract of a plan, whether prices under it follow the list price or stay as they begin: in a
 * market of which list prices are expected to move. What moves less than a dollar a month is left out.
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
  for (const { provider } of base.contracts) {
    const fixed = withFixedPrices(market, provider);
    const staying = costUnder(base, fixed, span);
    if (following === undefined || staying === undefined) continue;
    const costs = staying - following;
    if (Math.abs(costs) < WORTH_ASKING) continue;
    const best = costs > 0 ? await replan(fixed) : base;
    found.push({ provider, costs, becomes: best?.key === base.key ? undefined : turnTo(base, best) });
  }
  return found;
}
