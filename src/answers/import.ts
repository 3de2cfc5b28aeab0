import type { Provenance } from '../domain/estimate.ts';
import { type Exact, whole } from '../domain/exact.ts';
import { TOKEN_CLASSES, type TokenClass } from '../domain/usage.ts';
import type { ImportAnswer, ImportedUsage, MeasuredWorkload, UnpricedUsage } from '../domain/usage-answer.ts';
import { day, pastHead, pastHeadOf } from './head.ts';
import { count, number, usd } from './numerals.ts';
import type { Written, Z } from './schema.ts';

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
  });

const usage = (z: Z) =>
  z.strictObject({
    provider: z.string().nullable(),
    model: z.string().nullable().describe('the model on the card; null when the card has none of that name'),
    modelAsWritten: z.string(),
    decoration: z.string().nullable().describe('what was taken off the name to find the model'),
    mode: z.enum(['standard', 'batch', 'flex', 'priority']),
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
  });

const workload = (z: Z) =>
  z.strictObject({
    name: z.string(),
    model: z.string(),
    tokens: z.partialRecord(z.enum(TOKEN_CLASSES), number(z)),
    batchEligible: z.exactOptional(number(z)),
    serviceMode: z.exactOptional(z.enum(['flex', 'priority'])),
    longContextShare: z.exactOptional(number(z)),
    tags: z.exactOptional(z.record(z.string(), z.string())),
  });

/** `import --format json`. */
export function importedAnswer(z: Z) {
  return z.strictObject({
    ...pastHead(z, 'import'),
    sources: z.array(source(z)),
    period: z.strictObject({ start: day(z), end: day(z), days: count(z) }).nullable(),
    usage: z.array(usage(z)).describe('by model as written'),
    unpriced: z.array(unpriced(z)),
    cost: usd(z, 'US dollars over the period at list price; what has no price is not in it'),
    billed: number(z).nullable().describe('US dollars that the sources say it cost; null when none says'),
    measured: z.strictObject({
      cacheHitRatio: number(z).nullable().describe('input read from cache / all input'),
      batchShare: number(z).nullable().describe('tokens in batches / all tokens'),
      failedShare: number(z).nullable().describe('failed requests / requests, where sources tell'),
    }),
    silent: z.array(z.string()).describe('what the sources cannot tell, with what would'),
    profile: z
      .strictObject({ name: z.string(), workloads: z.array(workload(z)) })
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

const unpricedOf = ({ modelAsWritten, reason, tokens, share }: UnpricedUsage): Written<typeof unpriced> => ({
  modelAsWritten,
  reason,
  tokens: whole(tokens),
  share: share ?? null,
});

function workloadOf({
  name,
  model,
  tokens,
  batch,
  serviceMode,
  long,
  tags,
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
    ...(serviceMode === undefined ? {} : { serviceMode }),
    ...(long ? { longContextShare: ONE } : {}),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  };
}

/** The answer of `import` as its schema describes it. */
export function importedAnswerOf(answer: ImportAnswer, provenance: Provenance): Written<typeof importedAnswer> {
  return {
    ...pastHeadOf(provenance, 'import'),
    sources: answer.sources.map(({ file, kind, rows, dropped }) => ({ file, kind, rows, dropped })),
    period: answer.period ?? null,
    usage: answer.usage.map(usageOf),
    unpriced: answer.unpriced.map(unpricedOf),
    cost: answer.cost,
    billed: answer.billed?.amount ?? null,
    measured: {
      cacheHitRatio: answer.cacheHits ?? null,
      batchShare: answer.batch ?? null,
      failedShare: answer.failed ?? null,
    },
    silent: answer.silent,
    profile: { name: 'measured usage', workloads: answer.workloads.map(workloadOf) },
  };
}
