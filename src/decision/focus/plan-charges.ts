import type { BillingPeriod, Charge, CommitmentTerm } from '../../domain/charge.ts';
import { commitmentCharges } from './commitment-charges.ts';
import { type BoughtUsage, usageCharges } from './usage-charges.ts';

/**
 * A month of a whole plan: what is bought direct from a provider draws on the contract signed with it, in the order of
 * the workloads; all else is billed as it comes. One term a provider. Effective costs sum to the contracted costs and
 * the shortfalls. Pure.
 */
export function planCharges(
  bought: readonly BoughtUsage[],
  terms: readonly CommitmentTerm[],
  period: BillingPeriod,
): Charge[] {
  const draws = ({ channel, model }: BoughtUsage, term: CommitmentTerm) =>
    channel.kind === 'direct' && model.provider === term.provider;
  const chargesOf = (some: readonly BoughtUsage[]) => some.flatMap((of) => usageCharges(of, period));
  return [
    ...terms.flatMap((term) => commitmentCharges(term, chargesOf(bought.filter((of) => draws(of, term))), period)),
    ...chargesOf(bought.filter((of) => !terms.some((term) => draws(of, term)))),
  ];
}
