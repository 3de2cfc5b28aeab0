import type { ContractBand, FloorBand } from './contract.ts';
import type { Day } from './day.ts';
import type { LifeNote } from './life-note.ts';
import type { CacheTtl, LeftOut, SynchronousMode } from './meter.ts';
import type { MeterNote } from './meter-note.ts';
import type { TopUp } from './offer.ts';
import type { ProposalNote } from './proposal-note.ts';
import type { PurchaseNote } from './purchase-note.ts';
import type { Confidence } from './rate-card.ts';
import type { Factor, Share, Tokens, Usd } from './units.ts';

/** The terms a direct contract is shown at, and whose word they are. */
export interface ContractTerms {
  readonly providers: readonly string[];
  /** True when they are the terms of every provider in the answer. */
  readonly everywhere: boolean;
  readonly floor: FloorBand;
  readonly bands: readonly ContractBand[];
  readonly range: { readonly shallowest: Share; readonly deepest: Share } | undefined;
  /** What the user quoted with the question. */
  readonly quoted: { readonly discount: boolean; readonly floor: boolean };
  /** How sure the offer is of the rest; undefined for offers of the user's own. */
  readonly confidence: Confidence | undefined;
}

/** What was taken by default, or is worth knowing, as data: each code has one text. */
export type Note =
  | {
      readonly code: 'illustration';
      readonly cacheHitRatio: Share;
      readonly batchEligible: Share;
      /** The workloads that state no lever; undefined when none does. */
      readonly workloads: readonly string[] | undefined;
    }
  | {
      readonly code: 'readsPerWriteAssumed';
      readonly workload: string;
      readonly readsPerWrite: Factor;
      readonly ttl: CacheTtl;
      readonly ttlStated: boolean;
      readonly capped: boolean;
      /** Set where the amounts are those of several workloads together. */
      readonly ofSeveral?: true;
      /** What list with cache costs; undefined when a part of it has no price. */
      readonly withWrites: Usd | undefined;
      readonly withoutWrites: Usd | undefined;
    }
  | { readonly code: 'readsPerWriteCapped'; readonly workload: string; readonly readsPerWrite: Factor }
  | {
      readonly code: 'illustrationCapped';
      readonly workload: string;
      readonly cacheHitRatio: Share;
      readonly prefixShare: Share;
    }
  | { readonly code: 'callsAtList' }
  | { readonly code: 'leftOut'; readonly kinds: readonly LeftOut[] }
  | { readonly code: 'cacheTtlAssumed'; readonly workload: string; readonly ttl: CacheTtl }
  | {
      readonly code: 'cacheWritesLeftOut';
      readonly workload: string;
      readonly readsPerWrite: Factor;
      readonly ttl: CacheTtl;
      readonly withWrites: Usd | undefined;
      readonly withoutWrites: Usd | undefined;
    }
  | {
      readonly code: 'aggregatorClaim';
      readonly name: string;
      readonly confidence: Confidence;
      readonly checked: Day;
      readonly url: string;
    }
  | {
      readonly code: 'prepaidCredit';
      readonly aggregator: string;
      readonly topUp: TopUp;
      readonly bill: Usd;
      readonly blocks: Factor;
      readonly cash: Usd;
      readonly leftOver: Usd;
      /** Where credit lapses before it is used: what is used of a block by then, and what the month is charged. */
      readonly lapse: { readonly used: Usd; readonly charged: Usd } | undefined;
    }
  | {
      readonly code: 'pooledFees';
      readonly aggregator: string;
      readonly bill: Usd;
      readonly fees: Usd;
      readonly beyondRows: Usd;
    }
  | {
      readonly code: 'regionNotKnown';
      readonly workload: string;
      readonly region: string;
      readonly aggregators: readonly string[];
    }
  | ({ readonly code: 'contractUsual' } & ContractTerms)
  | ({ readonly code: 'contractOwn' } & ContractTerms)
  | { readonly code: 'quoteNotUsed'; readonly provider: string; readonly discount: Share }
  | {
      readonly code: 'listNotBaseline';
      readonly workload: string;
      readonly baseline: Usd;
      readonly list: Usd;
      readonly longShare: Share;
      readonly peakShare: Share;
      readonly region: string | undefined;
      readonly mode: SynchronousMode;
    }
  | {
      readonly code: 'directLeansOn';
      readonly provider: string;
      readonly workloads: readonly string[];
      readonly bought: Usd;
      readonly needed: Usd;
      readonly direct: Usd;
      readonly otherwise: Usd | undefined;
      readonly stays: boolean;
    }
  | {
      readonly code: 'commitmentUnused';
      readonly provider: string;
      readonly due: Usd;
      readonly used: Usd;
      readonly unused: Usd;
    }
  | { readonly code: 'offPeak'; readonly workload: string; readonly model: string; readonly hours: string }
  | {
      readonly code: 'promotion';
      readonly workload: string;
      readonly model: string;
      readonly until: Day;
      readonly listCost: Usd | undefined;
    }
  | {
      readonly code: 'promotionEnded';
      readonly workload: string;
      readonly model: string;
      readonly until: Day;
      readonly cost: Usd | undefined;
      readonly promotionalCost: Usd | undefined;
    }
  | {
      readonly code: 'rateChanges';
      readonly workload: string;
      readonly model: string;
      readonly from: Day;
      readonly announced: Day | undefined;
      readonly cost: Usd | undefined;
      readonly nextCost: Usd | undefined;
    }
  | {
      /** A month that is priced by days, volume even over them: from which day on, for how many, at the price of which model. */
      readonly code: 'monthByDays';
      readonly workload: string;
      readonly stretches: readonly { readonly from: Day; readonly days: number; readonly model: string }[];
    }
  | {
      /** Models whose prices nobody has looked at for more than `limit` days, oldest first, and the oldest day. */
      readonly code: 'stalePrices';
      readonly models: readonly string[];
      readonly checked: Day;
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
      readonly why: 'measured' | 'noCaching' | 'notCached' | 'noLongContext' | 'noPeak';
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
  | LifeNote
  | MeterNote
  | ProposalNote
  | PurchaseNote
  | { readonly code: 'alternativesNotWeighed'; readonly workload: string };
