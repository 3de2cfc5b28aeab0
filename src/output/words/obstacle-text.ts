import { isZero } from '../../domain/exact.ts';
import type { Lever } from '../../domain/levers.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import type { Usd } from '../../domain/units.ts';
import { dollarsBeside, plainDollars, shortTokens } from '../render/numbers.ts';

const LEVER_INPUT: Readonly<Record<Lever, string>> = {
  cache: 'no cache-hit ratio was given',
  batch: 'no batch-eligible share was given',
};
const LEVER_NAME: Readonly<Record<Lever, string>> = { cache: 'prompt caching', batch: 'batch' };

/** A spend beside the amount it misses; a lower bound leaves open whether it does. */
function spendText(spend: Usd, wanted: Usd, lowerBound: true | undefined): string {
  return lowerBound === true
    ? `at least ${dollarsBeside(spend, wanted)}, and a part without a price`
    : dollarsBeside(spend, wanted);
}

/** Why a row cannot be bought, in one clause. Provider names come from `nameOf`. */
export function obstacleText(obstacle: Obstacle, nameOf: (provider: string) => string): string {
  switch (obstacle.code) {
    case 'leverNotStated':
      return LEVER_INPUT[obstacle.lever];
    case 'batchNotOffered':
      return `${nameOf(obstacle.provider)} offers no batch price for this model`;
    case 'prefixTooShort':
      if (isZero(obstacle.prefix)) return 'its requests share no prefix, and nothing is cached';
      return `the shared prefix of ${shortTokens(obstacle.prefix)} tokens is under the minimum of ${shortTokens(obstacle.minimum)} and is never cached`;
    case 'leverNotServed':
      return `${obstacle.aggregator.name} does not pass on ${LEVER_NAME[obstacle.lever]}`;
    case 'channelExcluded':
      return `the profile does not allow the channel ${obstacle.channel}`;
    case 'tooSlow':
      return `${obstacle.aggregator} can add ${obstacle.worstMs} ms at p95, over the budget of ${obstacle.budgetMs} ms`;
    case 'regionNotOffered':
      return `${obstacle.aggregator} does not pin work to the region ${obstacle.region}`;
    case 'belowQuality':
      return `its quality tier of ${obstacle.tier} is under the least of ${obstacle.minimum}`;
    case 'modelNotSold':
      return `${obstacle.seller} sells no ${obstacle.providerName} model here`;
    case 'noContractOffered':
      return `no contract is on offer from ${nameOf(obstacle.provider)}`;
    case 'belowFloor':
      return `needs ${plainDollars(obstacle.floor.low)} a month of ${obstacle.basis} spend with ${nameOf(obstacle.provider)}; this configuration has ${spendText(obstacle.spend, obstacle.floor.low, obstacle.lowerBound)}`;
    case 'unpriced':
      return `unpriced: ${obstacle.reasons.join('; ')}`;
  }
}
