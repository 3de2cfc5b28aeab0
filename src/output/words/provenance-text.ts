import type { Provenance } from '../../domain/estimate.ts';

/** The last line: what the answer was computed from. */
export function provenanceText({ asOf, card }: Provenance): string {
  return `Rates of ${asOf}, card ${card.id} ${card.version}, sha256 ${card.sha256.slice(0, 12)}.`;
}
