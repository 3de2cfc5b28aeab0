import type { StatedTerms } from '../domain/contract.ts';
import type { SizingDefaults } from '../domain/sizing-defaults.ts';
import { readSource } from './card.ts';
import { readRamp } from './ramp.ts';
import { optional, readFactor, readOverage, readShare } from './read-value.ts';
import type { CommitmentDocument } from './schemas/commitment-schema.ts';
import type { TermsDocument } from './schemas/terms-schema.ts';

/** What an offer or a proposal says of how a commitment is settled; nothing where it says nothing. */
export function readTerms(document: TermsDocument): StatedTerms {
  const { fulfilment, commitmentBasis, floorBasis } = document;
  return {
    overage: optional(document.overage, readOverage),
    fulfilment,
    rollover: optional(document.rollover, readShare),
    commitmentBasis,
    floorBasis,
    ramp: optional(document.ramp, (ramp) => readRamp(ramp, false).shares),
    termMonths: optional(document.termMonths, Number),
  };
}

export function readSizingDefaults(document: CommitmentDocument): SizingDefaults {
  const { terms, calibration } = document;
  const { firstProposal, unusedAtAnniversary } = calibration;
  const [low, high] = firstProposal.value;
  return {
    sigma: readShare(document.sigma),
    correlation: readShare(document.correlation),
    terms: {
      overage: readOverage(terms.overage),
      fulfilment: terms.fulfilment,
      rollover: readShare(terms.rollover),
      commitmentBasis: terms.commitmentBasis,
      floorBasis: terms.floorBasis,
      ramp: undefined,
      termMonths: Number(terms.termMonths),
    },
    rolloverAsked: readShare(document.rolloverAsked),
    calibration: {
      firstProposal: { value: [readFactor(low), readFactor(high)], source: readSource(firstProposal.source) },
      unusedAtAnniversary: {
        value: readShare(unusedAtAnniversary.value),
        source: readSource(unusedAtAnniversary.source),
      },
    },
    source: readSource(document.source),
  };
}
