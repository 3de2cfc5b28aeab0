import type { ContractBand, FloorBand } from './contract.ts';
import type { Day, Month } from './day.ts';
import type { Lever } from './levers.ts';
import type { CacheTtl, LeftOut, Meter, SynchronousMode } from './meter.ts';
import type { Obstacle } from './obstacle.ts';
import type { Aggregator, CountedClaim, TopUp } from './offer.ts';
import type { FilePlace } from './place.ts';
import type { ClauseWorth, PriceClause } from './price-clause.ts';
import type { PriceTrend } from './price-trend.ts';
import type { PricesAhead } from './prices-ahead.ts';
import type { BilledAs, Confidence, Source } from './rate-card.ts';
import type { Factor, Share, Tokens, Usd } from './units.ts';

/** The terms a direct contract is shown at, and whose word they are. */
export interface ContractTerms {
  readonly providers: readonly string[];
  /** True when they are the terms of every provider in the answer. */
  readonly everywhere: boolean;
  readonly floor: FloorBand;
  readonly bands: readonly (ContractBand & { readonly proposed: boolean })[];
  readonly range: { readonly shallowest: Share; readonly deepest: Share } | undefined;
  /** What the user quoted with the question. */
  readonly quoted: { readonly discount: boolean; readonly floor: boolean };
  /** How sure the offer is of the rest; undefined for offers of the user's own. */
  readonly confidence: Confidence | undefined;
  /** The same of the floor by itself, under bands that are all proposed. */
  readonly floorConfidence?: Confidence | undefined;
}

/**
 * Direct rows that lean on spend of other workloads: each is tested on the list spend of its whole provider, and the
 * cheapest rows of the others buy elsewhere, or with levers that leave less of it.
 */
export interface Leaning {
  readonly provider: string;
  /** The workloads whose cheapest row is direct. */
  readonly workloads: readonly string[];
  /** List spend a month that those rows buy direct by themselves. */
  readonly bought: Usd;
  /** List spend a month that their terms ask for. */
  readonly needed: Usd;
  /** What those workloads cost direct, and otherwise; undefined when one of them has no other way. */
  readonly direct: Usd;
  readonly otherwise: Usd | undefined;
  /** True where otherwise is the contract too, signed for what those rows buy alone. */
  readonly stays: boolean;
}

/** How many tokens a model would have to make before another is as cheap. */
export interface TokenFlip {
  readonly at: Factor;
  /** The other model. */
  readonly against: string;
  /** True where the model is the cheaper of the two at what is taken. */
  readonly cheaper: boolean;
}

/** Caching: what is taken of hits and writes, and what keeps them from counting. */
type CachingNote =
  | {
      readonly code: 'illustration';
      readonly cacheHitRatio: Share;
      /** Undefined where none of them waits for a batch. */
      readonly batchEligible: Share | undefined;
      /** Those of them that must answer at once, so that no batch is shown of them. */
      readonly atOnce: readonly string[];
      /** The workloads that state no lever; undefined when none does. */
      readonly workloads: readonly string[] | undefined;
    }
  | {
      readonly code: 'illustrationCapped';
      readonly workload: string;
      readonly cacheHitRatio: Share;
      readonly prefixShare: Share;
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
      /** Reads are counted and writes are not: list with cache where nothing was written, and where all that could be was. */
      readonly code: 'writesNotStated';
      readonly workload: string;
      readonly model: string;
      readonly ttl: CacheTtl;
      readonly none: Usd;
      readonly most: Usd;
    }
  | { readonly code: 'noWritePremium'; readonly workload: string; readonly model: string }
  | {
      /** A shared prefix that is taken to be long enough, since nobody has said how long it has to be. */
      readonly code: 'leastPrefixUnknown';
      readonly workload: string;
      readonly model: string;
      readonly prefix: Tokens;
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
    };

/** How the work runs: what it is billed by, and what of its statement counts. */
type UseNote =
  | { readonly code: 'callsAtList' }
  | { readonly code: 'leftOut'; readonly kinds: readonly LeftOut[] }
  | {
      readonly code: 'declaredFree';
      readonly workload: string;
      readonly model: string;
      readonly meters: readonly Meter[];
    }
  | { readonly code: 'shortPrompts'; readonly workload: string; readonly model: string; readonly threshold: Tokens }
  | {
      readonly code: 'longShareOverShape';
      readonly workload: string;
      readonly stated: Share;
      readonly prompt: Tokens;
      readonly threshold: Tokens;
    }
  | {
      readonly code: 'servedAsStandard';
      readonly workload: string;
      readonly model: string;
      readonly mode: SynchronousMode;
      /** Share of the tokens that is served so. */
      readonly share: Share;
      /** The threshold where it is so of long prompts alone. */
      readonly over: Tokens | undefined;
    }
  | {
      /** A mode that the provider does not serve in the region that the work is kept in. */
      readonly code: 'modeNotInRegion';
      readonly workload: string;
      readonly model: string;
      readonly mode: SynchronousMode;
      readonly region: string;
      readonly source: Source;
    }
  | { readonly code: 'offPeak'; readonly workload: string; readonly model: string; readonly hours: string }
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
      readonly code: 'statementUnused';
      readonly workload: string;
      readonly key: 'readsPerWrite' | 'cacheTtl' | 'longContextShare' | 'promptsOver' | 'peakShare' | 'switchingCost';
      readonly why: 'measured' | 'noCaching' | 'notCached' | 'noLongContext' | 'noPeak' | 'noAlternative';
      readonly model: string;
    }
  | {
      readonly code: 'leverWithoutEffect';
      readonly workload: string;
      readonly lever: Lever;
      readonly obstacle: Obstacle;
    }
  | { readonly code: 'alternativesNotWeighed'; readonly workload: string };

/** Prices: what they are, how long they hold, and how far they can be relied on. */
type PriceNote =
  | {
      /** A model that is named by a name which goes from model to model. */
      readonly code: 'movingName';
      readonly workload: string;
      readonly name: string;
      readonly model: string;
      readonly from: Day;
      readonly source: Source;
    }
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
      /** What the amounts are: the baseline, or the list price of the work as it runs where that alone moves. */
      readonly of: 'baseline' | 'list';
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
      /** Models and calls whose prices nobody has looked at for more than `limit` days, oldest first, and the oldest day. */
      readonly code: 'stalePrices';
      readonly models: readonly string[];
      readonly calls: readonly string[];
      /** They were looked at on different days. */
      readonly several: boolean;
      readonly checked: Day;
      readonly days: number;
      readonly limit: number;
    }
  | { readonly code: 'unverifiedRate'; readonly model: string; readonly note: string | undefined }
  | {
      readonly code: 'unpriced';
      readonly workload: string;
      readonly ids: readonly string[];
      readonly reasons: readonly string[];
      /** Who sells the model in the region that its provider has no price for: id and name of marketplaces. */
      readonly soldAt: readonly { readonly id: string; readonly name: string }[];
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
    };

/** Models that end, what follows them, and the tokens that what follows makes of the same text. */
export type LifeNote =
  | {
      /** A model whose end is known and still ahead. */
      readonly code: 'modelEnds';
      readonly workload: string;
      readonly model: string;
      readonly lastDay: Day;
      readonly announced: Day | undefined;
      readonly servedBy: string | undefined;
      readonly billedAs: BilledAs | undefined;
      /** The baseline until the last day and from the day after it on; undefined where one has no price. */
      readonly cost: Usd | undefined;
      readonly nextCost: Usd | undefined;
      /** Tokens that what follows is taken to make of a text that is one token now; 1 where nothing else is published. */
      readonly ratio: Factor;
      /** The promotion that what follows is at on that day: its last day, and the baseline once it is over. */
      readonly promotion: { readonly until: Day; readonly listCost: Usd } | undefined;
      /** The next change of price of what follows that is no end of a promotion: its day, and the baseline from then on. */
      readonly change: { readonly from: Day; readonly nextCost: Usd } | undefined;
      /** Set where months that are priced hold its work until that day and no longer, told in the same sentence. */
      readonly monthsUntil?: true;
    }
  | {
      /** A model that has ended, with what is priced in its place. */
      readonly code: 'modelEnded';
      readonly workload: string;
      readonly model: string;
      readonly lastDay: Day;
      /** True where it has not ended yet on the day that is asked on: what is priced lies after its end. */
      readonly ahead: boolean;
      readonly servedBy: string | undefined;
      readonly billedAs: BilledAs | undefined;
    }
  | {
      /** Work that has no price from a day inside the months that are priced: its model ends, and nothing is named that has one after it. */
      readonly code: 'monthsWithoutPrice';
      readonly workload: string;
      readonly model: string;
      readonly from: Day;
      /** Why, where it is not that the model ends. */
      readonly reason?: string | undefined;
    }
  | {
      /** Two models that cut text otherwise, at what is published about it. */
      readonly code: 'tokenRatioPublished';
      readonly workload: string;
      readonly from: string;
      readonly to: string;
      readonly ratio: Factor;
      readonly range: readonly [low: Factor, high: Factor] | undefined;
      readonly source: Source;
      readonly flip: TokenFlip | undefined;
    }
  | {
      /** Two models of which nobody has published how they cut text: as many tokens are taken. */
      readonly code: 'tokenRatioUnknown';
      readonly workload: string;
      readonly from: string;
      readonly to: string;
      readonly flip: TokenFlip | undefined;
    };

/** Whom the work is bought from, short of a contract. */
type ChannelNote =
  | {
      readonly code: 'aggregatorClaim';
      readonly name: string;
      readonly confidence: Confidence;
      readonly checked: Day;
      readonly url: string;
    }
  | { readonly code: 'aggregatorTerms'; readonly aggregator: Aggregator }
  /** How much of a claim a decision counts. */
  | ({ readonly code: 'claimCounted'; readonly id: string; readonly name: string } & CountedClaim)
  | {
      readonly code: 'aggregatorWithoutEffect' | 'aggregatorNotBought';
      readonly flag: '--via' | '--prepay' | '--belief';
      readonly id: string;
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
  | { readonly code: 'noChannelOpen'; readonly workload: string; readonly obstacles: readonly Obstacle[] }
  | { readonly code: 'channelAtList'; readonly workload: string; readonly channel: string; readonly obstacle: Obstacle }
  | {
      readonly code: 'channelAgainstConstraint';
      readonly workload: string;
      readonly channel: string;
      readonly obstacle: Obstacle;
    }
  | {
      /** The discount of an aggregator that an amount was counted with. */
      readonly code: 'discountAssumed';
      readonly by: string;
      readonly model: string;
      readonly discount: Share;
      readonly source: Source;
    }
  | {
      /** What the work costs at a marketplace, before what it draws down; undefined where a part has no price. */
      readonly code: 'marketplaceNotShown';
      readonly name: string;
      readonly workloads: readonly string[];
      readonly cost: Usd | undefined;
      readonly reasons: readonly string[];
    }
  | { readonly code: 'modelNotSold'; readonly seller: string; readonly providerName: string };

/** Contracts: the terms taken, what they are tested on, and what of them is not used. */
type ContractNote =
  | ({ readonly code: 'contractUsual' } & ContractTerms)
  | ({ readonly code: 'contractOwn' } & ContractTerms)
  | {
      readonly code: 'contractDiscountAssumed';
      readonly provider: string;
      readonly discount: Share;
      readonly range?: { readonly shallowest: Share; readonly deepest: Share };
      readonly source: Source;
    }
  | {
      readonly code: 'contractedUnderFloor';
      readonly provider: string;
      readonly listSpend: Usd;
      readonly contracted: Usd;
      readonly floor: FloorBand;
    }
  | {
      readonly code: 'commitmentUnused';
      readonly provider: string;
      readonly due: Usd;
      readonly used: Usd;
      readonly unused: Usd;
    }
  | ({ readonly code: 'directLeansOn' } & Leaning)
  | { readonly code: 'quoteNotUsed'; readonly provider: string; readonly discount: Share }
  | { readonly code: 'quoteWithoutEffect'; readonly flag: '--discount' | '--floor' }
  /** Flags that are laid over every workload, where there is none. */
  | { readonly code: 'flagsWithoutWork'; readonly flags: readonly string[] };

/** What there is to say of a proposal that is not its audit. */
type ProposalNote =
  | { readonly code: 'proposalNotJudged'; readonly provider: string; readonly file: string }
  | { readonly code: 'proposalLapsed'; readonly provider: string; readonly file: string; readonly validUntil: Day };

/** What was asked: limits, baselines and flags that meet nothing here. */
type QuestionNote =
  | { readonly code: 'limitUnmet'; readonly place: FilePlace | undefined; readonly why: string }
  | { readonly code: 'baselineCard'; readonly was: string; readonly now: string; readonly asOf: Day }
  | { readonly code: 'baselineLater'; readonly asOf: Day; readonly day: Day }
  | {
      /** That the answer is of one month, at the rates of a day. */
      readonly code: 'monthsNotUsed';
      readonly day: Day;
      /** What the profile says of them. */
      readonly stated: readonly ('start' | 'months')[];
      /** Set where no more than that is known, since a part of the work has no price. */
      readonly unpriced?: true;
    }
  /** The exchange rate that a file states is of a day far before the day priced, or after it. */
  | {
      readonly code: 'exchangeRateOld';
      readonly currency: string;
      readonly file: string;
      readonly day: Day;
      readonly days: number;
      readonly limit: number;
    }
  | {
      readonly code: 'exchangeRateAhead';
      readonly currency: string;
      readonly file: string;
      readonly day: Day;
      readonly priced: Day;
    }
  | ({ readonly code: 'pricesAhead' } & Pick<PricesAhead, 'start' | 'changes' | 'gaps'>)
  /** Months over which a plan spreads what it costs to move work to another model, and whether the profile states them. */
  | { readonly code: 'switchingSpread'; readonly months: number; readonly stated: boolean }
  /** What list prices are taken to do over a term beside what is announced: as the profile says, or nothing. */
  | ({ readonly code: 'listPricesMove'; readonly start: Month } & PriceTrend)
  | { readonly code: 'listPricesStay'; readonly months: number }
  /** Models for which reserved units pay by their price alone, what keeps a plan from weighing them, and up to how many workloads one over months does. */
  | {
      readonly code: 'unitsNotWeighed';
      readonly models: readonly string[];
      readonly upTo: number;
    }
  /** What a contract that is signed says of its prices, or not, where list prices are expected to move. */
  | ({ readonly code: 'pricesOfContract' } & PriceClause)
  | ({ readonly code: 'clauseOfContract' } & ClauseWorth)
  /** Months held against limits because the work grows or shrinks. */
  | { readonly code: 'growthAhead'; readonly from: Month; readonly to: Month; readonly months: number }
  | { readonly code: 'aheadEnds'; readonly month: Month; readonly why: string }
  /** What is taken of the months of a profile that states either their first or their number. */
  | { readonly code: 'monthsTaken'; readonly months: number; readonly because: 'year' | 'term' }
  | { readonly code: 'startTaken'; readonly start: Month }
  /** Growth counts in the months of an estimate, of which its rows show the first. */
  | { readonly code: 'growthCounts'; readonly from: Month }
  | { readonly code: 'growthWithoutMonths' }
  | { readonly code: 'onlyDecideUses' | 'onlyCheckUses'; readonly keys: readonly string[] }
  /** Flags that nobody gave: from the file of the project, as it stands or as a revision has it, or the environment. */
  | {
      readonly code: 'fromConfig';
      readonly file: string;
      readonly flags: readonly string[];
      /** True where the file at hand, which does not count, says something else. */
      readonly differs: boolean;
      readonly ownFile: string;
    }
  | { readonly code: 'configNotThere'; readonly file: string; readonly revision: string }
  | { readonly code: 'fromEnvironment'; readonly flags: readonly string[] }
  /** No workload has a tag that costs are told apart by. */
  | {
      readonly code: 'tagUnmet';
      readonly tag: string;
      readonly known: readonly string[];
      readonly near: readonly string[];
    }
  /** Units are stated, and nobody asked what one costs. */
  | { readonly code: 'unitsWithoutBy' }
  /** What a user's own offers state and an answer does not use. */
  | {
      readonly code: 'offersIdle';
      readonly parts: readonly { readonly what: readonly string[]; readonly why: string }[];
    }
  /** What is stated of workloads and moves nothing that is shown of them. */
  | {
      readonly code: 'statementsIdle';
      readonly statements: readonly { readonly key: string; readonly workloads: readonly string[] }[];
    };

/** What was taken by default, or is worth knowing, as data: each code has one text. */
export type Note =
  | CachingNote
  | UseNote
  | PriceNote
  | LifeNote
  | ChannelNote
  | ContractNote
  | ProposalNote
  | QuestionNote;

/** Ends of models, which a page says before anything that rests on them. */
export function isEnd({ code }: { readonly code: string }): boolean {
  return ['modelEnds', 'modelEnded', 'monthsWithoutPrice'].includes(code);
}
