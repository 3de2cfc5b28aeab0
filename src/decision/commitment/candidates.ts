import type { ChoiceKind, Signed } from '../../domain/commitment.ts';
import type { Contract, ContractBand, ContractTerms } from '../../domain/contract.ts';
import { compare, isZero } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import { atLeast, discountFactor, larger, lessThan, smaller, type Usd, usd } from '../../domain/units.ts';
import { overagePrice } from '../contract/settle.ts';
import { PART_WORTH_ASKING } from './contest.ts';
import { quantile } from './distribution.ts';
import type { Interval } from './intervals.ts';
import { bestAllowance } from './newsvendor.ts';
import { expectedCost, type Schedule } from './outcome.ts';

/** A commitment under consideration, before its expectation is known. */
export interface Candidate {
  readonly kind: ChoiceKind;
  readonly signed: Signed;
}

export type ScheduleOf = (signed: Signed) => Schedule;

const CENTS = 2;
const P10 = 10 / 100;
const P90 = 9 / 10;

/** Commitment in the dollars of its basis that an allowance of list dollars amounts to, in whole cents. */
export function commitmentFor(
  allowance: number,
  { discount }: Pick<ContractBand, 'discount'>,
  { commitmentBasis }: Pick<ContractTerms, 'commitmentBasis'>,
): Usd {
  const rate = commitmentBasis === 'list' ? 1 : statistic(discountFactor(discount));
  return usd(exactOf(allowance * rate, CENTS));
}

/** Bands by rising commitment, each with the commitment at which the next one starts. */
function ladder(bands: readonly ContractBand[]): readonly { band: ContractBand; end: Usd | undefined }[] {
  const sorted = [...bands].sort((a, b) => compare(a.commitment, b.commitment));
  return sorted.map((band, index) => ({ band, end: sorted[index + 1]?.commitment }));
}

function clamped(amount: Usd, { commitment }: ContractBand, end: Usd | undefined): Usd {
  if (!atLeast(amount, commitment)) return commitment;
  return end === undefined ? amount : smaller(amount, end);
}

type CostOf = (signed: Signed) => number;

/** A commitment that nobody asks for is looked for where months under the floor cost more than this part. */
const PART_OF_FLOOR = 1 / 100;

/** Halvings that tell the most that can be committed to the dollar. */
const HALVINGS = 32;

/**
 * Without a commitment a month under the floor is billed at list, and with any commitment it is not. Where that is worth
 * naming, the most that can be committed and hardly costs more than the least: it rises with the commitment.
 */
function overTheFloor(band: ContractBand, most: Usd, costOf: CostOf): Usd {
  const { discount } = band;
  const at = (commitment: number) => costOf({ commitment: usd(exactOf(commitment, CENTS)), discount });
  const least = at(1);
  if (costOf(band) <= least * (1 + PART_OF_FLOOR)) return band.commitment;
  const allowed = least * (1 + PART_WORTH_ASKING);
  let [low, high] = [1, statistic(most)];
  if (at(high) <= allowed) return most;
  for (let halving = 0; halving < HALVINGS && high - low > 1; halving++) {
    const middle = (low + high) / 2;
    if (at(middle) <= allowed) low = middle;
    else high = middle;
  }
  return usd(exactOf(Math.floor(low), 0));
}

/**
 * The optimum over all bands. Within a band the expected cost is convex in the commitment, so the optimum is in the
 * finite set of each band's newsvendor commitment clamped to where the band begins and the next one begins. Exact, but
 * for a band without a commitment whose floor costs something: there it is the most that is to be had for no more.
 */
function optimal(
  contract: Contract,
  terms: ContractTerms,
  intervals: readonly Interval[],
  scheduleOf: ScheduleOf,
  normal: Normal,
): Candidate {
  const costOf = (signed: Signed) => expectedCost(scheduleOf(signed), intervals, normal);
  const tried = ladder(contract.bands).map(({ band, end }): Candidate => {
    const { discount } = band;
    const overage = statistic(overagePrice({ terms }, discount));
    const allowance = bestAllowance(statistic(discount), overage, intervals, normal);
    const found = clamped(commitmentFor(allowance, band, terms), band, end);
    const most = end ?? commitmentFor(mostUsed(intervals, normal), band, terms);
    const commitment = isZero(found) ? overTheFloor(band, most, costOf) : found;
    return { kind: 'optimal', signed: { commitment, discount } };
  });
  const cost = ({ signed }: Candidate) => costOf(signed);
  return tried.reduce((best, each) => (cost(each) < cost(best) ? each : best));
}

/** The deepest discount whose commitment the tenth percentile of demand uses up in every interval, and all it uses up. */
function floorSafe(
  contract: Contract,
  terms: ContractTerms,
  intervals: readonly Interval[],
  normal: Normal,
): Candidate | undefined {
  const due = intervals.filter(({ ramp }) => ramp > 0);
  const safe = Math.min(...due.map(({ demand, ramp }) => quantile(demand, P10, normal) / ramp));
  const reached = ladder(contract.bands).filter(({ band }) =>
    atLeast(commitmentFor(safe, band, terms), band.commitment),
  );
  const deepest = reached.reduce<(typeof reached)[number] | undefined>(
    (best, each) => (best === undefined || lessThan(best.band.discount, each.band.discount) ? each : best),
    undefined,
  );
  if (deepest === undefined) return undefined;
  const { band, end } = deepest;
  const commitment = clamped(commitmentFor(safe, band, terms), band, end);
  return { kind: 'floorSafe', signed: { commitment, discount: band.discount } };
}

/** The floor of the rate card as a commitment, where no band asks for as much: what a provider means by committed spend. */
function atFloor({ floor, bands }: Contract): Candidate | undefined {
  if (bands.some(({ commitment }) => atLeast(commitment, floor.low))) return undefined;
  const { discount } = bands.reduce((best, band) => (lessThan(best.discount, band.discount) ? band : best));
  return { kind: 'floor', signed: { commitment: floor.low, discount } };
}

/** The same commitment at the same discount. */
export const sameSigned = (a: Signed, b: Signed) =>
  compare(a.commitment, b.commitment) === 0 && compare(a.discount, b.discount) === 0;

/** Stretches that a curve over the commitment is drawn in. */
const STRETCHES = 16;
/** How far beyond the ninetieth percentile of demand it goes. */
const BEYOND = 5 / 4;

/** What is used up in one interval of ten at most. */
const mostUsed = (intervals: readonly Interval[], normal: Normal) =>
  Math.max(...intervals.map(({ demand }) => quantile(demand, P90, normal)));

/** Commitments at even distances from the least to more than demand may use up, each at the discount of its band. */
export function ofAllSizes(
  { bands }: Contract,
  terms: ContractTerms,
  intervals: readonly Interval[],
  normal: Normal,
): Signed[] {
  const steps = ladder(bands);
  const most = mostUsed(intervals, normal) * BEYOND;
  return steps.flatMap(({ band, end }) => {
    const { discount, commitment: from } = band;
    const to = end ?? larger(commitmentFor(most, band, terms), from);
    const even = Array.from({ length: STRETCHES + 1 }, (_, index) =>
      usd(exactOf((statistic(commitmentFor(most, band, terms)) * index) / STRETCHES, CENTS)),
    ).filter((each) => lessThan(from, each) && lessThan(each, to));
    return [from, ...even, to].map((commitment) => ({ commitment, discount }));
  });
}

/** Everything that can be signed: the bands, the floor, the safe and the optimal commitment. None stands twice. */
export function candidates(
  contract: Contract,
  terms: ContractTerms,
  intervals: readonly Interval[],
  scheduleOf: ScheduleOf,
  normal: Normal,
): { readonly listed: readonly Candidate[]; readonly optimal: Signed; readonly floorSafe: Signed | undefined } {
  const best = optimal(contract, terms, intervals, scheduleOf, normal);
  const safe = floorSafe(contract, terms, intervals, normal);
  const bands = ladder(contract.bands).map(({ band }): Candidate => ({ kind: 'band', signed: band }));
  const all = [...bands, atFloor(contract), best, safe].filter((each): each is Candidate => each !== undefined);
  const listed = all.filter((each, index) => all.findIndex((other) => sameSigned(other.signed, each.signed)) === index);
  return { listed, optimal: best.signed, floorSafe: safe?.signed };
}
