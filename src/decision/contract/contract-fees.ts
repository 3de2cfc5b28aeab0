import { type Arithmetic, NUMBERS } from '../../domain/arithmetic.ts';
import type { Contract, Settlement } from '../../domain/contract.ts';
import { isZero, whole } from '../../domain/exact.ts';
import type { Fee } from '../../domain/fee.ts';
import { factor, times, UNCHANGED, type Usd } from '../../domain/units.ts';
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

/** What one workload has of a spend. `workloads` is how many it is of, 1 or more. */
export interface PartOfSpend<Value = Usd, Count = number> {
  readonly own: Value;
  readonly spend: Value;
  readonly workloads: Count;
}

/** The part of a contract's fees that falls to one workload: by its list cost, or an equal one where all of it is free. */
export function partOfSpendIn<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  { own, spend, workloads }: PartOfSpend<Value, Value>,
): Value {
  return by.when(
    by.same(spend, by.zero),
    () => by.over(by.one, workloads),
    () => by.over(own, spend),
  );
}

/** One workload's part of a contract's fees: the parts of all workloads add up to the fees exactly. */
export function shareOfContractFees(fees: readonly Fee[], { own, spend, workloads }: PartOfSpend): Fee[] {
  if (fees.length === 0) return [];
  const part = factor(partOfSpendIn(NUMBERS, { own, spend, workloads: whole(BigInt(workloads)) }));
  return fees.map((fee) => ({ ...fee, basis: times(fee.basis, part) }));
}
