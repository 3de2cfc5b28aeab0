import type { PlanChannel } from '../../domain/channel.ts';
import type { BillingPeriod, Charge, Pricing } from '../../domain/charge.ts';
import { isZero, multiply, ONE, shift, ZERO } from '../../domain/exact.ts';
import { type Fee, type FeeKind, feeCost } from '../../domain/fee.ts';
import { type Bill, costOf, type LineItem } from '../../domain/line-item.ts';
import { costAt, meterLabel, meterRow, unitOf } from '../../domain/meter.ts';
import { usdPerLotOf } from '../../domain/price.ts';
import { type Purchase, purchaseId } from '../../domain/purchase.ts';
import { lessThan, NO_PRICE, NO_USD, per, times, type UnitPrice, type Usd, usd } from '../../domain/units.ts';
import { payeeOf } from '../allocate/purchases.ts';
import { channelTerms } from '../channels/channels.ts';

/** A purchase, and the bill that its charges are held against. */
export interface ChargedPurchase extends Purchase {
  /** Every token of the stated model at the standard, uncached, global list price. */
  readonly baseline: Bill;
}

/** How many steps of a price are the channel's own terms: of a marketplace, a private offer. */
function negotiated(channel: PlanChannel): number {
  if (channel.kind === 'marketplace') return isZero(channel.marketplace.discount) ? 0 : 1;
  return channelTerms(channel).length;
}

function sellerOf({ channel, model }: Pick<ChargedPurchase, 'channel' | 'model'>): Charge['seller'] {
  if (channel.kind === 'marketplace') return { name: channel.marketplace.name };
  if (channel.kind === 'reserved') return { name: channel.held.offer.name };
  return channel.kind === 'aggregator' ? { name: channel.aggregator.name } : { provider: model.provider };
}

/** The published price of the unit used: all steps but those of the channel, which are applied last. */
function listPrice({ price }: LineItem, channel: PlanChannel): UnitPrice {
  if (price.pricing === 'free') return NO_PRICE;
  const published = price.multipliers.slice(0, price.multipliers.length - negotiated(channel));
  return published.reduce((rate, step) => times(rate, step.factor), price.printed);
}

function baselineCost({ quantity, price }: LineItem, { baseline, tokenFactor }: ChargedPurchase): Usd | undefined {
  const row = meterRow(price.meter);
  if (row.baseline === 'none') return NO_USD;
  const meter = row.baseline === 'own' ? price.meter : row.baseline;
  const standard = baseline.lineItems.find((item) => item.price.meter === meter);
  return standard === undefined ? undefined : costAt(meter, per(quantity, tokenFactor), usdPerLotOf(standard.price));
}

function usageCharge(item: LineItem, of: ChargedPurchase, period: BillingPeriod): Charge {
  const { workload, model, channel } = of;
  const { meter, mode, band } = item.price;
  const { lotDigits, focus } = unitOf(meter);
  const pricing: Pricing = {
    category: 'Standard',
    unit: `1${'0'.repeat(lotDigits)} ${focus}`,
    quantity: shift(item.quantity, lotDigits),
    listUnitPrice: listPrice(item, channel),
    contractedUnitPrice: usdPerLotOf(item.price),
  };
  const cost = costOf(item);
  return {
    period,
    category: 'Usage',
    frequency: 'Usage-Based',
    description: `${model.id}, ${meterLabel(meter)}, ${mode}`,
    seller: sellerOf(of),
    sku: { product: model.id, publisher: model.provider, meter, mode, band, region: workload.region },
    pricing,
    consumed: { quantity: item.quantity, unit: focus },
    commitment: undefined,
    listCost: usd(multiply(pricing.listUnitPrice, pricing.quantity)),
    contractedCost: cost,
    effectiveCost: cost,
    billedCost: cost,
    baselineCost: baselineCost(item, of),
    scenario: { id: purchaseId(of), workload: workload.name, tags: workload.tags },
  };
}

/** What a fee is called in a charge. */
export const FEE_LABELS: Readonly<Record<FeeKind, string>> = {
  topUpBonus: 'bonus on prepaid credit',
  lapsedCredit: 'credit that lapses',
  purchaseFee: 'fee on credit bought',
  ownKeyFee: 'fee on usage of an own key',
  monthlyFee: 'monthly fee',
  unusedCommitment: 'unused commitment',
  overage: 'usage over the commitment',
};

/** One fee, whose published price is none of the work's. */
export const ofOne = (cost: Usd): Pick<Charge, 'pricing' | 'consumed'> => ({
  pricing: { category: 'Standard', unit: 'Units', quantity: ONE, listUnitPrice: ZERO, contractedUnitPrice: cost },
  consumed: { quantity: ONE, unit: 'Units' },
});

/**
 * What a channel takes beside the tokens is usage, since it covers no later charge: FOCUS has the effective cost of a
 * purchase be 0, and no purchase that goes by usage. What a channel grants is a credit, which has no unit price.
 */
function feeCharge(fee: Fee, of: ChargedPurchase, period: BillingPeriod): Charge {
  const { workload, model, channel } = of;
  const cost = feeCost(fee);
  const isGranted = lessThan(cost, NO_USD);
  const description = `${channel.kind === 'aggregator' ? channel.aggregator.name : channel.id}, ${FEE_LABELS[fee.kind]}`;
  return {
    period,
    category: isGranted ? 'Credit' : 'Usage',
    frequency: fee.kind === 'monthlyFee' ? 'Recurring' : 'Usage-Based',
    description,
    seller: sellerOf(of),
    sku: {
      product: fee.kind,
      publisher: model.provider,
      meter: 'fee',
      mode: undefined,
      band: undefined,
      region: undefined,
    },
    ...(isGranted ? { pricing: undefined, consumed: undefined } : ofOne(cost)),
    commitment: undefined,
    listCost: NO_USD,
    contractedCost: cost,
    effectiveCost: cost,
    billedCost: cost,
    shared: { kind: fee.kind, of: payeeOf(of), amount: cost, description },
    baselineCost: undefined,
    scenario: { id: purchaseId(of), workload: workload.name, tags: workload.tags },
  };
}

/**
 * The charges of a month's usage, one per line item and per fee: list price of the unit used, agreed price, and what is paid when
 * nothing is prepaid or committed. What has no price has no charge: ask `bill.unpriced`. Pure.
 */
export function usageCharges(of: ChargedPurchase, period: BillingPeriod): Charge[] {
  return [
    ...of.bill.lineItems.map((item) => usageCharge(item, of, period)),
    ...of.bill.fees.map((fee) => feeCharge(fee, of, period)),
  ];
}
