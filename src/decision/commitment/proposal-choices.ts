import type { Signed } from '../../domain/commitment.ts';
import type { CounterOffer, ProposalChoice, ProposalVerdict } from '../../domain/proposal.ts';
import { clausesOf } from './clauses.ts';
import { discountToMatch, tunedCommitment } from './counter-offer.ts';
import { clears } from './floor-standing.ts';
import { expectedOf, uncommitted } from './outcome.ts';
import { dealOf, type ProposalScene } from './proposal-scene.ts';
import { resolvedTerms } from './terms.ts';

/** The bands on offer over the same months, each under the terms of the offer. */
export function bandChoices(scene: ProposalScene, bands: readonly Signed[]): ProposalChoice[] {
  const { of, defaults, counted } = scene;
  const { terms } = resolvedTerms(of.contract.terms ?? {}, defaults.terms);
  return bands.map(({ commitment, discount }) => {
    const signed = { commitment, discount };
    const available = clears(of.contract, terms, counted, signed);
    return { kind: 'band', signed, expected: dealOf(scene, signed, terms), available };
  });
}

/** Choices without a contract; the alternative where it is not list. */
export function openChoices({ m, intervals, normal }: ProposalScene): ProposalChoice[] {
  const at = (kind: 'list' | 'alternative', price: number): ProposalChoice => {
    const expected = expectedOf(uncommitted(price), intervals, normal);
    return { kind, signed: undefined, expected, available: true };
  };
  return [at('list', 1), ...(m < 1 ? [at('alternative', m)] : [])];
}

/** A counter-offer that saves less than this a month is not worth the asking. */
const WORTH_ASKING = 1;

/** The commitment tuned at the proposed terms, or a band on offer that is expected to cost less. */
export function counterOf(
  scene: ProposalScene,
  bands: readonly ProposalChoice[],
  alternativeCost: number,
): CounterOffer {
  const signed = tunedCommitment(scene, scene.proposal);
  const tuned = dealOf(scene, signed);
  const offered = bands
    .filter(({ available }) => available)
    .reduce<ProposalChoice | undefined>(
      (best, each) => (best === undefined || each.expected.cost < best.expected.cost ? each : best),
      undefined,
    );
  if (offered?.signed !== undefined && tuned.cost - offered.expected.cost >= WORTH_ASKING) {
    const { signed, expected } = offered;
    return { kind: 'band', signed, expected, discountToMatch: undefined, clauses: [] };
  }
  const { terms, assumed, months, correlation, defaults, normal } = scene;
  return {
    kind: 'tuned',
    signed,
    expected: tuned,
    discountToMatch: discountToMatch(scene, signed, alternativeCost),
    clauses: clausesOf({ signed, terms, assumed, months, correlation }, defaults.rolloverAsked, normal),
  };
}

/** What to answer, by what each is expected to cost. */
export function verdictOf(proposed: number, countered: number, alternative: number): ProposalVerdict {
  if (Math.min(proposed, countered) >= alternative) return 'decline';
  return proposed - countered >= WORTH_ASKING ? 'counter' : 'sign';
}
