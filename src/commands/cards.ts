import { cardsShowAnswerOf } from '../answers/cards-show.ts';
import { modelOn } from '../decision/estimate/estimate.ts';
import { jsonText } from '../domain/json.ts';
import { rateOn } from '../domain/rate-card.ts';
import { modelsOf, readCard } from '../files/card.ts';
import { cardNamed } from '../files/pricing.ts';
import { shippedPricing } from '../files/shipped.ts';
import { cardDetails, cardListing, cardModels } from '../output/cards/text.ts';
import { dayOf } from './context.ts';
import { emit, screenFor } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, parseTableOrJson } from './flags.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import { rendered } from './page-formats.ts';
import type { Shell } from './shell.ts';
import { TOOL } from './tool.ts';

type Output = Pick<OutputOptions, 'output'>;

/** `tokencost cards list`: the cards that ship. */
export async function runCardsList(options: Output, shell: Shell): Promise<number> {
  const shipped = shippedPricing(shell.pricingFolder);
  const cards = shipped.cardIds().flatMap((id) => {
    const compiled = shipped.card(id);
    return compiled === undefined ? [] : [readCard(compiled)];
  });
  emit(await rendered(cardListing(cards, shell.today()), 'table', screenFor(options, shell)), options, shell);
  return EXIT.fine;
}

/** Flags of `cards show`. */
export type ShowOptions = Pick<OutputOptions, 'output' | 'format'> & Pick<InputOptions, 'card' | 'asOf'>;

/** `tokencost cards show [model]`: the models of a card on a day, or everything the card says of one model. */
export async function runCardsShow(model: string | undefined, options: ShowOptions, shell: Shell): Promise<number> {
  const format = flag('--format', options.format, parseTableOrJson);
  const day = dayOf(options, shell);
  const card = await cardNamed(options.card, shippedPricing(shell.pricingFolder), shell.readInput);
  const named = model === undefined ? undefined : modelOn({ card, elsewhere: () => '', day }, model);
  const models = modelsOf(card).map((each) => ({ model: each, rate: rateOn(each, day) }));
  if (format === 'json') {
    const ofDay = models.map(({ model: each, rate }) => ({ model: each, rates: rate === undefined ? [] : [rate] }));
    const shown = named === undefined ? ofDay : [{ model: named, rates: named.rates }];
    emit(jsonText(cardsShowAnswerOf(card, shown, day, TOOL)), options, shell);
  } else {
    const page = named === undefined ? cardModels(card, models, day) : cardDetails(card, named);
    emit(await rendered(page, format, screenFor(options, shell)), options, shell);
  }
  return EXIT.fine;
}
