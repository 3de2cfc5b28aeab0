import type { ContractTerms } from '../../domain/contract.ts';
import type { CommitmentStatus, ContractCommitment } from '../../domain/contract-commitment.ts';
import { type Day, dayAfter } from '../../domain/day.ts';
import type { Offers } from '../../domain/offer.ts';
import type { Track, Tracked } from '../../domain/track.ts';
import { atLeast, plus } from '../../domain/units.ts';
import { resolvedTerms } from '../commitment/terms.ts';
import type { SignedContract } from '../track/track.ts';
import { cloudCommitmentsOf, contractCommitmentsOf } from './contract-commitments.ts';

/** What a window of a contract is on a day: past, ahead, used up, or in force. */
function statusOn(
  day: Day,
  { start, end }: { readonly start: Day; readonly end: Day },
  tracked: Tracked | undefined,
): CommitmentStatus {
  if (start > day) return 'Pending';
  if (end < day) return 'Expired';
  if (tracked === undefined || tracked.window.start !== start) return 'Active';
  return atLeast(tracked.used, plus(tracked.commitment, tracked.carriedOver)) ? 'Exhausted' : 'Active';
}

/** Whom a contract was signed through, by name; undefined where that is its provider. */
function issuerOf({ clauses: { through } }: SignedContract, { marketplaces, aggregators }: Offers): string | undefined {
  return [...marketplaces, ...aggregators].find(({ id }) => id === through)?.name ?? through;
}

/**
 * Contracts that were signed, and what is owed to clouds, as rows of FOCUS's dataset ContractCommitment. What is left for
 * a cloud is stated as of the day of the answer, and counts from the day after. Pure.
 */
export function trackedCommitments(
  contracts: readonly SignedContract[],
  { contracts: tracked }: Track,
  usual: ContractTerms,
  { day, offers }: { readonly day: Day; readonly offers: Offers },
): ContractCommitment[] {
  const signed = contracts.flatMap((contract) => {
    const found = tracked.find(({ kind, file }) => kind === 'contract' && file === contract.file);
    const { terms } = resolvedTerms(contract.terms, usual);
    const of = { ...contract, invoicedBy: issuerOf(contract, offers) };
    return contractCommitmentsOf(of, terms, (window) => statusOn(day, window, found), day).rows;
  });
  const owed = [...offers.cloudCommitments.values()];
  return [...signed, ...owed.flatMap((each) => cloudCommitmentsOf(each, dayAfter(day), day))];
}
