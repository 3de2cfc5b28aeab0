import type { LintBounds } from '../domain/card-finding.ts';
import { readFactor, readPrice, readShare } from './read-value.ts';
import type { LintDocument } from './schemas/lint-schema.ts';

/** The bounds of the linter from their compiled text. */
export function readLintBounds(document: LintDocument): LintBounds {
  const read = <Limit>({ limit, reason }: { limit: string; reason: string }, parse: (text: string) => Limit) => ({
    limit: parse(limit),
    reason,
  });
  return {
    highestUsdPerMtok: read(document.highestUsdPerMtok, readPrice),
    lowestUsdPerMtok: read(document.lowestUsdPerMtok, readPrice),
    leastOutputPerInput: read(document.leastOutputPerInput, readShare),
    largestStep: read(document.largestStep, readFactor),
    staleSourceDays: read(document.staleSourceDays, Number),
  };
}
