import { FULFILMENT_MONTHS } from '../../domain/contract.ts';
import type { CommitmentTerms, ContractCommitment } from '../../domain/contract-commitment.ts';
import { ONE, ZERO } from '../../domain/exact.ts';
import { type FocusVersion, isFrom } from '../../domain/focus-version.ts';
import { jsonLine } from '../../domain/json.ts';
import { UNITS } from '../../domain/meter.ts';
import { csvText, nameCell } from '../render/csv.ts';
import { INTERVAL_WORDS } from '../words/interval-words.ts';
import { decimalText } from './decimal.ts';
import { atMidnight } from './midnight.ts';

type NameOf = (payee: string) => string;
type Cell = (of: ContractCommitment, nameOf: NameOf) => string;

const payeeOf: Cell = ({ payee }, nameOf) => nameOf(payee);
const issuerOf: Cell = ({ payee, invoicedBy }, nameOf) => invoicedBy ?? nameOf(payee);
/** What is owed to a cloud may be paid already. */
const isPaid = ({ terms }: ContractCommitment) => terms.kind === 'cloud' && terms.prepaid;
const costOf: Cell = ({ cost }) => decimalText(cost);
const usd: Cell = () => 'USD';
const knownOn: Cell = ({ known }) => atMidnight(known);

function describes({ terms, payee }: ContractCommitment, nameOf: NameOf): string {
  if (terms.kind === 'cloud') return `What is left of a commitment to ${nameOf(payee)}, as the offers state it`;
  const { basis, fulfilment, proposedIn } = terms;
  const held = `${basis === 'list' ? 'at list price' : 'after the discount'}, held against the use of each ${INTERVAL_WORDS[fulfilment]}`;
  const proposed = proposedIn === undefined ? '' : `, as ${proposedIn} proposes and the plan does without`;
  return `Minimum spend with ${nameOf(payee)}, ${held}${proposed}`;
}

function typeOf({ terms }: ContractCommitment): string {
  if (terms.kind === 'cloud') return 'Cloud commitment';
  return terms.proposedIn === undefined ? 'Minimum spend' : 'Proposed minimum spend';
}

const INTERVALS = { monthly: 'Monthly', quarterly: 'Quarterly', annual: 'Annual' } as const;

function intervalOf(terms: CommitmentTerms): string {
  return terms.kind === 'cloud' ? 'Full Period' : INTERVALS[terms.fulfilment];
}

function durationOf({ months }: CommitmentTerms): string {
  const years = months % FULFILMENT_MONTHS.annual === 0;
  const count = years ? months / FULFILMENT_MONTHS.annual : months;
  return `${count} ${years ? 'Year' : 'Month'}${count === 1 ? '' : 's'}`;
}

/**
 * Which charges count. Of a contract what is bought from whom it was signed with, without calls unless it covers them; what
 * else counts for a cloud is no matter of these files. Source: FOCUS_Spec 1.4, columns/contractcommitmentapplicability.
 */
const applicabilityOf: Cell = (of, nameOf) => {
  if (of.terms.kind === 'cloud') return jsonLine({ IsComplexScope: true });
  const rule = (dimension: string, value: string) => ({ Dimension: dimension, Operator: 'In', Values: [value] });
  const calls = { ExclusionOperator: 'Or', Exclusions: [rule('ConsumedUnit', UNITS.calls.focus)] };
  return jsonLine({
    InclusionOperator: 'And',
    Inclusions: [rule('InvoiceIssuerName', issuerOf(of, nameOf))],
    ...(of.terms.coversCalls ? {} : calls),
  });
};

/**
 * The dataset ContractCommitment, in alphabetical order as the attribute ColumnHandling has it. A cell without a value is
 * null. Source: FOCUS_Spec 1.3, dataset ContractCommitment, 13 columns; those of 1.4 are 30 (FOCUS 1.4 Data Model). What
 * a contract is paid by is not stated, so that it is as its charges have it: a month at a time. What a cloud grants for
 * its commitment is not either.
 */
const COLUMNS: Readonly<Record<string, Cell>> = {
  BillingCurrency: usd,
  ContractCommitmentApplicability: applicabilityOf,
  ContractCommitmentBenefitCategory: ({ terms }) => (terms.kind === 'cloud' ? 'Other' : 'Discount'),
  ContractCommitmentCategory: () => 'Spend',
  ContractCommitmentCost: costOf,
  ContractCommitmentCreated: knownOn,
  ContractCommitmentDescription: describes,
  ContractCommitmentDiscountPercentage: ({ terms }) => (terms.kind === 'cloud' ? '' : decimalText(terms.discount)),
  ContractCommitmentDurationType: ({ terms }) => durationOf(terms),
  ContractCommitmentFulfillmentInterval: ({ terms }) => intervalOf(terms),
  ContractCommitmentId: ({ id }) => id,
  ContractCommitmentLastUpdated: knownOn,
  ContractCommitmentLifecycleStatus: ({ status }) => status,
  ContractCommitmentModel: () => 'Discontinuous',
  ContractCommitmentOfferCategory: () => 'Negotiated',
  ContractCommitmentPaymentInterval: (of) => (isPaid(of) ? 'One-Time' : 'Monthly'),
  ContractCommitmentPaymentModel: (of) => (isPaid(of) ? 'All Upfront' : 'No Upfront'),
  ContractCommitmentPaymentUpfrontPercentage: (of) => decimalText(isPaid(of) ? ONE : ZERO),
  ContractCommitmentPeriodEnd: ({ period }) => atMidnight(period.end),
  ContractCommitmentPeriodStart: ({ period }) => atMidnight(period.start),
  ContractCommitmentQuantity: () => '',
  ContractCommitmentType: typeOf,
  ContractCommitmentUnit: () => '',
  ContractId: ({ contractId }) => contractId,
  ContractPeriodEnd: ({ contract }) => atMidnight(contract.end),
  ContractPeriodStart: ({ contract }) => atMidnight(contract.start),
  InvoiceIssuerName: issuerOf,
  PricingCurrency: usd,
  PricingCurrencyContractCommitmentCost: costOf,
  ServiceProviderName: payeeOf,
};

/** Those that 1.3 has. */
const IN_1_3 = new Set([
  ...['BillingCurrency', 'ContractCommitmentCategory', 'ContractCommitmentCost', 'ContractCommitmentDescription'],
  ...['ContractCommitmentId', 'ContractCommitmentPeriodEnd', 'ContractCommitmentPeriodStart'],
  ...['ContractCommitmentQuantity', 'ContractCommitmentType', 'ContractCommitmentUnit', 'ContractId'],
  ...['ContractPeriodEnd', 'ContractPeriodStart'],
]);

/** Commitments as FOCUS's dataset ContractCommitment in CSV, of version 1.3 or later. */
export function contractCommitmentCsv(
  rows: readonly ContractCommitment[],
  nameOf: NameOf,
  version: FocusVersion,
): string {
  const columns = Object.entries(COLUMNS).filter(([name]) => IN_1_3.has(name) || isFrom(version, '1.4'));
  const lines = rows.map((row) => columns.map(([, cell]) => nameCell(cell(row, nameOf))));
  return csvText([columns.map(([name]) => name), ...lines]);
}
