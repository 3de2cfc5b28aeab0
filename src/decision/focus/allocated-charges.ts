import { type Allocation, type BorneCost, tagOf } from '../../domain/allocation.ts';
import { apportioned } from '../../domain/apportion.ts';
import type { Charge } from '../../domain/charge.ts';
import { divide, type Exact, isZero, multiply, ONE, QUOTIENT_PLACES } from '../../domain/exact.ts';
import { minus, NO_USD, sum, usd } from '../../domain/units.ts';
import { OF_THE_PLAN } from './term-charge.ts';

/** What of an allocation a charge is, or has in it. */
function sharedOf({ shared: own }: Charge, { shared }: Allocation): BorneCost | undefined {
  return own && shared.find(({ kind, of }) => kind === own.kind && of === own.of);
}

/** A figure of a charge in parts, that sum to it as it is written. */
function inParts(figure: Exact, shares: readonly Exact[]): Exact[] {
  const places = figure.divisor === 1n ? Math.max(figure.scale, QUOTIENT_PLACES) : QUOTIENT_PLACES;
  return apportioned(
    shares.map((share) => multiply(figure, share)),
    places,
  );
}

function partsOf(charge: Charge, { parts, amount }: BorneCost, { lines, by, rule }: Allocation): Charge[] {
  const borne = lines.flatMap(({ name }, line) => {
    const part = parts[line];
    return part === undefined || isZero(part) ? [] : [{ name, share: divide(part, amount) }];
  });
  const shares = borne.map(({ share }) => share);
  if (shares.length === 0) return [{ ...charge, allocated: { by, rule, ratio: ONE, bearer: undefined } }];
  const tag = tagOf(by);
  const { pricing, consumed, commitment, contract } = charge;
  const ratios = inParts(ONE, shares);
  const column = (figure: Exact | undefined) => (figure === undefined ? [] : inParts(figure, shares));
  const [quantity, metered, drawn, counted] = [
    column(pricing?.quantity),
    column(consumed?.quantity),
    column(commitment?.quantity),
    column(contract?.applied),
  ];
  const costs = (['listCost', 'contractedCost', 'effectiveCost', 'billedCost'] as const).map(
    (key) => [key, column(charge[key])] as const,
  );
  return borne.map(({ name }, place) => ({
    ...charge,
    ...Object.fromEntries(costs.map(([key, values]) => [key, usd(values[place] ?? charge[key])])),
    pricing: pricing && { ...pricing, quantity: quantity[place] ?? pricing.quantity },
    consumed: consumed && { ...consumed, quantity: metered[place] ?? consumed.quantity },
    commitment: commitment && { ...commitment, quantity: usd(drawn[place] ?? commitment.quantity) },
    contract: contract && { ...contract, applied: usd(counted[place] ?? contract.applied) },
    allocated: {
      by,
      rule,
      ratio: ratios[place] ?? ONE,
      bearer: { name, tags: new Map(name === undefined || tag === undefined ? [] : [[tag, name]]) },
    },
  }));
}

/** What is shared of a charge for usage: a charge of its own, which no invoice carries. */
const takenOut = (charge: Charge, { amount, description }: NonNullable<Charge['shared']>): Charge => ({
  ...charge,
  category: 'Adjustment',
  description,
  pricing: undefined,
  consumed: undefined,
  commitment: undefined,
  contract: undefined,
  listCost: NO_USD,
  contractedCost: NO_USD,
  effectiveCost: amount,
  billedCost: NO_USD,
  baselineCost: undefined,
});

/** Charges for one shared cost as one. */
function together(first: Charge, all: readonly Charge[]): Charge {
  const costs = (['listCost', 'contractedCost', 'effectiveCost', 'billedCost'] as const).map(
    (key) => [key, sum(all.map((each) => each[key]))] as const,
  );
  const { pricing } = first;
  const unitPrice = sum(all.map(({ contractedCost }) => contractedCost));
  return {
    ...first,
    ...Object.fromEntries(costs),
    pricing: pricing && { ...pricing, contractedUnitPrice: unitPrice },
    scenario: OF_THE_PLAN,
  };
}

/**
 * Whether charges of workloads hold as much of a shared cost as they bear. Fees and the cost of credit lie on them by what
 * each draws; usage over a commitment is what comes last, whoever drew before.
 */
const isBorneAsItLies = ({ kind }: BorneCost, { rule }: Allocation): boolean =>
  rule === 'drawdown' && kind !== 'overage';

/**
 * Charges with what several share in parts, each with who bears it as the allocation has it: a commitment that buys
 * nothing, overage, fees, the bonus on credit, credit that lapses, what a cloud is owed anyway. Effective costs by who
 * bears them are those of the allocation; the sums of all costs are what they were. What lies on a workload's charge and is
 * borne by another leaves it. A purchase stays as it is: it accrues nothing. Parts sum to their charge as it is written.
 */
export function allocatedCharges(charges: readonly Charge[], allocation: Allocation): Charge[] {
  const pools = new Map<BorneCost, Charge[]>();
  const put = (cost: BorneCost, charge: Charge) => {
    const own = pools.get(cost);
    if (own === undefined) pools.set(cost, [charge]);
    else own.push(charge);
  };
  const rows = charges.flatMap((charge): Charge[] => {
    const { shared, scenario, sku, effectiveCost } = charge;
    const cost = sharedOf(charge, allocation);
    if (shared === undefined || cost === undefined) return [charge];
    if (scenario.workload === undefined) return partsOf(charge, cost, allocation);
    if (isBorneAsItLies(cost, allocation)) return [charge];
    if (sku.meter === 'fee') {
      put(cost, charge);
      return [];
    }
    put(cost, takenOut(charge, shared));
    return [{ ...charge, effectiveCost: minus(effectiveCost, shared.amount), shared: undefined }];
  });
  const parts = [...pools].flatMap(([cost, all]) => {
    const [first] = all;
    return first === undefined ? [] : partsOf(together(first, all), cost, allocation);
  });
  return [...rows, ...parts];
}
