import type { Amount } from '../../domain/amount.ts';
import {
  type Allowance,
  failsOnlyGrown,
  type Limit,
  type LimitScope,
  type UnpricedPolicy,
} from '../../domain/budget.ts';
import type { Doubt, LimitResult, LimitVerdict } from '../../domain/check.ts';
import { add, type Exact, numeral, ONE, parseExact } from '../../domain/exact.ts';
import { amountOf, type Purchase } from '../../domain/purchase.ts';
import { factor, lessThan, NO_USD, plus, times, type Usd } from '../../domain/units.ts';

/** A monthly amount with what a limit can be laid on. */
export interface Part extends Amount {
  readonly workload: string;
  readonly model: string;
  readonly provider: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** A purchase as what a limit can be laid on. */
export function partOf(purchase: Purchase): Part {
  const { workload, model } = purchase;
  const { name, tags } = workload;
  return { workload: name, model: model.id, provider: model.provider, tags, ...amountOf(purchase) };
}

const NOTHING: Amount = { amount: NO_USD, complete: true };

function together(a: Amount, b: Amount): Amount {
  return { amount: plus(a.amount, b.amount), complete: a.complete && b.complete };
}

export function totalOf(amounts: readonly Amount[]): Amount {
  return amounts.reduce<Amount>(together, NOTHING);
}

/** What each workload costs, by its name: one whose price changes in the month has several parts. */
export function byWorkload(parts: readonly Part[]): ReadonlyMap<string, Amount> {
  const all = new Map<string, Amount>();
  for (const { workload, amount, complete } of parts) {
    const of = { amount, complete };
    const known = all.get(workload);
    all.set(workload, known === undefined ? of : together(known, of));
  }
  return all;
}

const tagKey = (key: string, value: string) => JSON.stringify([key, value]);

/** The amounts of a profile by everything a limit can name, so that each limit is one look-up. */
export function ledger(parts: readonly Part[]): (limit: Pick<Limit, 'scope' | 'name' | 'tags'>) => Amount {
  const byName: Readonly<Record<Exclude<LimitScope, 'portfolio' | 'tag'>, Map<string, Amount>>> = {
    provider: new Map(),
    model: new Map(),
    workload: new Map(),
  };
  const byTag = new Map<string, Part[]>();
  for (const part of parts) {
    for (const scope of ['provider', 'model', 'workload'] as const) {
      byName[scope].set(part[scope], together(byName[scope].get(part[scope]) ?? NOTHING, part));
    }
    for (const [key, value] of part.tags) {
      const tagged = byTag.get(tagKey(key, value));
      if (tagged === undefined) byTag.set(tagKey(key, value), [part]);
      else tagged.push(part);
    }
  }
  const whole = totalOf(parts);
  const tagged = (tags: ReadonlyMap<string, string>) => {
    const [first, ...rest] = [...tags];
    const candidates = first === undefined ? [] : (byTag.get(tagKey(...first)) ?? []);
    return totalOf(candidates.filter((part) => rest.every(([key, value]) => part.tags.get(key) === value)));
  };
  return ({ scope, name = '', tags = new Map() }) => {
    if (scope === 'portfolio') return whole;
    return scope === 'tag' ? tagged(tags) : (byName[scope].get(name) ?? NOTHING);
  };
}

/** An amount as a saved answer holds it: what does not end is rounded there, and must not look like growth here. */
export function asSaved<Unit extends Exact>(value: Unit): Unit {
  return value.divisor === 1n ? value : ((parseExact(numeral(value)) ?? value) as Unit);
}

/** Most that an allowance lets be spent a month; undefined for growth with nothing to grow from. */
function mostOf(limit: Allowance, base: Amount | undefined): Usd | undefined {
  if ('max' in limit) return limit.max;
  if (base === undefined) return undefined;
  if ('maxIncrease' in limit) return plus(base.amount, limit.maxIncrease);
  return times(base.amount, factor(add(ONE, limit.maxGrowth)));
}

/**
 * An amount equal to its limit is within; a lower bound that is over already is over, unless the limit is a lower
 * bound too.
 */
export function limitVerdict(now: Amount, max: Amount): { verdict: LimitVerdict; doubt: Doubt | undefined } {
  if (lessThan(max.amount, now.amount)) {
    return max.complete ? { verdict: 'over', doubt: undefined } : { verdict: 'undecided', doubt: 'baselineUnpriced' };
  }
  return now.complete ? { verdict: 'within', doubt: undefined } : { verdict: 'undecided', doubt: 'unpriced' };
}

/**
 * A limit that only growth breaks, where its amount is over: within where that is no more than the baseline, and not to
 * be told without one.
 */
export function grownVerdict(
  now: Amount,
  base: Amount | undefined,
): Pick<LimitResult, 'verdict' | 'doubt'> & { readonly notGrown?: true } {
  if (base === undefined) return { verdict: 'undecided', doubt: 'noBaseline' };
  const found = limitVerdict({ ...now, amount: asSaved(now.amount) }, base);
  return found.verdict === 'within' ? { ...found, notGrown: true } : found;
}

/** One limit on the amount of its part now, and in the baseline where there is one. */
export function limitResult(
  limit: Limit,
  now: Amount,
  base: Amount | undefined,
  unpriced: UnpricedPolicy,
): LimitResult {
  const max = mostOf(limit, base);
  if (max === undefined) return { limit, ...now, max, base, verdict: 'undecided', doubt: 'noBaseline' };
  const grows = !('max' in limit);
  const allowed = unpriced === 'allow';
  const judged = {
    amount: grows ? asSaved(now.amount) : now.amount,
    complete: allowed || now.complete,
  };
  const bound = { amount: max, complete: allowed || !grows || base?.complete === true };
  const found = limitVerdict(judged, bound);
  const isExcused = found.verdict === 'over' && failsOnlyGrown(limit);
  return {
    limit,
    ...now,
    max,
    base,
    ...(isExcused ? grownVerdict({ ...now, complete: judged.complete }, base) : found),
  };
}
