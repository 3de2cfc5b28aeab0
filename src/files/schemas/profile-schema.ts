import * as z from 'zod';
import { CACHE_TTLS, MODE_WORDS, meterLabel, STATED_METERS, type StatedMeter } from '../../domain/meter.ts';
import { currencyShape } from './currency-schema.ts';
import {
  callNameText,
  callsText,
  countText,
  factorText,
  hoursText,
  lineText,
  minutesText,
  moneyText,
  monthCountText,
  monthlyGrowthText,
  monthText,
  multipleText,
  nameText,
  shareText,
  tokensText,
  unitCountText,
  wholeText,
  yearlyChangeText,
  yesOrNoText,
} from './numerals.ts';
import { operationKeys } from './operation-schema.ts';

const OUTPUT = 'output tokens, reasoning tokens included: they are billed as output';

const tokensSchema = z.strictObject({
  input: tokensText.optional().describe('all input tokens a month, cached or not'),
  uncachedInput: tokensText.optional(),
  cacheRead: tokensText.optional(),
  cacheWrite5m: tokensText.optional(),
  cacheWrite30m: tokensText.optional(),
  cacheWrite1h: tokensText.optional(),
  cacheWrite12h: tokensText.optional(),
  output: tokensText.optional().describe(OUTPUT),
  ...(Object.fromEntries(
    STATED_METERS.map((meter) => [meter, tokensText.optional().describe(`${meterLabel(meter)}, apart from the rest`)]),
  ) as Record<StatedMeter, z.ZodOptional<typeof tokensText>>),
});

const perRequestSchema = z.strictObject({
  prefix: tokensText.optional().describe('tokens every request shares at the start of its prompt'),
  input: tokensText.describe('tokens of the prompt that vary'),
  output: tokensText.describe(OUTPUT),
});

const demandShape = {
  demand: z
    .strictObject({ p10: multipleText, p50: multipleText, p90: multipleText })
    .optional()
    .describe(
      'how demand may turn out, as multiples of the stated tokens: one in ten futures is under p10, one over p90',
    ),
  growth: monthlyGrowthText.optional().describe('change of the stated tokens a month, such as 4%'),
};

const workloadSchema = z.strictObject({
  name: nameText.optional().describe('may be left out of the only workload, which then goes by its model'),
  model: nameText,
  tokens: tokensSchema.optional().describe('tokens a month'),
  requests: countText.optional().describe('requests a month'),
  perRequest: perRequestSchema.optional(),
  calls: z
    .record(callNameText, callsText)
    .optional()
    .describe('calls a month that are billed by the thousand, such as webSearch: 100k'),
  cacheHitRatio: shareText.optional().describe('cache-read tokens / total input tokens'),
  readsPerWrite: factorText.optional().describe('cache-read tokens per cache-written token'),
  cacheTtl: z.enum(CACHE_TTLS).optional(),
  batchEligible: shareText.optional().describe('share of input and output alike that can wait 24 hours'),
  longContextShare: shareText.optional().describe('share of tokens in requests over the long-context threshold'),
  promptsOver: z
    .record(tokensText, shareText)
    .optional()
    .describe(
      'share of tokens in requests with a prompt over so many tokens, such as { 32_000: 40%, 128_000: 5% }: in place of longContextShare where a model has several thresholds',
    ),
  peakShare: shareText.optional().describe("share of tokens in the provider's peak hours"),
  serviceMode: z.enum(MODE_WORDS).optional().describe('what serves the part that is not batch; fast is priority'),
  cacheStorage: z
    .strictObject({ tokens: tokensText, hours: hoursText.optional(), minutes: minutesText.optional() })
    .refine(({ hours, minutes }) => (hours === undefined) !== (minutes === undefined), {
      error: 'give hours or minutes, one of the two: how long the tokens are held in a month',
    })
    .optional()
    .describe('explicit caches: tokens held, and the hours or the minutes a month they are held'),
  region: nameText.optional().describe('region the processing is pinned to'),
  latencyBudgetMs: wholeText.optional().describe('added p95 latency that is acceptable'),
  channels: z.array(nameText).min(1, 'name at least one channel').optional().describe('when only these will do'),
  channel: nameText.optional().describe('the channel this workload is bought through'),
  divisible: yesOrNoText
    .optional()
    .describe('true when a plan may buy it in parts, each through another channel or under another contract'),
  alternatives: z
    .array(z.strictObject({ model: nameText, tokenFactor: factorText.optional() }))
    .optional()
    .describe('other models that pass your evaluation'),
  switchingCost: moneyText
    .optional()
    .describe(
      'US dollars (or currency), once, for moving it to another model than its own: a plan spreads it over its months',
    ),
  minQualityTier: wholeText.optional().describe('least tier, of qualityTiers, of a model that may serve it'),
  ...operationKeys,
  ...demandShape,
  tags: z.record(nameText, lineText).optional(),
  units: z
    .strictObject({ name: nameText, count: unitCountText })
    .optional()
    .describe('what it makes in a month, such as { name: ticket, count: 120k }: --by then says what one costs'),
});

/** Workloads that are priced at once: what an answer takes of time and memory grows with them. */
export const MOST_WORKLOADS = 50 * 1_000;

export const profileSchema = z.strictObject({
  name: nameText.optional(),
  ...currencyShape,
  start: monthText
    .optional()
    .describe(
      'first month, when the profile is priced month by month; the one after --as-of where months alone is stated',
    ),
  months: monthCountText
    .optional()
    .describe('how many months; where start alone is stated 12, and in a plan the longest termMonths on offer'),
  ...demandShape,
  listPriceChange: z
    .union([yearlyChangeText, z.record(nameText, yearlyChangeText)])
    .optional()
    .describe(
      'what you expect list prices to do in a year, such as -20%; or by provider or model, such as { anthropic: -20%, gpt-5.4: 0% }: decide counts it over a term',
    ),
  correlation: shareText
    .optional()
    .describe('of demand between any two months, and between workloads with a demand of their own'),
  singleChannel: yesOrNoText
    .optional()
    .describe('true when everything is to be bought through one channel; list and direct are one'),
  channels: z
    .array(nameText)
    .min(1, 'name at least one channel')
    .optional()
    .describe('for every workload that names none: when only these will do'),
  qualityTiers: z
    .record(nameText, wholeText)
    .optional()
    .describe('your own judgement of models, by name; more is better'),
  workloads: z
    .array(workloadSchema)
    .max(MOST_WORKLOADS)
    .describe('at least one, with tokens; check alone takes none, and one of 0 tokens: what nobody runs costs nothing'),
});

export type TokensDocument = z.infer<typeof tokensSchema>;
export type WorkloadDocument = z.infer<typeof workloadSchema>;
export type DemandDocument = Pick<ProfileDocument, 'demand' | 'growth'>;
export type ProfileDocument = z.infer<typeof profileSchema>;
