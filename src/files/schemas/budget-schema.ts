import * as z from 'zod';
import { LEVELS, PERIODS, RULES, UNPRICED_POLICIES } from '../../domain/budget.ts';
import { currencyShape } from './currency-schema.ts';
import { growthText, lineText, moneyText, nameText, shareText, wholeText, yesOrNoText } from './numerals.ts';

const level = z.enum(LEVELS).optional().describe('fail (the default) decides the exit code, warn only says');

const limitSchema = z.strictObject({
  provider: nameText.optional(),
  model: nameText.optional(),
  workload: nameText.optional(),
  tag: z.record(nameText, lineText).optional().describe('tags a workload must carry, all of them: { team: support }'),
  max: moneyText
    .optional()
    .describe('US dollars (or currency) a month, such as 60_000 or 60k; of a quarter or a year with per'),
  onlyIfGrows: yesOrNoText
    .optional()
    .describe(
      'with max: true lets an amount pass that is over it while the first month costs no more than the baseline',
    ),
  per: z
    .enum(PERIODS)
    .optional()
    .describe('with max: the period it is for, counted from the first month of the profile; month where left out'),
  phasing: z
    .array(shareText)
    .min(2, 'one part is the whole amount; leave phasing out, or give 2 to 12 parts')
    .max(12, 'give 2 to 12 parts, one a month at the most')
    .optional()
    .describe('with per: shares of max for equal parts of the period, such as [20%, 25%, 25%, 30%] of a year'),
  carryOver: yesOrNoText.optional().describe('with max: true adds what one part leaves to the next'),
  maxIncrease: moneyText.optional().describe('US dollars (or currency) a month more than the baseline'),
  maxGrowth: growthText.optional(),
  level,
});

const ruleSchema = z.strictObject({
  rule: z
    .enum(RULES)
    .describe(
      'floorCrossed: spend passes the low end of a floor; priceAge: the oldest price used was looked at too long ago (cardAge is an older word for it)',
    ),
  provider: nameText.optional().describe('with floorCrossed: this provider alone'),
  maxDays: wholeText
    .optional()
    .describe(
      'with priceAge: days from the day the oldest source among the rates used was looked at to the day priced',
    ),
  level,
});

export const budgetSchema = z.strictObject({
  name: nameText
    .optional()
    .describe('tells this check from others of one repository: in the heading, the comment and the reports'),
  ...currencyShape,
  unpriced: z
    .enum(UNPRICED_POLICIES)
    .optional()
    .describe('an amount with an unpriced part: undecided (the default, exit 4), or allow it to pass as a lower bound'),
  strict: yesOrNoText
    .optional()
    .describe('true: a limit or rule that nothing in the profile meets is refused; else it is said'),
  limits: z.array(limitSchema).optional(),
  rules: z.array(ruleSchema).optional(),
});

export type LimitDocument = z.infer<typeof limitSchema>;
export type RuleDocument = z.infer<typeof ruleSchema>;
export type BudgetDocument = z.infer<typeof budgetSchema>;
