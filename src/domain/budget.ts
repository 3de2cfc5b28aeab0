import type { FilePlace } from './place.ts';
import type { Factor, Usd } from './units.ts';

/** `fail` decides the verdict and the exit code; `warn` only says. */
export const LEVELS = ['warn', 'fail'] as const;
export type Level = (typeof LEVELS)[number];

/** What a limit is laid on: the whole profile, or one part of it by name. */
export const LIMIT_SCOPES = ['portfolio', 'provider', 'model', 'workload', 'tag'] as const;
export type LimitScope = (typeof LIMIT_SCOPES)[number];

/** What may be spent a month: an amount, or what the baseline cost and so much more; 0.1 is a tenth more. */
export type Allowance = { readonly max: Usd } | { readonly maxIncrease: Usd } | { readonly maxGrowth: Factor };

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
  /** Why nothing in the profile meets it, so that it holds nothing; left out where something does. */
  readonly unmet?: string;
} & Allowance;

export function allowanceKind(limit: Allowance): AllowanceKind {
  if ('max' in limit) return 'max';
  return 'maxIncrease' in limit ? 'maxIncrease' : 'maxGrowth';
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
  readonly limits: readonly Limit[];
  readonly rules: readonly Rule[];
  readonly unpriced: UnpricedPolicy;
}

/** A limit's name for tags. */
export function tagName(tags: ReadonlyMap<string, string>): string {
  return [...tags].map(([key, value]) => `${key}=${value}`).join(', ');
}
