import { isZero, subtract } from '../../domain/exact.ts';
import { usd } from '../../domain/units.ts';
import { allTokens } from '../../domain/usage.ts';
import type { ImportAnswer, ImportedSource, ImportedUsage, UnpricedUsage } from '../../domain/usage-answer.ts';
import { joinedBy, type Measured, type MeasuredGroup } from './measure.ts';
import { measuredLevers, measuredProfile, shareOf } from './measured-profile.ts';

/** What the reading of files leaves for the answer. */
export interface Origins {
  readonly sources: readonly ImportedSource[];
  readonly silent: readonly string[];
  /** What was taken off a name to find its model. */
  readonly decorationOf: (name: string) => string | undefined;
}

/** The order of code units, the same on every machine. */
const compareText = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

function usageOf(groups: readonly MeasuredGroup[], { decorationOf }: Origins): ImportedUsage[] {
  const byMode = joinedBy(groups, ({ model, mode }) => JSON.stringify([model, mode]));
  const sorted = byMode.sort((a, b) => compareText(a.model, b.model) || compareText(a.mode, b.mode));
  return sorted.map(({ is, model, mode, requests, failed, tokens, calls, billed, cost, unpriced }) => ({
    provider: is?.provider,
    model: is?.id,
    modelAsWritten: model,
    decoration: decorationOf(model),
    mode,
    requests,
    failedRequests: failed,
    tokens,
    calls,
    billed: billed === undefined ? undefined : usd(billed),
    cost,
    priced: unpriced.length === 0 ? 'all' : isZero(cost) ? 'none' : 'part',
  }));
}

function unpricedOf(groups: readonly MeasuredGroup[]): UnpricedUsage[] {
  const all = groups.reduce((sum, { tokens }) => sum + allTokens(tokens), 0n);
  return joinedBy(
    groups.filter(({ unpriced }) => unpriced.length > 0),
    ({ model }) => model,
  ).map(({ model, unpriced, tokens }) => ({
    modelAsWritten: model,
    reason: unpriced.join('; '),
    tokens: allTokens(tokens),
    share: shareOf(allTokens(tokens), all),
  }));
}

/** Everything that `import` says of what it read. */
export function importAnswer(measured: Measured, origins: Origins): ImportAnswer {
  const { groups, period, cost, billed, costOfBilled } = measured;
  const { scale, workloads } = measuredProfile(measured);
  const { cacheHits, batch, failed } = measuredLevers(measured);
  return {
    sources: origins.sources,
    period,
    usage: usageOf(groups, origins),
    unpriced: unpricedOf(groups),
    cost,
    billed:
      billed === undefined
        ? undefined
        : { amount: usd(billed), cost: costOfBilled, difference: usd(subtract(billed, costOfBilled)) },
    cacheHits,
    batch,
    failed,
    calls: groups.reduce<Record<string, bigint>>((all, { calls }) => {
      for (const [name, count] of Object.entries(calls)) all[name] = (all[name] ?? 0n) + count;
      return all;
    }, {}),
    scale,
    workloads,
    silent: origins.silent,
  };
}
