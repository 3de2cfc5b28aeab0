import type { BillingPeriod, Charge, Commitment, CommitmentTerm, Pricing } from '../../domain/charge.ts';
import { divide, type Exact, isZero, multiply, ONE, subtract, ZERO } from '../../domain/exact.ts';
import { atLeast, lessThan, minus, NO_USD, plus, times, type Usd, usd } from '../../domain/units.ts';
import { termCharge } from './term-charge.ts';
import { FEE_LABELS } from './usage-charges.ts';

const TYPE = 'Token Spend Commitment';

function drawn({ id, name }: CommitmentTerm, quantity: Usd, status: Commitment['status']): Commitment {
  return { id, name, type: TYPE, quantity, status };
}

/** What counts toward the commitment, where the dataset of commitments has it. */
const applied = ({ contract }: CommitmentTerm, contracted: Usd): Pick<Charge, 'contract'> =>
  contract === undefined
    ? {}
    : {
        contract: {
          contractId: contract.contractId,
          commitmentId: contract.commitmentId,
          applied: times(contracted, contract.perDollar),
        },
      };

/** A part of a charge, all its quantities and costs in proportion. */
function part(of: Charge, share: Exact): Charge {
  const scaled = (amount: Usd) => usd(multiply(amount, share));
  const { pricing, consumed, baselineCost } = of;
  return {
    ...of,
    pricing: pricing && { ...pricing, quantity: multiply(pricing.quantity, share) },
    consumed: consumed && { ...consumed, quantity: multiply(consumed.quantity, share) },
    listCost: scaled(of.listCost),
    contractedCost: scaled(of.contractedCost),
    effectiveCost: scaled(of.effectiveCost),
    billedCost: scaled(of.billedCost),
    baselineCost: baselineCost && scaled(baselineCost),
  };
}

/** Usage that the commitment pays for: it accrues, and no invoice carries it again. */
function covered(of: Charge, term: CommitmentTerm): Charge {
  return {
    ...of,
    pricing: of.pricing && { ...of.pricing, category: 'Committed' },
    commitment: drawn(term, of.contractedCost, 'Used'),
    ...applied(term, of.contractedCost),
    effectiveCost: of.contractedCost,
    billedCost: NO_USD,
  };
}

/** Usage beyond the commitment, at the negotiated rate or at the overage's multiple of list. */
function beyond(of: Charge, { provider, name, overage }: CommitmentTerm): Charge {
  if (overage === undefined || of.pricing === undefined) return of;
  const cost = times(of.listCost, overage);
  return {
    ...of,
    pricing: { ...of.pricing, contractedUnitPrice: multiply(of.pricing.listUnitPrice, overage) },
    contractedCost: cost,
    effectiveCost: cost,
    billedCost: cost,
    shared: {
      kind: 'overage',
      of: provider,
      amount: minus(cost, of.contractedCost),
      description: `${name}, ${FEE_LABELS.overage}`,
    },
  };
}

/** A dollar of commitment, bought or left over; a dollar left over has bought nothing, and its list price is 0. */
function dollarsOf(quantity: Usd, unitPrice: Exact, category: Pricing['category']): Pricing {
  return { category, unit: 'USD', quantity, listUnitPrice: unitPrice, contractedUnitPrice: unitPrice };
}

const contractCharge = ({ id, provider }: CommitmentTerm, period: BillingPeriod) =>
  termCharge(id, 'commitment', provider, { provider }, period);

function purchaseOf(term: CommitmentTerm, period: BillingPeriod): Charge {
  return {
    ...contractCharge(term, period),
    category: 'Purchase',
    frequency: 'Recurring',
    description: `${term.name}, a month's commitment`,
    pricing: dollarsOf(term.amount, ONE, 'Standard'),
    commitment: drawn(term, term.amount, undefined),
    ...applied(term, term.amount),
    listCost: term.amount,
    contractedCost: term.amount,
    effectiveCost: NO_USD,
    billedCost: term.amount,
  };
}

function unusedOf(term: CommitmentTerm, left: Usd, period: BillingPeriod): Charge {
  const description = `${term.name}, ${FEE_LABELS.unusedCommitment}`;
  return {
    ...contractCharge(term, period),
    category: 'Usage',
    frequency: 'Usage-Based',
    description,
    pricing: dollarsOf(left, ZERO, 'Committed'),
    commitment: drawn(term, left, 'Unused'),
    ...applied(term, left),
    listCost: NO_USD,
    contractedCost: NO_USD,
    effectiveCost: left,
    billedCost: NO_USD,
    shared: { kind: 'unusedCommitment', of: term.provider, amount: left, description },
  };
}

/** Draws the commitment down in the order of the usage; the charge in which it ends is split in two. */
function drawDown(term: CommitmentTerm, usage: readonly Charge[]): { charges: Charge[]; left: Usd } {
  let left = term.amount;
  const charges = usage.flatMap((of): Charge[] => {
    if (isZero(of.contractedCost)) return [of];
    if (atLeast(left, of.contractedCost)) {
      left = minus(left, of.contractedCost);
      return [covered(of, term)];
    }
    if (isZero(left)) return [beyond(of, term)];
    const share = divide(left, of.contractedCost);
    left = NO_USD;
    return [covered(part(of, share), term), beyond(part(of, subtract(ONE, share)), term)];
  });
  return { charges, left };
}

/**
 * A month under a commitment to spend, as FOCUS has it (specification/appendix/commitment_discounts and
 * ai_billing_examples/drawdown_via_prepayment): the purchase is billed and accrues nothing; usage it covers accrues at
 * the contracted price and is billed nothing; what is left of it accrues as unused; usage beyond it is billed as it
 * comes. Effective (used) + effective (unused) = billed (purchase), exactly. `usage` is the month's usage that draws on
 * the commitment, at contracted prices. Without a commitment all of it is usage over it. Pure.
 */
export function commitmentCharges(term: CommitmentTerm, usage: readonly Charge[], period: BillingPeriod): Charge[] {
  if (!lessThan(NO_USD, term.amount)) return usage.map((of) => beyond(of, term));
  const { charges, left } = drawDown(term, usage);
  const unused = isZero(left) ? [] : [unusedOf(term, left, period)];
  return [purchaseOf(term, period), ...charges, ...unused];
}

/** Savings over list, as a share: (list - effective) / list over usage; below 0 when a discount costs money. */
export function effectiveSavingsRate(charges: readonly Charge[]): Exact | undefined {
  const usage = charges.filter((each) => each.category !== 'Purchase');
  const list = usage.reduce((sum, each) => plus(sum, each.listCost), NO_USD);
  const effective = usage.reduce((sum, each) => plus(sum, each.effectiveCost), NO_USD);
  return isZero(list) ? undefined : divide(minus(list, effective), list);
}
