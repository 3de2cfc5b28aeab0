import type { BillingPeriod, Charge, CommitmentTerm } from '../../domain/charge.ts';
import type { FeeKind } from '../../domain/fee.ts';
import type { Aggregator } from '../../domain/offer.ts';
import type { Plan, PlannedContract } from '../../domain/plan.ts';
import type { Purchase } from '../../domain/purchase.ts';
import { minus, NO_USD, sum, type Usd } from '../../domain/units.ts';
import { baselineBill } from '../../engine/pricer.ts';
import { type AggregatorPurchase, purchasesByAggregator } from '../channels/aggregator-purchases.ts';
import { type Context, priceable } from '../estimate/estimate.ts';
import { chargedToClouds } from './cloud-charges.ts';
import { owedCharges } from './owed-charge.ts';
import { apart, planCharges } from './plan-charges.ts';
import { NOT_TOLD, type PlannedCommitments } from './planned-commitments.ts';
import { prepaidCharges } from './prepaid-charges.ts';
import { isServed, reservationCharges } from './reservation-charges.ts';
import { OF_THE_PLAN } from './term-charge.ts';
import { type ChargedPurchase, FEE_LABELS, usageCharges } from './usage-charges.ts';

function charged(purchase: Purchase, context: Context): ChargedPurchase {
  const stated = priceable(purchase.workload, context);
  return { ...purchase, baseline: baselineBill(stated.workload, stated.rate) };
}

function termOf(
  { provider, due, overage, coversCalls }: PlannedContract,
  { card }: Context,
  { toProvider }: PlannedCommitments,
): CommitmentTerm {
  const name = `${card.providers.get(provider) ?? provider} contract`;
  const contract = toProvider(provider);
  return { id: `${provider}-contract`, name, provider, coversCalls, amount: due, overage, contract };
}

/** Fees that the charges of the credit say themselves. */
const IN_THE_CREDIT: ReadonlySet<string> = new Set<FeeKind>(['topUpBonus', 'lapsedCredit']);

const prepays = ({ prepay, topUp }: Aggregator) => prepay && topUp !== undefined;

/** What whole blocks cost in fees beyond the credit that is used: billed now, and no cost of this month. */
function feeOnCreditLeft({ terms }: AggregatorPurchase, charges: readonly Charge[]): Usd {
  return minus(terms.billedCost, sum(charges.map(({ billedCost }) => billedCost)));
}

/** A fee for what is used later, by whomever: bought now. */
const feeAhead = (fee: Charge, description: string, cost: Usd): Charge => ({
  ...fee,
  category: 'Purchase',
  frequency: 'One-Time',
  description,
  pricing: fee.pricing && { ...fee.pricing, contractedUnitPrice: cost },
  consumed: undefined,
  contractedCost: cost,
  effectiveCost: NO_USD,
  billedCost: cost,
  shared: undefined,
  scenario: OF_THE_PLAN,
});

/** What the cost of credit, by which its charges go, has in it that everyone who draws on it shares. */
function withShared(charge: Charge, { id, name }: Aggregator): Charge {
  const { commitment, contractedCost, effectiveCost, description } = charge;
  if (commitment?.status === 'Unused')
    return { ...charge, shared: { kind: 'lapsedCredit', of: id, amount: effectiveCost, description } };
  if (commitment?.status !== 'Used') return charge;
  const amount = minus(effectiveCost, contractedCost);
  return {
    ...charge,
    shared: { kind: 'topUpBonus', of: id, amount, description: `${name}, ${FEE_LABELS.topUpBonus}` },
  };
}

/**
 * Usage of one aggregator that is paid in advance: blocks are bought, usage draws on them, and the bonus is in what a
 * dollar of credit cost rather than a credit of its own.
 */
function prepaid(purchase: AggregatorPurchase, usage: readonly ChargedPurchase[], period: BillingPeriod): Charge[] {
  const { id, name, topUp } = purchase.aggregator;
  if (topUp === undefined) return [];
  const all = usage.flatMap((of) => usageCharges(of, period));
  const usageOnly = all.filter(({ sku }) => sku.meter !== 'fee');
  const [drawing, beside] = apart(usageOnly, purchase.aggregator);
  const fees = all.filter(({ sku }) => sku.meter === 'fee' && !IN_THE_CREDIT.has(sku.product));
  const term = { ...topUp, id: `${id}-credit`, name: `${name} credit` };
  const onCredit = prepaidCharges(term, drawing, period).map((each) => withShared(each, purchase.aggregator));
  const charges = [...onCredit, ...fees];
  const more = feeOnCreditLeft(purchase, charges);
  const [fee] = fees;
  if (fee === undefined || more.coefficient === 0n) return [...charges, ...beside];
  return [...charges, ...beside, feeAhead(fee, `${name}, fee on credit bought and not used`, more)];
}

/**
 * A month of a plan as charges: contracts with their purchase, used and unused commitment; credit paid in advance with
 * its purchase and its cost basis; reserved units with their purchase, used and unused; what is owed to a cloud anyway; all else as it comes. Effective costs sum to the plan's effective cost, billed costs
 * to what leaves the account. Pure.
 */
export function decisionCharges(
  plan: Plan,
  context: Context,
  period: BillingPeriod,
  commitments: PlannedCommitments = NOT_TOLD,
): Charge[] {
  const inAdvance = purchasesByAggregator(plan.workloads).filter(({ aggregator }) => prepays(aggregator));
  const usage = plan.workloads.map((each) => charged(each, context));
  const through = (aggregator: Aggregator) =>
    usage.filter(({ channel }) => channel.kind === 'aggregator' && channel.aggregator === aggregator);
  const drawing = new Set(inAdvance.flatMap(({ aggregator }) => through(aggregator)));
  return [
    ...planCharges(
      usage.filter((of) => !drawing.has(of) && !isServed(of)),
      plan.contracts.map((contract) => termOf(contract, context, commitments)),
      period,
      chargedToClouds(plan.clouds, commitments),
    ),
    ...inAdvance.flatMap((purchase) => prepaid(purchase, through(purchase.aggregator), period)),
    ...reservationCharges(usage.filter(isServed), period),
    ...owedCharges(plan.clouds, period),
  ];
}
