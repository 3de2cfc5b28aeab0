import type { JudgedCard } from '../../domain/judged-card.ts';
import { listed, type Page } from '../page.ts';
import { findingLine } from './finding-text.ts';

/** A card that is sound, in one line: what it holds, and how much of it nobody has verified. */
function cardSummary({ path, card, models, accepted }: JudgedCard): string[] {
  if (card === undefined) return [];
  const rates = models.flatMap((model) => model.rates);
  const unverified = rates.filter(({ source }) => source.confidence === 'unverified').length;
  const doubt = unverified === 0 ? '' : ` (${unverified} unverified)`;
  const kept = accepted === 0 ? '' : `, ${accepted} findings accepted by name`;
  return [
    `${path}: card ${card.id} ${card.version}, ${models.length} models, ${rates.length} rates${doubt}${kept}, sha256 ${card.sha256}`,
  ];
}

/** What is said of an overlay's inherited rates: how much there is, once, since none of it is its own. */
function inheritedText({ path, inherited }: JudgedCard): string[] {
  const findings = inherited === 1 ? '1 finding' : `${inherited} findings`;
  return inherited === 0 ? [] : [`${path}: ${findings} on what it inherits, which the card it extends answers for`];
}

/** What was accepted of a card and does not occur any more: the entry is to go, or it would hide the next one like it. */
function goneText({ path, gone }: JudgedCard): string[] {
  return gone.map(({ code, model, where, until }) => {
    const at = where === undefined ? '' : ` at ${where}`;
    const ended = until === undefined ? '' : `, accepted until ${until},`;
    return `${path}: ${code} of ${model}${at}${ended} is accepted and does not occur: take it out of accepted-findings.yaml`;
  });
}

/** What is doubtful of cards, and what was said of them that does not hold any more. */
export function validateWarnings(cards: readonly JudgedCard[]): string[] {
  return [
    ...cards.flatMap(({ found }) => found.map(findingLine)),
    ...cards.flatMap(inheritedText),
    ...cards.flatMap(goneText),
  ];
}

/** Cards that are sound, a line each, and what is doubtful of them. */
export function validatePage(cards: readonly JudgedCard[]): Page {
  return [
    { blocks: [{ kind: 'verbatim', lines: cards.flatMap(cardSummary) }] },
    ...listed('Warnings', validateWarnings(cards), { aside: true }),
  ];
}
