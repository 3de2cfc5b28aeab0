import type { Day, Month } from './day.ts';
import type { PriceTrend } from './price-trend.ts';
import type { Share } from './units.ts';

/** A set of prices, by its place among the days, and the part of a month in which it counts. */
export interface PricedPart {
  readonly set: number;
  readonly part: Share;
}

/** What changes a price inside a term: the models that it is about, on its day. */
export interface PriceChange {
  readonly day: Day;
  readonly models: readonly string[];
}

/** The prices of a term whose months are not all priced alike. */
export interface PricesAhead {
  /** The first day of each set of prices; the first is the day of the plan's first month. */
  readonly days: readonly Day[];
  /** By month, the sets that count in it; later months are as the last. */
  readonly months: readonly (readonly PricedPart[])[];
  readonly start: Month;
  /** Of `days`, those from which the card prices otherwise; on the others nothing moves but the trend. */
  readonly known: readonly Day[];
  /** What list prices are expected to do beside; undefined where nothing. */
  readonly trend?: PriceTrend;
  readonly changes: readonly PriceChange[];
  /** Models that end inside the term with nothing named in their place, and the first day without them. */
  readonly gaps: readonly { readonly model: string; readonly from: Day }[];
}
