import type { Turn } from './turn.ts';

/**
 * What it costs a month more, or less than 0, where prices under a contract stay as they begin while list prices move as
 * expected. A statistic.
 */
export interface PriceClause {
  readonly provider: string;
  readonly costs: number;
  /** The best plan then; undefined where it decides the same. */
  readonly becomes: Turn | undefined;
}
