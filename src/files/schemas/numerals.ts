import * as z from 'zod';
import { dayFault, parseDay, parseMonth } from '../../domain/day.ts';
import { parseMonthlyGrowth, parseMultiple, parseOverage, parseYearlyChange } from '../../domain/demand-text.ts';
import { parseRate } from '../../domain/exchange-rate.ts';
import { isVisible, LONGEST_NAME } from '../../domain/line-text.ts';
import { CALL_NAME, meterCalled } from '../../domain/meter.ts';
import { AS_INPUT, FREE } from '../../domain/price-cell.ts';
import {
  type Parsed,
  parseCachedCell,
  parseCallCell,
  parseCalls,
  parseCount,
  parseDiscount,
  parseFactor,
  parseGrowth,
  parseHours,
  parseLeastPrefix,
  parseMinutes,
  parsePeakToAverage,
  parsePriceCell,
  parseRampPart,
  parseShare,
  parseTokens,
  parseUnitCount,
  parseUsd,
  parseUsdPerMtok,
  parseWeight,
} from '../../domain/quantity-text.ts';

/** What an editor is told: in YAML a bare 4.00 is a number, here it is text that keeps every digit. */
const NUMBER_OR_TEXT = { type: ['number', 'string'] };

function text<Value>(parse: (text: string) => Parsed<Value>, description: string, also: object = {}) {
  return z
    .string()
    .check((context) => {
      const parsed = parse(context.value);
      if ('fault' in parsed) context.issues.push({ code: 'custom', message: parsed.fault, input: context.value });
    })
    .meta({ ...NUMBER_OR_TEXT, description, ...also });
}

export const tokensText = text(parseTokens, 'whole tokens, such as 500M, 1.5B, 12k or 2_000_000');
export const leastPrefixText = text(
  parseLeastPrefix,
  'whole tokens, such as 1_024, or none where any prefix is cached',
  {
    anyOf: [{ type: 'integer', minimum: 0 }, { type: 'string' }],
  },
);
export const minutesText = text(parseMinutes, 'whole minutes a month, such as 15');
export const hoursText = text(parseHours, 'whole hours a month, such as 730');
export const callsText = text(parseCalls, 'whole calls a month, such as 100k');
export const callCellText = text(
  parseCallCell,
  `US dollars per thousand calls, such as 10.00, or ${FREE} where the provider declares it free`,
  { anyOf: [{ type: 'number', minimum: 0 }, { const: FREE }, { type: 'string', pattern: '^\\d+(\\.\\d+)?$' }] },
);
export const callNameText = z
  .string()
  .regex(CALL_NAME, 'write the name of a call in letters and digits, such as webSearch')
  .refine((name) => meterCalled(name, undefined) === undefined, 'that is the name of a meter of tokens');
export const unitCountText = text(parseUnitCount, 'a whole count above 0, such as 120k');
export const countText = text(parseCount, 'whole requests a month, such as 2M');
export const shareText = text(parseShare, 'a share, such as 70% or 0.7');
export const discountText = text(parseDiscount, 'a discount below 100%, such as 15% or 0.15');
export const usdText = text(parseUsd, 'US dollars, such as 50k or 50_000');
export const rateText = text(
  parseRate,
  'what ONE US DOLLAR costs in the currency: 0.92 where a dollar is 0.92 EUR; where the source says what one EUR costs in dollars, as the ECB does, write the quotient, 1/1.0870',
);
/** An amount in the currency of its file. */
export const moneyText = text(parseUsd, 'US dollars, or the currency of this file, such as 50k or 50_000');
export const priceText = text(parseUsdPerMtok, 'US dollars per million tokens, such as 2.50');
export const cellText = text(
  parsePriceCell,
  `US dollars per million tokens, such as 2.50, or ${FREE} where the provider declares it free`,
  { anyOf: [{ type: 'number', minimum: 0 }, { const: FREE }, { type: 'string', pattern: '^\\d+(\\.\\d+)?$' }] },
);
export const cachedCellText = text(
  parseCachedCell,
  `US dollars per million tokens, ${FREE}, or ${AS_INPUT} where a cached token costs what input of the same list costs`,
  {
    anyOf: [
      { type: 'number', minimum: 0 },
      { enum: [FREE, AS_INPUT] },
      { type: 'string', pattern: '^\\d+(\\.\\d+)?$' },
    ],
  },
);
export const rampPartText = text(parseRampPart, 'a share such as 50%, or a multiple such as 150%');
export const growthText = text(parseGrowth, 'growth on the baseline, such as 10% or 0.1');
export const factorText = text(parseFactor, 'a number above 0');
export const weightText = text(parseWeight, 'a number, 0 or more');
export const peakText = text(parsePeakToAverage, 'a number, 1 or more');
export const multipleText = text(parseMultiple, 'a multiple above 0, such as 138% or 1.38');
export const monthlyGrowthText = text(parseMonthlyGrowth, 'a change a month, such as 4% or -2%');
export const yearlyChangeText = text(parseYearlyChange, 'a change a year, such as -20% or 5%');
export const overageText = text(parseOverage, 'list, contract, or a multiple of list such as 1.1');

export const wholeText = z
  .string()
  .regex(/^\d{1,9}$/, 'write a whole number of 9 digits at most')
  .meta({ type: ['integer', 'string'], description: 'a whole number' });

export const dayText = z
  .string()
  .check((context) => {
    if (parseDay(context.value) !== undefined) return;
    const message = dayFault(context.value);
    context.issues.push({ code: 'custom', message, input: context.value });
  })
  .meta({ format: 'date', description: 'a calendar day, YYYY-MM-DD' });

export const monthText = z
  .string()
  .refine((text) => parseMonth(text) !== undefined, 'write a month as 2026-12, up to 2999-12')
  .meta({ description: 'a calendar month, YYYY-MM' });

const MOST_MONTHS = 120;

export const monthCountText = z
  .string()
  .refine((text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= MOST_MONTHS, `write 1 to ${MOST_MONTHS} months`)
  .meta({ type: ['integer', 'string'], description: 'a number of months' });

/** Text on one line that any screen and any spreadsheet can show. */
export const lineText = z.string().refine(isVisible, 'write it on one line, without control or invisible characters');

export const nameText = lineText
  .min(1, 'write a name')
  .max(LONGEST_NAME, `write a shorter name, ${LONGEST_NAME} characters at most`);

/** What an offer is called on a page. */
export const offerNameText = nameText.optional().describe('how it is printed; left out, its id is, as written');

/** A whole number from 1 on, up to what nobody buys or waits. */
export const positiveText = z
  .string()
  .regex(/^[1-9](?:\d|_(?=\d)){0,8}$/, 'write a whole number above 0, of 9 digits at most')
  .meta({ type: ['integer', 'string'], description: 'a whole number above 0' });

/** `true` or `false`, in a file where every scalar is text. */
export const yesOrNoText = z.enum(['true', 'false']).meta({ type: 'boolean', enum: [true, false] });

/** The literal `false`, in a file where every scalar is text. */
export const falseText = z.literal('false').meta({ type: 'boolean', const: false });
