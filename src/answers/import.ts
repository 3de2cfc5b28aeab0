import type { Provenance } from '../domain/estimate.ts';
import { type Exact, numeral, whole } from '../domain/exact.ts';
import { FAILURE_CLASSES } from '../domain/failure.ts';
import { SERVICE_MODES } from '../domain/meter.ts';
import { APART } from '../domain/priced-apart.ts';
import { TOKEN_CLASSES, type TokenClass } from '../domain/usage.ts';
import type {
  ImportAnswer,
  ImportedUsage,
  MeasuredTrend,
  MeasuredWorkload,
  UnpricedUsage,
} from '../domain/usage-answer.ts';
import { day, pastHead, pastHeadOf } from './head.ts';
import { count, number, usd } from './numerals.ts';
import type { Written, Z } from './schema.ts';
import { usageAfterEnd, usageAfterEndOf, usedEnd, usedEndOf } from './used-ends.ts';

const tokenCounts = (z: Z) =>
  z.strictObject({
    uncachedInput: number(z),
    cacheRead: number(z),
    cacheWrite5m: number(z),
    cacheWrite30m: number(z),
    cacheWrite1h: number(z),
    output: number(z),
  });

const source = (z: Z) =>
  z.strictObject({
    file: z.string(),
    kind: z.string().describe('as --from knows it'),
    rows: z.strictObject({
      read: count(z),
      kept: count(z),
      outside: count(z, 'outside of --since and --until'),
      dropped: count(z),
    }),
    dropped: z.array(z.strictObject({ reason: z.string(), rows: count(z) })),
    morePages: z.exactOptional(
      z
        .strictObject({ from: day(z, 'that the next page begins with; null when the file does not tell').nullable() })
        .describe('of a page of an API of whose other pages some are not among the files: it is not all of its answer'),
    ),
  });

const usage = (z: Z) =>
  z.strictObject({
    provider: z.string().nullable(),
    model: z.string().nullable().describe('the model on the card; null when the card has none of that name'),
    modelAsWritten: z.string(),
    decoration: z.string().nullable().describe('what was taken off the name to find the model'),
    region: z.string().nullable().describe('where the name keeps the work, which decides its price'),
    mode: z.enum(SERVICE_MODES),
    requests: number(z).nullable().describe('null when the source does not count them'),
    failedRequests: number(z).nullable().describe('null when the source cannot say'),
    tokens: tokenCounts(z).describe('over the period, not scaled; the classes are disjoint'),
    calls: z.record(z.string(), number(z)),
    billed: number(z).nullable().describe('US dollars that the source says; null when it says none'),
    cost: usd(z, 'US dollars over the period at list price, by the card of each day'),
  });

const unpriced = (z: Z) =>
  z.strictObject({
    modelAsWritten: z.string(),
    reason: z.string(),
    tokens: number(z),
    share: number(z).nullable().describe('of all tokens'),
    near: z.array(z.string()).describe('models of the card that may be meant'),
    apart: z
      .strictObject({
        kind: z.enum(APART),
        mark: z.string(),
        of: z.string().nullable().describe('the model of the card without the mark'),
      })
      .nullable()
      .describe('what a mark in the name says: that it has prices of its own, and is no alias'),
  });

const workload = (z: Z) =>
  z.strictObject({
    name: z.string(),
    model: z.string(),
    tokens: z.partialRecord(z.enum(TOKEN_CLASSES), number(z)),
    batchEligible: z.exactOptional(number(z)),
    calls: z.exactOptional(z.record(z.string(), number(z))),
    region: z.exactOptional(z.string().describe('where its names keep the work')),
    channel: z.exactOptional(z.string().describe('the marketplace that its names are of')),
    serviceMode: z.exactOptional(z.enum(['flex', 'priority', 'ultrafast'])),
    longContextShare: z.exactOptional(number(z)),
    promptsOver: z.exactOptional(z.record(z.string(), number(z))),
    peakShare: z.exactOptional(number(z)),
    tags: z.exactOptional(z.record(z.string(), z.string())),
    load: z.exactOptional(z.strictObject({ peakToAverage: number(z) })),
    failures: z.exactOptional(
      z.partialRecord(z.enum(FAILURE_CLASSES), number(z)).describe('failed requests / requests, by how they failed'),
    ),
  });

const trend = (z: Z) =>
  z.strictObject({
    weeks: count(z, 'whole weeks'),
    growth: z
      .strictObject({
        share: number(z).describe('a month'),
        low: number(z).describe('two standard errors below'),
        high: number(z).describe('two standard errors above'),
        told: z.boolean().describe('false where no growth at all lies within two standard errors'),
      })
      .describe('of all tokens, by least squares on the logarithm of each week'),
    demand: z
      .strictObject({ p10: number(z), p90: number(z) })
      .nullable()
      .describe('a month around that growth, as multiples'),
  });

const stream = (z: Z) =>
  z.strictObject({
    workload: z.string(),
    cost: usd(z, 'US dollars over the period at list price'),
    cacheHitRatio: number(z).nullable(),
    readsPerWrite: number(z).nullable(),
    requests: number(z).nullable(),
    failedShare: number(z).nullable(),
    perRequest: z
      .strictObject({ input: number(z), output: number(z) })
      .nullable()
      .describe('tokens, on average'),
    load: z
      .strictObject({
        average: number(z),
        p99: number(z).describe('99 minutes of 100 take that or less'),
        peak: number(z),
        peakToAverage: number(z),
      })
      .nullable()
      .describe('tokens a minute, over all minutes of the period; null where rows do not tell their time'),
  });

/** `import --format json`. */
export function importedAnswer(z: Z) {
  return z.strictObject({
    ...pastHead(z, 'import'),
    sources: z.array(source(z)),
    period: z.strictObject({ start: day(z), end: day(z), days: count(z) }).nullable(),
    usage: z.array(usage(z)).describe('by model as written'),
    unpriced: z.array(unpriced(z)),
    ends: z.array(usedEnd(z)).describe('models that were used and end, or have ended by the day of the answer'),
    afterEnds: z
      .array(usageAfterEnd(z))
      .describe('usage of days after the last of its model, priced as another: an assumption where billedAs is null'),
    cost: usd(z, 'US dollars over the period at list price; what has no price is not in it'),
    given: z.exactOptional(
      z
        .strictObject({
          tokens: number(z),
          cost: usd(z, 'US dollars at list price, which are part of the cost'),
        })
        .describe('usage that a provider says it charges nothing for'),
    ),
    billed: number(z).nullable().describe('US dollars that the sources say it cost; null when none says'),
    measured: z.strictObject({
      cacheHitRatio: number(z).nullable().describe('input read from cache / all input'),
      batchShare: number(z).nullable().describe('tokens in batches / all tokens'),
      failedShare: number(z).nullable().describe('failed requests / requests, where sources tell'),
      readsPerWrite: number(z).nullable().describe('tokens read from a cache / tokens written to one'),
      saved: z
        .strictObject({
          cache: usd(z, 'US dollars less than without a cache; below 0 where writes cost more than reads saved'),
          batch: usd(z, 'US dollars less than the same tokens at once'),
        })
        .describe('at list price, over the period'),
      trend: trend(z).nullable().describe('null from too few whole weeks'),
      weekdays: z
        .array(number(z))
        .nullable()
        .describe('what each day of the week carries of an average day, Monday first'),
      workloads: z.array(stream(z)).describe('of each workload of the profile, in its order'),
    }),
    silent: z.array(z.string()).describe('what the sources cannot tell, with what would'),
    profile: z
      .strictObject({
        name: z.string(),
        growth: z.exactOptional(number(z).describe('a month, where the weeks tell one')),
        demand: z.exactOptional(z.strictObject({ p10: number(z), p50: number(z), p90: number(z) })),
        workloads: z.array(workload(z)),
      })
      .describe('the measured profile as data, tokens of an average month'),
  });
}

const ONE = whole(1n);
const numberOf = (value: bigint | undefined): Exact | null => (value === undefined ? null : whole(value));
const numbersOf = (counts: Readonly<Record<string, bigint>>) =>
  Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, whole(value)]));

function usageOf(of: ImportedUsage): Written<typeof usage> {
  const { uncachedInput, cacheRead, cacheWrite5m, cacheWrite30m, cacheWrite1h, output } = of.tokens;
  return {
    provider: of.provider ?? null,
    model: of.model ?? null,
    modelAsWritten: of.modelAsWritten,
    decoration: of.decoration ?? null,
    region: of.region ?? null,
    mode: of.mode,
    requests: numberOf(of.requests),
    failedRequests: numberOf(of.failedRequests),
    tokens: {
      uncachedInput: whole(uncachedInput),
      cacheRead: whole(cacheRead),
      cacheWrite5m: whole(cacheWrite5m),
      cacheWrite30m: whole(cacheWrite30m),
      cacheWrite1h: whole(cacheWrite1h),
      output: whole(output),
    },
    calls: numbersOf(of.calls),
    billed: of.billed ?? null,
    cost: of.cost,
  };
}

const unpricedOf = ({
  modelAsWritten,
  reason,
  tokens,
  share,
  near,
  apart,
}: UnpricedUsage): Written<typeof unpriced> => ({
  modelAsWritten,
  reason,
  tokens: whole(tokens),
  share: share ?? null,
  near,
  apart: apart === undefined ? null : { ...apart, of: apart.of ?? null },
});

function workloadOf({
  name,
  model,
  tokens,
  batch,
  region,
  channel,
  serviceMode,
  longContextShare,
  promptsOver,
  peakShare,
  tags,
  calls,
  failures,
  load,
}: MeasuredWorkload): Written<typeof workload> {
  const stated = TOKEN_CLASSES.flatMap((each): [TokenClass, Exact][] => {
    const counted = tokens[each];
    return counted === undefined ? [] : [[each, whole(counted)]];
  });
  return {
    name,
    model,
    tokens: Object.fromEntries(stated) as { readonly [each in TokenClass]?: Exact },
    ...(batch ? { batchEligible: ONE } : {}),
    ...(Object.keys(calls).length === 0 ? {} : { calls: numbersOf(calls) }),
    ...(region === undefined ? {} : { region }),
    ...(channel === undefined ? {} : { channel }),
    ...(serviceMode === undefined ? {} : { serviceMode }),
    ...(longContextShare === undefined ? {} : { longContextShare }),
    ...(promptsOver === undefined
      ? {}
      : { promptsOver: Object.fromEntries(promptsOver.map(({ over, share }) => [numeral(over), share])) }),
    ...(peakShare === undefined ? {} : { peakShare }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    ...(load === undefined ? {} : { load: { peakToAverage: load.peakToAverage } }),
    ...(Object.keys(failures).length === 0 ? {} : { failures }),
  };
}

/** What a profile states of the weeks: growth where there is one, and how demand lies around it. */
function statedTrend(of: MeasuredTrend | undefined) {
  return {
    ...(of?.growth.isTold === true ? { growth: of.growth.share } : {}),
    ...(of?.demand === undefined ? {} : { demand: { p10: of.demand.p10, p50: ONE, p90: of.demand.p90 } }),
  };
}

const trendOf = (of: MeasuredTrend | undefined): Written<typeof trend> | null =>
  of === undefined
    ? null
    : {
        weeks: of.weeks,
        growth: { share: of.growth.share, low: of.growth.low, high: of.growth.high, told: of.growth.isTold },
        demand: of.demand ?? null,
      };

function streamOf(of: MeasuredWorkload): Written<typeof stream> {
  const { load } = of;
  return {
    workload: of.name,
    cost: of.cost,
    cacheHitRatio: of.cacheHits ?? null,
    readsPerWrite: of.readsPerWrite ?? null,
    requests: numberOf(of.requests),
    failedShare: of.failed ?? null,
    perRequest: of.perRequest ?? null,
    load:
      load === undefined
        ? null
        : {
            average: load.average,
            p99: whole(load.p99),
            peak: whole(load.peak),
            peakToAverage: load.peakToAverage,
          },
  };
}

/** The answer of `import` as its schema describes it. */
export function importedAnswerOf(answer: ImportAnswer, provenance: Provenance): Written<typeof importedAnswer> {
  const live = answer.workloads.filter(({ hasEnded }) => !hasEnded);
  return {
    ...pastHeadOf(provenance, 'import'),
    sources: answer.sources.map(({ file, kind, rows, dropped, morePages }) => ({
      file,
      kind,
      rows,
      dropped,
      ...(morePages === undefined ? {} : { morePages: { from: morePages.from ?? null } }),
    })),
    period: answer.period ?? null,
    usage: answer.usage.map(usageOf),
    unpriced: answer.unpriced.map(unpricedOf),
    ends: answer.ends.map(usedEndOf),
    afterEnds: answer.afterEnds.map(usageAfterEndOf),
    cost: answer.cost,
    ...(answer.given === undefined ? {} : { given: { tokens: whole(answer.given.tokens), cost: answer.given.cost } }),
    billed: answer.billed ?? null,
    measured: {
      cacheHitRatio: answer.cacheHits ?? null,
      batchShare: answer.batch ?? null,
      failedShare: answer.failed ?? null,
      readsPerWrite: answer.readsPerWrite ?? null,
      saved: answer.saved,
      trend: trendOf(answer.trend),
      weekdays: answer.weekdays ?? null,
      workloads: live.map(streamOf),
    },
    silent: answer.tooShort === undefined ? answer.silent : [...answer.silent, answer.tooShort],
    profile: { name: 'measured usage', ...statedTrend(answer.trend), workloads: live.map(workloadOf) },
  };
}
