import { modelOn } from '../decision/estimate.ts';
import { problem } from '../domain/problem.ts';
import { type Model, type RateCard, rateOn } from '../domain/rate-card.ts';
import { readCard } from '../files/card.ts';
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

function modelsOf(card: RateCard): Model[] {
  return card.ids.flatMap((id) => card.find(id) ?? []);
}

/** `tokencost cards show [model]`: the models of a card on a day, or everything the card says of one model. */
export async function runCardsShow(
  model: string | undefined,
  options: Output & Pick<InputOptions, 'card' | 'asOf'>,
  shell: Shell,
): Promise<number> {
  const day = dayOf(options, shell);
  const card = await cardNamed(options.card, shippedPricing(shell.pricingFolder));
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

/** `tokencost cards validate <path>...`: whether card files and folders are sound. Throws `invalidFile` when one is not. */
export async function runCardsValidate(paths: readonly string[], options: Output, shell: Shell): Promise<number> {
  if (paths.length === 0)
    throw problem('usage', 'No card was named.', 'Give a card file, or a folder that holds a card.yaml.');
  const { loadCardFile } = await import('../files/card-file.ts');
  const lines = paths.map((path) => {
    const compiled = loadCardFile(path);
    const card = readCard(compiled);
    const models = modelsOf(card);
    const rates = models.reduce((count, model) => count + model.rates.length, 0);
    return `${path}: card ${card.id} ${card.version}, ${models.length} models, ${rates} rates, sha256 ${card.sha256}\n`;
  });
  emit(lines.join(''), options, shell);
  return EXIT.fine;
}
