import * as z from 'zod';
import { dayText, lineText, nameText, rateText } from './numerals.ts';

/** The currency of a file, and what it costs: keys of a profile, a budget and a proposal. */
export const currencyShape = {
  currency: nameText
    .meta({ pattern: '^[A-Z]{3}$' })
    .optional()
    .describe(
      'three letters of ISO 4217, such as EUR: amounts of money in this file are in it, and answers show it beside US dollars; left out, US dollars',
    ),
  fxRate: z
    .strictObject({
      rate: rateText,
      source: lineText.min(1, 'write who says so').describe('who says so, such as ECB reference rate'),
      day: dayText.describe('the day it is of'),
    })
    .optional()
    .describe('what one US dollar costs in that currency; no rate ships, and none is looked up'),
};

const currencySchema = z.strictObject(currencyShape);
export type CurrencyDocument = z.infer<typeof currencySchema>;
