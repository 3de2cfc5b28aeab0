import type { SideCost } from './card-diff.ts';
import { costAt, type Meter, meterRow, type PriceBand, type ServiceMode } from './meter.ts';
import { type Counted, sum, type Tokens, tokens, type UnitPrice, type Usd } from './units.ts';

/** A quantity at one unit price. Two sides buy the same thing when all but quantity and price are equal. */
export interface BoughtPart {
  readonly model: string;
  readonly channel: string;
  readonly meter: Meter;
  readonly mode: ServiceMode;
  readonly band: PriceBand;
  /** A month; 0 lends the unit price to the comparison and costs nothing. */
  readonly quantity: Counted;
  readonly usdPerLot: UnitPrice;
}

/** What a part comes to. */
export function costOfPart({ meter, quantity, usdPerLot }: BoughtPart): Usd {
  return costAt(meter, quantity, usdPerLot);
}

/** The tokens of some parts. Token-hours and calls are none: they follow the volume and do not make it. */
export function volumeOf(parts: readonly BoughtPart[]): Tokens {
  return sum(parts.filter(({ meter }) => meterRow(meter).isVolume).map(({ quantity }) => tokens(quantity)));
}

/** What one workload buys on one side, and why a part of it has no price. */
export interface BoughtWorkload {
  readonly parts: readonly BoughtPart[];
  /** What the channel takes or grants beside the tokens, in dollars a month. */
  readonly fees: Usd;
  readonly unpriced: readonly string[];
}

/** One side of a comparison: every workload by its name. */
export type Portfolio = ReadonlyMap<string, BoughtWorkload>;

/** Why a cost changed, in the order it is shown. */
export const EFFECTS = ['price', 'volume', 'mix', 'fees', 'added', 'removed'] as const;
export type Effect = (typeof EFFECTS)[number];

/** Dollars a month by cause, signed as the bill moves. Their sum is the whole change, without a residual. */
export type Effects = Readonly<Record<Effect, Usd>>;

/** One workload on both sides; a side it is not on is undefined. */
export interface WorkloadChange {
  readonly workload: string;
  /** `undecided` when it is on both sides and one of them has a part without a price. */
  readonly change: 'added' | 'removed' | 'changed' | 'unchanged' | 'undecided';
  readonly old: SideCost | undefined;
  readonly new: SideCost | undefined;
  /** Undefined while a part of either side has no price: an unknown change is not a change of 0. */
  readonly effects: Effects | undefined;
}

/** Fees of a month on both sides, in dollars. */
export interface FeesBeyond {
  readonly old: Usd;
  readonly new: Usd;
}

/** The workloads of the newer side in its order, then those that are gone. */
export interface PortfolioChange {
  readonly workloads: readonly WorkloadChange[];
  readonly old: SideCost;
  readonly new: SideCost;
  /** Part of either side that no workload holds: fees on what is bought together, less those of the workloads. */
  readonly feesBeyond: FeesBeyond;
  /** The sum over the workloads and those fees; undefined as soon as one of a workload is. */
  readonly effects: Effects | undefined;
}
