import type { Candidate, Comparison, LeftOut } from '../../domain/comparison.ts';
import type { ProviderFloor } from '../../domain/estimate.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { type Levers, pulled } from '../../domain/levers.ts';
import type { Note } from '../../domain/note.ts';
import { UNCHANGED } from '../../domain/units.ts';
import {
  bounded,
  change,
  dollars,
  dollarsBeside,
  multiple,
  percent,
  plainDollars,
  shortTokens,
} from '../render/numbers.ts';
import { channelName } from '../words/channel-name.ts';
import { GROUND_WORDS } from '../words/ground-words.ts';
import { noteText } from '../words/note-text.ts';
import { someOf } from '../words/some-of.ts';

const LEFT_OUT_WORDS: Readonly<
  Record<Exclude<LeftOut['why']['code'], 'belowTier' | 'smallContext' | 'unpriced'>, string>
> = {
  ended: 'ended before the day',
  notYet: 'no price yet on the day',
  writesNothing: 'no price for output: made for work without any, such as embeddings',
  writesToo: 'made for work with output, and this has none',
  noTier: 'no tier in the profile',
  noContext: 'no context window is on the card',
};

/** Why a model is not compared, in one clause. */
function leftOutText(why: LeftOut['why']): string {
  switch (why.code) {
    case 'belowTier':
      return `a tier of ${why.tier}, under the least of ${why.minimum}`;
    case 'smallContext':
      return `a context window of ${shortTokens(why.tokens)} tokens, under the least of ${shortTokens(why.minimum)}`;
    case 'unpriced':
      return `a part of the work has no price there (${why.reasons.join('; ')})`;
    default:
      return LEFT_OUT_WORDS[why.code];
  }
}

/** What the answer of `compare` says in words. */
export const compareWords = (nameOf: (provider: string) => string) => ({
  note: (note: Note) => noteText(note, nameOf),
  leftOut: leftOutText,
});

const LEVERS: Readonly<Record<Levers, string>> = {
  asIs: '',
  cache: ' with caching',
  batch: ' in batch',
  both: ' in batch, with caching',
};

/** How the work is bought on a model; several ways where its workloads are not bought alike. */
export function throughText({ workloads, cheapest }: Candidate): string {
  if (cheapest === undefined) return '';
  const ways = workloads.flatMap(({ row }) =>
    row === undefined ? [] : [`${channelName(row.channel)}${LEVERS[row.levers]}`],
  );
  const different = [...new Set(ways)];
  return different.length > 2 ? `${different.length} ways` : different.join(' and ');
}

/** The same in a narrow cell: the channel, and under it the levers. */
export function throughCell({ workloads, cheapest }: Candidate): string {
  if (cheapest === undefined) return '';
  const ways = workloads.flatMap(({ row }) =>
    row === undefined
      ? []
      : [
          [
            channelName(row.channel),
            pulled(row.levers)
              .map((lever) => `+${lever}`)
              .join(''),
          ],
        ],
  );
  const different = [...new Set(ways.map((way) => way.filter((line) => line !== '').join('\n')))];
  return different.length > 1 ? `${different.length} ways` : different.join('');
}

/** Tokens of a model for one of those stated, where they are not the same: 1.3x, or 1x to 1.3x over several workloads. */
export function factorText({ workloads }: Candidate): string {
  const factors = workloads.map(({ tokenFactor }) => tokenFactor).toSorted(compare);
  const [low = UNCHANGED, high = UNCHANGED] = [factors[0], factors.at(-1)];
  return compare(low, high) === 0 ? multiple(low) : `${multiple(low)} to ${multiple(high)}`;
}

/** The last day of a model, or the one in whose place it stands; nothing of one whose end is not known. */
export function endMark({ ahead }: Candidate): string {
  const end = ahead.find((note) => note.code === 'modelEnds' || note.code === 'modelEnded');
  if (end === undefined) return '';
  return end.code === 'modelEnds' ? `ends ${end.lastDay}` : `for ${end.model}`;
}

/** How much of the volume is missing; a thousand times and more is no plan. */
function belowText(multiples: string): string {
  if (multiples === '') return 'below floor';
  return multiples.includes(',') ? 'far below floor' : `${multiples} to floor`;
}

/** Where a spend stands against a floor, in two words. */
export function floorStanding(floor: ProviderFloor | undefined): string {
  if (floor === undefined) return '';
  switch (floor.listVerdict) {
    case 'above':
      return 'over floor';
    case 'within':
      return 'at floor';
    case 'undecided':
      return 'floor unknown';
    case 'below':
      return belowText(floor.volumeMultiple === undefined ? '' : multiple(floor.volumeMultiple));
  }
}

/** The amount that a model costs as it can be bought. */
export function cheapestText({ cheapest, cheapestBound, list }: Candidate): string {
  if (cheapest !== undefined) return bounded(dollars(cheapest), cheapestBound);
  return list.asIs?.cost === undefined ? 'unpriced' : 'no channel';
}

/** What the reference is called. */
export const referenceText = ({ reference }: Comparison) => reference?.model ?? 'the profile as it stands';

function againstText(of: Candidate, answer: Comparison): string {
  const { reference } = answer;
  if (reference === undefined || reference.cheapest === undefined || reference.model === of.model.id) return '';
  const share = of.saving?.share;
  const by = share === undefined ? '' : `${change(share, 1)}, `;
  return `, ${by}against ${bounded(dollars(reference.cheapest), reference.cheapestBound)} for ${referenceText(answer)}`;
}

/** What a spend buys, and what is rounded. */
function boughtText({ bought }: Comparison): string[] {
  if (bought === undefined) return [];
  const { spend, model, input, output, cost } = bought;
  const sides = [
    ...(isZero(input) ? [] : [`${shortTokens(input)} input`]),
    ...(isZero(output) ? [] : [`${shortTokens(output)} output`]),
  ];
  const left = compare(cost, spend) === 0 ? '' : `: they cost ${dollarsBeside(cost, spend)}`;
  return [
    `${plainDollars(spend)} a month buys ${sides.join(' and ')} tokens of ${model} at list with the stated levers (${sides.length > 1 ? 'both ' : ''}rounded down${left}).`,
  ];
}

/** The cheapest on published prices, where the headline rests on less. */
function publishedText({ candidates }: Comparison, first: Candidate): string[] {
  if (first.ground === 'published') return [];
  const [best] = candidates
    .flatMap(({ model, published }) => (published === undefined ? [] : [{ model, published }]))
    .toSorted((a, b) => compare(a.published, b.published));
  if (best === undefined) return [];
  const still = best.model === first.model ? 'it is still the cheapest' : `the cheapest is ${best.model.id}`;
  return [`On published prices alone ${still}, at ${dollars(best.published)} a month.`];
}

/** Why nothing is left, where one reason holds for all. */
function noneText({ leftOut }: Comparison): string {
  const silent = leftOut.length > 0 && leftOut.every(({ why }) => why.code === 'writesNothing');
  if (!silent) return 'No model is left to compare.';
  return 'No model is left to compare: none of these has a price for output. For embeddings give --in without --out.';
}

/** What the first of the models is among them; one that nobody can buy at a known price is no rival. */
function placeText(candidates: readonly Candidate[], work: string): string {
  const bought = candidates.filter(({ cheapest }) => cheapest !== undefined).length;
  if (candidates.length === 1) return 'the only model here';
  if (bought === candidates.length) return `the cheapest of ${bought} models${work}`;
  const known = `of ${candidates.length} models that can be bought at a known price${work}`;
  return bought === 1 ? `the only one ${known}` : `the cheapest of the ${bought} ${known}`;
}

/** The answer in words: what is cheapest, what that rests on, and what it does not say. */
export function headlines(answer: Comparison): string[] {
  const { candidates } = answer;
  const [first] = candidates;
  const work = answer.bought === undefined ? '' : ' for those tokens';
  if (first === undefined) return [...boughtText(answer), noneText(answer)];
  if (first.cheapest === undefined || first.ground === undefined)
    return [...boughtText(answer), 'On none of these models can all of the work be bought at a known price.'];
  const of = placeText(candidates, work);
  const way = throughText(first);
  const through = way.startsWith('list') ? `at ${way}` : `through ${way}`;
  const cost = `${cheapestText(first)} a month ${through} (${GROUND_WORDS[first.ground]})`;
  return [
    ...boughtText(answer),
    `${first.model.id} is ${of}: ${cost}${againstText(first, answer)}.`,
    ...publishedText(answer, first),
  ];
}

/** The reason without what tells its models apart. */
function reasonOf(why: LeftOut['why']): string {
  switch (why.code) {
    case 'unpriced':
      return 'a part of the work has no price there';
    case 'smallContext':
      return `a context window of less than ${shortTokens(why.minimum)} tokens`;
    default:
      return leftOutText(why);
  }
}

/** Models that are left out, those of one reason in one sentence. */
export function leftOutTexts(all: readonly LeftOut[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { model, why } of all) {
    const key = reasonOf(why);
    groups.set(key, [...(groups.get(key) ?? []), model]);
  }
  return [...groups].map(([why, models]) => `${someOf(models)}: ${why}.`);
}

/** The heads of the columns of list prices, with the level of their lever where it is one. */
export function leverHeads({ candidates, levels }: Comparison): Readonly<Record<'cache' | 'batch' | 'both', string>> {
  const under = (levers: Levers) =>
    candidates.some(({ list }) => list[levers]?.basis === 'illustration') ? '\nillustration' : '';
  const at = (lever: 'cache' | 'batch') => {
    const level = levels[lever];
    return level === undefined ? lever : `${lever} ${percent(level)}`;
  };
  return {
    cache: `${at('cache')}${under('cache')}`,
    batch: `${at('batch')}${under('batch')}`,
    both: `both${under('both')}`,
  };
}
