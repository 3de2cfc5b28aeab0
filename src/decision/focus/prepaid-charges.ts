import type { BillingPeriod, Charge, PrepaidTerm } from '../../domain/charge.ts';
import { add, compare, divide, type Exact, isZero, ONE, round } from '../../domain/exact.ts';
import { factor, NO_USD, plus, times, type Usd } from '../../domain/units.ts';

const TYPE = 'Prepaid Credit';

/** The least number of whole blocks whose credit is not below an amount. */
function blocksFor(amount: Usd, credit: Usd): Exact {
  const exact = divide(amount, credit);
  const near = round(exact, 0);
  return compare(near, exact) < 0 ? add(near, ONE) : near;
}

/**
 * A month on prepaid credit: whole blocks are bought for cash, and usage draws on their credit. The purchase is billed
 * and accrues nothing; a dollar of credit accrues what it cost, pay / credit. What is left of the last block stays on
 * the account: purchase quantity - used quantity. Pure.
 */
export function prepaidCharges(term: PrepaidTerm, usage: readonly Charge[], period: BillingPeriod): Charge[] {
  const [first] = usage;
  const used = usage.reduce((sum, each) => plus(sum, each.contractedCost), NO_USD);
  if (first === undefined || isZero(used)) return [...usage];
  const { id, name, pay, credit } = term;
  const blocks = blocksFor(used, credit);
  const costBasis = factor(divide(pay, credit));
  const cash = times(pay, factor(blocks));
  const purchase: Charge = {
    period,
    category: 'Purchase',
    frequency: 'One-Time',
    description: `${name}, prepaid credit`,
    seller: first.seller,
    sku: {
      product: id,
      publisher: first.sku.publisher,
      meter: 'prepaid credit',
      mode: undefined,
      band: undefined,
      region: undefined,
    },
    pricing: { category: 'Standard', unit: 'Units', quantity: blocks, listUnitPrice: pay, contractedUnitPrice: pay },
    consumed: undefined,
    commitment: { id, name, type: TYPE, quantity: times(credit, factor(blocks)), status: undefined },
    listCost: cash,
    contractedCost: cash,
    effectiveCost: NO_USD,
    billedCost: cash,
    baselineCost: undefined,
    scenario: { id: 'plan', workload: undefined, tags: new Map() },
  };
  const drawing = usage.map(
    (of): Charge => ({
      ...of,
      pricing: of.pricing && { ...of.pricing, category: 'Committed' },
      commitment: { id, name, type: TYPE, quantity: of.contractedCost, status: 'Used' },
      effectiveCost: times(of.contractedCost, costBasis),
      billedCost: NO_USD,
    }),
  );
  return [purchase, ...drawing];
}
