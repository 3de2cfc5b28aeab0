import type { BillingPeriod, Charge, CommitmentTerm } from '../../domain/charge.ts';
import type { Terms } from '../../domain/line-item.ts';
import { type Meter, meterRow } from '../../domain/meter.ts';
import { commitmentCharges } from './commitment-charges.ts';
import { type ChargedPurchase, usageCharges } from './usage-charges.ts';

/** Charges that the terms of a channel are about, and calls that stand beside them. */
export function apart(charges: readonly Charge[], { coversCalls }: Terms): [drawing: Charge[], beside: Charge[]] {
  const isBeside = ({ sku }: Charge) =>
    coversCalls !== true && sku.mode !== undefined && !meterRow(sku.meter as Meter).takesTerms;
  return [charges.filter((each) => !isBeside(each)), charges.filter(isBeside)];
}

/**
 * A month of a whole plan: what is bought direct from a provider draws on the contract signed with it, in the order of
 * the workloads; all else is billed as it comes. One term a provider. Effective costs sum to the contracted costs and
 * the shortfalls. Pure.
 */
export function planCharges(
  bought: readonly ChargedPurchase[],
  terms: readonly CommitmentTerm[],
  period: BillingPeriod,
  charged: (of: ChargedPurchase, period: BillingPeriod) => Charge[] = usageCharges,
): Charge[] {
  const draws = ({ channel, model }: ChargedPurchase, term: CommitmentTerm) =>
    channel.kind === 'direct' && model.provider === term.provider;
  const chargesOf = (some: readonly ChargedPurchase[]) => some.flatMap((of) => charged(of, period));
  return [
    ...terms.flatMap((term) => {
      const [drawing, beside] = apart(chargesOf(bought.filter((of) => draws(of, term))), term);
      return [...commitmentCharges(term, drawing, period), ...beside];
    }),
    ...chargesOf(bought.filter((of) => !terms.some((term) => draws(of, term)))),
  ];
}
