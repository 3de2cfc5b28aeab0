import { isZero } from '../../domain/exact.ts';
import type { LeverReport } from '../../domain/lever-report.ts';
import { listSpend, type Priceable } from '../estimate/spend.ts';
import { type LeverContext, providerLevers } from './provider-levers.ts';

/**
 * What a negotiation can move, in dollars a month and in points off the rate card, provider by provider in the order of
 * the portfolio; and what it cannot. Contingent values stand beside costs and enter none.
 */
export function leverReport(portfolio: readonly Priceable[], context: LeverContext): LeverReport {
  const { levers, notLevers, serviceLevel } = context.terms;
  const listed = portfolio.filter((of) => !isZero(listSpend([of], 'stated', 'both', {}).amount));
  const providers = [...new Set(listed.map((of) => of.model.provider))];
  return {
    providers: providers.map((provider) =>
      providerLevers(
        provider,
        portfolio.filter((of) => of.model.provider === provider),
        context,
      ),
    ),
    names: new Map(levers.map(({ id, ...words }) => [id, words])),
    notLevers,
    qualifying: serviceLevel.qualifying,
    claimed: serviceLevel.claimed,
    ...serviceLevel.downtime,
  };
}
