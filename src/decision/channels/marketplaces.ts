import { pulled } from '../../domain/levers.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { CloudCommitment, Marketplace } from '../../domain/marketplace.ts';
import type { MarketplaceOption, MarketplaceWorkload } from '../../domain/marketplace-report.ts';
import { NO_USD, NONE, portion, sum } from '../../domain/units.ts';
import { listBill, type Priceable } from '../estimate/spend.ts';
import type { LeversUsed } from '../reserved/reservation.ts';
import { cloudCost, exposedPerMonth } from './drawdown.ts';
import { marketplaceObstacle, marketplacesFor } from './marketplace-bill.ts';
import { purchaseThrough } from './purchase.ts';

function bought(of: Priceable, marketplace: Marketplace, used: LeversUsed): MarketplaceWorkload {
  const levers = used(of);
  const channel = { kind: 'marketplace', id: marketplace.id, marketplace } as const;
  const inUse = pulled(levers).filter((lever) => of.stated.inTheWay[lever] === undefined);
  return {
    workload: of.workload.name,
    model: of.model.id,
    listCost: totalOf(listBill(of, levers)),
    contractedCost: totalOf(purchaseThrough(of, channel, levers).bill),
    obstacle: marketplaceObstacle(marketplace, of.workload, inUse),
  };
}

/**
 * Each marketplace with all the work of a portfolio that it can sell, one against the other: two of one cloud share its
 * commitment and are alternatives here, not a sum. Pure.
 */
export function marketplaceOptions(
  marketplaces: readonly Marketplace[],
  commitments: ReadonlyMap<string, CloudCommitment>,
  portfolio: readonly Priceable[],
  used: LeversUsed,
): MarketplaceOption[] {
  return marketplaces.flatMap((marketplace) => {
    const sold = portfolio.filter((of) => marketplacesFor([marketplace], of).length > 0);
    if (sold.length === 0) return [];
    const workloads = sold.map((of) => bought(of, marketplace, used));
    const buyable = workloads.filter((each) => each.obstacle === undefined && each.contractedCost !== undefined);
    const contractedCost = sum(buyable.map((each) => each.contractedCost ?? NO_USD));
    const commitment = commitments.get(marketplace.cloud);
    const eligible = portion(contractedCost, marketplace.drawdown ?? NONE);
    return {
      marketplace,
      commitment,
      exposedPerMonth: commitment === undefined ? undefined : exposedPerMonth(commitment),
      workloads,
      bought: buyable.length,
      listCost: sum(buyable.map((each) => each.listCost ?? NO_USD)),
      ...cloudCost({ contractedCost, eligible }, commitment),
    };
  });
}
