import { type PlanChannel, termsOf } from '../../domain/channel.ts';
import type { Levers } from '../../domain/levers.ts';
import { type Bill, underTerms } from '../../domain/line-item.ts';
import { groundOf, type Purchase } from '../../domain/purchase.ts';
import { discountFactor, per, UNCHANGED } from '../../domain/units.ts';
import type { WorkloadLevers } from '../../engine/levers.ts';
import type { PriceSheet } from '../../engine/price-sheet.ts';
import { channelSheet, priceConfiguration } from '../../engine/pricer.ts';
import { listBill, type Priceable } from '../estimate/spend.ts';
import { channelTerms } from './channels.ts';
import { leversAt, marketplaceSheet } from './marketplace-bill.ts';

/** The unit prices of a workload through a channel. */
export function sheetThrough(of: Priceable, channel: PlanChannel): PriceSheet {
  if (channel.kind === 'list') return of.listSheet;
  if (channel.kind === 'marketplace') return marketplaceSheet(of, channel.marketplace);
  return channelSheet(of.workload, of.rate, channelTerms(channel));
}

/** The levers of a workload as it states them, by the prices of a channel. */
function statedThrough(of: Priceable, channel: PlanChannel): WorkloadLevers {
  return channel.kind === 'marketplace' ? leversAt(of, channel.marketplace) : of.stated;
}

/** What a purchase is priced with, where that is known already or is not as stated. */
interface Pricing {
  readonly as: WorkloadLevers;
  readonly sheet: PriceSheet;
  readonly atList: Bill;
}

/**
 * A workload bought through a channel, without the fees that everything else bought there decides: see `withFees`. A
 * marketplace publishes prices of its own, which its list cost is of.
 */
export function purchaseThrough<Through extends PlanChannel>(
  of: Priceable,
  channel: Through,
  levers: Levers,
  known: Partial<Pricing> = {},
): Purchase<Through> {
  const { as = statedThrough(of, channel), sheet = sheetThrough(of, channel) } = known;
  const atList = () => known.atList ?? listBill(of, levers, as);
  const terms = termsOf(channel);
  const own = channel as PlanChannel;
  const bill = own.kind === 'list' ? atList() : priceConfiguration(of.workload, as, sheet, levers);
  const listCost =
    own.kind === 'marketplace'
      ? per(underTerms(bill, terms), discountFactor(own.marketplace.discount))
      : underTerms(atList(), terms);
  const { workload, model } = of;
  return { workload, model, tokenFactor: UNCHANGED, channel, levers, bill, listCost, ground: groundOf(channel) };
}
