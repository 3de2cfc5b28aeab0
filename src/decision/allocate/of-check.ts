import type { Allocation } from '../../domain/allocation.ts';
import type { Check } from '../../domain/check.ts';
import { type AllocationTerms, allocate } from './allocate.ts';
import { borneBy, feePools } from './purchases.ts';

/** What is held against a budget by who causes it: the lines sum to the amount of the check exactly. */
export function allocateCheck({ workloads }: Pick<Check, 'workloads'>, terms: AllocationTerms): Allocation {
  return allocate(
    workloads.map((each) => borneBy(each, terms.by)),
    feePools(workloads),
    terms,
  );
}
