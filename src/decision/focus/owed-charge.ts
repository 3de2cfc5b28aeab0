import type { BillingPeriod, Charge } from '../../domain/charge.ts';
import { isZero } from '../../domain/exact.ts';
import type { PlannedDrawdown } from '../../domain/plan.ts';
import { minus, NO_USD } from '../../domain/units.ts';
import { termCharge } from './term-charge.ts';

/**
 * What usage through a cloud takes off a commitment that is owed to it in any case: no cost of the work, and where the
 * commitment is paid already no cash either. The usage itself is billed as it comes; this is what is taken off it. None
 * where nothing of the commitment would have been lost.
 */
export function owedCharges(clouds: readonly PlannedDrawdown[], period: BillingPeriod): Charge[] {
  return clouds.flatMap(({ commitment: { cloud, prepaid }, drawdown, avoidedShortfall }): Charge[] => {
    const paid = prepaid ? drawdown : NO_USD;
    const [description, amount] = [`${cloud}, owed in any case`, minus(NO_USD, avoidedShortfall)];
    if (isZero(avoidedShortfall) && isZero(paid)) return [];
    return [
      {
        ...termCharge(`${cloud}-commitment`, 'commitment', cloud, { name: cloud }, period),
        category: 'Adjustment',
        frequency: 'Recurring',
        description,
        pricing: undefined,
        commitment: undefined,
        listCost: NO_USD,
        contractedCost: NO_USD,
        effectiveCost: amount,
        billedCost: minus(NO_USD, paid),
        shared: { kind: 'owedAnyway', of: cloud, amount, description },
      },
    ];
  });
}
