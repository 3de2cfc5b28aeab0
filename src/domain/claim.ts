import type { Day } from './day.ts';
import type { Exact } from './exact.ts';
import type { Meter, ServiceMode } from './meter.ts';
import type { Printed } from './printed.ts';
import type { Share } from './units.ts';
import type { Workload } from './workload.ts';

/** A unit price: list and standard unless it says otherwise. */
interface PriceInputs {
  readonly model: string;
  readonly meter: Meter;
  readonly mode?: ServiceMode | undefined;
  readonly channel?: string | undefined;
}

interface RowInputs {
  readonly job: string;
  /** A configuration id, such as `list+batch`. */
  readonly configuration: string;
}

interface MeterInputs {
  readonly job: string;
  readonly meter: Meter;
  /** The part of the meter that is meant; all of it when undefined. */
  readonly share?: Share | undefined;
}

/** How a figure is recomputed, with its inputs. Jobs are workloads that the claims describe. */
export type Figure =
  | ({ readonly kind: 'unitPrice' } & PriceInputs)
  /** The unit price of a meter over the model's input price. */
  | { readonly kind: 'inputMultiple'; readonly model: string; readonly meter: Meter }
  /** What a unit price is below the standard list price, of the same meter or of `from`. */
  | ({ readonly kind: 'priceCut'; readonly from?: Meter | undefined } & PriceInputs)
  | ({ readonly kind: 'cost' } & RowInputs)
  /** Against the baseline, signed the way the bill moves. */
  | ({ readonly kind: 'costChange' } & RowInputs)
  | ({ readonly kind: 'costShare' } & RowInputs)
  | ({ readonly kind: 'meterTokens' } & MeterInputs)
  | ({ readonly kind: 'meterCost' } & MeterInputs)
  | { readonly kind: 'meterShare'; readonly job: string; readonly meter: Meter }
  | { readonly kind: 'floor'; readonly end: 'low' | 'high'; readonly period: 'month' | 'year' }
  | { readonly kind: 'toFloor'; readonly job: string }
  /** Times the job's own volume that reaches an end of the floor at list price. */
  | { readonly kind: 'volumeMultiple'; readonly job: string; readonly end: 'low' | 'high' }
  | { readonly kind: 'contractDiscount'; readonly job: string; readonly end: 'shallowest' | 'deepest' }
  | { readonly kind: 'topUpPay' | 'topUpCredit' | 'topUpBonus'; readonly channel: string }
  /** Over every model of the card that the aggregator sells; `prepaidCut` pays with topped-up credit. */
  | { readonly kind: 'aggregatorCut' | 'prepaidCut'; readonly channel: string; readonly end: 'least' | 'most' };

export type FigureUnit = 'usd' | 'usdPerMtok' | 'tokens' | 'share' | 'multiple';

/** What each kind of figure is measured in. */
export const FIGURE_UNITS: Readonly<Record<Figure['kind'], FigureUnit>> = {
  unitPrice: 'usdPerMtok',
  inputMultiple: 'multiple',
  priceCut: 'share',
  cost: 'usd',
  costChange: 'share',
  costShare: 'share',
  meterTokens: 'tokens',
  meterCost: 'usd',
  meterShare: 'share',
  floor: 'usd',
  toFloor: 'usd',
  volumeMultiple: 'multiple',
  contractDiscount: 'share',
  topUpPay: 'usd',
  topUpCredit: 'usd',
  topUpBonus: 'share',
  aggregatorCut: 'share',
  prepaidCut: 'share',
};

/** One printed figure and its place in the table it stands in. */
export interface Claim {
  readonly id: string;
  readonly row: string;
  readonly column: string;
  readonly printed: Printed;
  readonly figure: Figure;
}

/** A figure that is not printed, which a note gives beside those that are. */
export interface BesideFigure {
  readonly id: string;
  readonly figure: Figure;
}

/** A table of the article. Its note names figures of `beside` in braces. */
export interface ClaimTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly claims: readonly Claim[];
  readonly note: string | undefined;
  readonly beside: readonly BesideFigure[];
}

/** One reading of a claim that does not reconcile, with the part of the print it is held against. */
export interface Reading {
  readonly id: string;
  readonly label: string;
  readonly printed: Printed;
  readonly figure: Figure;
}

/** A claim that does not reconcile as written. Its text names its readings in braces. */
export interface UnreconciledClaim {
  readonly id: string;
  /** Words and all, as they stand in the article. */
  readonly printed: string;
  readonly text: string;
  readonly readings: readonly Reading[];
  /** Whether every reading has to agree for the claim to hold, or any one. */
  readonly holdsWhen: 'everyReadingAgrees' | 'anyReadingAgrees';
}

/** What the article prints, and how each figure of it is recomputed. */
export interface Claims {
  readonly card: string;
  readonly asOf: Day;
  readonly jobs: ReadonlyMap<string, Workload>;
  readonly tables: readonly ClaimTable[];
  readonly unreconciled: readonly UnreconciledClaim[];
  /** What it states without a figure that could be recomputed. */
  readonly notRecomputed: readonly string[];
}

/** A recomputed value, undefined when the card or the offers can not give it. */
export interface Recomputed<Of> {
  readonly of: Of;
  readonly computed: Exact | undefined;
  readonly agrees: boolean;
}

export interface CheckedTable {
  readonly table: ClaimTable;
  readonly cells: readonly Recomputed<Claim>[];
  readonly beside: readonly Omit<Recomputed<BesideFigure>, 'agrees'>[];
}

export interface CheckedUnreconciled {
  readonly claim: UnreconciledClaim;
  readonly readings: readonly Recomputed<Reading>[];
  /** True when the claim holds after all: then listing it is wrong. */
  readonly reconciles: boolean;
}

/** The answer of `article`. */
export interface ArticleCheck {
  readonly tables: readonly CheckedTable[];
  readonly unreconciled: readonly CheckedUnreconciled[];
  readonly notRecomputed: readonly string[];
  /** Every cell agrees and nothing that is listed as unreconciled does. */
  readonly agrees: boolean;
}
