import type { Decision } from '../../domain/decision.ts';
import { isZero } from '../../domain/exact.ts';
import { isComplete, monthlyBaselineOf, monthlyCostOf, nothingPriced } from '../../domain/plan.ts';
import type { Figure } from '../words/currency-part.ts';

type NameOf = (provider: string) => string;

/** What a plan is remembered by: what it costs, what it commits to, and what vendors want committed. */
export function decideFigures({ plan, proposals }: Decision, nameOf: NameOf): Figure[] {
  const { term, contracts } = plan;
  const bound: Figure['bound'] = isComplete(plan) ? 'exact' : 'atLeast';
  const costs: Figure[] = [
    { what: 'the plan, a month', amount: monthlyCostOf(plan), bound },
    { what: 'list price, no levers, a month', amount: monthlyBaselineOf(plan), bound },
    ...(term === undefined ? [] : [{ what: `the plan, all ${term.months} months`, amount: term.totalCost, bound }]),
  ];
  const commitments = (term?.contracts ?? contracts)
    .filter(({ band }) => !isZero(band.commitment))
    .map(({ provider, band }) => ({
      what: `commitment to ${nameOf(provider)}, a month`,
      amount: band.commitment,
    }));
  const proposed = proposals.map(({ proposal: { provider, written } }) => ({
    what: `${nameOf(provider)} proposes, ${written.per === 'term' ? 'the whole term' : `a ${written.per}`}`,
    amount: written.amount,
  }));
  return [...(nothingPriced(plan) ? [] : costs), ...commitments, ...proposed];
}

/** What a talk is remembered by: what is asked for, and what everything costs with it and as it is now. */
export function briefFigures({ negotiations = [] }: Decision, nameOf: NameOf): Figure[] {
  return negotiations.flatMap(({ provider, outcome }) => {
    if (!outcome.worth) return [];
    const name = nameOf(provider);
    const { opening, target, audit, proposed, listSpend, contractCost } = outcome;
    const { amount, per } = audit.proposal.written;
    return [
      { what: `${name}: list spend it is about, a month`, amount: listSpend },
      { what: `${name}: under the contract, a month`, amount: contractCost },
      ...(proposed ? [{ what: `${name} proposes, ${per === 'term' ? 'the whole term' : `a ${per}`}`, amount }] : []),
      { what: `${name}: commitment to open with, a month`, amount: opening.commitment },
      { what: `${name}: commitment to aim for, a month`, amount: target.commitment },
    ];
  });
}
