import { LIST } from '../../domain/channel.ts';
import type { Advice, Configuration, LeverBar, LeverWorth, WorkloadEstimate } from '../../domain/estimate.ts';
import { isZero } from '../../domain/exact.ts';
import { costOf, totalOf } from '../../domain/line-item.ts';
import { atLeast, lessThan, minus, NO_USD, sum, type Usd } from '../../domain/units.ts';

function listRow(estimate: WorkloadEstimate, cache: boolean, batch: boolean): Configuration | undefined {
  return estimate.configurations.find(
    (each) => each.channel.kind === LIST.kind && each.cache === cache && each.batch === batch,
  );
}

function listCost(estimate: WorkloadEstimate, cache: boolean, batch: boolean): Usd | undefined {
  const row = listRow(estimate, cache, batch);
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
  const unpriced = listRow(estimate, false, true)?.obstacle?.code === 'unpriced';
  if (batch === undefined || batch === 'notOffered' || unpriced) return { code: 'noBatchPrice' };
  const { batchEligible } = estimate.workload;
  if (batchEligible !== undefined && isZero(batchEligible)) return { code: 'noneStated' };
  return saving !== undefined && lessThan(saving, NO_USD) ? { code: 'costsMore' } : undefined;
}

const isIllustrated = (row: Configuration) => row.basis === 'illustration' && row.obstacle?.code !== 'leverNotStated';

/** What each lever takes off the list bill, beside how that bill splits into input and output. */
export function leverWorth(estimate: WorkloadEstimate): LeverWorth | undefined {
  const asIsRow = listRow(estimate, false, false);
  const asIs = listCost(estimate, false, false);
  if (asIsRow === undefined || asIs === undefined) return undefined;
  const saving = (cost: Usd | undefined) => (cost === undefined ? undefined : minus(asIs, cost));
  const meter = (wanted: string) =>
    sum(asIsRow.bill.lineItems.filter((item) => item.price.meter === wanted).map(costOf));
  const [cacheSaving, batchSaving] = [saving(listCost(estimate, true, false)), saving(listCost(estimate, false, true))];
  return {
    workload: estimate.workload.name,
    basis: estimate.configurations.some(isIllustrated) ? 'illustration' : 'stated',
    inputCost: meter('input'),
    outputCost: meter('output'),
    asIs,
    cacheBar: cacheBar(estimate, cacheSaving),
    batchBar: batchBar(estimate, batchSaving),
    cacheSaving,
    batchSaving,
    bothSaving: saving(listCost(estimate, true, true)),
  };
}

/** A lever that was stated at nothing can still be pulled; one that has no price or no prefix cannot. */
const canHelp = (bar: LeverBar | undefined) => bar === undefined || bar.code === 'noneStated';

/** Output-heavy work: batch first, since caching cannot touch output. Input-heavy work: caching first, where it can. None for nothing. */
export function leverAdvice(estimate: WorkloadEstimate): Advice[] {
  const worth = leverWorth(estimate);
  if (worth === undefined || isZero(worth.asIs)) return [];
  const inputHeavy = lessThan(worth.outputCost, worth.inputCost);
  if (inputHeavy && canHelp(worth.cacheBar)) return [{ code: 'lever', worth, first: 'cache' }];
  return [{ code: 'lever', worth, first: canHelp(worth.batchBar) ? 'batch' : undefined }];
}
