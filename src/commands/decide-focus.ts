import type { Context } from '../decision/estimate/estimate.ts';
import { decisionCharges } from '../decision/focus/decision-charges.ts';
import { plannedCommitments } from '../decision/focus/planned-commitments.ts';
import type { Charge } from '../domain/charge.ts';
import type { ContractTerms } from '../domain/contract.ts';
import { firstDay, monthOf } from '../domain/day.ts';
import type { Decision } from '../domain/decision.ts';
import type { Provenance } from '../domain/estimate.ts';
import { isComplete } from '../domain/plan.ts';
import type { Proposal } from '../domain/proposal.ts';
import { contractCommitmentCsv } from '../output/focus/contract-commitment-csv.ts';
import { focusCsv } from '../output/focus/csv.ts';
import { emit } from './emit.ts';
import { chargesVersion } from './focus-options.ts';
import type { DecideOptions } from './options.ts';
import type { Shell } from './shell.ts';

/** What stands behind a plan, as far as its charges depend on it. */
export interface Planned {
  readonly context: Context;
  readonly proposals: readonly Proposal[];
  /** Terms of a contract that nobody states. */
  readonly usual: ContractTerms;
}

/**
 * `tokencost decide --format focus`: the plan in the month of --as-of, or in the first of a term whose months are not alike, as the charges that an invoice would bring; with
 * --focus-commitments what it commits to as a file of its own. `allocated` parts what is of no single workload.
 */
export function decideFocus(
  { plan, start }: Decision,
  { context, proposals, usual }: Planned,
  provenance: Provenance,
  allocated: (charges: readonly Charge[]) => readonly Charge[],
  options: DecideOptions,
  shell: Shell,
): string {
  const { day, offers } = context;
  const version = chargesVersion(options);
  const month = (plan.term === undefined ? undefined : start) ?? monthOf(day);
  const commitments = plannedCommitments(plan, offers, proposals, { start: firstDay(month), known: day, usual });
  const charges = decisionCharges(plan, context, { month, ratesOf: day }, commitments);
  const text = focusCsv(allocated(charges), { ...provenance, complete: isComplete(plan), version });
  if (options.focusCommitments !== undefined)
    emit(
      contractCommitmentCsv(commitments.rows, provenance.providerName, version),
      { ...options, output: options.focusCommitments },
      shell,
    );
  return text;
}
