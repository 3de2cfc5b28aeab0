import type { ContractTerms } from '../../domain/contract.ts';
import { type Day, dayAfter, dayBefore, daysBetween } from '../../domain/day.ts';
import { isZero } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { statistic } from '../../domain/statistic.ts';
import type { Track, Tracked, TrackRule } from '../../domain/track.ts';
import { atLeast, minus, NO_USD, plus, ratio, smaller, times, type Usd } from '../../domain/units.ts';
import { Pricing } from '../audit/lots.ts';
import { resolvedTerms } from '../commitment/terms.ts';
import type { PriceBook, UsageDay } from '../usage/measure.ts';
import { carriedInto, daysFrom, drawdownOf, spendWithin } from './drawdown.ts';
import { dayAhead, projected, type Trend, trendOf } from './projection.ts';
import { expectedBy, type Window, windowsOf } from './window.ts';

/** A contract that was signed, with the day from which it runs. */
export type SignedContract = Proposal & { readonly start: Day };

/** What contracts are held against. */
export interface Tracking {
  readonly usage: readonly UsageDay[];
  readonly book: PriceBook;
  readonly asOf: Day;
  readonly usual: ContractTerms;
  readonly normal: Normal;
}

type Unpriced = Track['unpriced'][number];

/** The first day on which what was used reaches the limit: of the days known, else of those ahead. */
function exhaustion(
  limit: Usd,
  { start, end }: Window,
  byDay: ReadonlyMap<Day, Usd>,
  { knownUntil, trend }: { readonly knownUntil: Day; readonly trend: Trend },
): Day | undefined {
  let used = NO_USD;
  for (const day of daysFrom(start, knownUntil < end ? knownUntil : end)) {
    used = plus(used, byDay.get(day) ?? NO_USD);
    if (atLeast(used, limit) && !isZero(used)) return day;
  }
  let sum = statistic(used);
  const most = statistic(limit);
  const from = knownUntil < start ? start : dayAfter(knownUntil);
  for (const day of daysFrom(from, end)) {
    sum += dayAhead(trend, daysBetween(knownUntil, day) - 1);
    if (sum >= most) return day;
  }
  return undefined;
}

/** The window that a day lies in; the first before the contract begins, the last after it has ended. */
function windowOn(windows: readonly Window[], day: Day): Window | undefined {
  return windows.find(({ end }) => day <= end) ?? windows.at(-1);
}

function tracked(
  contract: SignedContract,
  tracking: Tracking,
  pricing: Pricing,
  unpriced: Map<string, Unpriced>,
): Tracked {
  const { terms, assumed } = resolvedTerms(contract.terms, tracking.usual);
  const windows = windowsOf(contract.start, contract.commitment, terms);
  const window = windowOn(windows, tracking.asOf);
  const last = windows.at(-1);
  if (window === undefined || last === undefined) throw new RangeError('a contract of no months');
  const { byDay, unpriced: uncounted } = drawdownOf(contract, terms, tracking.usage, tracking.book, pricing);
  for (const each of uncounted) unpriced.set(`${each.model} ${each.reason}`, each);
  const days = [...byDay.keys()].filter((day) => day <= tracking.asOf).sort();
  const [firstKnown, lastKnown] = [days[0], days.at(-1)];
  const knownUntil = lastKnown ?? dayBefore(window.start);
  const daily =
    firstKnown === undefined
      ? []
      : [...daysFrom(firstKnown, knownUntil)].map((day) => statistic(byDay.get(day) ?? NO_USD));
  const trend = trendOf(daily);
  const used = spendWithin(byDay, window.start, knownUntil < window.end ? knownUntil : window.end);
  const expectedByNow = expectedBy(window, tracking.asOf);
  const carriedOver = carriedInto(window, windows, terms, byDay, firstKnown);
  const available = plus(window.commitment, carriedOver);
  const left = Math.max(0, daysBetween(knownUntil < window.start ? dayBefore(window.start) : knownUntil, window.end));
  return {
    provider: contract.provider,
    file: contract.file,
    commitment: window.commitment,
    carriedOver,
    window: { start: window.start, end: window.end },
    term: { start: contract.start, end: last.end },
    basis: terms.commitmentBasis,
    knownUntil: lastKnown,
    used,
    expectedByNow,
    ahead: minus(used, expectedByNow),
    utilisation: ratio(used, window.commitment),
    coverage: ratio(smaller(used, available), used),
    projected: projected(
      statistic(used),
      { commitment: statistic(window.commitment), available: statistic(available), days: left },
      trend,
      tracking.normal,
    ),
    exhaustedOn: isZero(available) ? undefined : exhaustion(available, window, byDay, { knownUntil, trend }),
    assumed: assumed.filter((key) => key !== 'overage' && key !== 'floorBasis'),
  };
}

const HALF = 1 / 2;

/** Whether a rule is broken: what is more likely than not, or a projected use of less than a share of the commitment. */
function isBroken({ projected: ahead, commitment }: Tracked, rule: TrackRule): boolean {
  if (rule.kind === 'utilisation') return ahead.expected < statistic(times(commitment, rule.below));
  const { expected, odds } = ahead[rule.kind];
  return odds === undefined ? expected > 0 : odds > HALF;
}

/**
 * Contracts against what was used: what counts in the window that the day lies in is exact, what lies ahead is a
 * statistic of the last 28 days. Pure.
 */
export function track(contracts: readonly SignedContract[], rules: readonly TrackRule[], tracking: Tracking): Track {
  const pricing = new Pricing(tracking.book);
  const unpriced = new Map<string, Unpriced>();
  const all = contracts.map((contract) => tracked(contract, tracking, pricing, unpriced));
  return {
    contracts: all,
    unpriced: [...unpriced.values()],
    broken: all.flatMap((each) =>
      rules.filter((rule) => isBroken(each, rule)).map((rule) => ({ provider: each.provider, rule })),
    ),
  };
}
