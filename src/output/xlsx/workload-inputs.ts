import { numeral, whole } from '../../domain/exact.ts';
import { CACHE_TTLS, type CacheTtl, type Meter, meterLabel } from '../../domain/meter.ts';
import { requestsOf, uncachedOf } from '../../domain/stated-volume.ts';
import type { Factor } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Expression, Reference } from './expression.ts';
import { plus, rangeOver, sumOf, times } from './functions.ts';
import { othersOf } from './meters.ts';
import type { Column, Sheet } from './sheet.ts';

/** The cells in which one workload is stated. Blank is not stated. */
export interface WorkloadInputs {
  readonly name: Reference;
  readonly input: Reference;
  readonly output: Reference;
  readonly hitRatio: Reference;
  readonly readsPerWrite: Reference;
  readonly ttl: Reference;
  readonly batch: Reference;
  readonly long: Reference;
  /** What is in prompts over a length, by that length. */
  readonly over: ReadonlyMap<string, Reference>;
  readonly peak: Reference;
  readonly stored: Reference;
  readonly requests: Reference;
  readonly prefix: Reference;
  readonly varying: Reference;
  readonly countedRead: Reference;
  readonly countedWrites: ReadonlyMap<CacheTtl, Reference>;
  readonly latencyBudget: Reference;
  /** Tokens for the same work, as a multiple of those of the model that the profile states; undefined where it is that one. */
  readonly tokenFactor: Reference | undefined;
  /** What it uses beside text. */
  readonly others: ReadonlyMap<Meter, Reference>;
}

const WIDE = 26;
const MIDDLE = 16;
const NARROW = 11;

/** The lengths of prompts that some workloads state, each once. */
export function lengthsOf(workloads: readonly Workload[]): string[] {
  return [...new Set(workloads.flatMap(({ promptsOver = [] }) => promptsOver.map(({ over }) => numeral(over))))];
}

/** The columns of the workloads; those that no workload uses are hidden. */
export function workloadColumns(workloads: readonly Workload[], factors: boolean): Column[] {
  const unused = (use: (workload: Workload) => boolean) => ({ hidden: !workloads.some(use) });
  const requests = unused(({ request }) => request !== undefined);
  const counted = unused(({ measuredCache }) => measuredCache !== undefined);
  return [
    { title: 'workload', width: WIDE, note: 'Coloured cells are inputs: change them and every sheet follows.' },
    { title: 'model', width: MIDDLE, note: 'Another model or service mode needs a new run.' },
    { title: 'provider', width: NARROW },
    { title: 'input tokens a month', width: MIDDLE },
    { title: 'output tokens a month', width: MIDDLE },
    { title: 'cache-hit ratio', width: NARROW, note: 'Cache-read tokens / total input tokens. Blank: not stated.' },
    { title: 'reads per write', width: NARROW, note: 'Blank: the default below counts, where writes cost extra.' },
    { title: 'cache TTL', width: NARROW, note: 'Lifetime of a cache write. Blank: the default of the model.' },
    { title: 'batch share', width: NARROW, note: 'Share that can wait 24 hours. Blank: not stated.' },
    { title: 'long-context share', width: NARROW, note: 'Share of tokens in requests over the threshold.' },
    { title: 'peak share', width: NARROW, ...unused(({ peakShare }) => peakShare !== undefined) },
    { title: 'service mode', width: NARROW, ...unused(({ serviceMode }) => serviceMode !== undefined) },
    { title: 'region', width: NARROW, ...unused(({ region }) => region !== undefined) },
    { title: 'stored token-hours', width: MIDDLE, ...unused(({ storedTokenHours: held }) => held !== undefined) },
    { title: 'requests a month', width: MIDDLE, ...requests },
    { title: 'shared prefix', width: NARROW, note: 'Tokens a request, at the start of every prompt.', ...requests },
    { title: 'varying input', width: NARROW, note: 'Tokens a request.', ...requests },
    { title: 'output a request', width: NARROW, ...requests },
    { title: 'counted uncached', width: MIDDLE, note: 'Classes counted in a usage export.', ...counted },
    { title: 'counted cache reads', width: MIDDLE, ...counted },
    ...CACHE_TTLS.map((ttl) => ({ title: `counted writes ${ttl}`, width: MIDDLE, ...counted })),
    {
      title: 'latency budget, ms',
      width: NARROW,
      note: 'Added p95 that is acceptable.',
      ...unused(({ latencyBudgetMs: budget }) => budget !== undefined),
    },
    {
      title: 'token factor',
      width: NARROW,
      hidden: !factors,
      note: 'Tokens of this model for the same work, as a multiple.',
    },
    ...othersOf(workloads).map((meter) => ({ title: `${meterLabel(meter)} a month`, width: MIDDLE })),
    ...lengthsOf(workloads).map((length) => ({
      title: `prompts over ${length} tokens`,
      width: NARROW,
      note: 'Share of tokens in requests with a longer prompt.',
    })),
  ];
}

const FIRST_REQUEST_COLUMN = 14;
const FIRST_COUNTED_COLUMN = 18;
const LATENCY_COLUMN = FIRST_COUNTED_COLUMN + 2 + CACHE_TTLS.length;

const OTHERS_COLUMN = LATENCY_COLUMN + 2;

interface RequestCells {
  readonly requests: Reference;
  readonly prefix: Reference;
  readonly varying: Reference;
  readonly volume: { readonly input: Expression; readonly output: Expression } | undefined;
}

function requestCells(sheet: Sheet, workload: Workload): RequestCells {
  const { request } = workload;
  const column = FIRST_REQUEST_COLUMN;
  const requests = sheet.input(column, requestsOf(workload), 'inputTokens', 'amount');
  const prefix = sheet.input(column + 1, request?.prefix, 'inputTokens', 'amount');
  const varying = sheet.input(column + 2, request?.input, 'inputTokens', 'amount');
  const answer = sheet.input(column + 3, request?.output, 'inputTokens', 'amount');
  const volume = { input: times(requests, plus(prefix, varying)), output: times(requests, answer) };
  return { requests, prefix, varying, volume: request === undefined ? undefined : volume };
}

function countedCells(sheet: Sheet, workload: Workload) {
  const { measuredCache } = workload;
  const column = FIRST_COUNTED_COLUMN;
  const { read, writes } = measuredCache ?? {};
  const uncached = sheet.input(column, uncachedOf(workload), 'inputTokens', 'amount');
  const countedRead = sheet.input(column + 1, read, 'inputTokens', 'amount');
  const countedWrites = new Map(
    CACHE_TTLS.map((ttl, place) => [ttl, sheet.input(column + 2 + place, writes?.get(ttl), 'inputTokens', 'amount')]),
  );
  const all = rangeOver([uncached, countedRead, ...countedWrites.values()]);
  return { countedRead, countedWrites, volume: measuredCache === undefined ? undefined : sumOf(all) };
}

/** What the columns of a workload go by, beside itself. */
interface WorkloadColumns {
  readonly provider: string;
  readonly tokenFactor: Factor | undefined;
  readonly others: readonly Meter[];
  readonly lengths: readonly string[];
}

/** States one workload in the current row. Volumes that come of requests or of counted classes are formulas. */
export function putWorkload(
  sheet: Sheet,
  workload: Workload,
  { provider, tokenFactor, others, lengths }: WorkloadColumns,
): WorkloadInputs {
  const { measuredCache: _, ...stated } = workload;
  const name = sheet.put(0, workload.name, 'text');
  sheet.put(1, workload.model, 'text');
  sheet.put(2, provider, 'text');
  const { requests, prefix, varying, volume } = requestCells(sheet, workload);
  const counted = countedCells(sheet, workload);
  const inputVolume = volume?.input ?? counted.volume;
  const tokens = (column: number, amount: Expression | undefined, value: Workload['input']) =>
    amount === undefined ? sheet.input(column, value, 'inputTokens', 'amount') : sheet.put(column, amount, 'tokens');
  const input = tokens(3, inputVolume, workload.input);
  const output = tokens(4, volume?.output, workload.output);
  const cells = {
    hitRatio: sheet.input(5, stated.cacheHitRatio, 'inputShare', 'share'),
    readsPerWrite: sheet.input(6, stated.readsPerWrite, 'inputFactor', 'amount'),
    ttl: sheet.input(7, stated.cacheTtl, 'inputText', CACHE_TTLS),
    batch: sheet.input(8, stated.batchEligible, 'inputShare', 'share'),
    long: sheet.input(9, stated.longContextShare, 'inputShare', 'share'),
    peak: sheet.input(10, stated.peakShare, 'inputShare', 'share'),
  };
  sheet.put(11, workload.serviceMode ?? 'standard', 'text');
  sheet.put(12, workload.region ?? '', 'text');
  const stored = sheet.input(13, stated.storedTokenHours, 'inputTokens', 'amount');
  const budget = stated.latencyBudgetMs;
  const latency = budget === undefined ? undefined : whole(BigInt(budget));
  const latencyBudget = sheet.input(LATENCY_COLUMN, latency, 'inputTokens', 'amount');
  const { countedRead, countedWrites } = counted;
  const factor = tokenFactor && sheet.input(LATENCY_COLUMN + 1, tokenFactor, 'inputFactor', 'amount');
  return {
    name,
    input,
    output,
    ...cells,
    stored,
    requests,
    prefix,
    varying,
    countedRead,
    countedWrites,
    latencyBudget,
    tokenFactor: factor,
    over: new Map(
      lengths.flatMap((length, place) => {
        const stated = workload.promptsOver?.find(({ over }) => numeral(over) === length);
        const cell = sheet.input(OTHERS_COLUMN + others.length + place, stated?.share, 'inputShare', 'share');
        return stated === undefined ? [] : [[length, cell] as const];
      }),
    ),
    others: new Map(
      others.map((meter, place) => [
        meter,
        sheet.input(OTHERS_COLUMN + place, workload.others?.get(meter), 'inputTokens', 'amount'),
      ]),
    ),
  };
}
