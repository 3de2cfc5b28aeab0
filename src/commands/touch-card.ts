import { cardsTouchAnswerOf } from '../answers/cards-touch.ts';
import { jsonText } from '../domain/json.ts';
import { problem } from '../domain/problem.ts';
import { shippedPricing } from '../files/shipped.ts';
import { touchedPage } from '../output/cards/touched-page.ts';
import { emit, screenFor } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, parseAsOf, parseTableOrJson, parseWebAddress } from './flags.ts';
import type { OutputOptions } from './options.ts';
import { rendered } from './page-formats.ts';
import type { Shell } from './shell.ts';
import { TOOL } from './tool.ts';
import { writeFile } from './write-file.ts';

export interface TouchOptions extends Pick<OutputOptions, 'output' | 'format'> {
  readonly card: string;
  readonly checked: string;
  readonly source: string;
  readonly dryRun?: boolean;
}

/**
 * `tokencost cards touch MODEL...`: that somebody has read the page of a price again and found it unchanged. Every file is
 * written whole or not at all, and none where one of the models cannot be.
 */
export async function runCardsTouch(names: readonly string[], options: TouchOptions, shell: Shell): Promise<number> {
  const format = flag('--format', options.format, parseTableOrJson);
  const checked = flag('--checked', options.checked, parseAsOf);
  const url = flag('--source', options.source, parseWebAddress);
  if (names.length === 0) throw problem('usage', 'No model was named.', 'Name the models whose price the page shows.');
  const today = shell.today();
  if (checked > today) {
    throw problem('badValue', `--checked ${checked}`, `nobody has read a page on that day yet; today is ${today}`);
  }
  const { touchedCard } = await import('../files/touch-card.ts');
  const answer = touchedCard(options.card, names, { checked, url }, shippedPricing(shell.pricingFolder));
  const dry = options.dryRun === true;
  if (!dry) for (const [file, text] of answer.texts) writeFile(file, text);
  emit(
    format === 'json'
      ? jsonText(cardsTouchAnswerOf(answer, TOOL))
      : await rendered(touchedPage(answer, dry), format, screenFor(options, shell)),
    options,
    shell,
  );
  return EXIT.fine;
}
