import { compare } from './exact.ts';
import type { ServiceLevel } from './service-level.ts';
import type { Share, Usd } from './units.ts';

export const CREDIT_PERIODS = ['once', 'month', 'year'] as const;
/** How often a credit is granted: once at the start of the term, or at the start of each month or year of it. */
export type CreditPeriod = (typeof CREDIT_PERIODS)[number];

/** What a vendor grants beside the discount. */
export interface GrantedCredit {
  readonly amount: Usd;
  readonly per: CreditPeriod;
  /** Days after which it lapses; undefined where it does not, or nothing is said. */
  readonly expiresAfterDays: number | undefined;
}

/** What a contract takes off the list price of models that come after it: what it takes off every other, or another share. */
export type NewerModels = Share | 'included';

/** What a contract says beside its commitment and how that is settled. What is undefined it does not say. */
export interface ContractClauses {
  /** Off list price, by model; a model that is not named gets the discount of the contract. */
  readonly discounts: ReadonlyMap<string, Share>;
  /** Off list price of models that are younger than the contract and not named; undefined where it does not say. */
  readonly newerModels: NewerModels | undefined;
  readonly credits: readonly GrantedCredit[];
  /** The price of the first day counts where the list price is above it later, and the list price where it is below. */
  readonly priceProtection: boolean;
  /** No model costs more under it than others ask for it: what that comes to is no amount of a plan, since it is others' word. */
  readonly mostFavoured: boolean;
  /** Whether tokens of requests that failed are free of charge. */
  readonly failedFree: boolean;
  /** What is credited of a month's spend when availability falls below a level. */
  readonly uptime: Pick<ServiceLevel, 'target' | 'credits' | 'claimDays'> | undefined;
  readonly autoRenew: boolean;
  /** Days before the end of the term until which notice has to be given. */
  readonly noticeDays: number | undefined;
  /** On the price, when it is renewed. */
  readonly priceIncrease: Share | undefined;
  /** The marketplace that it is bought through, such as bedrock; undefined where it is with the provider itself. */
  readonly through: string | undefined;
}

/** What a contract says of its prices beside its discount; a plan counts all of it but `mostFavoured`. */
export type PriceTerms = Pick<ContractClauses, 'discounts' | 'newerModels' | 'priceProtection' | 'mostFavoured'>;

/** What a contract says of its prices; undefined where that is nothing. */
export function priceTermsOf({
  discounts,
  newerModels,
  priceProtection,
  mostFavoured,
}: PriceTerms): PriceTerms | undefined {
  return priceProtection || mostFavoured || newerModels !== undefined || discounts.size > 0
    ? { discounts, newerModels, priceProtection, mostFavoured }
    : undefined;
}

/** What a contract takes off the list price of a model that it names; undefined where it names it not, or says what it says of all. */
export function discountNamed(
  { discount, prices }: { readonly discount: Share; readonly prices?: PriceTerms | undefined },
  model: string,
): Share | undefined {
  const own = prices?.discounts.get(model);
  return own === undefined || compare(own, discount) === 0 ? undefined : own;
}

export const NO_CLAUSES: ContractClauses = {
  discounts: new Map(),
  newerModels: undefined,
  credits: [],
  priceProtection: false,
  mostFavoured: false,
  failedFree: false,
  uptime: undefined,
  autoRenew: false,
  noticeDays: undefined,
  priceIncrease: undefined,
  through: undefined,
};

/** The clauses that a contract states, by their keys. */
export function statedClauses(clauses: ContractClauses): string[] {
  const stated: Readonly<Record<string, boolean>> = {
    discounts: clauses.discounts.size > 0,
    newerModels: clauses.newerModels !== undefined && clauses.newerModels !== 'included',
    credits: clauses.credits.length > 0,
    priceProtection: clauses.priceProtection,
    mostFavoured: clauses.mostFavoured,
    failedRequests: clauses.failedFree,
    uptime: clauses.uptime !== undefined,
    autoRenew: clauses.autoRenew,
    noticeDays: clauses.noticeDays !== undefined,
    priceIncrease: clauses.priceIncrease !== undefined,
    through: clauses.through !== undefined,
  };
  return Object.keys(stated).filter((key) => stated[key]);
}
