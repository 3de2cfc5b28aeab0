import type { Day } from '../../domain/day.ts';
import { type Exact, subtract } from '../../domain/exact.ts';
import type { PricedApart } from '../../domain/priced-apart.ts';
import { NO_USD, plus, usd } from '../../domain/units.ts';
import { allTokens } from '../../domain/usage.ts';
import type {
  GivenUsage,
  ImportAnswer,
  ImportedSource,
  ImportedUsage,
  UnpricedUsage,
} from '../../domain/usage-answer.ts';
import { usageAfterEnds, usedEnds } from './ends.ts';
import { joinedBy, type Measured, type MeasuredGroup, type PriceBook, pricedOf } from './measure.ts';
import { measuredLevers, measuredProfile, shareOf, untimedPeaks } from './measured-profile.ts';
import { byDay, DEMAND_WEEKS, GROWTH_WEEKS, trendOf } from './trend.ts';
import { WEEKDAY_WEEKS, weekdaysOf } from './weekdays.ts';

/** What the reading of files leaves for the answer. */
export interface Origins {
  readonly sources: readonly ImportedSource[];
  readonly silent: readonly string[];
  /** What was taken off a name to find its model. */
  readonly decorationOf: (name: string) => string | undefined;
  readonly book: PriceBook;
  /** The day of the answer. */
  readonly asOf: Day;
  /** Models of the card that may be meant by a name that it does not have. */
  readonly nearTo: (name: string) => readonly string[];
  /** What a mark in a name says of its price. */
  readonly apartOf: (name: string) => PricedApart | undefined;
  /** Whose part of the cost is under it stands with others. */
  readonly minShare: Exact | undefined;
}

/** The order of code units, the same on every machine. */
const compareText = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

function usageOf(groups: readonly MeasuredGroup[], { decorationOf }: Origins): ImportedUsage[] {
  const byMode = joinedBy(groups, ({ model, is, mode }) => JSON.stringify([model, is?.id, mode]));
  const sorted = byMode.sort((a, b) => compareText(a.model, b.model) || compareText(a.mode, b.mode));
  return sorted.map(
    ({ is, model, region, mode, requests, failed, tokens, calls, billed, cost, unpriced, unpricedCalls }) => ({
      provider: is?.provider,
      model: is?.id,
      modelAsWritten: model,
      decoration: decorationOf(model),
      region,
      mode,
      requests,
      failedRequests: failed,
      tokens,
      calls,
      billed: billed === undefined ? undefined : usd(billed),
      cost,
      priced: pricedOf(cost, [...unpriced, ...unpricedCalls]),
    }),
  );
}

/** Why usage has no price. A name that nothing is known of lacks it on each of its days for the same reason. */
function reasonOf({ is, unpriced, unpricedCalls }: MeasuredGroup): string {
  if (is !== undefined) return [...unpriced, ...unpricedCalls].join('; ');
  const [first = '', ...more] = [...unpriced].sort();
  return more.length === 0 ? first : `${first} and on ${more.length} more ${more.length === 1 ? 'day' : 'days'}`;
}

function unpricedOf({ stretches: groups }: Measured, { nearTo, apartOf }: Origins): UnpricedUsage[] {
  const all = groups.reduce((sum, { tokens }) => sum + allTokens(tokens), 0n);
  const namedLike = (name: string | undefined) => {
    const apart = name === undefined ? undefined : apartOf(name);
    return { apart, near: name === undefined || apart !== undefined ? [] : nearTo(name) };
  };
  return joinedBy(
    groups.filter(({ unpriced, unpricedCalls }) => unpriced.length + unpricedCalls.length > 0),
    ({ model, is, unpriced }) => JSON.stringify([model, is?.id, unpriced.length > 0]),
  ).map((group) => {
    const { model, is, unpriced, tokens } = group;
    return {
      modelAsWritten: model,
      isOnCard: is !== undefined,
      reason: reasonOf(group),
      ...(unpriced.length > 0
        ? { tokens: allTokens(tokens), share: shareOf(allTokens(tokens), all) }
        : { tokens: 0n, share: undefined }),
      ...namedLike(is === undefined ? model : undefined),
    };
  });
}

type Told = Pick<ImportAnswer, 'trend' | 'weekdays' | 'tooShort'>;

/** What days tell beside their sum, and what more of them would. */
function toldByDays({ daily, period }: Measured): Told {
  if (period === undefined) return { trend: undefined, weekdays: undefined, tooShort: undefined };
  const days = byDay(
    period,
    [...daily].map(([day, count]) => ({ day, count })),
  );
  const [trend, weekdays] = [trendOf(days), weekdaysOf(period.start, days)];
  const untold = [
    ...(trend === undefined ? [`growth from ${GROWTH_WEEKS} whole weeks on`] : []),
    ...(trend?.demand === undefined ? [`how demand may turn out from ${DEMAND_WEEKS}`] : []),
    ...(weekdays === undefined ? [`the days of a week from ${WEEKDAY_WEEKS}`] : []),
  ];
  return {
    trend,
    weekdays,
    tooShort: untold.length === 0 ? undefined : `what more days tell, with usage in each week: ${untold.join(', ')}`,
  };
}

/** What the hours of a day would tell of the price. */
function peakSilence(measured: Measured): string[] {
  const models = untimedPeaks(measured);
  return models.length === 0
    ? []
    : [
        `what fell into the peak hours of ${models.join(', ')}, all taken to be outside of them: a request log has the times`,
      ];
}

/** What a provider says it charges nothing for, at the price that it would have. */
function givenOf({ stretches }: Measured): GivenUsage | undefined {
  const given = stretches.filter(({ gratis }) => gratis === true);
  if (given.length === 0) return undefined;
  return {
    tokens: given.reduce((sum, { tokens }) => sum + allTokens(tokens), 0n),
    cost: given.reduce((sum, { cost: each }) => plus(sum, each), NO_USD),
  };
}

/** Everything that `import` says of what it read. */
export function importAnswer(measured: Measured, origins: Origins): ImportAnswer {
  const { groups, period, cost, billed, held } = measured;
  const { scale, workloads } = measuredProfile(measured, origins.minShare);
  const { book, asOf } = origins;
  const ends = usedEnds(
    groups.flatMap(({ is }) => is ?? []),
    asOf,
    book,
  );
  const gone = new Set(ends.flatMap(({ model, pricedAs }) => (pricedAs === undefined ? [model] : [])));
  const { cacheHits, batch, failed, readsPerWrite } = measuredLevers(measured);
  return {
    sources: origins.sources,
    period,
    usage: usageOf(groups, origins),
    unpriced: unpricedOf(measured, origins),
    ends,
    afterEnds: usageAfterEnds(measured.stretches, book),
    cost,
    given: givenOf(measured),
    billed: billed === undefined ? undefined : usd(billed),
    held:
      held === undefined
        ? undefined
        : { billed: usd(held.billed), cost: held.cost, difference: usd(subtract(held.billed, held.cost)) },
    cacheHits,
    batch,
    failed,
    readsPerWrite,
    saved: {
      cache: groups.reduce((sum, { saved }) => plus(sum, saved.cache), NO_USD),
      batch: groups.reduce((sum, { saved }) => plus(sum, saved.batch), NO_USD),
    },
    ...toldByDays(measured),
    calls: groups.reduce<Record<string, bigint>>((all, { calls }) => {
      for (const [name, count] of Object.entries(calls)) all[name] = (all[name] ?? 0n) + count;
      return all;
    }, {}),
    scale,
    workloads: workloads.map((each) => ({ ...each, hasEnded: gone.has(each.model) })),
    silent: [...origins.silent, ...peakSilence(measured)],
  };
}
