import { lintModel } from '../decision/card-lint.ts';
import { modelOn } from '../decision/estimate.ts';
import { problem } from '../domain/problem.ts';
import { type Model, type RateCard, rateOn } from '../domain/rate-card.ts';
import { readCard } from '../files/card.ts';
import { readLintBounds } from '../files/lint.ts';
import { cardNamed } from '../files/pricing.ts';
import { shippedPricing } from '../files/shipped.ts';
import { cardDetails, cardListing, cardModels, cardSummary } from '../output/card-text.ts';
import { findingLine, findingReport, isError, placed } from '../output/finding-text.ts';
import { dayOf } from './context.ts';
import { emit, warn } from './emit.ts';
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

/** Flags of `cards validate`. */
export type ValidateOptions = Output & Pick<InputOptions, 'asOf'> & { readonly strict?: boolean };

/**
 * `tokencost cards validate <path>...`: whether card files and folders are sound and plausible. Throws `invalidFile`
 * where the structure is not sound and `implausibleCard` where a price or a day cannot be right; what is doubtful is a
 * warning, and with --strict the check fails on it.
 */
export async function runCardsValidate(
  paths: readonly string[],
  options: ValidateOptions,
  shell: Shell,
): Promise<number> {
  if (paths.length === 0)
    throw problem('usage', 'No card was named.', 'Give a card file, or a folder that holds a card.yaml.');
  const asOf = options.asOf === undefined ? undefined : dayOf(options, shell);
  const { loadCardFile } = await import('../files/card-file.ts');
  const { cardPlaces } = await import('../files/card-places.ts');
  const shipped = shippedPricing(shell.pricingFolder);
  const bounds = readLintBounds(shipped.lint());
  const read = paths.map((path) => {
    const compiled = loadCardFile(path, shipped);
    const card = readCard(compiled);
    const models = modelsOf(card);
    const judged = { card, day: asOf ?? card.version, today: shell.today(), bounds };
    return {
      path,
      card,
      models,
      found: placed(
        models.flatMap((model) => lintModel(model, judged)),
        cardPlaces(path, compiled.document),
      ),
    };
  });
  const found = read.flatMap((each) => each.found);
  if (found.some(isError)) throw problem('implausibleCard', findingReport(found));
  emit(read.map(({ path, card, models }) => cardSummary(path, card, models)).join(''), options, shell);
  warn(found.map(findingLine), {}, shell);
  return options.strict === true && found.length > 0 ? EXIT.checkFailed : EXIT.fine;
}
