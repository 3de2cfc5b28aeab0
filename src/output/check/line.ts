import type { Check } from '../../domain/check.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { visible } from '../../domain/line-text.ts';
import { checkTitle, verdictText } from './words.ts';

/** The answer in one line, for a mail, a chat or a log that shows no more. */
export function checkLine(check: Check, { providerName }: Pick<Provenance, 'providerName'>): string {
  return `${checkTitle(check)}: ${visible(verdictText(check, providerName))}\n`;
}
