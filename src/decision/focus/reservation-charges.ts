import type { ReservedChannel } from '../../domain/channel.ts';
import type { BillingPeriod, Charge, Commitment } from '../../domain/charge.ts';
import { add, divide, type Exact, isZero, multiply, ONE, subtract, whole, ZERO } from '../../domain/exact.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import type { HeldUnits } from '../../domain/reserved.ts';
import { factor, NO_USD, times, type Usd, usd } from '../../domain/units.ts';
import { termCharge } from './term-charge.ts';
import { type ChargedPurchase, usageCharges } from './usage-charges.ts';

const TYPE = 'Reserved Capacity';

type ServedPurchase = ChargedPurchase & { readonly channel: ReservedChannel };

const unitsOf = ({ pools }: HeldUnits): Exact => whole(pools.reduce((total, { units }) => total + units, 0n));

/** What is used of some units, 0 to 1: of several pools by their units, which cost the same. */
function usedOf(held: HeldUnits): Exact {
  const used = held.pools.reduce<Exact>((total, each) => add(total, multiply(whole(each.units), each.used)), ZERO);
  return divide(used, unitsOf(held));
}

const commitmentOf = ({ offer }: HeldUnits, quantity: Exact, status: Commitment['status']): Commitment => ({
  id: `${offer.id}-units`,
  name: `${offer.name} units`,
  type: TYPE,
  quantity,
  unit: offer.unit,
  status,
});

const unitsCharge = ({ offer }: HeldUnits, publisher: string, period: BillingPeriod) =>
  termCharge(`${offer.id}-units`, 'commitment', publisher, { name: offer.name }, period);

function purchaseOf(held: HeldUnits, publisher: string, period: BillingPeriod): Charge {
  const { offer, unitPrice, cost } = held;
  const quantity = unitsOf(held);
  return {
    ...unitsCharge(held, publisher, period),
    category: 'Purchase',
    frequency: 'Recurring',
    description: `${offer.name} units, a month's reservation`,
    pricing: {
      category: 'Standard',
      unit: offer.unit,
      quantity,
      listUnitPrice: unitPrice,
      contractedUnitPrice: unitPrice,
    },
    commitment: commitmentOf(held, quantity, undefined),
    listCost: cost,
    contractedCost: cost,
    effectiveCost: NO_USD,
    billedCost: cost,
  };
}

/** Usage that the units serve: it accrues its part of what is used of them, and no invoice carries it again. */
function coveredBy(held: HeldUnits, used: Exact, charge: Charge): Charge {
  const cost = usd(multiply(charge.contractedCost, used));
  const quantity = divide(multiply(unitsOf(held), cost), held.cost);
  return {
    ...charge,
    pricing: charge.pricing && {
      ...charge.pricing,
      category: 'Committed',
      contractedUnitPrice: multiply(charge.pricing.contractedUnitPrice, used),
    },
    commitment: commitmentOf(held, quantity, 'Used'),
    contractedCost: cost,
    effectiveCost: cost,
    billedCost: NO_USD,
  };
}

/** What of the units that are for a workload stands idle. */
function unusedOf(of: ServedPurchase, left: Exact, period: BillingPeriod): Charge[] {
  const { held } = of.channel;
  const cost: Usd = times(pricedTotal(of.bill), factor(left));
  if (isZero(cost)) return [];
  const quantity = divide(multiply(unitsOf(held), cost), held.cost);
  return [
    {
      ...unitsCharge(held, of.model.provider, period),
      category: 'Usage',
      frequency: 'Usage-Based',
      description: `${held.offer.name} units, not used`,
      pricing: {
        category: 'Committed',
        unit: held.offer.unit,
        quantity,
        listUnitPrice: ZERO,
        contractedUnitPrice: ZERO,
      },
      commitment: commitmentOf(held, quantity, 'Unused'),
      listCost: NO_USD,
      contractedCost: NO_USD,
      effectiveCost: cost,
      billedCost: NO_USD,
      scenario: { id: of.channel.id, workload: of.workload.name, tags: of.workload.tags },
    },
  ];
}

export const isServed = (of: ChargedPurchase): of is ServedPurchase => of.channel.kind === 'reserved';

/**
 * A month of reserved units, as FOCUS has a commitment: the purchase is billed and accrues nothing, usage that they serve
 * accrues its part of what is used of them, and what stands idle accrues as unused, each workload its own. Effective (used)
 * + effective (unused) = billed (purchase), exactly. Pure.
 */
export function reservationCharges(usage: readonly ServedPurchase[], period: BillingPeriod): Charge[] {
  const held = [...new Set(usage.map(({ channel }) => channel.held))];
  return held.flatMap((units) => {
    const own = usage.filter(({ channel }) => channel.held === units);
    const used = usedOf(units);
    const [first] = own;
    if (first === undefined) return [];
    return [
      purchaseOf(units, first.model.provider, period),
      ...own.flatMap((of) => usageCharges(of, period).map((charge) => coveredBy(units, used, charge))),
      ...own.flatMap((of) => unusedOf(of, subtract(ONE, used), period)),
    ];
  });
}
