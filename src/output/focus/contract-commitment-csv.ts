import type { ContractCommitment } from '../../domain/contract-commitment.ts';
import { csvText, nameCell } from '../render/csv.ts';
import { INTERVAL_WORDS } from '../words/interval-words.ts';
import { decimalText } from './csv.ts';

const AT_MIDNIGHT = 'T00:00:00Z';

type NameOf = (provider: string) => string;
type Cell = (of: ContractCommitment, nameOf: NameOf) => string;

const describes: Cell = ({ provider, basis, fulfilment }, nameOf) =>
  `Minimum spend with ${nameOf(provider)}, ${basis === 'list' ? 'at list price' : 'after the discount'}, held against the use of each ${INTERVAL_WORDS[fulfilment]}`;

/**
 * The 13 columns of the dataset ContractCommitment, in alphabetical order as the attribute ColumnHandling has it. A cell
 * without a value is null. Source: FOCUS_Spec 1.3, dataset ContractCommitment.
 */
const COLUMNS: Readonly<Record<string, Cell>> = {
  BillingCurrency: () => 'USD',
  ContractCommitmentCategory: () => 'Spend',
  ContractCommitmentCost: ({ cost }) => decimalText(cost),
  ContractCommitmentDescription: describes,
  ContractCommitmentId: ({ id }) => id,
  ContractCommitmentPeriodEnd: ({ period }) => `${period.end}${AT_MIDNIGHT}`,
  ContractCommitmentPeriodStart: ({ period }) => `${period.start}${AT_MIDNIGHT}`,
  ContractCommitmentQuantity: () => '',
  ContractCommitmentType: () => 'Minimum spend',
  ContractCommitmentUnit: () => '',
  ContractId: ({ contractId }) => contractId,
  ContractPeriodEnd: ({ contract }) => `${contract.end}${AT_MIDNIGHT}`,
  ContractPeriodStart: ({ contract }) => `${contract.start}${AT_MIDNIGHT}`,
};

/** Commitments as FOCUS's dataset ContractCommitment in CSV, of version 1.3 and later. */
export function contractCommitmentCsv(rows: readonly ContractCommitment[], nameOf: NameOf): string {
  const cells = Object.values(COLUMNS);
  return csvText([Object.keys(COLUMNS), ...rows.map((row) => cells.map((cell) => nameCell(cell(row, nameOf))))]);
}
