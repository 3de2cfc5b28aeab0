import type { FloorBand, SpendBasis } from './contract.ts';
import type { Lever } from './levers.ts';
import type { Aggregator } from './offer.ts';
import type { Tokens, Usd } from './units.ts';

/** Why a row cannot be bought, or cannot be known. */
export type Obstacle =
  | { readonly code: 'leverNotStated'; readonly lever: Lever }
  | { readonly code: 'batchNotOffered'; readonly provider: string }
  | { readonly code: 'prefixTooShort'; readonly prefix: Tokens; readonly minimum: Tokens }
  | { readonly code: 'leverNotServed'; readonly aggregator: Pick<Aggregator, 'name'>; readonly lever: Lever }
  | { readonly code: 'channelExcluded'; readonly channel: string }
  | { readonly code: 'tooSlow'; readonly aggregator: string; readonly worstMs: number; readonly budgetMs: number }
  | { readonly code: 'regionNotOffered'; readonly aggregator: string; readonly region: string }
  | { readonly code: 'belowQuality'; readonly model: string; readonly tier: number; readonly minimum: number }
  | { readonly code: 'modelNotSold'; readonly seller: string; readonly providerName: string }
  | { readonly code: 'noContractOffered'; readonly provider: string }
  | {
      readonly code: 'belowFloor';
      readonly provider: string;
      /** In the dollars that the floor is tested on. */
      readonly spend: Usd;
      readonly floor: FloorBand;
      readonly basis: SpendBasis;
      /** Set when a part of the spend has no price, so that it may reach the floor after all. */
      readonly lowerBound?: true;
    }
  | { readonly code: 'unpriced'; readonly reasons: readonly string[] };

/** What is said first of several things in the way: a lever nobody stated, then what model, channel and prices lack. */
const SAID_FIRST: readonly Obstacle['code'][] = [
  ...(['leverNotStated', 'prefixTooShort', 'batchNotOffered'] as const),
  ...(['modelNotSold', 'belowQuality', 'noContractOffered', 'channelExcluded', 'tooSlow'] as const),
  ...(['regionNotOffered', 'leverNotServed', 'unpriced', 'belowFloor'] as const),
];

/** Less than 0 where one obstacle is said before another. */
export function saidFirst(a: Pick<Obstacle, 'code'>, b: Pick<Obstacle, 'code'>): number {
  return SAID_FIRST.indexOf(a.code) - SAID_FIRST.indexOf(b.code);
}
