import * as z from 'zod';
import { factorText, lineText, priceText, shareText, wholeText } from './numerals.ts';

const bound = <Text extends z.ZodType>(limit: Text) =>
  z.strictObject({ limit, reason: lineText.min(1, 'say why the bound lies here') });

/** `pricing/lint.yaml`: what the linter of cards takes for a slip or for stale; ships with the tool. */
export const lintSchema = z.strictObject({
  highestUsdPerMtok: bound(priceText),
  lowestUsdPerMtok: bound(priceText),
  leastOutputPerInput: bound(shareText),
  largestStep: bound(factorText),
  staleSourceDays: bound(wholeText),
});

export type LintDocument = z.infer<typeof lintSchema>;
