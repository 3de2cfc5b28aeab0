import type { Charge, Sku } from '../../domain/charge.ts';
import { dayAfter, firstDay, monthAfter } from '../../domain/day.ts';
import type { Provenance } from '../../domain/estimate.ts';
import type { Exact } from '../../domain/exact.ts';
import { FIRST_WITH_COMMITMENTS, type FocusVersion, isFrom } from '../../domain/focus-version.ts';
import { type Meter, meterLabel, meterRow } from '../../domain/meter.ts';
import { csvText, nameCell } from '../render/csv.ts';
import { allocatedTo, allocationDetails, describedPart, taggedPart } from './allocated.ts';
import { contractApplied } from './contract-applied.ts';
import { decimalText } from './decimal.ts';
import { atMidnight } from './midnight.ts';
import { skuDetails, skuId, skuPriceId } from './sku.ts';

/** What a whole file is about, beside its charges. */
export interface FocusFile extends Provenance {
  /** False where a part of what was asked for has no row, since nobody knows its price. */
  readonly complete: boolean;
  readonly version: FocusVersion;
}

type Cell = (charge: Charge, file: FocusFile) => string | Exact | undefined;

/** Versions with columns for who bears a part of a charge; before, tags and the description say it. */
const hasAllocation = (version: FocusVersion) => isFrom(version, '1.3');

const startOf: Cell = ({ period }) => atMidnight(firstDay(period.month));
const endOf: Cell = ({ period }) => atMidnight(firstDay(monthAfter(period.month)));
const chargeStart: Cell = ({ period }) => atMidnight(period.days?.first ?? firstDay(period.month));
/** Ends are exclusive. */
const chargeEnd: Cell = ({ period: { month, days } }) =>
  atMidnight(days === undefined ? firstDay(monthAfter(month)) : dayAfter(days.last));
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

/** From the first version on that has the dataset of commitments, a commitment goes by its row there. */
const commitmentId: Cell = ({ commitment, contract }, { version }) =>
  (commitment && (isFrom(version, FIRST_WITH_COMMITMENTS) ? contract?.commitmentId : undefined)) ?? commitment?.id;

/** What is bought, and what is left of it, is the commitment itself (FOCUS_Spec, attribute DiscountHandling). */
const isCommitment = ({ commitment }: Charge) => commitment !== undefined && commitment.status !== 'Used';

/**
 * The columns of FOCUS that an estimate can fill, then ours, each group in alphabetical order as the attribute
 * ColumnHandling has it. A cell without a value is null: empty, and not quoted. Whoever serves the API that is bought is
 * the service provider, the host and the issuer (FOCUS_Spec, appendix ai_billing_examples, csp_served_third_party_model).
 */
const COLUMNS: Readonly<Record<string, Cell>> = {
  AllocatedMethodDetails: ({ allocated }) => allocated && allocationDetails(allocated),
  AllocatedMethodId: ({ allocated }) => allocated?.rule,
  AllocatedResourceId: ({ allocated }) => allocated && allocatedTo(allocated),
  AllocatedResourceName: ({ allocated }) => allocated && allocatedTo(allocated),
  AllocatedTags: ({ allocated }) => allocated?.bearer && tagsText(allocated.bearer.tags),
  BilledCost: (charge) => charge.billedCost,
  BillingAccountId: accountOf,
  BillingAccountName: () => undefined,
  BillingCurrency: () => 'USD',
  BillingPeriodEnd: endOf,
  BillingPeriodStart: startOf,
  ChargeCategory: (charge) => charge.category,
  ChargeClass: () => undefined,
  ChargeDescription: (charge, { version }) => (hasAllocation(version) ? charge.description : describedPart(charge)),
  ChargeFrequency: (charge) => charge.frequency,
  ChargePeriodEnd: chargeEnd,
  ChargePeriodStart: chargeStart,
  CommitmentDiscountCategory: ({ commitment }) => commitment && (commitment.unit === undefined ? 'Spend' : 'Usage'),
  CommitmentDiscountId: commitmentId,
  CommitmentDiscountName: ({ commitment }) => commitment?.name,
  CommitmentDiscountQuantity: ({ commitment }) => commitment?.quantity,
  CommitmentDiscountStatus: ({ commitment }) => commitment?.status,
  CommitmentDiscountType: ({ commitment }) => commitment?.type,
  CommitmentDiscountUnit: ({ commitment }) => commitment && (commitment.unit ?? 'USD'),
  ConsumedQuantity: ({ consumed }) => consumed?.quantity,
  ConsumedUnit: ({ consumed }) => consumed?.unit,
  ContractApplied: ({ contract }) => contract && contractApplied(contract),
  ContractedCost: (charge) => charge.contractedCost,
  ContractedUnitPrice: ({ pricing }) => pricing?.contractedUnitPrice,
  EffectiveCost: (charge) => charge.effectiveCost,
  HostProviderName: sellerOf,
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
  ResourceId: (charge, file) => (isCommitment(charge) ? commitmentId(charge, file) : undefined),
  ResourceName: (charge) => (isCommitment(charge) ? charge.commitment?.name : undefined),
  ResourceType: (charge) => (isCommitment(charge) ? charge.commitment?.type : undefined),
  ServiceCategory: () => 'AI and Machine Learning',
  ServiceName: (charge, provenance) => `${sellerOf(charge, provenance)} API`,
  ServiceProviderName: sellerOf,
  ServiceSubcategory: () => 'Generative AI',
  /** What has no unit price, a credit or an adjustment, has no SKU. */
  SkuId: ({ sku, pricing }) => pricing && skuId(sku),
  SkuMeter: ({ sku, pricing }) => pricing && meterText(sku),
  SkuPriceDetails: ({ sku, pricing }) => pricing && skuDetails(sku),
  SkuPriceId: ({ sku, pricing }) => pricing && skuPriceId(sku),
  Tags: (charge, { version }) => tagsText(hasAllocation(version) ? charge.scenario.tags : taggedPart(charge)),
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

/** Columns that came later than the first version written here (FOCUS_Spec, supporting_content/appendix/version_migration_guidance). */
const FROM_1_3 = new Set([
  ...['AllocatedMethodDetails', 'AllocatedMethodId', 'AllocatedResourceId', 'AllocatedResourceName', 'AllocatedTags'],
  ...['ContractApplied', 'HostProviderName', 'ServiceProviderName'],
]);
/** Columns that 1.3 asks to be written beside those in their place, and 1.4 has no more. */
const UNTIL_1_3 = new Set(['ProviderName', 'PublisherName']);

const isIn = (version: FocusVersion, name: string): boolean =>
  FROM_1_3.has(name) ? isFrom(version, '1.3') : !(UNTIL_1_3.has(name) && isFrom(version, '1.4'));

function cellText(value: ReturnType<Cell>): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? nameCell(value) : decimalText(value);
}

/**
 * Charges as FOCUS's dataset of costs and usage in CSV. Amounts are exact decimals with at least two places; a quotient
 * that does not end is written half up to 10.
 */
export function focusCsv(charges: readonly Charge[], file: FocusFile): string {
  const columns = Object.entries(COLUMNS).filter(([name]) => isIn(file.version, name));
  const rows = charges.map((charge) => columns.map(([, cell]) => cellText(cell(charge, file))));
  return csvText([columns.map(([name]) => name), ...rows]);
}
