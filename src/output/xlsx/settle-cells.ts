import type { Contract, StatedTerms } from '../../domain/contract.ts';
import type { Expression } from './expression.ts';
import {
  atLeast,
  largerOf,
  leastOf,
  literal,
  minus,
  over,
  plus,
  rangeOver,
  rest,
  rounded,
  times,
} from './functions.ts';
import type { ContractInputs } from './offer-inputs.ts';

const ZERO = literal(0);
/** Decimals at which a spend is compared with a floor: a spreadsheet counts in binary fractions. */
const PLACES = 6;

/** What a contract says of how it is settled. */
export function statedTerms(contract: Contract | 'notOffered'): StatedTerms | undefined {
  return contract === 'notOffered' ? undefined : contract.terms;
}

/** What a month comes to under one band, in cells. */
export interface SettledCells {
  readonly used: Expression;
  readonly shortfall: Expression;
  /** What usage over the commitment costs beyond the contract's price; undefined where that is its price. */
  readonly overage: Expression | undefined;
  readonly effective: Expression;
  readonly opens: Expression;
}

/** The floor in list dollars: where it is tested after the discount, what it takes under the band that opens first. */
export function floorAtList(
  { low, high, bands }: ContractInputs,
  terms: StatedTerms | undefined,
): { readonly low: Expression; readonly high: Expression } {
  if (terms?.floorBasis !== 'contracted' || bands.length === 0) return { low, high };
  const left = rest(leastOf(rangeOver(bands.map(({ discount }) => discount))));
  return { low: over(low, left), high: over(high, left) };
}

/** A list spend settled under one band: the rule of the engine's contracts, written once more for cells. */
export function settledCells(
  { low, overage }: Pick<ContractInputs, 'low' | 'overage'>,
  terms: StatedTerms | undefined,
  { commitment, discount }: { readonly commitment: Expression; readonly discount: Expression },
  listSpend: Expression,
  used: Expression = times(listSpend, rest(discount)),
): SettledCells {
  const due = terms?.commitmentBasis === 'list' ? times(commitment, rest(discount)) : commitment;
  const shortfall = largerOf(ZERO, minus(due, used));
  const beyond = largerOf(ZERO, minus(listSpend, over(due, rest(discount))));
  const more = overage && times(beyond, minus(overage, rest(discount)));
  const tested = terms?.floorBasis === 'contracted' ? used : listSpend;
  return {
    used,
    shortfall,
    overage: more,
    effective: more === undefined ? plus(used, shortfall) : plus(plus(used, shortfall), more),
    opens: atLeast(rounded(tested, PLACES), low),
  };
}
