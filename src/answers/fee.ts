import { FEE_KINDS, type Fee, feeCost } from '../domain/fee.ts';
import { CONFIDENCES } from '../domain/rate-card.ts';
import { cost, number, usd } from './numerals.ts';
import type { Written, Z } from './schema.ts';

/** A line of a bill that is money on money: it has no meter, and no tokens stand behind it. */
export const fee = (z: Z) =>
  z.strictObject({
    kind: z.enum(FEE_KINDS),
    basis: usd(z, 'the amount the rate is taken of'),
    rate: number(z, 'share of the basis; below 0 for a bonus'),
    minimum: cost(z).nullable().describe('the least that is charged; null where none is'),
    cost: usd(z, 'basis x rate, at least the minimum'),
    source: z.strictObject({ url: z.string(), checked: z.string() }).nullable(),
    confidence: z.enum(CONFIDENCES).nullable(),
  });

export function feeOf(item: Fee): Written<typeof fee> {
  const { kind, basis, rate, minimum, source } = item;
  return {
    kind,
    basis,
    rate,
    minimum: minimum ?? null,
    cost: feeCost(item),
    source: source === undefined ? null : { url: source.url, checked: source.checked },
    confidence: source?.confidence ?? null,
  };
}
