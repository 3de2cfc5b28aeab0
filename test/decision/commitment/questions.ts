import type { SizingCase } from '../../../src/decision/commitment/sizing-case.ts';
import type { Clause, ClauseKind, CommitmentChoice } from '../../../src/domain/commitment.ts';
import type { ContractBand, StatedTerms } from '../../../src/domain/contract.ts';
import type { SizingDefaults } from '../../../src/domain/sizing-defaults.ts';
import { readSizingDefaults } from '../../../src/files/contract-terms.ts';
import { shippedPricing } from '../../../src/files/shipped.ts';
import { dollars, part, shown } from '../../support/values.ts';

/** What ships: sigma 25%, correlation 0.5, overage at the contract's price, settled by the year. */
export const DEFAULTS: SizingDefaults = readSizingDefaults(shippedPricing('dist/pricing').commitment());

export const band = (commitment: string, discount: string): ContractBand => ({
  id: `${commitment} at ${discount}`,
  commitment: dollars(commitment),
  discount: part(discount),
});

type Bands = readonly [ContractBand, ...ContractBand[]];

/** One workload of so many list dollars a month, settled month by month unless `terms` say otherwise. */
export function question(
  list: string,
  open: string,
  bands: Bands = [band('50k', '20%')],
  terms: StatedTerms = {},
): SizingCase {
  return {
    provider: 'acme',
    spends: [{ workload: 'replies', listSpend: dollars(list) }],
    common: {},
    contract: {
      floor: { low: dollars('50k'), high: dollars('100k') },
      bands,
      discountRange: undefined,
      terms: { fulfilment: 'monthly', ...terms },
      source: undefined,
    },
    alternative: { id: 'tokenmart', label: 'TokenMart', cost: dollars(open) },
  };
}

/** A choice as `kind commitment@discount`. */
export function named(choice: CommitmentChoice | undefined): string | undefined {
  if (choice?.signed === undefined) return choice?.kind;
  return `${choice.kind} ${shown(choice.signed.commitment)}@${shown(choice.signed.discount)}`;
}

export function clause(clauses: readonly Clause[], kind: ClauseKind): Clause {
  const found = clauses.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`no clause ${kind}`);
  return found;
}
