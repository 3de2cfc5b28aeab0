import type { ContractTerms } from './contract.ts';
import type { Source } from './rate-card.ts';
import type { Factor, Share } from './units.ts';

/** A fact about the market that an audit is held against. */
export interface Calibration<Value> {
  readonly value: Value;
  readonly source: Source;
}

/** Levels that commitment sizing assumes where nobody states one; data, with a source. */
export interface SizingDefaults {
  /** Standard deviation of the logarithm of demand, where only a point is stated. */
  readonly sigma: Share;
  /** Correlation of workloads that state their own demand, and of any two months. */
  readonly correlation: Share;
  readonly terms: ContractTerms;
  /** Share of unused commitment that a rollover clause is valued at. */
  readonly rolloverAsked: Share;
  readonly calibration: {
    /** First proposals as multiples of the measured run rate, from and to. */
    readonly firstProposal: Calibration<readonly [Factor, Factor]>;
    /** Prepaid commitments that had unused balance at their anniversary. */
    readonly unusedAtAnniversary: Calibration<Share>;
  };
  readonly source: Source;
}
