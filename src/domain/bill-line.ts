import type { Day } from './day.ts';
import type { ServiceMode } from './meter.ts';
import type { Usd } from './units.ts';
import type { TokenClass } from './usage.ts';

/** What a line of a bill says it is for: a class of tokens, writes of a lifetime it does not name, or calls. */
export type BilledFor = TokenClass | 'cacheWrite' | 'calls';

/** A line of a bill. Its amount may be below 0: a credit, or a correction. */
export interface BillLine {
  /** The first and the last day it is for. */
  readonly day: Day;
  readonly until: Day;
  /** The model as the bill writes it; undefined where the line names none. */
  readonly model: string | undefined;
  readonly billedFor: BilledFor | undefined;
  readonly mode: ServiceMode | undefined;
  readonly amount: Usd;
  /** ISO 4217, in capitals. */
  readonly currency: string;
  /** Decimals of the amount as it is written. */
  readonly places: number;
  /** True where the bill itself calls it a credit, a refund or free of charge. */
  readonly credit: boolean;
  /** True where the bill itself calls it a tax. */
  readonly tax: boolean;
  /** What the line is called. */
  readonly label: string;
}
