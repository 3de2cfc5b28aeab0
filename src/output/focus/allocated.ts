import { tagOf } from '../../domain/allocation.ts';
import type { AllocatedPart, Charge } from '../../domain/charge.ts';
import { jsonLine } from '../../domain/json.ts';
import { noNameText } from '../allocation/words.ts';
import { decimalText } from './decimal.ts';

/** Who bears a part, by the name that costs are told apart by; undefined where nobody does. */
export function allocatedTo({ bearer, by }: AllocatedPart): string | undefined {
  return bearer && (bearer.name ?? noNameText(by));
}

/**
 * How large a part is of its charge. Source: FOCUS_Spec 1.3, columns/allocatedmethoddetails: parts of a charge sum to 1,
 * and a unit of what they go by may be left out.
 */
export const allocationDetails = ({ ratio }: AllocatedPart): string =>
  jsonLine({ Elements: [{ AllocatedRatio: ratio }] }, decimalText);

/** The same in the description of a charge, where there are no columns for it. */
export function describedPart({ description, allocated }: Charge): string {
  const tag = allocated && tagOf(allocated.by);
  if (allocated === undefined || tag === undefined) return description;
  if (allocated.bearer === undefined) return `${description}, of nobody (${allocated.rule})`;
  const { name } = allocated.bearer;
  return `${description}, ${name === undefined ? `no ${tag}` : `${tag} ${name}`} (${allocated.rule})`;
}

/** And in its tags. */
export const taggedPart = ({ scenario, allocated }: Charge): ReadonlyMap<string, string> =>
  allocated?.bearer?.tags ?? scenario.tags;
