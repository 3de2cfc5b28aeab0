import type { WorkloadEstimate } from '../../domain/estimate.ts';
import { compare, isZero, numeral } from '../../domain/exact.ts';
import { CACHE_TTLS, type CacheTtl } from '../../domain/meter.ts';
import { type Rate, regionOf } from '../../domain/rate-card.ts';
import type { Workload } from '../../domain/workload.ts';
import { billsWrites, splitIn, usualTtl } from '../../engine/cache-split.ts';
import { leverRules, leversIn, statedOver } from '../../engine/levers.ts';
import type { LongPart } from '../../engine/quantities.ts';
import type { Inputs } from './assumptions-sheet.ts';
import { CELLS, isFixed, ONE, ZERO } from './cells.ts';
import type { Expression } from './expression.ts';
import { and, blank, equal, given, literal, NOTHING, plus, when } from './functions.ts';
import type { Look } from './look.ts';
import type { RateCells } from './rates-sheet.ts';
import type { Column, Sheet } from './sheet.ts';
import type { Workings } from './workings.ts';
import type { WorkloadInputs } from './workload-inputs.ts';

/** What a workload's levers come to, and its tokens by class with caching on. */
export interface QuantityCells {
  /** True where the levels are the tool's illustration and not the workload's. */
  readonly illustrated: Expression;
  /** True when a cache-hit ratio or counted classes are stated or illustrated. */
  readonly caches: Expression;
  /** True when the shared prefix is under the model's minimum, and is never cached. */
  readonly tooShort: Expression;
  readonly batchStated: Expression;
  readonly region: Expression;
  readonly batch: Expression;
  /** Share in each band of long prompts. */
  readonly longParts: readonly LongPart<Expression>[];
  readonly peak: Expression;
  readonly read: Expression;
  readonly writes: ReadonlyMap<CacheTtl, Expression>;
  readonly uncached: Expression;
  readonly stored: Expression;
}

/** What the engine's rules keep on their way, and what else is shown of it, a column each. */
export const QUANTITY_COLUMNS: readonly (Column & { readonly look: Look })[] = [
  { title: 'region multiplier', width: 11, look: 'factor' },
  { title: 'illustrated', width: 12, look: 'text', note: 'True where the workload states no lever at all.' },
  { title: 'caches', width: 9, look: 'text' },
  {
    title: 'prefix too short',
    width: 9,
    look: 'text',
    note: 'Under the minimum of the model a prefix is never cached, without an error.',
  },
  { title: 'uses the cache', width: 9, look: 'text' },
  { title: 'cache-hit ratio used', width: 11, look: 'share' },
  { title: 'batch stated', width: 9, look: 'text' },
  { title: 'batch share used', width: 11, look: 'share' },
  { title: 'long-context share used', width: 11, look: 'share' },
  { title: 'peak share used', width: 11, look: 'share' },
  { title: 'writes are billed', width: 9, look: 'text' },
  { title: 'reads per write used', width: 11, look: 'factor', note: 'Empty: no writes are counted.' },
  { title: 'cache TTL used', width: 9, look: 'text' },
  { title: 'cache reads', width: 16, look: 'tokens' },
  ...CACHE_TTLS.map((ttl) => ({ title: `cache writes ${ttl}`, width: 16, look: 'tokens' }) as const),
  { title: 'uncached input', width: 16, look: 'tokens', note: 'Input - reads - writes: every token is billed once.' },
  { title: 'stored token-hours', width: 14, look: 'tokens' },
];

/** The rules with each result that they keep in its column of the current row, from column `from` on. */
function inRow(sheet: Sheet, from: number) {
  const keep = (name: string, result: Expression) => {
    const place = QUANTITY_COLUMNS.findIndex(({ title }) => title === name);
    const column = QUANTITY_COLUMNS[place];
    if (column === undefined) throw new RangeError(`no column is called ${name}`);
    const cell = sheet.put(from + place, result, column.look);
    return isFixed(result) ? result : cell;
  };
  return { ...CELLS, keep, keepTruth: keep };
}

/** What is in prompts over each threshold of a rate: the cell it is stated in, or what follows of others. */
function overCells(workload: Workload, rate: Rate, { over }: WorkloadInputs): (Expression | undefined)[] {
  const values = statedOver(workload, rate);
  return rate.longContext.map(({ threshold }, index) => {
    const stated = values[index];
    if (stated === undefined) return undefined;
    const same = workload.promptsOver?.find(({ share }) => compare(share, stated) === 0);
    return over.get(numeral(threshold)) ?? (same && over.get(numeral(same.over))) ?? (isZero(stated) ? ZERO : ONE);
  });
}

/** The quantities of one workload, by the engine's rules, in the current row from column `from` on. */
export function putQuantities(
  sheet: Sheet,
  from: number,
  { workload, rate }: WorkloadEstimate,
  rates: RateCells,
  { general }: Inputs,
  inputs: WorkloadInputs,
  { defaults }: Workings,
): QuantityCells {
  const by = inRow(sheet, from);
  const named = workload.region === undefined ? undefined : regionOf(rate, workload.region);
  const region = (named === undefined ? undefined : rates.regions.get(named)) ?? ONE;
  by.keep('region multiplier', region);
  const { sellsBatch, hasPeak } = leverRules(rate);
  const long = rate.longContext.flatMap(({ band, edge }, index) => {
    const threshold = rates.thresholds[index];
    return threshold === undefined ? [] : [{ band, edge, threshold }];
  });
  const levers = leversIn<Expression, Expression>(
    by,
    {
      cacheHitRatio: inputs.hitRatio,
      countedRead: inputs.countedRead,
      batchEligible: inputs.batch,
      longContextShare: inputs.long,
      promptsOver: overCells(workload, rate, inputs),
      peakShare: inputs.peak,
      prefix: inputs.prefix,
      varying: inputs.varying,
      latencyBudget: inputs.latencyBudget,
    },
    { sellsBatch, hasPeak, minimumPrefix: rates.minimumPrefix, longContext: long },
    { wanted: CELLS.yes, cacheHitRatio: general.hitRatio, batchEligible: general.batch },
  );
  const stated = { readsPerWrite: given(inputs.readsPerWrite), ttl: given(inputs.ttl) };
  const billed = by.keep('writes are billed', billsWrites(CELLS, stated, rate, defaults));
  const perWrite = when(stated.readsPerWrite, inputs.readsPerWrite, general.readsPerWrite);
  const readsPerWrite = by.keep('reads per write used', when(billed, perWrite, NOTHING));
  const usual = literal(usualTtl(rate) ?? CACHE_TTLS[0]);
  const ttl = by.keep('cache TTL used', when(billed, when(stated.ttl, inputs.ttl, usual), NOTHING));
  const split = splitIn(by, {
    input: inputs.input,
    usesCache: levers.usesCache,
    hitRatio: levers.hitRatio,
    counted: {
      holds: and(blank(inputs.hitRatio), given(inputs.countedRead)),
      read: inputs.countedRead,
      writes: (each) => plus(inputs.countedWrites.get(each) ?? ZERO, ZERO),
    },
    billsWrites: billed,
    readsPerWrite,
    isTtl: (each) => equal(ttl, literal(each)),
  });
  return {
    ...levers,
    ...split,
    writes: new Map(split.writes),
    region,
    stored: by.keep(
      'stored token-hours',
      CELLS.when(
        levers.usesCache,
        () => plus(inputs.stored, ZERO),
        () => ZERO,
      ),
    ),
  };
}
