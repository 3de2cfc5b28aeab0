import * as z from 'zod';
import { CACHE_TTLS, METERS } from '../../domain/meter.ts';
import { parsePrinted } from '../../domain/printed.ts';
import { dayText, factorText, nameText, shareText, tokensText } from './numerals.ts';

const printedText = z
  .string()
  .check((context) => {
    const parsed = parsePrinted(context.value);
    if ('fault' in parsed) context.issues.push({ code: 'custom', message: parsed.fault, input: context.value });
  })
  .describe('a number as it is printed, such as $19,213, -52%, 1.25x, $1.2M or 5.00');

const meter = z.enum(METERS);
const channel = nameText.describe('list, or the id of an aggregator');
const price = { model: nameText, meter, mode: z.enum(['standard', 'batch']).optional(), channel: channel.optional() };
const row = { job: nameText, configuration: nameText.describe('its id, such as list+batch') };
const part = { job: nameText, meter, share: shareText.optional() };
const floorEnd = z.enum(['low', 'high']);
const cutEnd = z.enum(['least', 'most']);

function kind<Kind extends string, Inputs extends z.ZodRawShape>(name: Kind, inputs: Inputs) {
  return z.strictObject({ kind: z.literal(name), ...inputs });
}

/** How a figure is recomputed, with its inputs. */
const figureSchema = z.discriminatedUnion('kind', [
  kind('unitPrice', price),
  kind('inputMultiple', { model: nameText, meter }),
  kind('priceCut', { ...price, from: meter.optional() }),
  kind('cost', row),
  kind('costChange', row),
  kind('costShare', row),
  kind('meterTokens', part),
  kind('meterCost', part),
  kind('meterShare', { job: nameText, meter }),
  kind('floor', { end: floorEnd, period: z.enum(['month', 'year']) }),
  kind('toFloor', { job: nameText }),
  kind('volumeMultiple', { job: nameText, end: floorEnd }),
  kind('contractDiscount', { job: nameText, end: z.enum(['shallowest', 'deepest']) }),
  kind('topUpPay', { channel }),
  kind('topUpCredit', { channel }),
  kind('topUpBonus', { channel }),
  kind('aggregatorCut', { channel, end: cutEnd }),
  kind('prepaidCut', { channel, end: cutEnd }),
]);

const jobSchema = z.strictObject({
  model: nameText,
  input: tokensText,
  output: tokensText,
  cacheHitRatio: shareText.optional(),
  readsPerWrite: factorText.optional(),
  cacheTtl: z.enum(CACHE_TTLS).optional(),
  batchEligible: shareText.optional(),
});

const claimSchema = z.strictObject({
  id: nameText,
  row: nameText,
  column: nameText,
  printed: printedText,
  figure: figureSchema,
});

const tableSchema = z.strictObject({
  id: nameText,
  title: nameText,
  columns: z.array(nameText).min(1, 'a table needs at least one column'),
  claims: z.array(claimSchema).min(1, 'a table needs at least one claim'),
  note: z.string().optional().describe('names figures of beside in braces'),
  beside: z
    .array(z.strictObject({ id: nameText, figure: figureSchema }))
    .optional()
    .describe('recomputed figures that are not printed'),
});

const unreconciledSchema = z.strictObject({
  id: nameText,
  printed: nameText.describe('words and all'),
  text: z.string().describe('names the readings in braces'),
  holdsWhen: z.enum(['everyReadingAgrees', 'anyReadingAgrees']),
  readings: z
    .array(z.strictObject({ id: nameText, label: nameText, printed: printedText, figure: figureSchema }))
    .min(1, 'a claim needs at least one reading'),
});

/** What the article prints, and how each figure of it is recomputed. */
export const claimsSchema = z.strictObject({
  card: nameText,
  asOf: dayText.describe('the day whose rates are used'),
  jobs: z.record(nameText, jobSchema),
  tables: z.array(tableSchema),
  unreconciled: z.array(unreconciledSchema),
  notRecomputed: z.array(z.string()),
});

export type FigureDocument = z.infer<typeof figureSchema>;
export type JobDocument = z.infer<typeof jobSchema>;
export type TableDocument = z.infer<typeof tableSchema>;
export type UnreconciledDocument = z.infer<typeof unreconciledSchema>;
export type ClaimsDocument = z.infer<typeof claimsSchema>;
