import type { Signed } from '../../domain/commitment.ts';
import type { ContractTerms, FloorBand } from '../../domain/contract.ts';
import { isZero } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import { atLeast, share, smaller, type Usd } from '../../domain/units.ts';
import { inBasis, listSpendFor, overagePrice } from '../contract/settle.ts';
import { commitmentFor } from './candidates.ts';
import { scheduleOf } from './clauses.ts';
import { crossing } from './distribution.ts';
import type { Interval } from './intervals.ts';
import { bestAllowance } from './newsvendor.ts';
import { expectedOf } from './outcome.ts';

/** The demand and the terms that a commitment is judged under. */
export interface Bargain {
  readonly terms: ContractTerms;
  readonly intervals: readonly Interval[];
  readonly floor: FloorBand;
  readonly normal: Normal;
}

/** The least a provider opens its rate card for: the floor as a commitment, in the dollars of the commitment's basis. */
function leastCommitment({ floor: { low }, terms }: Bargain, { commitment, discount }: Signed): Usd {
  const asked = inBasis({ terms }, listSpendFor(low, terms.floorBasis, discount), discount);
  return smaller(commitment, asked);
}

/** The commitment with the least expected cost at the discount proposed, from the floor up to what is proposed. */
export function tunedCommitment(bargain: Bargain, proposed: Signed): Signed {
  const { terms, intervals, normal } = bargain;
  const { discount, commitment } = proposed;
  const overage = statistic(overagePrice({ terms }, discount));
  const allowance = bestAllowance(statistic(discount), overage, intervals, normal);
  const wanted = commitmentFor(allowance, proposed, terms);
  const least = leastCommitment(bargain, proposed);
  return { commitment: atLeast(wanted, least) ? smaller(commitment, wanted) : least, discount };
}

/** Discounts are found to a hundredth of a percent, in floats of twice as many decimals. */
const DISCOUNT_PLACES = 4;

/** Discounts that are tried where a deeper one need not be the better: it may put the spend under a floor after discount. */
const TRIED = 100;

/** The discount at which a commitment is expected to cost what the alternative does; undefined when no discount does it. */
export function discountToMatch(
  { terms, floor, intervals, normal }: Bargain,
  { commitment }: Signed,
  alternativeCost: number,
): number | undefined {
  const saving = (discount: number) => {
    const signed = { commitment, discount: share(exactOf(discount, 2 * DISCOUNT_PLACES)) };
    return alternativeCost - expectedOf(scheduleOf(signed, terms, floor), intervals, normal).cost;
  };
  if (saving(0) >= 0) return undefined;
  const deepest = 1 - 10 ** -DISCOUNT_PLACES;
  const defeatsItself = isZero(commitment) && terms.floorBasis === 'contracted';
  const tried = defeatsItself ? Array.from({ length: TRIED }, (_, part) => (part * deepest) / TRIED) : [deepest];
  const enough = tried.find((discount) => saving(discount) >= 0);
  return enough === undefined ? undefined : crossing(saving, 0, enough);
}
