import { bandGround, type ContractBand } from '../../domain/contract.ts';
import type { Ground } from '../../domain/ground.ts';
import type { CounterOffer, ProposalChoice, ProposalVerdict } from '../../domain/proposal.ts';
import { lessThan } from '../../domain/units.ts';
import { commitmentFor } from './candidates.ts';
import { clausesOf } from './clauses.ts';
import { PART_WORTH_ASKING } from './contest.ts';
import { discountToMatch, tunedCommitment } from './counter-offer.ts';
import { quantile } from './distribution.ts';
import { clears } from './floor-standing.ts';
import { expectedOf, uncommitted } from './outcome.ts';
import { dealOf, type ProposalScene } from './proposal-scene.ts';
import { resolvedTerms } from './terms.ts';

/** A band on offer, with what it rests on. */
interface OfferedChoice extends ProposalChoice {
  readonly ground: Ground;
}

/** The bands on offer over the same months, each under the terms of the offer. */
export function bandChoices(scene: ProposalScene, bands: readonly ContractBand[]): OfferedChoice[] {
  const { of, defaults, counted } = scene;
  const { terms } = resolvedTerms(of.contract.terms ?? {}, defaults.terms);
  return bands.map((band) => {
    const { commitment, discount } = band;
    const signed = { commitment, discount };
    const available = clears(of.contract, terms, counted, signed);
    return { kind: 'band', signed, expected: dealOf(scene, signed, terms), available, ground: bandGround(band) };
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
export const WORTH_ASKING = 1;

/** What a tenth of futures would not use up is committed for nothing: the others would be for something. */
const THIN = 1 / 10;

/** Nobody offers a commitment to the dollar: list dollars it is rounded down to. */
const ROUND = 1000;

/** More commitment than is proposed, for the deepest discount that is on offer or said to be had. */
function tradeOf(scene: ProposalScene, bands: readonly OfferedChoice[]): CounterOffer['more'] {
  const { proposal, intervals, terms, normal } = scene;
  const deepest = bands.reduce<OfferedChoice | undefined>(
    (best, each) =>
      best?.signed === undefined || (each.signed !== undefined && lessThan(best.signed.discount, each.signed.discount))
        ? each
        : best,
    undefined,
  );
  if (deepest?.signed === undefined || !lessThan(proposal.discount, deepest.signed.discount)) return undefined;
  const { discount } = deepest.signed;
  const thin = Math.min(...intervals.map(({ demand }) => quantile(demand, THIN, normal)));
  const commitment = commitmentFor(Math.floor(thin / ROUND) * ROUND, { discount }, terms);
  if (!lessThan(proposal.commitment, commitment)) return undefined;
  const signed = { commitment, discount };
  const expected = dealOf(scene, signed);
  const better = dealOf(scene, proposal).cost - expected.cost >= WORTH_ASKING;
  return better ? { signed, expected, ground: deepest.ground } : undefined;
}

/** The commitment tuned at the proposed terms, or a band on offer that is expected to cost less. */
export function counterOf(
  scene: ProposalScene,
  bands: readonly OfferedChoice[],
  alternativeCost: number,
): CounterOffer {
  const more = tradeOf(scene, bands);
  const signed = tunedCommitment(scene, scene.proposal);
  const tuned = dealOf(scene, signed);
  const offered = bands
    .filter(({ available }) => available)
    .reduce<OfferedChoice | undefined>(
      (best, each) => (best === undefined || each.expected.cost < best.expected.cost ? each : best),
      undefined,
    );
  if (offered?.signed !== undefined && tuned.cost - offered.expected.cost >= WORTH_ASKING) {
    const { signed, expected, ground } = offered;
    return { kind: 'band', signed, expected, ground, more, discountToMatch: undefined, clauses: [] };
  }
  const { terms, floor, assumed, demand, correlation, defaults, normal } = scene;
  return {
    kind: 'tuned',
    signed,
    ground: 'hoped',
    more,
    expected: tuned,
    discountToMatch: discountToMatch(scene, signed, alternativeCost),
    clauses: clausesOf({ signed, terms, floor, assumed, demand, correlation }, defaults.rolloverAsked, normal),
  };
}

/** What to answer, by what each is expected to cost. */
export function verdictOf(proposed: number, countered: number, alternative: number): ProposalVerdict {
  if (Math.min(proposed, countered) >= alternative) return 'decline';
  return proposed - countered >= Math.max(WORTH_ASKING, proposed * PART_WORTH_ASKING) ? 'counter' : 'sign';
}
