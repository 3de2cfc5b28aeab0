import type { BillingPeriod, Charge } from '../../domain/charge.ts';

/** Whose a charge is that no single workload caused. */
export const OF_THE_PLAN: Charge['scenario'] = { id: 'plan', workload: undefined, tags: new Map() };

/** What the charges for money that is committed or paid in advance have in common: they are of the plan, and of no usage. */
export function termCharge(
  product: string,
  meter: 'commitment' | 'prepaid credit',
  publisher: string,
  seller: Charge['seller'],
  period: BillingPeriod,
) {
  return {
    period,
    seller,
    sku: { product, publisher, meter, mode: undefined, band: undefined, region: undefined },
    consumed: undefined,
    baselineCost: undefined,
    scenario: OF_THE_PLAN,
  } as const;
}
