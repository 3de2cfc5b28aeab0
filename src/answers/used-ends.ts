import { whole } from '../domain/exact.ts';
import { BILLED_AS } from '../domain/rate-card.ts';
import type { UsageAfterEnd, UsedModelEnd } from '../domain/usage-answer.ts';
import { day } from './head.ts';
import { number } from './numerals.ts';
import type { Written, Z } from './schema.ts';

/** The end of a model that was used. */
export const usedEnd = (z: Z) =>
  z.strictObject({
    model: z.string(),
    lastDay: day(z),
    announced: day(z).nullable(),
    servedBy: z.string().nullable(),
    billedAs: z.enum(BILLED_AS).nullable(),
    over: z.boolean().describe('true where it has ended by the day of the answer'),
    pricedAs: z
      .string()
      .nullable()
      .describe('the model priced for its name on that day; null where nothing is: then its work is in no profile'),
  });

export const usedEndOf = ({
  announced,
  servedBy,
  billedAs,
  pricedAs,
  ...of
}: UsedModelEnd): Written<typeof usedEnd> => ({
  ...of,
  announced: announced ?? null,
  servedBy: servedBy ?? null,
  billedAs: billedAs ?? null,
  pricedAs: pricedAs ?? null,
});

/** Usage of days after the last of its model. */
export const usageAfterEnd = (z: Z) =>
  z.strictObject({
    model: z.string(),
    lastDay: day(z),
    billedAs: z.enum(BILLED_AS).nullable().describe('null where its name had stopped working'),
    pricedAs: z.string(),
    tokens: number(z),
  });

export const usageAfterEndOf = ({ billedAs, tokens, ...of }: UsageAfterEnd): Written<typeof usageAfterEnd> => ({
  ...of,
  billedAs: billedAs ?? null,
  tokens: whole(tokens),
});
