import type { SideCost } from '../../domain/card-diff.ts';
import { costMoved, costsOfMonths } from '../../domain/cost-change.ts';
import type { PortfolioDiff } from '../../domain/portfolio-diff.ts';
import type { Figure } from '../words/currency-part.ts';

const figure = (what: string, { amount, unpriced }: SideCost): Figure => ({
  what,
  amount,
  bound: unpriced.length === 0 ? 'exact' : 'atLeast',
});

/** What a comparison is remembered by: both totals and what lies between them, of a month and of all months. */
export function diffFigures({ change, months }: PortfolioDiff): Figure[] {
  const all = costsOfMonths(months);
  return [
    figure('before, a month', change.old),
    figure('now, a month', change.new),
    { what: 'change, a month', amount: costMoved(change) },
    ...(months.length === 0
      ? []
      : [
          figure('before, all months', all.old),
          figure('now, all months', all.new),
          { what: 'change, all months', amount: costMoved(all) },
        ]),
  ];
}
