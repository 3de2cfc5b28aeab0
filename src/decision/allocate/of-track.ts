import type { Allocation } from '../../domain/allocation.ts';
import type { Tracked } from '../../domain/track.ts';
import { lessThan, minus, NO_USD } from '../../domain/units.ts';
import { type AllocationTerms, allocate, type Pool } from './allocate.ts';

/**
 * What a contract was used for by whom: the lines sum to what was used in its window, and where usage is known to the
 * last day of it, to what is due for it. Before, nobody knows what of the commitment will buy nothing.
 */
export function allocateTracked(of: Tracked, terms: AllocationTerms): Allocation {
  const all = [...(of.usedBy ?? [])].map(([name, used]) => ({
    name,
    workload: undefined,
    list: used,
    own: used,
    complete: true,
  }));
  const isOver = of.knownUntil !== undefined && of.knownUntil >= of.window.end;
  const over = isOver && lessThan(of.used, of.commitment);
  const unused: Pool = {
    kind: 'unusedCommitment',
    of: of.provider,
    amount: over ? minus(of.commitment, of.used) : NO_USD,
    drawn: new Map(all.map(({ own }, place) => [place, own])),
  };
  return allocate(all, [unused], terms);
}
