import { type AcceptedFinding, isAccepted } from '../../domain/accepted-finding.ts';
import type { CardPath } from '../../domain/card-finding.ts';
import type { Day } from '../../domain/day.ts';

/** Findings apart: those that are new, and how many were looked at and kept. */
export interface Sifted<Finding> {
  readonly open: readonly Finding[];
  readonly accepted: number;
  /** What was accepted and does not occur any more. What is accepted until a day is not asked for before it has passed. */
  readonly gone: readonly AcceptedFinding[];
}

/** Findings of a card held against what was accepted of it. */
export function sifted<Finding extends { readonly code: string; readonly path: CardPath }>(
  findings: readonly Finding[],
  accepted: readonly AcceptedFinding[],
  day: Day,
): Sifted<Finding> {
  const met = new Set<AcceptedFinding>();
  const open = findings.filter((finding) => {
    const entries = accepted.filter((entry) => isAccepted(entry, finding, day));
    for (const entry of entries) met.add(entry);
    return entries.length === 0;
  });
  const gone = accepted.filter((entry) => !met.has(entry) && (entry.until === undefined || day > entry.until));
  return { open, accepted: findings.length - open.length, gone };
}
