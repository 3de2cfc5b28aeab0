import * as z from 'zod';
import { factorText, peakText, shareText } from './numerals.ts';

const failureSchema = z
  .union([
    shareText,
    z.strictObject({
      rate: shareText.describe('share of requests'),
      input: shareText.optional().describe('part of the input consumed before it failed'),
      output: shareText.optional().describe('part of the output of a whole request that was made'),
    }),
  ])
  .optional();

const loadSchema = z.strictObject({
  peakToAverage: peakText.optional().describe('load of the peak minute / load of the average one'),
  sigma: factorText.optional().describe('standard deviation of the logarithm of the load by the minute, if measured'),
});

const failuresSchema = z.strictObject({
  serverError: failureSchema.describe('5xx before the first token'),
  streamAbort: failureSchema.describe('a stream broken off midway by the provider'),
  providerTruncation: failureSchema.describe('cut short by the provider'),
  ownLimit: failureSchema.describe('ended by your own max_tokens'),
  refusal: failureSchema.describe('refused for safety'),
  disconnect: failureSchema.describe('your client hung up'),
  rateLimited: failureSchema.describe('429 over the limit'),
});

/** Keys of a workload on how it runs. */
export const operationKeys = {
  load: loadSchema.optional().describe('how the load moves within a month; sizes reserved capacity'),
  failures: failuresSchema.optional().describe('how requests fail, by class, as shares of all requests'),
};

const operationSchema = z.strictObject(operationKeys);
export type OperationDocument = z.infer<typeof operationSchema>;
