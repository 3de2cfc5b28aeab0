import type { AllocationKey, SharedCost, SharedRule } from './allocation.ts';
import type { Day, Month } from './day.ts';
import type { Exact } from './exact.ts';
import type { Meter, PriceBand, ServiceMode } from './meter.ts';
import type { Factor, Usd } from './units.ts';

/** The month a charge is billed for, and the day whose rates it is priced at. */
export interface BillingPeriod {
  readonly month: Month;
  readonly ratesOf: Day;
  /** The days of the month that a charge is for, where a price changes inside it; all of them otherwise. */
  readonly days?: { readonly first: Day; readonly last: Day };
}

/** What a price is agreed for, as a FOCUS SKU. */
export interface Sku {
  /** The model, or what a purchase buys. */
  readonly product: string;
  readonly publisher: string;
  readonly meter: Meter | 'commitment' | 'prepaid credit' | 'fee';
  readonly mode: ServiceMode | undefined;
  readonly band: PriceBand | undefined;
  readonly region: string | undefined;
}

/** Quantity and unit prices; unit price x quantity is the cost, exactly. */
export interface Pricing {
  readonly category: 'Standard' | 'Committed';
  readonly unit: string;
  readonly quantity: Exact;
  readonly listUnitPrice: Exact;
  readonly contractedUnitPrice: Exact;
}

/** How a charge draws on a commitment, or buys one: dollars of one to spend, units of reserved capacity. */
export interface Commitment {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly quantity: Exact;
  /** What it counts; US dollars where undefined. */
  readonly unit?: string | undefined;
  /** Undefined on the purchase itself. */
  readonly status: 'Used' | 'Unused' | undefined;
}

/** A row of FOCUS's dataset ContractCommitment. */
export interface CommitmentRow {
  readonly contractId: string;
  readonly commitmentId: string;
}

/** What of a charge counts toward a commitment of a contract, in the dollars that the commitment is written in. */
export interface AppliedContract extends CommitmentRow {
  readonly applied: Usd;
}

/** What of the effective cost of a charge belongs to no single workload: all of it, or a part. */
export interface SharedPart extends SharedCost {
  /** What a charge of that alone is called. */
  readonly description: string;
}

/** What a charge is a part of, and who bears it: a charge of no single workload, told apart. */
export interface AllocatedPart {
  readonly by: AllocationKey;
  readonly rule: SharedRule;
  /** Of the whole charge. Parts of one charge sum to 1. */
  readonly ratio: Exact;
  /** Undefined of what nobody bears. */
  readonly bearer: { readonly name: string | undefined; readonly tags: ReadonlyMap<string, string> } | undefined;
}

/** Whose work a charge is, and by which arrangement. */
export interface Scenario {
  /** The configuration, such as `list+batch`; `plan` for what belongs to no single one. */
  readonly id: string;
  readonly workload: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * One row of FOCUS's dataset of costs and usage (https://focus.finops.org/focus-specification/): the four costs of a charge.
 * List and contracted cost follow from the unit prices; effective cost accrues what was paid to the work it covers;
 * billed cost is what an invoice would carry.
 */
export interface Charge {
  readonly period: BillingPeriod;
  /** An adjustment is what is taken off for money that is owed in any case. */
  readonly category: 'Usage' | 'Purchase' | 'Credit' | 'Adjustment';
  readonly frequency: 'Usage-Based' | 'Recurring' | 'One-Time';
  readonly description: string;
  /** Who sells and invoices: a provider by its id, or an aggregator by its name. */
  readonly seller: { readonly provider: string } | { readonly name: string };
  readonly sku: Sku;
  /** Undefined on a credit and on an adjustment, which have no unit price. */
  readonly pricing: Pricing | undefined;
  /** What was metered; undefined where nothing was. */
  readonly consumed: { readonly quantity: Exact; readonly unit: string } | undefined;
  readonly commitment: Commitment | undefined;
  readonly contract?: AppliedContract | undefined;
  readonly shared?: SharedPart | undefined;
  readonly allocated?: AllocatedPart;
  readonly listCost: Usd;
  readonly contractedCost: Usd;
  readonly effectiveCost: Usd;
  readonly billedCost: Usd;
  /** The same tokens at the standard, uncached, global list price; undefined where none are billed. */
  readonly baselineCost: Usd | undefined;
  readonly scenario: Scenario;
}

/** Terms of a commitment to spend: take or pay, for one month. */
export interface CommitmentTerm {
  readonly id: string;
  readonly name: string;
  /** The provider that is paid. */
  readonly provider: string;
  /** Whether calls draw on it too; else they are billed as they come. */
  readonly coversCalls?: boolean | undefined;
  /** Contracted dollars a month, at the negotiated rates. */
  readonly amount: Usd;
  /** What a unit beyond the commitment costs, as a multiple of list; undefined: the negotiated rate goes on. */
  readonly overage: Factor | undefined;
  /** Where the dataset of commitments has it, and what a contracted dollar counts there: more than one on list dollars. */
  readonly contract?: (CommitmentRow & { readonly perDollar: Factor }) | undefined;
}

/** Credit that is bought in blocks before it is used. */
export interface PrepaidTerm {
  readonly id: string;
  readonly name: string;
  /** Cash for one block, above 0, and the credit it buys. */
  readonly pay: Usd;
  readonly credit: Usd;
  /** Days until a block lapses; left out where it is not said to. */
  readonly expiresAfterDays?: number | undefined;
}
