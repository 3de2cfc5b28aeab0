import type { Contract, Settlement } from '../../domain/contract.ts';
import { divide, isZero, ONE, whole } from '../../domain/exact.ts';
import type { Fee } from '../../domain/fee.ts';
import { type Factor, factor, ratio, times, UNCHANGED, type Usd } from '../../domain/units.ts';
import { bandPrice, beyondCommitment, overageSurcharge } from './settle.ts';

/**
 * What a contract costs in a month beside its discounted tokens: commitment that the spend does not use up, and usage
 * over it at a price of its own. They add up to the settlement less what is used.
 */
export function contractFees(contract: Contract, { band, listSpend, shortfall, overage }: Settlement): Fee[] {
  const { source } = contract;
  const unused = { kind: 'unusedCommitment', basis: shortfall, rate: UNCHANGED, minimum: undefined, source } as const;
  if (isZero(overage)) return isZero(shortfall) ? [] : [unused];
  const price = bandPrice(contract, band);
  const [basis, rate] = [beyondCommitment(price, listSpend), overageSurcharge(price)];
  return [{ kind: 'overage', basis, rate, minimum: undefined, source }];
}

/** What one workload has of a spend. */
export interface PartOfSpend {
  readonly own: Usd;
  readonly spend: Usd;
  /** How many workloads the spend is of, 1 or more. */
  readonly workloads: number;
}

/**
 * One workload's part of a contract's fees, by its list cost, or an equal one where all of the spend is free: the parts of
 * all workloads add up to the fees exactly.
 */
export function shareOfContractFees(fees: readonly Fee[], { own, spend, workloads }: PartOfSpend): Fee[] {
  if (fees.length === 0) return [];
  const part: Factor = ratio(own, spend) ?? factor(divide(ONE, whole(BigInt(workloads))));
  return fees.map((fee) => ({ ...fee, basis: times(fee.basis, part) }));
}
