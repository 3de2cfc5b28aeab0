import { apportioned } from './apportion.ts';
import { add, type Exact, isZero, numeral, QUOTIENT_PLACES, ZERO } from './exact.ts';
import { decimalsOf, type ExchangeRate, exchanged } from './exchange-rate.ts';
import { FEE_KINDS } from './fee.ts';
import { type Factor, factor, minus, sum, type Usd, usd } from './units.ts';

/** What costs are told apart by: a tag, or what every purchase has. */
export const ALLOCATION_KEYS = ['provider', 'model', 'workload', 'channel'] as const;
/** What usage that was measured can tell apart. */
export const USAGE_KEYS = ['provider', 'model', 'channel', 'key', 'project', 'user', 'route'] as const;
export type AllocationKey = (typeof ALLOCATION_KEYS)[number] | (typeof USAGE_KEYS)[number] | `tag:${string}`;

/** The tag that a key names, tag:team names team; undefined for another key. */
export const tagOf = (key: string): string | undefined => /^tag:(.+)$/s.exec(key)?.[1];

/**
 * Who bears what belongs to no single workload: by what each draws of it, alike for everyone who draws of it, or nobody,
 * so that it is a line of its own.
 */
export const SHARED_RULES = ['drawdown', 'even', 'unallocated'] as const;
export type SharedRule = (typeof SHARED_RULES)[number];

/**
 * What is shared: money on money; what a cloud is owed anyway, which counts less than nothing; and what the rows of an
 * estimate come to beyond what each of them counts on.
 */
export const SHARED_KINDS = [...FEE_KINDS, 'owedAnyway', 'beyondRows'] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];

export interface SharedCost {
  readonly kind: SharedKind;
  /** The provider, the aggregator or the cloud by its id. */
  readonly of: string;
  readonly amount: Usd;
}

/** The same with the part of each line, in their order. */
export interface BorneCost extends SharedCost {
  readonly parts: readonly Usd[];
}

/** A line of an allocation in dollars: `cost` is `own` and `shared`. */
export interface AllocatedCosts {
  /** At the published price; undefined for use, of which only what counts under its contract is known. */
  readonly list: Usd | undefined;
  readonly own: Usd;
  readonly shared: Usd;
  readonly cost: Usd;
}

/** What a unit of output costs, of the workloads that state how many they make. */
export interface UnitCost {
  readonly name: string;
  readonly count: Factor;
  readonly cost: Usd;
  readonly costPerUnit: Usd;
}

export interface AllocationLine {
  /** `untagged` is what carries no such tag, or has no such thing; `unallocated` what the rule gives to nobody. */
  readonly kind: 'group' | 'untagged' | 'unallocated';
  readonly name: string | undefined;
  readonly workloads: readonly string[];
  readonly exact: AllocatedCosts;
  /** Of the total; undefined where that is nothing. */
  readonly share: Factor | undefined;
  /** False where a part of it has no price. */
  readonly complete: boolean;
  readonly units: readonly UnitCost[];
}

/** A bill by who caused it: the lines sum to it exactly. */
export interface Allocation {
  readonly by: AllocationKey;
  readonly rule: SharedRule;
  readonly total: Usd;
  readonly complete: boolean;
  /** Of a plan over so many months that are not alike: its costs are of the first of them. */
  readonly firstOf?: number;
  readonly lines: readonly AllocationLine[];
  readonly shared: readonly BorneCost[];
}

/** Whether nothing of a line has a price: its costs are not nothing, they are unknown. */
export const isUnknown = ({ complete, exact }: Pick<AllocationLine, 'complete' | 'exact'>): boolean =>
  !complete && isZero(exact.cost);

/** Cents, as a reader adds them up. */
const CENTS = 2;

/** Decimals with which the total is written, so that written lines sum to it. */
const placesOf = (total: Exact) => Math.max(QUOTIENT_PLACES, numeral(total).split('.')[1]?.length ?? 0);

/** Own and shared of an apportioned cost: what is nothing stays nothing, and the two sum to it. */
function splitCost(exact: AllocatedCosts, cost: Usd, own: Usd): Pick<AllocatedCosts, 'own' | 'shared' | 'cost'> {
  const held = isZero(exact.shared) ? cost : own;
  return { own: held, shared: minus(cost, held), cost };
}

function figures(lines: readonly AllocationLine[], places: number): AllocatedCosts[] {
  const column = (amounts: readonly Usd[]) => apportioned(amounts, places).map(usd);
  const known = lines.flatMap(({ exact }) => exact.list ?? []);
  const list = known.length === lines.length ? column(known) : [];
  const [own, cost] = [column(lines.map(({ exact }) => exact.own)), column(lines.map(({ exact }) => exact.cost))];
  return lines.map(({ exact }, index) => ({
    list: list[index],
    ...splitCost(exact, cost[index] ?? exact.cost, own[index] ?? exact.own),
  }));
}

/** The lines as they are written down: no digit is lost, and they sum to the total as it is written. */
export function writtenCosts({ lines, total }: Allocation): AllocatedCosts[] {
  return figures(lines, placesOf(total));
}

/** The shares of the lines with so many decimals, that sum to 1; undefined for all where the total is nothing. */
export function writtenShares({ lines }: Pick<Allocation, 'lines'>, places = QUOTIENT_PLACES): (Factor | undefined)[] {
  const known = lines.flatMap(({ share }) => share ?? []);
  return known.length === lines.length ? apportioned(known, places).map(factor) : lines.map(() => undefined);
}

/** The lines in cents, that sum to the total in cents, and that total. */
export function centCosts({ lines }: Allocation): {
  readonly lines: readonly AllocatedCosts[];
  readonly all: AllocatedCosts;
} {
  const cents = figures(lines, CENTS);
  const column = (of: Exclude<keyof AllocatedCosts, 'list'>) => sum(cents.map((each) => each[of]));
  const lists = cents.flatMap(({ list }) => list ?? []);
  return {
    lines: cents,
    all: {
      list: lists.length === cents.length ? sum(lists) : undefined,
      own: column('own'),
      shared: column('shared'),
      cost: column('cost'),
    },
  };
}

/** The costs of the lines in another currency, in its last decimal: they sum to that of the whole, which is last. */
export function costsIn({ lines }: Allocation, exchange: ExchangeRate): Exact[] {
  const costs = apportioned(
    lines.map(({ exact }) => exchanged(exact.cost, exchange)),
    decimalsOf(exchange.currency),
  );
  return [...costs, costs.reduce(add, ZERO)];
}
