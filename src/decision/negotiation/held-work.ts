import { GROUNDS, type Ground, groundRank } from '../../domain/ground.ts';
import type { HeldWork } from '../../domain/negotiation.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import { groundOf } from '../../domain/purchase.ts';
import type { AskedPlan } from '../commitment/proposal-plans.ts';
import { channelLabel } from '../commitment/sizing-subject.ts';
import type { OutcomePurchase } from '../plan/outcome.ts';

/** What keeps a workload from being bought elsewhere. */
function heldBy({ market }: AskedPlan, workload: string): Obstacle[] {
  const own = market.choices.find((each) => each.workload.name === workload);
  return (own?.excluded ?? []).map(({ obstacle }) => obstacle).filter(({ code }) => code !== 'unpriced');
}

/** Work that one plan buys under a contract, and where another buys it without. */
export function heldWork(provider: string, signed: AskedPlan, without: AskedPlan): HeldWork[] {
  const others = new Map(without.outcome.purchases.map((each) => [each.workload.name, each]));
  const under = ({ channel, model }: OutcomePurchase) => channel.kind === 'direct' && model.provider === provider;
  return signed.outcome.purchases.filter(under).flatMap(({ workload, listCost }) => {
    const other = others.get(workload.name);
    if (other === undefined) return [];
    const { channel, model } = other;
    const leaves = channel.kind !== 'list' || model.provider !== provider;
    return [
      {
        workload: workload.name,
        listSpend: listCost,
        otherwise: { seller: channelLabel(channel), model: model.id, ground: groundOf(channel) },
        leaves,
        heldBy: leaves ? [] : heldBy(signed, workload.name),
      },
    ];
  });
}

/** The worst ground of what work is bought on without the contract. */
export function worstGround(work: readonly HeldWork[]): Ground {
  const ranks = work.map(({ otherwise }) => groundRank(otherwise.ground));
  return GROUNDS[Math.max(0, ...ranks)] ?? 'published';
}
