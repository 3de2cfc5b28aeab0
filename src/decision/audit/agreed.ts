import type { Day } from '../../domain/day.ts';
import { daysOfTerm, type Proposal } from '../../domain/proposal.ts';
import type { Model } from '../../domain/rate-card.ts';
import type { Share } from '../../domain/units.ts';
import type { Agreed } from './lots.ts';

/** What was signed takes off the list price of a model: its own discount, that of newer models, or that of all. */
function discountOn(model: Model, { discount, clauses, date, start }: Proposal): Share {
  const own = clauses.discounts.get(model.id);
  if (own !== undefined) return own;
  const signed = date ?? start;
  const first = model.rates[0]?.from;
  const isNewer = signed !== undefined && first !== undefined && first > signed;
  const newer = clauses.newerModels ?? 'included';
  return isNewer && newer !== 'included' ? newer : discount;
}

/** What a contract lays on the usage of its provider's models while it holds. */
export function agreedIn(contract: Proposal): Agreed {
  const { clauses, start, date } = contract;
  return {
    discountOf: (model) => discountOn(model, contract),
    failedFree: clauses.failedFree,
    protectedFrom: clauses.priceProtection ? (start ?? date) : undefined,
  };
}

/** What a contract lays on the usage of a day: nothing on a day on which it does not hold. */
export function agreedOn(contract: Proposal, day: Day): Agreed | undefined {
  const { first, last } = daysOfTerm(contract);
  const holds = (first === undefined || day >= first) && (last === undefined || day <= last);
  return holds ? agreedIn(contract) : undefined;
}
