import type { FloorBand } from './contract.ts';
import type { FailureClass } from './failure.ts';
import type { NegotiationLever } from './lever-terms.ts';
import type { ServiceLevel } from './service-level.ts';
import type { Factor, Share, Usd } from './units.ts';

/** How well a value is known: from published prices, from what the buyer states, or from an assumption of the tool's. */
export type LeverBasis = 'published' | 'stated' | 'assumed' | 'claim';

/** What one lever is worth with one provider, dollars a month. */
export interface LeverValue {
  readonly lever: NegotiationLever;
  readonly low: Usd;
  readonly expected: Usd;
  readonly high: Usd;
  /** Expected / list spend: what the same dollars would be as a discount on every token. Undefined without spend. */
  readonly points: Share | undefined;
  readonly basis: LeverBasis;
  /** Paid only when something goes wrong: reported beside the cost, never inside it. */
  readonly contingent: boolean;
}

/** Failed requests of one class, dollars a month. */
export interface FailureValue {
  readonly id: FailureClass;
  readonly name: string;
  readonly consumed: Usd;
  readonly billedToday: Usd;
  readonly recovered: Usd;
}

/** The failed-request lever in full. */
export interface FailedRequests {
  readonly basis: LeverBasis;
  readonly classes: readonly FailureValue[];
  readonly recovered: Usd;
  /** The article's flat share of the output, beside it. */
  readonly articleMethod: Usd;
}

/** The uptime lever in full: floats, since it is a statistic. */
export interface UptimeCredits {
  readonly level: ServiceLevel;
  readonly basis: LeverBasis;
  readonly steps: readonly { readonly below: Share; readonly credit: Share; readonly probability: number }[];
  /** Expected availability of a month, of all incidents; undefined where the buyer states probabilities. */
  readonly meanAvailability: number | undefined;
  readonly expectedShare: number;
}

/** A model's age on the card: the newest takes the shallowest discounts. */
export interface ModelAge {
  readonly model: string;
  /** Models of the same provider that came to the card later and are in force. */
  readonly newer: number;
}

/** The levers with one provider, in the order of how reliably they move. */
export interface ProviderLevers {
  readonly provider: string;
  /** At list price with the levers the work is bought with. */
  readonly listSpend: Usd;
  readonly complete: boolean;
  readonly floor: FloorBand | undefined;
  /** Whether the spend reaches the floor: under it none of this is negotiable. */
  readonly open: boolean;
  readonly values: readonly LeverValue[];
  readonly models: readonly ModelAge[];
  readonly failedRequests: FailedRequests;
  readonly uptime: UptimeCredits | undefined;
  readonly regionBasis: 'pinned' | 'couldBePinned' | 'notSold' | 'mixed';
}

/** What a negotiation can move, by provider, and what it cannot. */
export interface LeverReport {
  readonly providers: readonly ProviderLevers[];
  readonly names: ReadonlyMap<NegotiationLever, { readonly name: string; readonly terms: string }>;
  readonly notLevers: readonly { readonly name: string; readonly reason: string }[];
  readonly qualifying: Share;
  readonly claimed: Share;
  readonly incidentsPerMonth: Factor;
  readonly meanMinutes: Factor;
}
