import type { CloudCommitment, Marketplace } from './marketplace.ts';
import type { Obstacle } from './obstacle.ts';
import type { Usd } from './units.ts';

/** One workload through a marketplace. */
export interface MarketplaceWorkload {
  readonly workload: string;
  readonly model: string;
  /** The provider's own list price with the same levers; undefined when something in it has no price. */
  readonly listCost: Usd | undefined;
  /** Undefined when something in it has no price. */
  readonly contractedCost: Usd | undefined;
  readonly obstacle: Obstacle | undefined;
}

/** Everything of a portfolio that one marketplace can sell, against the commitment it draws down. */
export interface MarketplaceOption {
  readonly marketplace: Marketplace;
  readonly commitment: CloudCommitment | undefined;
  /** Committed dollars a month that would otherwise be forfeit; undefined without a commitment. */
  readonly exposedPerMonth: Usd | undefined;
  readonly workloads: readonly MarketplaceWorkload[];
  /** How many of the workloads can be bought there; the amounts are theirs. */
  readonly bought: number;
  readonly listCost: Usd;
  readonly contractedCost: Usd;
  readonly drawdown: Usd;
  readonly avoidedShortfall: Usd;
  readonly effectiveCost: Usd;
  readonly billedCost: Usd;
}
