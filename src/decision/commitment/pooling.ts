import type { Pooling } from '../../domain/commitment.ts';
import type { Fulfilment } from '../../domain/contract.ts';
import type { Normal } from '../../domain/normal.ts';
import { type Deal, expectedUnder } from './clauses.ts';

/**
 * What a term's commitment is expected to leave unused, settled month by month and settled in pools of a year: the
 * surplus of one month makes good the shortfall of another, unless all months move as one. Beside the correlation that
 * is worked with stands the least it could be: months that have nothing to do with each other.
 */
export function poolingOf(deal: Deal, normal: Normal): Pooling {
  const { terms, signed, correlation } = deal;
  const { termMonths } = terms;
  const overTerm = (fulfilment: Fulfilment, between: number) =>
    termMonths * expectedUnder({ ...deal, terms: { ...terms, fulfilment }, correlation: between }, normal).shortfall;
  return {
    signed,
    months: termMonths,
    monthly: overTerm('monthly', correlation),
    annual: overTerm('annual', correlation),
    annualIfIndependent: overTerm('annual', 0),
  };
}
