import type { AcceptedFinding } from './accepted-finding.ts';
import { FINDING_LEVELS, type Finding, type FindingLevel } from './card-finding.ts';
import type { Model, RateCard } from './rate-card.ts';

/** A finding with the place it was written down at; `invalidFile` is a fault of structure. */
export interface PlacedFinding extends Omit<Finding, 'code'> {
  readonly code: Finding['code'] | 'invalidFile';
  readonly place: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly excerpt: string;
  };
}

/** A card that was looked at; without `card` its structure was not sound, and `found` says why. */
export interface JudgedCard {
  readonly path: string;
  readonly card: RateCard | undefined;
  readonly models: readonly Model[];
  readonly found: readonly PlacedFinding[];
  /** Findings on what an overlay inherits, which are not its own. */
  readonly inherited: number;
  /** Findings that were looked at and kept, which are not in `found`. */
  readonly accepted: number;
  /** What was accepted and does not occur any more. */
  readonly gone: readonly AcceptedFinding[];
}

export function levelOf({ code }: Pick<PlacedFinding, 'code'>): FindingLevel {
  return code === 'invalidFile' ? 'error' : FINDING_LEVELS[code];
}

export function isError(finding: Pick<PlacedFinding, 'code'>): boolean {
  return levelOf(finding) === 'error';
}
