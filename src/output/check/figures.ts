import type { Check } from '../../domain/check.ts';
import { costMoved } from '../../domain/cost-change.ts';
import type { Figure } from '../words/currency-part.ts';

/** What a check is remembered by beside its limits, which say both amounts themselves. */
export function checkFigures({ amount, complete, change }: Check): Figure[] {
  return [
    { what: 'projected spend, a month', amount, bound: complete ? 'exact' : 'atLeast' },
    ...(change === undefined ? [] : [{ what: 'change since the baseline', amount: costMoved(change) }]),
  ];
}
