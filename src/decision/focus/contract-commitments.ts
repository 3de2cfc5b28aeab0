import type { ContractTerms } from '../../domain/contract.ts';
import type { ContractCommitment } from '../../domain/contract-commitment.ts';
import { type Day, dayAfter } from '../../domain/day.ts';
import type { Usd } from '../../domain/units.ts';
import { type Window, windowsOf } from '../track/window.ts';

/** What of a contract says what it commits to. */
export interface Committing {
  readonly provider: string;
  /** What the contract is known by: the file or the band that it was read from. */
  readonly contractId: string;
  /** The commitment of a month, at the top of any ramp. */
  readonly commitment: Usd;
  readonly start: Day;
}

const idOf = (contractId: string, { start }: Window) => `${contractId}:${start}`;

/**
 * A contract as rows of FOCUS's dataset ContractCommitment: one for each window at whose end usage is held against it, so
 * that the rows of a contract add up to what is due over its term. Source: FOCUS_Spec 1.3, dataset ContractCommitment.
 */
export function contractCommitmentsOf(of: Committing, terms: ContractTerms): ContractCommitment[] {
  const windows = windowsOf(of.start, of.commitment, terms);
  const [first, last] = [windows[0], windows.at(-1)];
  if (first === undefined || last === undefined) return [];
  return windows.map((window) => ({
    id: idOf(of.contractId, window),
    provider: of.provider,
    contractId: of.contractId,
    cost: window.commitment,
    basis: terms.commitmentBasis,
    fulfilment: terms.fulfilment,
    // Ends are exclusive.
    period: { start: window.start, end: dayAfter(window.end) },
    contract: { start: first.start, end: dayAfter(last.end) },
  }));
}
