import type { BillingPeriod, Charge } from '../../domain/charge.ts';
import { isZero } from '../../domain/exact.ts';
import type { PlannedDrawdown } from '../../domain/plan.ts';
import { minus, NO_USD, NONE, portion, smaller } from '../../domain/units.ts';
import type { PlannedCommitments } from './planned-commitments.ts';
import { type ChargedPurchase, usageCharges } from './usage-charges.ts';

/**
 * Charges of a month's usage with what each takes off the balance of a commitment to a cloud: of what is bought through
 * its marketplaces the part that counts, in the order of the usage, until the plan's drawdown is reached.
 */
export function chargedToClouds(
  clouds: readonly PlannedDrawdown[],
  { toCloud }: PlannedCommitments,
): (of: ChargedPurchase, period: BillingPeriod) => Charge[] {
  const left = new Map(clouds.map(({ commitment, drawdown }) => [commitment.cloud, drawdown]));
  return (of, period) => {
    const charges = usageCharges(of, period);
    if (of.channel.kind !== 'marketplace') return charges;
    const { cloud, drawdown = NONE } = of.channel.marketplace;
    const row = toCloud(cloud);
    if (row === undefined) return charges;
    return charges.map((charge) => {
      const balance = left.get(cloud) ?? NO_USD;
      const applied = smaller(portion(charge.contractedCost, drawdown), balance);
      left.set(cloud, minus(balance, applied));
      return isZero(applied) ? charge : { ...charge, contract: { ...row, applied } };
    });
  };
}
