import type { Allocation } from '../../domain/allocation.ts';
import type { Tracked, UsedWindow, WindowByUse } from '../../domain/track.ts';
import { lessThan, minus, NO_USD, plus, times } from '../../domain/units.ts';
import { type AllocationTerms, allocate, type Pool } from './allocate.ts';

/**
 * What a window of a contract was used for by whom: the lines sum to what was used in it, and where usage is known to the
 * last day of it, to what is due for it. Before, nobody knows what of the commitment will buy nothing. What is over it
 * already costs what the contract says of overage.
 */
export function allocateWindow(of: UsedWindow, terms: AllocationTerms): Allocation {
  const all = [...(of.usedBy ?? [])].map(([name, used]) => ({
    name,
    workload: undefined,
    list: undefined,
    own: used,
    complete: true,
  }));
  const drawn = new Map(all.map(({ own }, place) => [place, own]));
  const isOver = of.knownUntil !== undefined && of.knownUntil >= of.window.end;
  const available = plus(of.commitment, of.carriedOver);
  const unused: Pool = {
    kind: 'unusedCommitment',
    of: of.provider,
    amount: isOver && lessThan(of.used, of.commitment) ? minus(of.commitment, of.used) : NO_USD,
    drawn,
  };
  const beyond = lessThan(available, of.used) ? minus(of.used, available) : NO_USD;
  const overage: Pool = {
    kind: 'overage',
    of: of.provider,
    amount: of.overagePrice === undefined ? NO_USD : minus(times(beyond, of.overagePrice), beyond),
    drawn,
  };
  return allocate(all, [unused, overage], terms);
}

/** The windows of a contract by who used them, the oldest first and the one of the day last; none where nobody asked. */
export function allocateTracked(of: Tracked, terms: AllocationTerms): WindowByUse[] {
  if (of.usedBy === undefined) return [];
  return [...of.ended, of].map((each) => ({ of: each, allocation: allocateWindow(each, terms) }));
}
