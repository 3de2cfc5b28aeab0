import type { Day } from './day.ts';
import type { Lever } from './levers.ts';
import type { Obstacle } from './obstacle.ts';
import type { Aggregator } from './offer.ts';
import type { FilePlace } from './place.ts';
import type { Source } from './rate-card.ts';
import type { Share, Usd } from './units.ts';

/** Notes about how something is bought, and what it is held against. */
export type PurchaseNote =
  | { readonly code: 'aggregatorTerms'; readonly aggregator: Aggregator }
  | { readonly code: 'noChannelOpen'; readonly workload: string; readonly obstacles: readonly Obstacle[] }
  | { readonly code: 'channelAtList'; readonly workload: string; readonly channel: string; readonly obstacle: Obstacle }
  | {
      /** The discount of an aggregator that an amount was counted with. */
      readonly code: 'discountAssumed';
      readonly by: string;
      readonly model: string;
      readonly discount: Share;
      readonly source: Source;
    }
  | {
      readonly code: 'contractDiscountAssumed';
      readonly provider: string;
      readonly discount: Share;
      readonly range?: { readonly shallowest: Share; readonly deepest: Share };
      readonly source: Source;
    }
  | {
      readonly code: 'leverWithoutEffect';
      readonly workload: string;
      readonly lever: Lever;
      readonly obstacle: Obstacle;
    }
  | {
      readonly code: 'channelAgainstConstraint';
      readonly workload: string;
      readonly channel: string;
      readonly obstacle: Obstacle;
    }
  | { readonly code: 'quoteWithoutEffect'; readonly flag: '--discount' | '--floor' }
  | { readonly code: 'aggregatorWithoutEffect'; readonly flag: '--via' | '--prepay'; readonly id: string }
  | { readonly code: 'limitUnmet'; readonly place: FilePlace | undefined; readonly why: string }
  | { readonly code: 'monthsNotUsed'; readonly day: Day }
  | { readonly code: 'onlyDecideUses'; readonly keys: readonly string[] }
  | {
      /** What the work costs at a marketplace, before what it draws down; undefined where a part has no price. */
      readonly code: 'marketplaceNotShown';
      readonly name: string;
      readonly workloads: readonly string[];
      readonly cost: Usd | undefined;
      readonly reasons: readonly string[];
    }
  | { readonly code: 'modelNotSold'; readonly seller: string; readonly providerName: string }
  | { readonly code: 'baselineCard'; readonly was: string; readonly now: string; readonly asOf: Day }
  | { readonly code: 'baselineLater'; readonly asOf: Day; readonly day: Day };
