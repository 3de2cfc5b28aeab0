import { modelOn } from '../decision/estimate.ts';
import { rateOn } from '../domain/rate-card.ts';
import { modelsOf, readCard } from '../files/card.ts';
import { cardNamed } from '../files/pricing.ts';
import { shippedPricing } from '../files/shipped.ts';
import { cardDetails, cardListing, cardModels } from '../output/card-text.ts';
import { dayOf } from './context.ts';
import { emit } from './emit.ts';
import { EXIT } from './exit.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import type { Shell } from './shell.ts';

type Output = Pick<OutputOptions, 'output'>;

/** `tokencost cards list`: the cards that ship. */
export function runCardsList(options: Output, shell: Shell): number {
  const shipped = shippedPricing(shell.pricingFolder);
  const cards = shipped.cardIds().flatMap((id) => {
    const compiled = shipped.card(id);
    return compiled === undefined ? [] : [readCard(compiled)];
  });
  emit(cardListing(cards), options, shell);
  return EXIT.fine;
}

/** `tokencost cards show [model]`: the models of a card on a day, or everything the card says of one model. */
export async function runCardsShow(
  model: string | undefined,
  options: Output & Pick<InputOptions, 'card' | 'asOf'>,
  shell: Shell,
): Promise<number> {
  const day = dayOf(options, shell);
  const card = await cardNamed(options.card, shippedPricing(shell.pricingFolder), shell.readInput);
  if (model === undefined) {
    emit(
      cardModels(
        card,
        modelsOf(card).map((each) => ({ model: each, rate: rateOn(each, day) })),
        day,
      ),
      options,
      shell,
    );
  } else {
    emit(cardDetails(card, modelOn({ card, elsewhere: () => '' }, model)), options, shell);
  }
  return EXIT.fine;
}
