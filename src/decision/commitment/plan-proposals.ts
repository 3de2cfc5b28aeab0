import type { Signed } from '../../domain/commitment.ts';
import type { Contract } from '../../domain/contract.ts';
import type { Note } from '../../domain/note.ts';
import type { Plan, PlannedWorkload } from '../../domain/plan.ts';
import type { Proposal, ProposalAudit } from '../../domain/proposal.ts';
import { contractWith } from '../contract/quote.ts';
import type { Context } from '../estimate/estimate.ts';
import type { Sizing } from './plan-commitments.ts';
import { auditProposal } from './proposal.ts';
import { subjectOf } from './sizing-subject.ts';

/** The audits of some proposals, and what there is to say of them beside. */
export interface Judged {
  readonly audits: readonly ProposalAudit[];
  readonly notes: readonly Note[];
}

export const NOTHING_JUDGED: Judged = { audits: [], notes: [] };

/** The provider's offer. Where none is on offer but the proposal, the proposal is the offer, at the usual floor. */
function offerBeside({ provider, commitment, discount }: Proposal, { offers, quote }: Context): [Contract, Signed[]] {
  const offered = contractWith(offers, provider, quote);
  if (offered !== 'notOffered') return [offered, [...offered.bands]];
  const floor = quote.floor ?? offers.usualFloor;
  const bands: Contract['bands'] = [{ id: 'proposal', commitment, discount }];
  return [{ floor, bands, discountRange: undefined, source: undefined }, []];
}

function judge(proposal: Proposal, plan: Plan, context: Context, sizing: Sizing): ProposalAudit | undefined {
  const { provider } = proposal;
  const isTheirs = ({ workload, model }: PlannedWorkload) =>
    model.provider === provider || context.card.find(workload.model)?.provider === provider;
  const subject = subjectOf(provider, plan, context, isTheirs);
  if (subject === undefined) return undefined;
  const [contract, bands] = offerBeside(proposal, context);
  const of = { provider, ...subject, common: sizing.common, contract };
  return auditProposal(of, proposal, sizing.defaults, sizing.normal, bands);
}

/**
 * Each proposal against the work that the plan buys from its provider, else against all that may be bought direct
 * there. One that has nothing to be held against, or can not be signed any more, is noted.
 */
export function judgeProposals(plan: Plan, context: Context, sizing: Sizing): Judged {
  const audits: ProposalAudit[] = [];
  const notes: Note[] = [];
  for (const proposal of sizing.proposals ?? []) {
    const { provider, file, validUntil } = proposal;
    const audit = judge(proposal, plan, context, sizing);
    if (audit === undefined) notes.push({ code: 'proposalNotJudged', provider, file });
    else audits.push(audit);
    if (validUntil !== undefined && validUntil < context.day)
      notes.push({ code: 'proposalLapsed', provider, file, validUntil });
  }
  return { audits, notes };
}
