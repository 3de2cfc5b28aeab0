import { statistic } from '../../domain/statistic.ts';
import { minus, type Usd } from '../../domain/units.ts';
import { exposedPerMonth } from '../channels/drawdown.ts';
import type { Market } from '../plan/driver-path.ts';
import { type CloudOption, isSameUse } from '../plan/gathered.ts';
import { type Outcome, takenUnder } from '../plan/outcome.ts';
import type { Bend } from './bend.ts';
import type { ByStream } from './by-stream.ts';

/** What is bought through one cloud, against the dollars owed to it that nothing else will use. */
export interface CloudSigning {
  readonly exposed: Usd;
  /** By workload, in the order of the market. */
  readonly bought: readonly (CloudOption | undefined)[];
}

/** The purchases of an outcome that draw down what is owed to clouds; undefined where a market does not have one of them. */
export function cloudSignings(outcome: Outcome, { choices, terms }: Market): CloudSigning[] | undefined {
  const through = takenUnder(outcome);
  let missing = false;
  const signings = [...terms.offers.cloudCommitments].map(([cloud, commitment]): CloudSigning => {
    const bought = choices.map(({ workload, clouds }) => {
      const own = through.get(workload.name)?.option;
      const channel = own?.channel;
      if (own === undefined || channel?.kind !== 'marketplace' || channel.marketplace.cloud !== cloud) return undefined;
      const { usage } = own;
      const same = clouds.get(cloud)?.find((each) => each.channel.id === channel.id && isSameUse(each.usage, usage));
      missing ||= same === undefined;
      return same;
    });
    return { exposed: exposedPerMonth(commitment), bought };
  });
  return missing ? undefined : signings.filter(({ bought }) => bought.some((each) => each !== undefined));
}

/** Up to what is owed a drawdown costs nothing, beyond it what it says. */
export function drawdownBend({ exposed, bought }: CloudSigning, byStream: ByStream): Bend {
  const owed = statistic(exposed);
  return { of: byStream((_, index) => bought[index]?.eligible), at: owed, below: [0, 0], above: [-owed, 1] };
}

/** What a purchase through a cloud costs as demand moves it, beside the part that draws down. */
export function besideDrawdown(signings: readonly CloudSigning[], index: number): Usd | undefined {
  const own = signings.map(({ bought }) => bought[index]).find((each) => each !== undefined);
  return own && minus(minus(own.cost, own.usage.moving), own.eligible);
}
