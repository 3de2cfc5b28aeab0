import type { Estimate } from '../../domain/estimate.ts';
import { compare } from '../../domain/exact.ts';
import type { Figure } from '../words/currency-part.ts';

/** What an estimate is remembered by: its totals, of a month and of all months that are stated. */
export function estimateFigures({ totals, schedule }: Estimate): Figure[] {
  const { baseline, baselineBound, cheapest, cheapestBound, buyable } = totals;
  const months = schedule?.months.length;
  return [
    { what: 'list price, no levers, a month', amount: baseline, bound: baselineBound },
    { what: 'cheapest as stated, a month', amount: cheapest, bound: cheapestBound },
    ...(buyable === undefined || compare(buyable, cheapest) === 0
      ? []
      : [{ what: 'as one purchase, a month', amount: buyable }]),
    ...(schedule === undefined
      ? []
      : [
          {
            what: `cheapest, all ${months} months`,
            amount: schedule.total.cheapest,
            bound: schedule.total.bounds.cheapest,
          },
        ]),
  ];
}
