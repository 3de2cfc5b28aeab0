import type { CardPath, FindingCode } from './card-finding.ts';
import type { Day } from './day.ts';

/** A finding that was looked at and kept, with the reason. */
export interface AcceptedFinding {
  readonly code: FindingCode;
  readonly model: string;
  /** The key of the rate that it is about; any when undefined. */
  readonly where: string | undefined;
  /** The last day on which it is accepted. */
  readonly until: Day | undefined;
  readonly reason: string;
}

/** Whether a finding is the one that was accepted. */
export function isAccepted(
  { code, model, where, until }: AcceptedFinding,
  finding: { readonly code: string; readonly path: CardPath },
  day: Day,
): boolean {
  const [, named, , , key] = finding.path;
  const meant = finding.code === code && named === model && (where === undefined || key === where);
  return meant && (until === undefined || day <= until);
}
