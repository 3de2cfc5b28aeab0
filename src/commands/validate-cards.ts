import { cardsValidateAnswerOf } from '../answers/cards-validate.ts';
import { sifted } from '../decision/cards/accepted.ts';
import { lintModel } from '../decision/cards/lint.ts';
import { jsonText } from '../domain/json.ts';
import { isError, type JudgedCard, type PlacedFinding } from '../domain/judged-card.ts';
import { Problem, problem } from '../domain/problem.ts';
import { acceptedOf } from '../files/accepted-findings.ts';
import { modelsOf, readCard } from '../files/card.ts';
import { readLintBounds } from '../files/lint.ts';
import { type ShippedPricing, shippedPricing } from '../files/shipped.ts';
import { findingReport, placed } from '../output/cards/finding-text.ts';
import { validatePage, validateWarnings } from '../output/cards/validate-page.ts';
import { dayOf } from './context.ts';
import { emit, screenFor, warn } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, parseJsonOrPage } from './flags.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import { rendered } from './page-formats.ts';
import type { Shell } from './shell.ts';
import { TOOL } from './tool.ts';

/** Flags of `cards validate`. */
export type ValidateOptions = Pick<OutputOptions, 'output' | 'format'> &
  Pick<InputOptions, 'asOf'> & { readonly strict?: boolean };

type Judge = (path: string) => JudgedCard;

/** Loads a card and holds it against every rule. Throws `invalidFile`, or the problem of a file that cannot be read. */
async function judge(options: ValidateOptions, shipped: ShippedPricing, shell: Shell): Promise<Judge> {
  const asOf = options.asOf === undefined ? undefined : dayOf(options, shell);
  const { loadCardFile, loadCardText } = await import('../files/card-file.ts');
  const { cardPlaces, textPlaces } = await import('../files/card-places.ts');
  const bounds = readLintBounds(shipped.lint());
  return (name) => {
    const text = name === '-' ? shell.readInput() : undefined;
    const path = text === undefined ? name : 'standard input';
    const compiled = text === undefined ? loadCardFile(path, shipped) : loadCardText(text, path, shipped);
    const card = readCard(compiled);
    const judged = { card, day: asOf ?? card.version, today: shell.today(), bounds };
    const places = text === undefined ? cardPlaces(path, compiled.document) : textPlaces(text, path, compiled.document);
    const models = modelsOf(card);
    const all = models.flatMap((model) => lintModel(model, judged));
    const found = placed(all, places);
    const { open, ...kept } = sifted(found, acceptedOf(shipped.acceptedFindings(), card.id), judged.day);
    return { path, card, models, found: open, inherited: all.length - found.length, ...kept };
  };
}

/** In place of a card whose structure is not sound, its faults. Throws what is wrong with anything but the file's text. */
function faultsOf(path: string, look: Judge): JudgedCard {
  try {
    return look(path);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalidFile') throw error;
    const found = error.faults.map(({ file, line, column, excerpt, message }): PlacedFinding => {
      return { code: 'invalidFile', path: [], text: message, place: { file, line, column, excerpt } };
    });
    return { path, card: undefined, models: [], found, inherited: 0, accepted: 0, gone: [] };
  }
}

/**
 * `tokencost cards validate <path>...`: whether card files and folders are sound and plausible. Throws `invalidFile`
 * where the structure is not sound and `implausibleCard` where a price or a day cannot be right; what is doubtful is a
 * warning, and with --strict the check fails on it. As JSON the findings of every kind are the answer, and 3 says that
 * there is an error among them.
 */
export async function runCardsValidate(
  paths: readonly string[],
  options: ValidateOptions,
  shell: Shell,
): Promise<number> {
  const format = flag('--format', options.format, parseJsonOrPage);
  if (paths.length === 0)
    throw problem('usage', 'No card was named.', 'Give a card file, or a folder that holds a card.yaml.');
  const look = await judge(options, shippedPricing(shell.pricingFolder), shell);
  const cards = paths.map((path) => (format === 'json' ? faultsOf(path, look) : look(path)));
  const found = cards.flatMap((each) => each.found);
  const failed = found.some(isError) || (options.strict === true && found.length > 0);
  if (format === 'json') emit(jsonText(cardsValidateAnswerOf(cards, TOOL)), options, shell);
  else {
    if (found.some(isError)) throw problem('implausibleCard', findingReport(found));
    emit(await rendered(validatePage(cards), format, screenFor(options, shell), 'Is the card sound'), options, shell);
    warn(validateWarnings(cards), {}, shell);
  }
  return failed ? EXIT.checkFailed : EXIT.fine;
}
