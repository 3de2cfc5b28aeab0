import type { Day } from './day.ts';
import type { Obstacle } from './estimate.ts';
import type { CacheTtl } from './meter.ts';
import type { FloorBand } from './offer.ts';
import type { Factor, Share, Tokens, Usd } from './units.ts';

/** What was taken by default, or is worth knowing, as data: each code has one text. */
export type Note =
  | { readonly code: 'illustration'; readonly cacheHitRatio: Share; readonly batchEligible: Share }
  | {
      readonly code: 'readsPerWriteAssumed';
      readonly workload: string;
      readonly readsPerWrite: Factor;
      readonly ttl: CacheTtl;
      readonly capped: boolean;
      readonly withWrites: Usd;
      readonly withoutWrites: Usd;
    }
  | { readonly code: 'cacheTtlAssumed'; readonly workload: string; readonly ttl: CacheTtl }
  | {
      readonly code: 'cacheWritesLeftOut';
      readonly workload: string;
      readonly readsPerWrite: Factor;
      readonly ttl: CacheTtl;
      readonly withWrites: Usd;
      readonly withoutWrites: Usd;
    }
  | { readonly code: 'noWritePremium'; readonly workload: string; readonly model: string }
  | { readonly code: 'shortPrompts'; readonly workload: string; readonly model: string; readonly threshold: Tokens }
  | {
      readonly code: 'aggregatorClaim';
      readonly name: string;
      readonly confidence: string;
      readonly checked: Day;
      readonly url: string;
    }
  | {
      readonly code: 'contractUsual';
      readonly floor: FloorBand;
      readonly discount: Share;
      readonly shallowest: Share;
      readonly deepest: Share;
      readonly confidence: string;
    }
  | { readonly code: 'offPeak'; readonly workload: string; readonly model: string; readonly hours: string }
  | {
      readonly code: 'promotion';
      readonly workload: string;
      readonly model: string;
      readonly until: Day;
      readonly listCost: Usd;
    }
  | {
      readonly code: 'promotionEnded';
      readonly workload: string;
      readonly model: string;
      readonly until: Day;
      readonly cost: Usd;
      readonly promotionalCost: Usd;
    }
  | {
      readonly code: 'rateChanges';
      readonly workload: string;
      readonly model: string;
      readonly from: Day;
      readonly announced: Day | undefined;
      readonly cost: Usd;
      readonly nextCost: Usd;
    }
  | {
      readonly code: 'staleCard';
      readonly card: string;
      readonly version: Day;
      readonly days: number;
      readonly limit: number;
    }
  | {
      readonly code: 'unknownInOffers';
      readonly file: string;
      readonly card: string;
      readonly names: readonly {
        readonly kind: 'model' | 'provider';
        readonly name: string;
        readonly near: readonly string[];
      }[];
    }
  | {
      readonly code: 'statementUnused';
      readonly workload: string;
      readonly key: 'readsPerWrite' | 'cacheTtl' | 'longContextShare' | 'peakShare';
      readonly why: 'measured' | 'noCaching' | 'noLongContext' | 'noPeak';
      readonly model: string;
    }
  | {
      readonly code: 'longShareOverShape';
      readonly workload: string;
      readonly stated: Share;
      readonly prompt: Tokens;
      readonly threshold: Tokens;
    }
  | { readonly code: 'unverifiedRate'; readonly model: string; readonly note: string | undefined }
  | {
      readonly code: 'contractedUnderFloor';
      readonly provider: string;
      readonly listSpend: Usd;
      readonly contracted: Usd;
      readonly floor: FloorBand;
    }
  | {
      readonly code: 'prefixTooShort';
      readonly workload: string;
      readonly model: string;
      readonly prefix: Tokens;
      readonly minimum: Tokens;
    }
  | {
      readonly code: 'hitsAbovePrefix';
      readonly workload: string;
      readonly hitRatio: Share;
      readonly prefixShare: Share;
    }
  | {
      readonly code: 'unpriced';
      readonly workload: string;
      readonly ids: readonly string[];
      readonly reasons: readonly string[];
    }
  | { readonly code: 'channelAtList'; readonly workload: string; readonly channel: string; readonly obstacle: Obstacle }
  | { readonly code: 'alternativesNotWeighed'; readonly workload: string };
