import * as z from 'zod';
import { METERS } from '../../domain/meter.ts';

/**
 * A line item of a saved answer, with the numerals that its reader accepts. An answer of before there were other units
 * says its quantity in tokens alone.
 */
export function savedLine(numeral: z.ZodType<string, string>) {
  return z
    .object({
      meter: z.enum(METERS),
      mode: z.enum(['standard', 'batch', 'flex', 'priority']),
      band: z.enum(['base', 'long', 'peak']),
      tokens: z.union([z.literal('null'), numeral]),
      usdPerMtok: z.union([z.literal('null'), numeral]),
      quantity: numeral.optional(),
      unitPrice: numeral.optional(),
    })
    .refine(
      ({ tokens, usdPerMtok, quantity, unitPrice }) =>
        (tokens !== 'null' && usdPerMtok !== 'null') || (quantity !== undefined && unitPrice !== undefined),
      'a line of no tokens needs its quantity and unitPrice',
    );
}

export type SavedLineItem = z.infer<ReturnType<typeof savedLine>>;
