import { cardsOffersAnswerOf } from '../answers/cards-offers.ts';
import { jsonText } from '../domain/json.ts';
import { readOffers } from '../files/offers.ts';
import { shippedPricing } from '../files/shipped.ts';
import { offerEntries, offersPage } from '../output/cards/offers-text.ts';
import { emit, screenFor } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, parseTableOrJson } from './flags.ts';
import type { OutputOptions } from './options.ts';
import { rendered } from './page-formats.ts';
import type { Shell } from './shell.ts';
import { TOOL } from './tool.ts';

/** `tokencost cards offers`: the aggregators, marketplaces, contracts and reserved capacity that ship. */
export async function runCardsOffers(options: Pick<OutputOptions, 'output' | 'format'>, shell: Shell): Promise<number> {
  const format = flag('--format', options.format, parseTableOrJson);
  const entries = offerEntries(readOffers(shippedPricing(shell.pricingFolder).offers()));
  emit(
    format === 'json'
      ? jsonText(cardsOffersAnswerOf(entries, TOOL))
      : await rendered(offersPage(entries), format, screenFor(options, shell)),
    options,
    shell,
  );
  return EXIT.fine;
}
