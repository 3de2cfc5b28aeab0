import { pricedTotal } from '../../domain/line-item.ts';
import type { CloudCommitment } from '../../domain/marketplace.ts';
import type { PlannedDrawdown, PlannedWorkload } from '../../domain/plan.ts';
import { NONE, portion, sum } from '../../domain/units.ts';
import { cloudCost, exposedPerMonth } from '../channels/drawdown.ts';

/** What a plan buys through each cloud that is owed a commitment, all of its marketplaces together. */
export function drawdowns(
  workloads: readonly PlannedWorkload[],
  commitments: ReadonlyMap<string, CloudCommitment>,
): PlannedDrawdown[] {
  const bought = workloads.flatMap(({ channel, bill }) =>
    channel.kind === 'marketplace' ? [{ marketplace: channel.marketplace, cost: pricedTotal(bill) }] : [],
  );
  const clouds = [...new Set(bought.map(({ marketplace }) => marketplace.cloud))];
  return clouds.flatMap((cloud) => {
    const commitment = commitments.get(cloud);
    if (commitment === undefined) return [];
    const mine = bought.filter(({ marketplace }) => marketplace.cloud === cloud);
    const contractedCost = sum(mine.map(({ cost }) => cost));
    const eligible = sum(mine.map(({ marketplace, cost }) => portion(cost, marketplace.drawdown ?? NONE)));
    const { drawdown, avoidedShortfall } = cloudCost({ contractedCost, eligible }, commitment);
    return [
      {
        commitment,
        marketplaces: [...new Set(mine.map(({ marketplace }) => marketplace.name))],
        contractedCost,
        drawdown,
        exposed: exposedPerMonth(commitment),
        avoidedShortfall,
      },
    ];
  });
}
