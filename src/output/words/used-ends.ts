import { whole } from '../../domain/exact.ts';
import { tokens } from '../../domain/units.ts';
import type { UsageAfterEnd, UsedModelEnd } from '../../domain/usage-answer.ts';
import { shortTokens } from '../render/numbers.ts';
import { afterText } from './retirement-text.ts';

/** The last day of a model that was used, and what follows. */
export function endText(end: Omit<UsedModelEnd, 'pricedAs'>): string {
  const { model, lastDay, announced, over } = end;
  if (over) return `${model} was served until ${lastDay}; ${afterText(end)}.`;
  const since = announced === undefined ? '' : ` (announced ${announced})`;
  return `${model} is served until ${lastDay}${since}; ${afterText(end)}.`;
}

/** At whose price usage is counted of days on which its model had ended. */
export function afterEndText({ model, lastDay, billedAs, pricedAs, tokens: count }: UsageAfterEnd): string {
  const what = `${shortTokens(tokens(whole(count)))} tokens of ${model} are of days after its last, ${lastDay}:`;
  if (billedAs === 'own')
    return `${what} they are priced at the old price of that model, at which its name is billed still.`;
  return billedAs === 'successor'
    ? `${what} they are priced as ${pricedAs}, which answers to its name since and at whose price it is billed.`
    : `${what} they are priced as ${pricedAs}, which is an assumption: its own name had stopped working, and that is named in its place.`;
}

/** Ends of models that were used, and what was priced in their place. */
export const usedEndTexts = (ends: readonly UsedModelEnd[], after: readonly UsageAfterEnd[]): string[] => [
  ...after.map(afterEndText),
  ...ends.map(endText),
];
