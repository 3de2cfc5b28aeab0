import type { CommitmentRow, CommitmentTerm } from '../../domain/charge.ts';
import type { ContractBand, ContractTerms } from '../../domain/contract.ts';
import type { ContractCommitment } from '../../domain/contract-commitment.ts';
import type { Day } from '../../domain/day.ts';
import type { Offers } from '../../domain/offer.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { ratio, UNCHANGED } from '../../domain/units.ts';
import { resolvedTerms } from '../commitment/terms.ts';
import { proposedBand } from '../contract/proposed.ts';
import { statedFor } from '../contract/settle.ts';
import { type CommitmentRows, cloudCommitmentsOf, contractCommitmentsOf } from './contract-commitments.ts';

/** What a plan's commitments are dated and settled by. */
export interface CommitmentDates {
  /** The first day of the month that the plan is of, from which its contracts run. */
  readonly start: Day;
  /** The day of the answer. */
  readonly known: Day;
  /** Terms that nobody states. */
  readonly usual: ContractTerms;
}

/** What a plan commits to, and which row each of its charges draws on. */
export interface PlannedCommitments {
  readonly rows: readonly ContractCommitment[];
  readonly toProvider: (provider: string) => CommitmentTerm['contract'];
  readonly toCloud: (cloud: string) => CommitmentRow | undefined;
}

/** Where nothing is told of commitments. */
export const NOT_TOLD: PlannedCommitments = { rows: [], toProvider: () => undefined, toCloud: () => undefined };

const isProposed = () => 'Proposed' as const;

function rowsOf(
  provider: string,
  band: ContractBand,
  offers: Offers,
  { start, known, usual }: CommitmentDates,
  proposal?: Proposal,
): CommitmentRows {
  const offered = offers.contractOf(provider);
  const contract = offered === 'notOffered' ? undefined : offered;
  const stated = statedFor(contract?.terms, band) ?? {};
  const { commitment, discount } = band;
  const apart = proposal === undefined ? {} : { called: proposal.file, proposedIn: proposal.file };
  const of = {
    provider,
    commitment,
    discount,
    start: proposal?.start ?? start,
    coversCalls: contract?.coversCalls,
    ...apart,
  };
  return contractCommitmentsOf(of, resolvedTerms(stated, usual).terms, isProposed, known);
}

/** Whether a band can still be signed: a proposal that has lapsed is no offer. */
function isOffered(offers: Offers, provider: string, { id }: ContractBand): boolean {
  const offered = offers.contractOf(provider);
  return offered !== 'notOffered' && offered.bands.some((band) => band.id === id);
}

const rowOf = ({ contractId, id }: ContractCommitment): CommitmentRow => ({ contractId, commitmentId: id });

/**
 * What a plan commits to as rows of FOCUS's dataset ContractCommitment: the contracts it signs, what vendors propose and
 * it does without, and what is owed to clouds. A plan's month is one at the top of any ramp, so it draws on the first
 * window in which a month is due in full. Pure.
 */
export function plannedCommitments(
  plan: Plan,
  offers: Offers,
  proposals: readonly Proposal[],
  dates: CommitmentDates,
): PlannedCommitments {
  const signed = plan.contracts.map(({ provider, band, due }) => {
    const { rows, full } = rowsOf(provider, band, offers, dates);
    const contract = full && { ...rowOf(full), perDollar: ratio(band.commitment, due) ?? UNCHANGED };
    return { provider, band, rows, contract };
  });
  const declined = proposals
    .map((proposal) => ({ proposal, band: proposedBand(proposal) }))
    .filter(({ proposal: { provider }, band }) => {
      const isSigned = signed.some((each) => each.provider === provider && each.band.id === band.id);
      return !isSigned && isOffered(offers, provider, band);
    })
    .map(({ proposal, band }) => rowsOf(proposal.provider, band, offers, dates, proposal));
  const clouds = [...offers.cloudCommitments.values()].map((owed) => ({
    cloud: owed.cloud,
    rows: cloudCommitmentsOf(owed, dates.start, dates.known),
  }));
  return {
    rows: [...signed, ...declined, ...clouds].flatMap(({ rows }) => rows),
    toProvider: (provider) => signed.find((each) => each.provider === provider)?.contract,
    toCloud: (cloud) => clouds.find((each) => each.cloud === cloud)?.rows.map(rowOf)[0],
  };
}
