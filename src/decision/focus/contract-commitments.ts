import type { ContractTerms } from '../../domain/contract.ts';
import type { CommitmentStatus, ContractCommitment } from '../../domain/contract-commitment.ts';
import { type Day, dayAfter, monthsAfter } from '../../domain/day.ts';
import { compare, isZero } from '../../domain/exact.ts';
import type { CloudCommitment } from '../../domain/marketplace.ts';
import type { Share, Usd } from '../../domain/units.ts';
import { type Window, windowsOf } from '../track/window.ts';

/** What of a contract says what it commits to. */
export interface Committing {
  readonly provider: string;
  /** The commitment of a month, at the top of any ramp. */
  readonly commitment: Usd;
  readonly discount: Share;
  readonly start: Day;
  readonly coversCalls?: boolean | undefined;
  /** What it is called where it is not the contract with this provider from this day on, but one of several. */
  readonly called?: string;
  readonly proposedIn?: string | undefined;
  readonly invoicedBy?: string | undefined;
}

/** The rows of one contract, and the row of the first window with a month that is due in full: what a plan's month draws on. */
export interface CommitmentRows {
  readonly rows: readonly ContractCommitment[];
  readonly full: ContractCommitment | undefined;
}

type StatusOf = (window: Pick<Window, 'start' | 'end'>) => CommitmentStatus;

/** A contract by its payee and its first day; those of one provider that begin together by their names. */
const contractIdOf = (payee: string, start: Day, called: string | undefined): string =>
  [payee, start, ...(called === undefined ? [] : [called])].join(':');

/**
 * A contract as rows of FOCUS's dataset ContractCommitment: one for each window at whose end usage is held against it, so
 * that the rows of a contract add up to what is due over its term; none where it commits to nothing. Source: FOCUS_Spec
 * 1.3, dataset ContractCommitment.
 */
export function contractCommitmentsOf(
  of: Committing,
  terms: ContractTerms,
  statusOf: StatusOf,
  known: Day,
): CommitmentRows {
  const windows = isZero(of.commitment) ? [] : windowsOf(of.start, of.commitment, terms);
  const [first, last] = [windows[0], windows.at(-1)];
  if (first === undefined || last === undefined) return { rows: [], full: undefined };
  const contractId = contractIdOf(of.provider, of.start, of.called);
  const rows = windows.map(
    (window): ContractCommitment => ({
      id: `${contractId}:${window.start}`,
      payee: of.provider,
      invoicedBy: of.invoicedBy,
      contractId,
      cost: window.commitment,
      terms: {
        kind: 'contract',
        basis: terms.commitmentBasis,
        fulfilment: terms.fulfilment,
        months: window.months.length,
        discount: of.discount,
        coversCalls: of.coversCalls === true,
        proposedIn: of.proposedIn,
      },
      // Ends are exclusive.
      period: { start: window.start, end: dayAfter(window.end) },
      contract: { start: first.start, end: dayAfter(last.end) },
      status: statusOf(window),
      known,
    }),
  );
  // Of a ramp that never comes to all of it, the last.
  const full = windows.findIndex(({ months }) => months.some(({ due }) => compare(due, of.commitment) === 0));
  return { rows, full: rows.at(full) };
}

/** What is left of a commitment to a cloud, from a day on: none where nothing is. It is in force already. */
export function cloudCommitmentsOf(
  { cloud, remaining, monthsLeft, prepaid }: CloudCommitment,
  start: Day,
  known: Day,
): ContractCommitment[] {
  if (isZero(remaining)) return [];
  const months = Number(monthsLeft);
  const contractId = contractIdOf(`${cloud}-commitment`, start, undefined);
  const period = { start, end: monthsAfter(start, months) };
  return [
    {
      id: `${contractId}:${start}`,
      payee: cloud,
      invoicedBy: undefined,
      contractId,
      cost: remaining,
      terms: { kind: 'cloud', months, prepaid },
      period,
      contract: period,
      status: 'Active',
      known,
    },
  ];
}
