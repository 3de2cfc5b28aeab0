import type { BreakEven, Driver, DriverEnd, Level } from '../../domain/decision.ts';
import { maybeUsd, number } from '../numerals.ts';
import type { Written, Z } from '../schema.ts';
import type { DecideWords } from './words.ts';

const LEVEL = 'a share, a multiple of the tokens or US dollars; null for a word';

const level = (z: Z, description = LEVEL) => number(z).nullable().describe(description);

const breakEven = (z: Z) =>
  z
    .strictObject({
      value: z.string(),
      level: level(z, 'beyond it the decision is another; from it on where it is not exact'),
      until: level(
        z,
        'before the end the decision is the same again from here; null where it stays another up to the end',
      ),
      holdsUntil: level(z, 'the decision is still the same here'),
      exact: z.boolean().describe('in closed form, else narrowed down by replanning'),
      text: z.string(),
      becomes: z.string(),
    })
    .nullable()
    .describe('between the profile as stated and this end; null where nothing on the way flips the decision');

const end = (z: Z) =>
  z.strictObject({
    value: z.string(),
    level: level(z),
    cost: maybeUsd(z, 'null when nothing serves every workload'),
    flips: z.boolean().describe('another channel, model or contract is chosen'),
    breakEven: breakEven(z),
  });

/** A driver at both ends, with the value from which the decision is another. */
export const driver = (z: Z) =>
  z.strictObject({
    code: z.enum([
      'volume',
      'batchEligible',
      'discount',
      'cacheHitRatio',
      'floor',
      'bonus',
      'purchaseFee',
      'listPriceChange',
    ]),
    low: end(z),
    high: end(z),
  });

const amountOf = (of: Level): Written<typeof level> => (of.unit === 'word' ? null : of.amount);

function breakEvenOf(of: BreakEven | undefined, side: 'low' | 'high', words: DecideWords): Written<typeof breakEven> {
  if (of === undefined) return null;
  return {
    value: words.level(of.level),
    level: amountOf(of.level),
    until: of.until === undefined ? null : amountOf(of.until),
    holdsUntil: amountOf(of.holdsUntil),
    exact: of.exact,
    text: words.breakEven(of, side),
    becomes: words.turn(of.becomes),
  };
}

const endOf = (of: DriverEnd, side: 'low' | 'high', words: DecideWords): Written<typeof end> => ({
  value: words.level(of.level),
  level: amountOf(of.level),
  cost: of.cost ?? null,
  flips: of.flips,
  breakEven: breakEvenOf(of.breakEven, side, words),
});

export const driverOf = ({ code, low, high }: Driver, words: DecideWords): Written<typeof driver> => ({
  code,
  low: endOf(low, 'low', words),
  high: endOf(high, 'high', words),
});
