import { statistic } from '../../domain/statistic.ts';
import type { Choices } from '../plan/options.ts';

/** By name, the workloads that are moved to another model, where moving them costs something. */
export type Moved = ReadonlySet<string>;

/** The work of a market with what is decided of moving it: what is moved may change its model at no further cost. */
export function choicesWith(choices: readonly Choices[], moved: Moved): Choices[] {
  return choices.map((each) => {
    if (each.moving === undefined) return each;
    return moved.has(each.workload.name) ? each.moving.ifMoved : each.moving.ifStays;
  });
}

/** US dollars of an average month for what is moved, a float. */
export function movingCost(choices: readonly Choices[], moved: Moved): number {
  return choices.reduce(
    (total, { workload, moving }) =>
      moving !== undefined && moved.has(workload.name) ? total + statistic(moving.monthly) : total,
    0,
  );
}

/** So many workloads that share contracts are decided in every combination; more of them one by one. */
const FEW = 3;

function* subsetsOf(names: readonly string[]): Iterable<string[]> {
  for (let bits = 0; bits < 2 ** names.length; bits++) yield names.filter((_, index) => (bits >> index) % 2 === 1);
}

/** What some decisions cost in dollars of an average month; Infinity where one of them cannot be bought. */
export type CostWith = (moved: Moved) => number;

/** A decision is changed for more than this share of the cost. */
const SAME = 1e-9;

const isLess = (cost: number, known: number) =>
  Number.isFinite(known) ? cost < known - SAME * Math.abs(known) : cost < known;

/** From a start, one workload after the other as it costs less, until none does. */
function descent(names: readonly string[], start: readonly string[], costWith: CostWith): Set<string> {
  let kept = new Set(start);
  let least = costWith(kept);
  for (let moves = true; moves; ) {
    moves = false;
    for (const name of names) {
      const other = new Set(kept);
      if (!other.delete(name)) other.add(name);
      const cost = costWith(other);
      if (!isLess(cost, least)) continue;
      [kept, least, moves] = [other, cost, true];
    }
  }
  return kept;
}

/** The decision of least cost among some. */
function cheapest(all: Iterable<Iterable<string>>, costWith: CostWith): Moved {
  let [kept, least]: [Moved, number] = [new Set(), Number.POSITIVE_INFINITY];
  for (const each of all) {
    const moved = new Set(each);
    const cost = costWith(moved);
    if (isLess(cost, least)) [kept, least] = [moved, cost];
  }
  return kept;
}

/**
 * What of a market is moved for least expected cost. It is decided before demand is known, as what is signed is, and paid
 * once whatever the months then buy. `groups` are workloads that share no contract with each other's: each is decided by
 * itself, in every combination where there are few, else from all of it staying and from all of it moving.
 */
export function bestMoved(groups: readonly (readonly string[])[], costWith: CostWith): Moved {
  let decided: Moved = new Set(groups.flat());
  for (const names of groups) {
    const others = [...decided].filter((name) => !names.includes(name));
    const within: CostWith = (own) => costWith(new Set([...others, ...own]));
    const own =
      names.length <= FEW
        ? cheapest(subsetsOf(names), within)
        : cheapest([descent(names, [], within), descent(names, names, within)], within);
    decided = new Set([...others, ...own]);
  }
  return decided;
}
