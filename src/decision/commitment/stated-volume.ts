import type { AtStatedVolume, Signed } from '../../domain/commitment.ts';
import type { ContractTerms } from '../../domain/contract.ts';
import {
  complement,
  discountFactor,
  lessThan,
  minus,
  NO_USD,
  per,
  plus,
  portion,
  times,
  type Usd,
} from '../../domain/units.ts';
import { dueUnder } from '../contract/contract-dues.ts';
import { overageFactor } from './terms.ts';

/** What a commitment costs when exactly `listSpend` is used in a month: contracted usage, shortfall and overage. */
export function atStatedVolume(signed: Signed, terms: ContractTerms, listSpend: Usd): AtStatedVolume {
  const due = dueUnder({ terms }, signed);
  const allowance = per(due, discountFactor(signed.discount));
  const contractedCost = portion(listSpend, complement(signed.discount));
  const overage = lessThan(allowance, listSpend) ? minus(listSpend, allowance) : NO_USD;
  const shortfall = lessThan(contractedCost, due) ? minus(due, contractedCost) : NO_USD;
  const cost = plus(due, times(overage, overageFactor(terms.overage, signed.discount)));
  return { listSpend, contractedCost, shortfall, overage, cost };
}
