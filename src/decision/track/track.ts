import type { AllocationKey } from '../../domain/allocation.ts';
import type { Channel } from '../../domain/channel.ts';
import { NO_CLAUSES } from '../../domain/clauses.ts';
import type { ContractTerms } from '../../domain/contract.ts';
import { type Day, dayAfter, dayBefore, daysBetween } from '../../domain/day.ts';
import { divide, isZero } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import type { Offers } from '../../domain/offer.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { Model } from '../../domain/rate-card.ts';
import { statistic } from '../../domain/statistic.ts';
import type { FloorStanding, Track, Tracked, TrackRule, UsedWindow } from '../../domain/track.ts';
import {
  atLeast,
  discountFactor,
  type Factor,
  factor,
  minus,
  NO_USD,
  NONE,
  plus,
  ratio,
  smaller,
  times,
  type Usd,
} from '../../domain/units.ts';
import { Pricing } from '../audit/lots.ts';
import { resolvedTerms } from '../commitment/terms.ts';
import { overagePrice } from '../contract/settle.ts';
import { usageAfterEnds } from '../usage/ends.ts';
import type { PriceBook, UsageDay } from '../usage/measure.ts';
import { type Clouds, trackedCloud } from './cloud.ts';
import { daysAhead } from './days-ahead.ts';
import { type ByDay, carriedInto, daysFrom, drawdownOf, spendWithin, sumsByDay } from './drawdown.ts';
import { countsUnder, elsewhere, type TrackedUsage } from './elsewhere.ts';
import { dayAhead, projected, type Trend, trendOf } from './projection.ts';
import { floorStanding } from './standing.ts';
import { expectedBy, type Window, windowsOf } from './window.ts';

/** A contract that was signed, with the day from which it runs. */
export type SignedContract = Proposal & { readonly start: Day };

/** What contracts are held against. */
export interface Tracking {
  readonly usage: readonly TrackedUsage[];
  readonly book: PriceBook;
  readonly asOf: Day;
  readonly usual: ContractTerms;
  readonly normal: Normal;
  /** The floor of a provider's rate card. */
  readonly contractOf: Offers['contractOf'];
  readonly clouds: Clouds;
  /** What use is told apart by: a name of what it belongs to, or `model`. */
  readonly by?: AllocationKey;
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

/** Who used it; undefined where its source does not say. What goes through nobody else is bought direct. */
function nameOf({ belongs, model, day, through }: TrackedUsage, by: AllocationKey, book: PriceBook) {
  if (by === 'model') return book.find(model, day)?.id ?? model;
  if (by === 'provider') return book.find(model, day)?.provider;
  if (by === 'channel') return through ?? DIRECT;
  const name = belongs[by] ?? '';
  return name === '' ? undefined : name;
}

/** The channel of what is bought from its provider. */
const DIRECT: Channel['kind'] = 'direct';

/** Who drew down what, by days; undefined where nobody asks. */
function drawnByName(
  contract: SignedContract,
  terms: ContractTerms,
  { usage, book, by }: Tracking,
  pricing: Pricing,
): ReadonlyMap<string | undefined, ByDay> | undefined {
  if (by === undefined) return undefined;
  const byName = new Map<string | undefined, TrackedUsage[]>();
  for (const each of usage) {
    const name = nameOf(each, by, book);
    const own = byName.get(name);
    if (own === undefined) byName.set(name, [each]);
    else own.push(each);
  }
  return new Map([...byName].map(([name, own]) => [name, drawdownOf(contract, terms, own, book, pricing).byDay]));
}

/** What each drew down in some days: together what all of them did. */
function usedBy(
  drawn: ReturnType<typeof drawnByName>,
  { start, end }: { readonly start: Day; readonly end: Day },
): Pick<Tracked, 'usedBy'> {
  if (drawn === undefined) return {};
  const used = [...drawn].map(([name, byDay]) => [name, spendWithin(byDay, start, end)] as const);
  return { usedBy: new Map(used.filter(([, each]) => !isZero(each))) };
}

/** The window that a day lies in; the first before the contract begins, the last after it has ended. */
function windowOn(windows: readonly Window[], day: Day): Window | undefined {
  return windows.find(({ end }) => day <= end) ?? windows.at(-1);
}

/** What a dollar drawn down beyond the commitment costs: a list dollar of overage over what it counts as. */
function beyondPrice(contract: SignedContract, terms: ContractTerms): number {
  const price = statistic(overagePrice({ terms }, contract.discount));
  return terms.commitmentBasis === 'list' ? price : price / statistic(discountFactor(contract.discount));
}

/** The same exactly, where what counts is what is paid. */
const countedOverage = (contract: SignedContract, terms: ContractTerms): Factor =>
  factor(divide(overagePrice({ terms }, contract.discount), discountFactor(contract.discount)));

/** Marketplaces whose spend draws down what is owed to a cloud. */
function owedThrough({ commitments, marketplaces }: Clouds): ReadonlySet<string> {
  const owed = marketplaces.filter(({ cloud }) => commitments.some((each) => each.cloud === cloud));
  return new Set(owed.map(({ id }) => id));
}

/** The models of a contract that were used, once each. */
function modelsOf({ provider }: SignedContract, usage: readonly UsageDay[], { book }: Tracking): Model[] {
  const models = usage.flatMap(({ model, day }) => book.find(model, day) ?? []);
  return [...new Set(models)].filter((model) => model.provider === provider);
}

function floorOf(
  contract: SignedContract,
  usage: readonly UsageDay[],
  { book, contractOf, asOf }: Tracking,
  pricing: Pricing,
): FloorStanding | undefined {
  const atList = { ...contract, clauses: NO_CLAUSES, discount: NONE };
  const { byDay } = drawdownOf(atList, { commitmentBasis: 'list' }, usage, book, pricing);
  const days = [...byDay.keys()].filter((day) => day <= asOf).sort();
  const [first, last] = [days[0], days.at(-1)];
  const known =
    first === undefined || last === undefined ? undefined : { first, last, days: daysBetween(first, last) + 1 };
  return floorStanding(contractOf(contract.provider), byDay, known);
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
  const { marketplaces } = tracking.clouds;
  const isCounted = (group: TrackedUsage) => countsUnder(contract, group, marketplaces);
  const counted = tracking.usage.filter(isCounted);
  const others = tracking.usage.filter((group) => !isCounted(group));
  const { byDay, unpriced: uncounted } = drawdownOf(contract, terms, counted, tracking.book, pricing);
  for (const each of uncounted) unpriced.set(`${each.model} ${each.reason}`, each);
  const days = [...byDay.keys()].filter((day) => day <= tracking.asOf).sort();
  const [firstKnown, lastKnown] = [days[0], days.at(-1)];
  const knownUntil = lastKnown ?? dayBefore(window.start);
  const daily =
    firstKnown === undefined
      ? []
      : [...daysFrom(firstKnown, knownUntil)].map((day) => statistic(byDay.get(day) ?? NO_USD));
  const trend = trendOf(daily);
  const until = knownUntil < window.end ? knownUntil : window.end;
  const expectedByNow = expectedBy(window, tracking.asOf);
  const drawn = drawnByName(contract, terms, { ...tracking, usage: counted }, pricing);
  const useOf = (each: Window, last: Day): UsedWindow => ({
    provider: contract.provider,
    commitment: each.commitment,
    carriedOver: carriedInto(each, windows, terms, byDay, firstKnown),
    window: { start: each.start, end: each.end },
    knownFrom: firstKnown,
    knownUntil: lastKnown,
    used: spendWithin(byDay, each.start, last),
    ...usedBy(drawn, { start: each.start, end: last }),
    ...(terms.commitmentBasis === 'list' ? {} : { overagePrice: countedOverage(contract, terms) }),
  });
  const use = useOf(window, until);
  const { used } = use;
  const isKnown = ({ start, end }: Window) => firstKnown !== undefined && firstKnown <= end && knownUntil >= start;
  const ended = drawn === undefined ? [] : windows.slice(0, windows.indexOf(window)).filter(isKnown);
  const available = plus(use.commitment, use.carriedOver);
  const left = Math.max(0, daysBetween(knownUntil < window.start ? dayBefore(window.start) : knownUntil, window.end));
  const ahead = projected(
    statistic(used),
    { commitment: statistic(window.commitment), available: statistic(available), days: left },
    trend,
    tracking.normal,
  );
  return {
    ...use,
    kind: 'contract',
    file: contract.file,
    ended: ended.map((each) => useOf(each, each.end)),
    term: { start: contract.start, end: last.end },
    basis: terms.commitmentBasis,
    usedByDay: sumsByDay(byDay, window.start, until),
    expectedByNow,
    ahead: minus(used, expectedByNow),
    utilisation: ratio(used, window.commitment),
    coverage: ratio(smaller(used, available), used),
    projected: ahead,
    exhaustedOn: isZero(available) ? undefined : exhaustion(available, window, byDay, { knownUntil, trend }),
    assumed: assumed.filter((key) => key !== 'overage' && key !== 'floorBasis'),
    elsewhere: elsewhere(contract, terms.commitmentBasis, others, tracking.book, pricing, {
      asOf: tracking.asOf,
      end: window.end,
      shortfall: ahead.shortfall.expected,
      beyond: beyondPrice(contract, terms),
      owedThrough: owedThrough(tracking.clouds),
    }),
    daysAhead: daysAhead(
      contract,
      terms,
      { window, end: last.end },
      modelsOf(contract, counted, tracking),
      tracking.asOf,
    ),
    floor: floorOf(contract, counted, tracking, pricing),
    priceIncrease: contract.clauses.priceIncrease,
  };
}

/** Usage that is priced for the answer: of the providers of its contracts, or bought through a cloud whose commitment is held. */
function pricedUsage(contracts: readonly SignedContract[], { usage, book, clouds }: Tracking): TrackedUsage[] {
  const providers = new Set(contracts.map(({ provider }) => provider));
  return usage.filter(({ model, day, through }) => {
    const provider = book.find(model, day)?.provider;
    const isOfACloud = through !== undefined && clouds.commitments.length > 0;
    return provider !== undefined && (isOfACloud || providers.has(provider));
  });
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
  const signed = contracts.map((contract) => tracked(contract, tracking, pricing, unpriced));
  const { clouds, usage } = tracking;
  const all = [...signed, ...clouds.commitments.map((each) => trackedCloud(each, clouds, usage, tracking))];
  return {
    contracts: all,
    unpriced: [...unpriced.values()],
    afterEnds: usageAfterEnds(pricedUsage(contracts, tracking), tracking.book),
    assumptions: [],
    broken: all.flatMap((each) =>
      rules.filter((rule) => isBroken(each, rule)).map((rule) => ({ provider: each.provider, rule })),
    ),
  };
}
