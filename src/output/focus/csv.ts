import type { Charge, Sku } from '../../domain/charge.ts';
import { dayAfter, firstDay, monthAfter } from '../../domain/day.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { type Exact, numeral } from '../../domain/exact.ts';
import { type Meter, meterLabel, meterRow } from '../../domain/meter.ts';
import { csvText, nameCell } from '../render/csv.ts';
import { skuDetails, skuId, skuPriceId } from './sku.ts';

/** What a whole file is about, beside its charges. */
export interface FocusFile extends Provenance {
  /** False where a part of what was asked for has no row, since nobody knows its price. */
  readonly complete: boolean;
}

type Cell = (charge: Charge, file: FocusFile) => string | Exact | undefined;

const AT_MIDNIGHT = 'T00:00:00Z';

const startOf: Cell = ({ period }) => `${firstDay(period.month)}${AT_MIDNIGHT}`;
const endOf: Cell = ({ period }) => `${firstDay(monthAfter(period.month))}${AT_MIDNIGHT}`;
const chargeStart: Cell = ({ period }) => `${period.days?.first ?? firstDay(period.month)}${AT_MIDNIGHT}`;
/** Ends are exclusive. */
const chargeEnd: Cell = ({ period: { month, days } }) =>
  `${days === undefined ? firstDay(monthAfter(month)) : dayAfter(days.last)}${AT_MIDNIGHT}`;
const sellerOf: Cell = ({ seller }, { providerName }) =>
  'name' in seller ? seller.name : providerName(seller.provider);
/** An estimate has no account yet; the column may not be null. */
const accountOf: Cell = ({ seller }) => `estimate:${'name' in seller ? seller.name : seller.provider}`;

/** What has a mode is a meter; what has none is a purchase, a fee or a credit, by its name. */
function meterText({ meter, mode }: Sku): string {
  return mode === undefined ? meter : meterLabel(meter as Meter);
}

function tagsText(tags: ReadonlyMap<string, string>): string | undefined {
  return tags.size === 0 ? undefined : JSON.stringify(Object.fromEntries(tags));
}

/**
 * The columns of FOCUS 1.2 that an estimate can fill, then ours, each group in alphabetical order as the attribute
 * ColumnHandling has it. A cell without a value is null: empty, and not quoted.
 */
const COLUMNS: Readonly<Record<string, Cell>> = {
  BilledCost: (charge) => charge.billedCost,
  BillingAccountId: accountOf,
  BillingAccountName: () => undefined,
  BillingCurrency: () => 'USD',
  BillingPeriodEnd: endOf,
  BillingPeriodStart: startOf,
  ChargeCategory: (charge) => charge.category,
  ChargeClass: () => undefined,
  ChargeDescription: (charge) => charge.description,
  ChargeFrequency: (charge) => charge.frequency,
  ChargePeriodEnd: chargeEnd,
  ChargePeriodStart: chargeStart,
  CommitmentDiscountCategory: ({ commitment }) => commitment && 'Spend',
  CommitmentDiscountId: ({ commitment }) => commitment?.id,
  CommitmentDiscountName: ({ commitment }) => commitment?.name,
  CommitmentDiscountQuantity: ({ commitment }) => commitment?.quantity,
  CommitmentDiscountStatus: ({ commitment }) => commitment?.status,
  CommitmentDiscountType: ({ commitment }) => commitment?.type,
  CommitmentDiscountUnit: ({ commitment }) => commitment && 'USD',
  ConsumedQuantity: ({ consumed }) => consumed?.quantity,
  ConsumedUnit: ({ consumed }) => consumed?.unit,
  ContractedCost: (charge) => charge.contractedCost,
  ContractedUnitPrice: ({ pricing }) => pricing?.contractedUnitPrice,
  EffectiveCost: (charge) => charge.effectiveCost,
  /** Recommended, and unknown to an estimate. */
  InvoiceId: () => undefined,
  InvoiceIssuerName: sellerOf,
  ListCost: (charge) => charge.listCost,
  ListUnitPrice: ({ pricing }) => pricing?.listUnitPrice,
  PricingCategory: ({ pricing }) => pricing?.category,
  PricingQuantity: ({ pricing }) => pricing?.quantity,
  PricingUnit: ({ pricing }) => pricing?.unit,
  ProviderName: sellerOf,
  PublisherName: ({ sku }, { providerName }) => providerName(sku.publisher),
  RegionId: ({ sku }) => sku.region,
  RegionName: ({ sku }) => sku.region,
  ServiceCategory: () => 'AI and Machine Learning',
  ServiceName: (charge, provenance) => `${sellerOf(charge, provenance)} API`,
  ServiceSubcategory: () => 'Generative AI',
  SkuId: ({ sku }) => skuId(sku),
  SkuMeter: ({ sku }) => meterText(sku),
  SkuPriceDetails: ({ sku }) => skuDetails(sku),
  SkuPriceId: ({ sku }) => skuPriceId(sku),
  Tags: ({ scenario }) => tagsText(scenario.tags),
  x_BaselineCost: (charge) => charge.baselineCost,
  /** Who loads a file does not see the exit code. */
  x_IsComplete: (_, { complete }) => String(complete),
  x_IsEstimate: () => 'true',
  x_PriceBookDate: (_, { card }) => card.version,
  x_PriceBookId: (_, { card }) => card.id,
  x_RatesAsOf: ({ period }) => period.ratesOf,
  x_Scenario: ({ scenario }) => scenario.id,
  x_TokenClass: ({ sku }) =>
    sku.mode === undefined || meterRow(sku.meter as Meter).unit === 'calls' ? undefined : sku.meter,
  x_Workload: ({ scenario }) => scenario.workload,
};

/** Fewest decimals of an amount: a column that is whole in one month and not in the next would change its type. */
const LEAST_DECIMALS = 2;

/** The exact numeral as a decimal: `4000.00`, `0.125`. */
export function decimalText(value: Exact): string {
  const [whole = '', decimals = ''] = numeral(value).split('.');
  return `${whole}.${decimals.padEnd(LEAST_DECIMALS, '0')}`;
}

function cellText(value: ReturnType<Cell>): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? nameCell(value) : decimalText(value);
}

/**
 * Charges as a FOCUS 1.2 dataset in CSV. Amounts are exact decimals with at least two places; a quotient that does not
 * end is written half up to 10.
 */
export function focusCsv(charges: readonly Charge[], file: FocusFile): string {
  const cells = Object.values(COLUMNS);
  return csvText([Object.keys(COLUMNS), ...charges.map((charge) => cells.map((cell) => cellText(cell(charge, file))))]);
}
