import { LIST } from '../../domain/channel.ts';
import type {
  Advice,
  Configuration,
  LeverBar,
  LeverHope,
  LeverWorth,
  WorkloadEstimate,
} from '../../domain/estimate.ts';
import { isZero } from '../../domain/exact.ts';
import { type Lever, type Levers, pulled } from '../../domain/levers.ts';
import { costOf, totalOf } from '../../domain/line-item.ts';
import type { Assumptions } from '../../domain/offer.ts';
import type { RateCard } from '../../domain/rate-card.ts';
import { atLeast, lessThan, minus, NO_USD, smaller, sum, type Usd } from '../../domain/units.ts';
import { mayWait } from '../../domain/workload.ts';
import { levers, prefixShare } from '../../engine/levers.ts';
import { priceConfiguration } from '../../engine/pricer.ts';
import type { Priceable } from './spend.ts';

/** What a lever that nobody stated is priced with. */
interface LeverTerms {
  readonly assumptions: Assumptions;
  readonly card: Pick<RateCard, 'defaults'>;
}

function listRow({ configurations }: WorkloadEstimate, levers: Levers): Configuration | undefined {
  return configurations.find((each) => each.channel.kind === LIST.kind && each.levers === levers);
}

function listCost(estimate: WorkloadEstimate, levers: Levers): Usd | undefined {
  const row = listRow(estimate, levers);
  const blocked = row?.obstacle !== undefined && row.obstacle.code !== 'channelExcluded';
  return row === undefined || blocked ? undefined : totalOf(row.bill);
}

/** What keeps caching from helping, whatever hits are hoped for. */
function cacheBar({ workload, model, rate }: WorkloadEstimate, saving: Usd | undefined): LeverBar | undefined {
  const prefix = workload.request?.prefix;
  const minimum = rate.minimumCacheablePrefix;
  if (prefix !== undefined && isZero(prefix)) return { code: 'noPrefix' };
  if (prefix !== undefined && minimum !== undefined && !atLeast(prefix, minimum))
    return { code: 'prefixTooShort', prefix, minimum, model: model.id };
  if (rate.cells.cacheRead === undefined) return { code: 'noCachePrice' };
  const reads = workload.cacheHitRatio ?? workload.measuredCache?.read;
  if (reads !== undefined && isZero(reads)) return { code: 'noneStated' };
  return saving !== undefined && lessThan(saving, NO_USD) ? { code: 'costsMore' } : undefined;
}

function batchBar(estimate: WorkloadEstimate, saving: Usd | undefined): LeverBar | undefined {
  const { batch } = estimate.rate;
  const unpriced = listRow(estimate, 'batch')?.obstacle?.code === 'unpriced';
  if (batch === undefined || batch === 'notOffered' || unpriced) return { code: 'noBatchPrice' };
  const { batchEligible, latencyBudgetMs } = estimate.workload;
  if (latencyBudgetMs !== undefined && !mayWait(estimate.workload))
    return { code: 'cannotWait', budgetMs: latencyBudgetMs };
  if (batchEligible !== undefined && isZero(batchEligible)) return { code: 'noneStated' };
  return saving !== undefined && lessThan(saving, NO_USD) ? { code: 'costsMore' } : undefined;
}

const isIllustrated = (row: Configuration) => row.basis === 'illustration' && row.obstacle?.code !== 'leverNotStated';

/** What a lever would take off at the level it is illustrated at; undefined where the model does not have it. */
function hopeOf(of: Priceable, lever: Lever, asIs: Usd, { assumptions, card }: LeverTerms): LeverHope | undefined {
  const { workload, model, rate, listSheet } = of;
  const { cacheHitRatio, batchEligible } = assumptions.illustration;
  const level = lever === 'batch' ? batchEligible : smaller(cacheHitRatio, prefixShare(workload) ?? cacheHitRatio);
  const asked = { ...workload, ...(lever === 'batch' ? { batchEligible: level } : { cacheHitRatio: level }) };
  const given = levers(asked, model, rate, { assumptions, defaults: card.defaults }, false);
  if (given.inTheWay[lever] !== undefined) return undefined;
  const cost = totalOf(priceConfiguration(asked, given, listSheet, lever));
  return cost === undefined ? undefined : { level, saving: minus(asIs, cost) };
}

/** What each lever takes off the list bill, beside how that bill splits into input and output. */
function leverWorth(of: Priceable, estimate: WorkloadEstimate, terms: LeverTerms): LeverWorth | undefined {
  const asIsRow = listRow(estimate, 'asIs');
  const asIs = listCost(estimate, 'asIs');
  if (asIsRow === undefined || asIs === undefined) return undefined;
  const saving = (cost: Usd | undefined) => (cost === undefined ? undefined : minus(asIs, cost));
  const meter = (wanted: string) =>
    sum(asIsRow.bill.lineItems.filter((item) => item.price.meter === wanted).map(costOf));
  const [cacheSaving, batchSaving] = [saving(listCost(estimate, 'cache')), saving(listCost(estimate, 'batch'))];
  const bars = { cache: cacheBar(estimate, cacheSaving), batch: batchBar(estimate, batchSaving) };
  const hope = (lever: Lever, known: Usd | undefined) =>
    canHelp(bars[lever]) && (known === undefined || bars[lever] !== undefined)
      ? hopeOf(of, lever, asIs, terms)
      : undefined;
  return {
    workload: estimate.workload.name,
    basis: estimate.configurations.some(isIllustrated) ? 'illustration' : 'stated',
    inputCost: meter('input'),
    outputCost: meter('output'),
    asIs,
    cacheBar: bars.cache,
    batchBar: bars.batch,
    cacheSaving,
    batchSaving: bars.batch?.code === 'cannotWait' ? undefined : batchSaving,
    bothSaving: bars.batch?.code === 'cannotWait' ? undefined : saving(listCost(estimate, 'both')),
    hope: { cache: hope('cache', cacheSaving), batch: hope('batch', batchSaving) },
  };
}

/** A lever that was stated at nothing can still be pulled; one that has no price or no prefix cannot. */
export const canHelp = (bar: LeverBar | undefined) => bar === undefined || bar.code === 'noneStated';

/** Levers that take something off, by what it is: as stated or illustrated, or as hoped for where nobody states it. */
function savings({ hope, ...worth }: LeverWorth, statedAtNothing: boolean): (readonly [Lever, Usd])[] {
  const known = {
    cache: [worth.cacheBar, worth.cacheSaving] as const,
    batch: [worth.batchBar, worth.batchSaving] as const,
  };
  return pulled('both').flatMap((lever) => {
    const [bar, stated] = known[lever];
    const saving = hope[lever]?.saving ?? stated;
    if (!canHelp(bar) || (bar !== undefined) !== statedAtNothing) return [];
    return saving === undefined || !lessThan(NO_USD, saving) ? [] : [[lever, saving] as const];
  });
}

/**
 * The lever that takes more off the bill comes first; caching on a tie, since it waits for nothing. One that is stated at
 * nothing comes first only where the other takes nothing off. None for nothing.
 */
export function leverAdvice(of: Priceable, estimate: WorkloadEstimate, terms: LeverTerms): Advice[] {
  const worth = leverWorth(of, estimate, terms);
  if (worth === undefined || isZero(worth.asIs)) return [];
  const open = savings(worth, false);
  const [first, second] = open.length > 0 ? open : savings(worth, true);
  const named = first !== undefined && second !== undefined && lessThan(first[1], second[1]) ? second : first;
  return [{ code: 'lever', worth, first: named?.[0] }];
}
