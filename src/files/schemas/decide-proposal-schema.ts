import * as z from 'zod';
import { COMMITMENT_PERIODS } from '../../domain/proposal.ts';
import { maybeUsd, usd } from './answer-schemas.ts';
import {
  alternative,
  clause,
  demand,
  expectedShape,
  flip,
  pooling,
  probability,
  share,
  source,
  stated,
  statistic,
  terms,
} from './decide-commitment-schema.ts';

const toMatch = probability
  .nullable()
  .describe('the discount at which its commitment is expected to cost what no contract does; null when none does');

/** What a vendor proposes, held against demand. */
export const auditedProposal = z.strictObject({
  provider: z.string(),
  file: z.string(),
  date: z.string().nullable(),
  validUntil: z.string().nullable(),
  note: z.string().nullable(),
  written: z.strictObject({ commitment: z.number().describe('US dollars'), per: z.enum(COMMITMENT_PERIODS) }),
  commitment: usd.describe('of a month, at the end of any ramp'),
  discount: share,
  terms,
  verdict: z.enum(['sign', 'counter', 'decline']),
  listSpend: usd,
  demand,
  allowance: usd.describe('list dollars of usage that the commitment covers'),
  runRateMultiple: z.number().describe('allowance over list spend'),
  termDue: z.number().describe('US dollars over the term, exact'),
  atStatedVolume: stated,
  ...expectedShape,
  termShortfall: z.number().describe('a statistic, US dollars over the term'),
  withoutContract: z.strictObject({ ...alternative.shape, expectedCost: statistic }),
  breakEvenUtilisation: z.number().describe('used share above which it beats no commitment; over 1: never'),
  breakEvenVersusList: z.number(),
  discountToMatch: toMatch,
  counter: z.strictObject({
    kind: z.enum(['tuned', 'band']).describe('another commitment at the proposed terms, or a band on offer'),
    commitment: usd,
    discount: share,
    ...expectedShape,
    discountToMatch: toMatch,
    clauses: z.array(clause),
  }),
  offerSource: source.nullable().describe('of the bands on offer; null for offers of your own'),
  flips: z.strictObject({ realised: flip, p50: flip }),
  choices: z.array(
    z.strictObject({
      kind: z.enum(['proposal', 'counter', 'list', 'alternative', 'band']),
      commitment: maybeUsd,
      discount: share.nullable(),
      available: z.boolean(),
      ...expectedShape,
    }),
  ),
  pooling,
  clauses: z.array(clause),
  clearsFloor: z.boolean(),
  calibration: z
    .strictObject({
      firstProposal: z.strictObject({ low: z.number(), high: z.number(), source }),
      unusedAtAnniversary: z.strictObject({ share, source }),
    })
    .describe('what is said elsewhere, for comparison only'),
  answer: z.string(),
  texts: z.array(z.string()),
});
