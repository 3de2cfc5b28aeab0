import { isZero } from '../../domain/exact.ts';
import { GROUNDS, type Ground, groundRank } from '../../domain/ground.ts';
import type { HeldWork } from '../../domain/negotiation.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import { groundOf } from '../../domain/purchase.ts';
import { larger, minus, NO_USD, smaller, sum, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type AskedPlan, nameAmong } from '../commitment/proposal-plans.ts';
import { channelLabel } from '../commitment/sizing-subject.ts';
import type { OutcomePurchase } from '../plan/outcome.ts';

/** What keeps a workload from being bought elsewhere. */
function heldBy({ market }: AskedPlan, workload: string): Obstacle[] {
  const own = market.choices.find((each) => each.workload.name === workload);
  return (own?.excluded ?? []).map(({ obstacle }) => obstacle).filter(({ code }) => code !== 'unpriced');
}

/** What units serve of some work, at list: US dollars a month. */
const servedOf = ({ outcome }: AskedPlan, isOne: (workload: Workload) => boolean): Usd =>
  sum(
    outcome.purchases
      .filter(({ workload, channel }) => channel.kind === 'reserved' && isOne(workload))
      .map(({ listCost }) => listCost),
  );

/** Work that one plan buys under a contract, and where another buys it without: units of that one may serve more of it. */
export function heldWork(provider: string, signed: AskedPlan, without: AskedPlan): HeldWork[] {
  const nameOf = nameAmong([signed, without]);
  const bought = (isOne: (purchase: OutcomePurchase) => boolean) =>
    new Map(without.outcome.purchases.filter(isOne).map((each) => [nameOf(each.workload), each]));
  const byUnits = bought(({ channel }) => channel.kind === 'reserved');
  const bySeller = bought(({ channel }) => channel.kind !== 'reserved');
  const under = ({ channel, model }: OutcomePurchase) => channel.kind === 'direct' && model.provider === provider;
  return signed.outcome.purchases.filter(under).flatMap(({ workload, listCost }): HeldWork[] => {
    const name = nameOf(workload);
    const isOne = (each: Workload) => nameOf(each) === name;
    const more = larger(NO_USD, minus(servedOf(without, isOne), servedOf(signed, isOne)));
    const rest = bySeller.get(name);
    const served = rest === undefined ? listCost : smaller(more, listCost);
    const rows: [OutcomePurchase | undefined, Usd][] = [
      [byUnits.get(name), served],
      [rest, minus(listCost, served)],
    ];
    return rows.flatMap(([other, listSpend]) => {
      if (other === undefined || (isZero(listSpend) && !isZero(listCost))) return [];
      const { channel, model } = other;
      const leaves = channel.kind !== 'list' || model.provider !== provider;
      return [
        {
          workload: workload.name,
          listSpend,
          otherwise: { seller: channelLabel(channel), model: model.id, ground: groundOf(channel) },
          leaves,
          heldBy: leaves ? [] : heldBy(signed, workload.name),
        },
      ];
    });
  });
}

/** The worst ground of what work is bought on without the contract. */
export function worstGround(work: readonly HeldWork[]): Ground {
  const ranks = work.map(({ otherwise }) => groundRank(otherwise.ground));
  return GROUNDS[Math.max(0, ...ranks)] ?? 'published';
}
