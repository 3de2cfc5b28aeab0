import type {
  Allocation,
  AllocationKey,
  AllocationLine,
  BorneCost,
  SharedCost,
  SharedRule,
  UnitCost,
} from '../../domain/allocation.ts';
import { add, divide, isZero, whole } from '../../domain/exact.ts';
import { type Factor, factor, minus, NO_USD, per, plus, ratio, sum, times, type Usd } from '../../domain/units.ts';

/** What is told apart: a purchase, or use that was measured. */
export interface Borne {
  /** What it goes by; undefined where it has no such name. */
  readonly name: string | undefined;
  /** The stream it is of, where it is of one. */
  readonly workload: string | undefined;
  readonly units?: { readonly name: string; readonly count: Factor } | undefined;
  /** At list price; undefined where that is not looked at. */
  readonly list: Usd | undefined;
  /** What it costs without anything that is shared. */
  readonly own: Usd;
  readonly complete: boolean;
}

/** A cost that several bear, and what each of them draws of what it is for. */
export interface Pool extends SharedCost {
  /** By the place of who draws; empty where nobody does. */
  readonly drawn: ReadonlyMap<number, Usd>;
}

export interface AllocationTerms {
  readonly by: AllocationKey;
  readonly rule: SharedRule;
}

type Parts = ReadonlyMap<number, Usd>;

/** An amount by weights, exactly; alike where all weights are nothing. */
function byWeight(amount: Usd, weights: Parts): Parts {
  const all = sum(weights.values());
  const alike = factor(divide(whole(1n), whole(BigInt(Math.max(1, weights.size)))));
  return new Map([...weights].map(([place, weight]) => [place, times(amount, ratio(weight, all) ?? alike)]));
}

/** The same for every group that draws of it, and in a group by what each draws. */
function evenly({ amount, drawn }: Pool, groupOf: readonly number[]): Parts {
  const groups = [...new Set([...drawn.keys()].map((place) => groupOf[place]))];
  return new Map(
    groups.flatMap((group) => {
      const own = new Map([...drawn].filter(([place]) => groupOf[place] === group));
      return [...byWeight(per(amount, factor(whole(BigInt(groups.length)))), own)];
    }),
  );
}

function partsOf(pool: Pool, rule: SharedRule, groupOf: readonly number[]): Parts {
  if (rule === 'unallocated') return new Map();
  return rule === 'even' ? evenly(pool, groupOf) : byWeight(pool.amount, pool.drawn);
}

/** What each unit costs of those that state it: counts of one name add up. */
function unitsOf(members: readonly number[], all: readonly Borne[], costs: readonly Usd[]): UnitCost[] {
  const found = new Map<string, { readonly count: Factor; readonly cost: Usd }>();
  for (const place of members) {
    const units = all[place]?.units;
    if (units === undefined) continue;
    const before = found.get(units.name);
    found.set(units.name, {
      count: before === undefined ? units.count : factor(add(before.count, units.count)),
      cost: plus(before?.cost ?? NO_USD, costs[place] ?? NO_USD),
    });
  }
  return [...found].flatMap(([name, { count, cost }]) =>
    isZero(count) ? [] : [{ name, count, cost, costPerUnit: per(cost, count) }],
  );
}

/** The places of each group, in the order they are met; what has no name is the last. */
function grouped(all: readonly Borne[]): (readonly [name: string | undefined, places: number[]])[] {
  const groups = new Map<string | undefined, number[]>();
  for (const [place, { name }] of all.entries()) {
    const places = groups.get(name);
    if (places === undefined) groups.set(name, [place]);
    else places.push(place);
  }
  const unnamed = groups.get(undefined);
  groups.delete(undefined);
  return [...groups, ...(unnamed === undefined ? [] : [[undefined, unnamed] as const])];
}

/** A pool with what each place bears of it. */
interface SharedByPlace extends Pool {
  readonly parts: Parts;
}

/** What is shared, each kind of each payee once, with the part of each line. */
function byKind(pools: readonly SharedByPlace[], lines: readonly (readonly number[])[]): BorneCost[] {
  const found = new Map<string, BorneCost>();
  for (const { kind, of, amount, parts } of pools) {
    const key = JSON.stringify([kind, of]);
    const before = found.get(key);
    const borne = lines.map((places, line) =>
      plus(before?.parts[line] ?? NO_USD, sum(places.map((place) => parts.get(place) ?? NO_USD))),
    );
    found.set(key, { kind, of, amount: plus(before?.amount ?? NO_USD, amount), parts: borne });
  }
  return [...found.values()];
}

/**
 * A bill by who caused it: own costs, and a part of what is shared by the rule. The lines sum to the total exactly, what
 * has no name and what nobody bears among them. Pure.
 */
export function allocate(all: readonly Borne[], pools: readonly Pool[], { by, rule }: AllocationTerms): Allocation {
  const groups = grouped(all);
  const groupOf: number[] = [];
  for (const [group, [, places]] of groups.entries()) for (const place of places) groupOf[place] = group;
  const shared = pools
    .filter(({ amount }) => !isZero(amount))
    .map((pool): SharedByPlace => ({ ...pool, parts: partsOf(pool, rule, groupOf) }));
  const borne = all.map(() => NO_USD);
  for (const { parts } of shared) for (const [place, part] of parts) borne[place] = plus(borne[place] ?? NO_USD, part);
  const costs = all.map(({ own }, place) => plus(own, borne[place] ?? NO_USD));
  const total = plus(sum(all.map(({ own }) => own)), sum(shared.map(({ amount }) => amount)));
  const nobodys = minus(total, sum(costs));
  const named = groups.map(([name, places]): AllocationLine => {
    const of = (value: (place: number) => Usd | undefined) => sum(places.map((place) => value(place) ?? NO_USD));
    const cost = of((place) => costs[place]);
    return {
      kind: name === undefined ? 'untagged' : 'group',
      name,
      workloads: [...new Set(places.flatMap((place) => all[place]?.workload ?? []))],
      exact: {
        list: places.some((place) => all[place]?.list === undefined) ? undefined : of((place) => all[place]?.list),
        own: of((place) => all[place]?.own),
        shared: of((place) => borne[place]),
        cost,
      },
      share: ratio(cost, total),
      complete: places.every((place) => all[place]?.complete === true),
      units: unitsOf(places, all, costs),
    };
  });
  const rest: AllocationLine = {
    kind: 'unallocated',
    name: undefined,
    workloads: [],
    exact: { list: NO_USD, own: NO_USD, shared: nobodys, cost: nobodys },
    share: ratio(nobodys, total),
    complete: true,
    units: [],
  };
  const lines = isZero(nobodys) && !(rule === 'unallocated' && shared.length > 0) ? named : [...named, rest];
  return {
    by,
    rule,
    total,
    complete: all.every(({ complete }) => complete),
    lines,
    shared: byKind(
      shared,
      groups.map(([, places]) => places),
    ),
  };
}
