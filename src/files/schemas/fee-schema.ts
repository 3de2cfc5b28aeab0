import * as z from 'zod';
import { CONFIDENCES } from '../../domain/rate-card.ts';

const usd = z.number();

/** A line of a bill that is money on money. */
export const feeSchema = z.strictObject({
  kind: z.enum(['topUpBonus', 'lapsedCredit', 'purchaseFee', 'ownKeyFee']),
  basis: usd.describe('the amount the rate is taken of'),
  rate: z.number().describe('share of the basis; below 0 for a bonus'),
  minimum: usd.nullable().describe('the least that is charged; null where none is'),
  cost: usd.describe('basis x rate, at least the minimum'),
  source: z.strictObject({ url: z.string(), checked: z.string() }).nullable(),
  confidence: z.enum(CONFIDENCES).nullable(),
});
