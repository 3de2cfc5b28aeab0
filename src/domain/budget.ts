import { numeral } from './exact.ts';
import type { ExchangeRate } from './exchange-rate.ts';
import type { FilePlace } from './place.ts';
import type { Factor, Share, Usd } from './units.ts';

/** `fail` decides the verdict and the exit code; `warn` only says. */
export const LEVELS = ['warn', 'fail'] as const;
export type Level = (typeof LEVELS)[number];

/** What a limit is laid on: the whole profile, or one part of it by name. */
export const LIMIT_SCOPES = ['portfolio', 'provider', 'model', 'workload', 'tag'] as const;
export type LimitScope = (typeof LIMIT_SCOPES)[number];

/** How long a limit of an amount is for; a month where it does not say. */
export const PERIODS = ['month', 'quarter', 'year'] as const;
export type BudgetPeriod = (typeof PERIODS)[number];

/** A limit of an amount. */
export interface MaxAllowance {
  readonly max: Usd;
  /** More than that only fails where it is more than the baseline too. */
  readonly onlyIfGrows?: true;
  /** A quarter or a year that it is for. */
  readonly per?: Exclude<BudgetPeriod, 'month'>;
  /** Shares of it for equal parts of the period, in their order; they sum to 1. */
  readonly phasing?: readonly Share[];
  /** True where what one part leaves is added to the next. */
  readonly carryOver?: true;
}

/** What may be spent: an amount, or what the baseline cost a month and so much more; 0.1 is a tenth more. */
export type Allowance = MaxAllowance | { readonly maxIncrease: Usd } | { readonly maxGrowth: Factor };

const MONTHS: Readonly<Record<BudgetPeriod, number>> = { month: 1, quarter: 3, year: 12 };

/** Months of the period of a limit. */
export const monthsIn = ({ per = 'month' }: { readonly per?: BudgetPeriod | undefined }): number => MONTHS[per];

export const ALLOWANCES = ['max', 'maxIncrease', 'maxGrowth'] as const;
export type AllowanceKind = (typeof ALLOWANCES)[number];

export type Limit = {
  readonly scope: LimitScope;
  /** An id or a name; `team=support` for tags; undefined for the whole profile. */
  readonly name: string | undefined;
  /** With the scope `tag`: what a workload must carry, all of it. */
  readonly tags?: ReadonlyMap<string, string>;
  readonly level: Level;
  readonly place?: FilePlace;
  /** The currency that its figures are shown in beside US dollars. */
  readonly shownIn?: ExchangeRate;
  /** Why nothing in the profile meets it, so that it holds nothing; left out where something does. */
  readonly unmet?: string;
} & Allowance;

/** A limit of an amount. */
export type SpreadLimit = Extract<Limit, { readonly max: Usd }>;

export function allowanceKind(limit: Allowance): AllowanceKind {
  if ('max' in limit) return 'max';
  return 'maxIncrease' in limit ? 'maxIncrease' : 'maxGrowth';
}

/** Limits whose figures are shown in a currency beside US dollars. */
export function limitsIn(exchange: ExchangeRate | undefined, limits: readonly Limit[]): readonly Limit[] {
  return exchange === undefined ? limits : limits.map((each) => ({ ...each, shownIn: exchange }));
}

/** The dollars or the share that a limit allows. */
export function allowed(limit: Allowance): Usd | Factor {
  if ('max' in limit) return limit.max;
  return 'maxIncrease' in limit ? limit.maxIncrease : limit.maxGrowth;
}

/** What is looked at beside amounts. */
export type Rule = {
  readonly level: Level;
  readonly place?: FilePlace;
  /** Why nothing in the profile meets it. */
  readonly unmet?: string;
} & (
  | {
      /** List spend with a provider passes the low end of its floor since the baseline, either way. */
      readonly kind: 'floorCrossed';
      /** Every provider when undefined. */
      readonly provider: string | undefined;
    }
  | {
      /**
       * The oldest source among the rates used was read more than so many days before the day priced. `cardAge` is the
       * older word for it.
       */
      readonly kind: 'priceAge' | 'cardAge';
      readonly maxDays: number;
    }
);

export const RULES = ['floorCrossed', 'priceAge', 'cardAge'] as const satisfies readonly Rule['kind'][];

/** Whether an amount with an unpriced part can pass: as a lower bound with `allow`, never with `undecided`. */
export const UNPRICED_POLICIES = ['undecided', 'allow'] as const;
export type UnpricedPolicy = (typeof UNPRICED_POLICIES)[number];

export interface Budget {
  readonly name?: string;
  /** The currency that its amounts are written in; its limits are exact US dollars all the same. */
  readonly exchange?: ExchangeRate;
  readonly limits: readonly Limit[];
  readonly rules: readonly Rule[];
  readonly unpriced: UnpricedPolicy;
  /** True where a limit that nothing in the profile meets is refused. */
  readonly strict?: true;
}

/** A limit's name for tags. */
export function tagName(tags: ReadonlyMap<string, string>): string {
  return [...tags].map(([key, value]) => `${key}=${value}`).join(', ');
}

/** True of a limit of an amount that what grows alone can break. */
export function failsOnlyGrown(limit: Allowance): boolean {
  return 'max' in limit && limit.onlyIfGrows === true;
}

/** Equal for limits that allow in the same way, whatever they allow. */
export function termsKey(limit: Allowance): string {
  if (!('max' in limit)) return '';
  const { onlyIfGrows = false, per = 'month', phasing = [], carryOver = false } = limit;
  return JSON.stringify([onlyIfGrows, per, phasing.map(numeral), carryOver]);
}
