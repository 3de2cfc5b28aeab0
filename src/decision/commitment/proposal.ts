import type { Signed } from '../../domain/commitment.ts';
import type { ContractTerms } from '../../domain/contract-terms.ts';
import { compare, divide } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import type { Proposal, ProposalAudit, ProposalVerdict } from '../../domain/proposal.ts';
import type { SizingDefaults } from '../../domain/sizing-defaults.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import {
  atLeast,
  complement,
  discountFactor,
  factor,
  lessThan,
  per,
  portion,
  share,
  smaller,
  type Usd,
} from '../../domain/units.ts';
import { commitmentFor } from './candidates.ts';
import { clausesOf, expectedUnder, intervalsUnder, scheduleOf } from './clauses.ts';
import { crossing, type Distribution } from './distribution.ts';
import type { Interval } from './intervals.ts';
import { bestAllowance } from './newsvendor.ts';
import { expectedCost, meanDemand } from './outcome.ts';
import { demandOf, type SizingCase } from './sizing-case.ts';
import { atStatedVolume, dueOf } from './stated-volume.ts';
import { overageFactor, resolvedTerms } from './terms.ts';

interface Scene {
  readonly of: SizingCase;
  readonly proposal: Proposal;
  readonly terms: ContractTerms;
  readonly listSpend: Usd;
  readonly months: readonly Distribution[];
  readonly correlation: number;
  readonly intervals: readonly Interval[];
  readonly normal: Normal;
}

/** The least a provider opens its rate card for: the floor as a commitment, in the dollars of the commitment's basis. */
function leastCommitment({ of, proposal, terms }: Scene): Usd {
  const { low } = of.contract.floor;
  const { discount, commitment } = proposal;
  const inList = terms.floorBasis === 'list' ? low : per(low, discountFactor(discount));
  const asked = terms.commitmentBasis === 'list' ? inList : portion(inList, complement(discount));
  return smaller(commitment, asked);
}

/** The commitment with the least expected cost at the discount proposed, from the floor up to what is proposed. */
function counterOffer(scene: Scene): Signed {
  const { proposal, terms, intervals, normal } = scene;
  const { discount, commitment } = proposal;
  const overage = statistic(overageFactor(terms.overage, discount));
  const allowance = bestAllowance(statistic(discount), overage, intervals, normal);
  const wanted = commitmentFor(allowance, proposal, terms);
  const least = leastCommitment(scene);
  if (!atLeast(wanted, least)) return { commitment: least, discount };
  return { commitment: smaller(commitment, wanted), discount };
}

/** Discounts are found to a hundredth of a percent. */
const DISCOUNT_PLACES = 4;

/** The discount at which the commitment as proposed costs what the alternative does, where a discount can do it. */
function discountToMatch({ proposal, terms, intervals, normal }: Scene, alternativeCost: number): number | undefined {
  const saving = (discount: number) => {
    const signed = { ...proposal, discount: share(exactOf(discount, DISCOUNT_PLACES + DISCOUNT_PLACES)) };
    return alternativeCost - expectedCost(scheduleOf(signed, terms), intervals, normal);
  };
  const deepest = 1 - 10 ** -DISCOUNT_PLACES;
  if (saving(0) >= 0 || saving(deepest) < 0) return undefined;
  return crossing(saving, 0, deepest);
}

/** A counter-offer that saves less than this a month is not worth the asking. */
const CENT = 1 / 100;

function verdictOf(proposed: number, countered: number, alternative: number, tuned: boolean): ProposalVerdict {
  if (Math.min(proposed, countered) >= alternative) return 'decline';
  return tuned && proposed - countered >= CENT ? 'counter' : 'sign';
}

function audited(scene: Scene, assumed: ProposalAudit['terms']['assumed'], defaults: SizingDefaults): ProposalAudit {
  const { of, proposal, terms, listSpend, months, correlation, intervals, normal } = scene;
  const allowance = per(dueOf(proposal, terms), discountFactor(proposal.discount));
  const m = Math.min(1, statistic(divide(of.alternative.cost, listSpend)));
  const alternativeCost = m * meanDemand(intervals, normal);
  const expected = expectedUnder({ signed: proposal, terms, months, correlation }, normal);
  const signed = counterOffer(scene);
  const countered = expectedUnder({ signed, terms, months, correlation }, normal);
  const counted = terms.floorBasis === 'list' ? listSpend : portion(listSpend, complement(proposal.discount));
  const tuned = compare(signed.commitment, proposal.commitment) !== 0;
  return {
    proposal,
    terms: { terms, assumed },
    verdict: verdictOf(expected.cost, countered.cost, alternativeCost, tuned),
    allowance,
    runRateMultiple: factor(divide(allowance, listSpend)),
    atStatedVolume: atStatedVolume(proposal, terms, listSpend),
    expected,
    termShortfall: expected.shortfall * terms.termMonths,
    alternativeCost,
    breakEvenUtilisation: factor(
      divide(discountFactor(proposal.discount), divide(smaller(of.alternative.cost, listSpend), listSpend)),
    ),
    counter: { signed, expected: countered },
    discountToMatch: discountToMatch(scene, alternativeCost),
    clauses: clausesOf({ signed: proposal, terms, months, correlation }, defaults.rolloverAsked, normal),
    clearsFloor: !lessThan(counted, of.contract.floor.low),
  };
}

/**
 * A vendor's proposal held against the demand there may be: what it commits to beside the spend there is, what it is
 * expected to cost beside buying without it, and the commitment to ask for instead. Undefined when nothing is spent.
 */
export function auditProposal(
  of: SizingCase,
  proposal: Proposal,
  defaults: SizingDefaults,
  normal: Normal,
): ProposalAudit | undefined {
  const { terms, assumed } = resolvedTerms({ ...of.contract.terms, ...stated(proposal) }, defaults.terms);
  const found = demandOf(of, terms, defaults, normal);
  if (found === undefined) return undefined;
  const { demand, listSpend, correlation } = found;
  const { months } = demand;
  const intervals = intervalsUnder(terms, months, correlation, normal);
  return audited({ of, proposal, terms, listSpend, months, correlation, intervals, normal }, assumed, defaults);
}

/** What the proposal says itself: the rest is what the provider's offer says, where it says anything. */
function stated({ terms }: Proposal): Proposal['terms'] {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined));
}
