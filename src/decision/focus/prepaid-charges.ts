import type { BillingPeriod, Charge, PrepaidTerm } from '../../domain/charge.ts';
import { isZero, ZERO } from '../../domain/exact.ts';
import { costOfCredit, creditBlocks, lapsingCredit } from '../../domain/prepaid-credit.ts';
import { NO_USD, plus, times, type Usd } from '../../domain/units.ts';
import { termCharge } from './term-charge.ts';

const TYPE = 'Prepaid Credit';

const creditCharge = ({ id }: PrepaidTerm, { seller, sku }: Charge, period: BillingPeriod) =>
  termCharge(id, 'prepaid credit', sku.publisher, seller, period);

function purchaseOf(term: PrepaidTerm, used: Usd, first: Charge, period: BillingPeriod): Charge {
  const { id, name, pay, credit } = term;
  const { count, cash } = creditBlocks(term, used);
  return {
    ...creditCharge(term, first, period),
    category: 'Purchase',
    frequency: 'One-Time',
    description: `${name}, prepaid credit`,
    pricing: { category: 'Standard', unit: 'Units', quantity: count, listUnitPrice: pay, contractedUnitPrice: pay },
    commitment: { id, name, type: TYPE, quantity: times(credit, count), status: undefined },
    listCost: cash,
    contractedCost: cash,
    effectiveCost: NO_USD,
    billedCost: cash,
  };
}

/** The month's part of the credit that is lost before it is used. */
function lapsedOf(term: PrepaidTerm, lapsed: Usd, first: Charge, period: BillingPeriod): Charge {
  const { id, name } = term;
  return {
    ...creditCharge(term, first, period),
    category: 'Usage',
    frequency: 'Usage-Based',
    description: `${name}, credit that lapses`,
    pricing: { category: 'Committed', unit: 'USD', quantity: lapsed, listUnitPrice: ZERO, contractedUnitPrice: ZERO },
    commitment: { id, name, type: TYPE, quantity: lapsed, status: 'Unused' },
    listCost: NO_USD,
    contractedCost: NO_USD,
    effectiveCost: times(lapsed, costOfCredit(term)),
    billedCost: NO_USD,
  };
}

/**
 * A month on prepaid credit: whole blocks are bought for cash, and usage draws on their credit. The purchase is billed
 * and accrues nothing; a dollar of credit accrues what it cost, pay / credit. Credit that lapses accrues as unused, by
 * the month's part of its block. What else is left of the last block stays on the account. Pure.
 */
export function prepaidCharges(term: PrepaidTerm, usage: readonly Charge[], period: BillingPeriod): Charge[] {
  const [first] = usage;
  const used = usage.reduce((sum, each) => plus(sum, each.contractedCost), NO_USD);
  if (first === undefined || isZero(used)) return [...usage];
  const { id, name } = term;
  const costBasis = costOfCredit(term);
  const drawing = usage.map(
    (of): Charge => ({
      ...of,
      pricing: of.pricing && { ...of.pricing, category: 'Committed' },
      commitment: { id, name, type: TYPE, quantity: of.contractedCost, status: 'Used' },
      effectiveCost: times(of.contractedCost, costBasis),
      billedCost: NO_USD,
    }),
  );
  const lapsed = lapsingCredit(term, used);
  return [
    purchaseOf(term, used, first, period),
    ...drawing,
    ...(isZero(lapsed) ? [] : [lapsedOf(term, lapsed, first, period)]),
  ];
}
