import { type Allocation, type BorneCost, tagOf } from '../../domain/allocation.ts';
import { apportioned } from '../../domain/apportion.ts';
import type { Charge } from '../../domain/charge.ts';
import { divide, type Exact, isZero, multiply, ONE, QUOTIENT_PLACES } from '../../domain/exact.ts';
import { usd } from '../../domain/units.ts';

/** What of an allocation a charge is, by the id of its term: `anthropic-contract`, `aws-commitment`, `tokenmart-credit`. */
function sharedOf({ sku, category }: Charge, { shared }: Allocation): BorneCost | undefined {
  return shared.find(({ kind, of }) => {
    if (kind === 'unusedCommitment') return category === 'Usage' && sku.product === `${of}-contract`;
    if (kind === 'lapsedCredit') return category === 'Usage' && sku.product === `${of}-credit`;
    return kind === 'owedAnyway' && sku.product === `${of}-commitment`;
  });
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
  const { pricing, commitment, contract } = charge;
  const ratios = inParts(ONE, shares);
  const column = (figure: Exact | undefined) => (figure === undefined ? [] : inParts(figure, shares));
  const [quantity, drawn, counted] = [
    column(pricing?.quantity),
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

/**
 * Charges with what is of no single workload in parts, each with who bears it: a commitment that buys nothing, credit
 * that lapses, what a cloud is owed anyway. Parts sum to the charge as it is written. What is of one workload stays as it
 * is, and so does a purchase, which accrues nothing.
 */
export function allocatedCharges(charges: readonly Charge[], allocation: Allocation): Charge[] {
  return charges.flatMap((charge) => {
    const shared = sharedOf(charge, allocation);
    return shared === undefined ? [charge] : partsOf(charge, shared, allocation);
  });
}
