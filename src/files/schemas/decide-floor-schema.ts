import * as z from 'zod';
import { maybeUsd, usd } from './answer-schemas.ts';

/** A provider's spend against its floor on one basis. */
export const floorBasis = z.strictObject({
  basis: z.enum(['baseline', 'optimisedList', 'contracted']),
  spend: usd,
  verdict: z.enum(['below', 'within', 'above', 'undecided']),
  runway: usd.describe('spend less the low end of the floor; below 0 under it'),
  crossing: z
    .strictObject({
      month: z.number().describe('the stated month is 1'),
      at: z.string().nullable().describe('YYYY-MM where the profile says when it starts'),
      to: z.enum(['over', 'under']),
    })
    .nullable()
    .describe('when growth crosses the floor; null for not within ten years'),
});

/** What a buyer pays who loses the contract by the levers. */
export const trapCosts = z.strictObject({
  withContract: usd.describe('with the contract, without the levers'),
  throughAggregator: maybeUsd.describe('with the levers, without the contract'),
  atList: usd,
});
