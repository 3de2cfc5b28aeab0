import type { Candidate, Comparison } from '../../domain/comparison.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { LEVER_STATES, type Levers } from '../../domain/levers.ts';
import { isEnd, type Note } from '../../domain/note.ts';
import type { Usd } from '../../domain/units.ts';
import { type Grid, listed, type Page, type Part, picture, table, text, toned } from '../page.ts';
import { change, dollars, plainDollars, shortTokens, wholeDollars } from '../render/numbers.ts';
import { currencyPart } from '../words/currency-part.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { noteTexts } from '../words/note-list.ts';
import { provenanceText } from '../words/provenance-text.ts';
import { alternativesPart } from './alternatives-part.ts';
import { modelsPicture } from './pictures.ts';
import {
  cheapestText,
  endMark,
  factorText,
  floorStanding,
  headlines,
  leftOutTexts,
  leverHeads,
  referenceText,
  throughCell,
  throughText,
} from './words.ts';

/** Models of a screen; a document, CSV and JSON have all of them. */
const MOST_ON_SCREEN = 12;
/** Models whose assumptions stand in sentences; JSON has those of each. */
const MOST_IN_SENTENCES = 3;
const MILLION = 7;

type Money = (amount: Usd) => string;

/** Cents, unless an amount of a million or more would not leave room for them. */
function moneyOf(candidates: readonly Candidate[]): Money {
  const widest = Math.max(...candidates.map(({ list }) => (list.asIs?.cost ? wholeDollars(list.asIs.cost).length : 0)));
  const wide = widest > MILLION + 1;
  return (amount) => (wide ? wholeDollars(amount) : dollars(amount)).replace('$', '');
}

function listText({ list }: Candidate, levers: Levers, money: Money): string {
  const of = list[levers];
  if (of === undefined) return '-';
  return of.cost === undefined ? 'unpriced' : money(of.cost);
}

const savedText = ({ saving }: Candidate) => {
  const share = saving?.share;
  return share === undefined || share.coefficient === 0n ? '' : change(share, 1);
};

const lines = (...of: readonly string[]) => of.filter((line) => line !== '').join('\n');

function screenGrid(answer: Comparison, { providerName }: Provenance): Grid {
  const { candidates } = answer;
  const shown = candidates.filter(
    (each, index) => index < MOST_ON_SCREEN || each.named || each.model.id === answer.reference?.model,
  );
  const money = moneyOf(shown);
  const heads = leverHeads(answer);
  const rows = shown.map((each) => {
    const factor = factorText(each);
    return [
      lines(each.model.id, providerName(each.model.provider), endMark(each), factor === '1x' ? '' : `${factor} tokens`),
      lines(listText(each, 'asIs', money), floorStanding(each.floor)),
      listText(each, 'cache', money),
      listText(each, 'batch', money),
      lines(
        each.cheapest === undefined ? cheapestText(each) : cheapestText(each).replace('$', ''),
        savedText(each),
        throughCell(each),
        each.ground ?? '',
      ),
    ];
  });
  return { head: ['USD a month', 'list', heads.cache, heads.batch, 'as bought'], rows };
}

function modelTable(answer: Comparison, provenance: Provenance): Part['blocks'][number] {
  const { candidates } = answer;
  const heads = leverHeads(answer);
  const plain: Money = (amount) => dollars(amount).replace('$', '');
  const one = (head: string) => head.replace('\n', ', ');
  return table({
    head: [
      'USD a month',
      'tokens',
      'list',
      one(heads.cache),
      one(heads.batch),
      one(heads.both),
      'as bought',
      'through',
      'floor',
    ],
    rows: candidates.map((each) => [
      lines(each.model.id, provenance.providerName(each.model.provider), endMark(each)),
      factorText(each),
      listText(each, 'asIs', plain),
      listText(each, 'cache', plain),
      listText(each, 'batch', plain),
      listText(each, 'both', plain),
      lines(cheapestText(each).replace('$', ''), savedText(each)),
      lines(throughText(each), each.ground ?? ''),
      floorStanding(each.floor),
    ]),
    text: [0, 7, 8],
    screen: screenGrid(answer, provenance),
  });
}

const isTokens = ({ code }: Note) => code === 'tokenRatioPublished' || code === 'tokenRatioUnknown';

/** What the columns do not say by themselves. */
function readingTexts(answer: Comparison): string[] {
  const { candidates } = answer;
  const left = candidates.length - MOST_ON_SCREEN;
  const floors = [
    ...new Set(
      candidates.flatMap(({ floor }) =>
        floor === undefined
          ? []
          : [`${plainDollars(floor.floorAtList.low)} to ${plainDollars(floor.floorAtList.high)}`],
      ),
    ),
  ];
  const bands = floors.length === 1 ? `${floors[0]} a month` : 'its own band for each provider';
  const reference =
    answer.reference === undefined ? [] : [`A change is against the cheapest way to buy ${referenceText(answer)}.`];
  const dashed = candidates.some(({ list }) => LEVER_STATES.some((levers) => list[levers] === undefined));
  return [
    `Each model is priced as if all of the work ran on it; nothing is summed over models. "As bought" is the cheapest that can be had with the stated levers, and under it what that rests on.`,
    ...(candidates.some((each) => endMark(each).startsWith('ends'))
      ? ['Ends: the last day on which the model is served; tokencost cards show says what follows.']
      : []),
    ...reference,
    `Floor: the list spend at which a provider negotiates (${bands}); 2x to floor: twice the volume reaches it.`,
    ...(dashed ? ['A dash: the lever is not stated, or is not to be had there.'] : []),
    'What a model costs says nothing of what it is worth: take the cheapest that passes your evaluation.',
    ...(left > 0
      ? [
          `A screen shows the ${MOST_ON_SCREEN} cheapest and those you named; documents and --format csv have all ${candidates.length}.`,
        ]
      : []),
  ];
}

/** What a comparison is remembered by: what each model costs as it can be bought. */
const figuresOf = (candidates: readonly Candidate[]) =>
  candidates.map(({ model, cheapest, cheapestBound }) => ({
    what: `${model.id}, as bought`,
    amount: cheapest,
    bound: cheapestBound,
  }));

/** What `compare` says. */
export function comparePage(answer: Comparison, provenance: Provenance): Page {
  const { providerName: nameOf } = provenance;
  const { candidates, assumptions, warnings } = answer;
  const some = candidates.length > 0;
  const shown = candidates.filter((each, index) => index < MOST_IN_SENTENCES || each.named);
  const ahead = shown.flatMap((each) => each.ahead);
  // Model by model: what holds for several workloads of one is said once, and nothing is summed over models.
  const told = (own: readonly Note[], of: (each: Candidate) => readonly Note[]) => [
    ...new Set(
      [own, ...shown.map(of)].flatMap((notes) =>
        noteTexts(
          notes.filter((note) => !isEnd(note)),
          nameOf,
        ),
      ),
    ),
  ];
  const work = `${shortTokens(answer.input)} in + ${shortTokens(answer.output)} out a month`;
  const what = answer.profile === undefined ? work : `${answer.profile}, ${work}`;
  return [
    ...listed(ENDS_HEADING, endTexts(ahead, nameOf)),
    {
      heading: `${candidates.length} ${candidates.length === 1 ? 'model' : 'models'} for ${what}`,
      level: 'title',
      blocks: [
        ...headlines(answer).map((line) => text(line)),
        ...modelsPicture(answer).map(picture),
        ...(some ? [modelTable(answer, provenance)] : []),
      ],
    },
    ...alternativesPart(answer),
    ...currencyPart(
      figuresOf(candidates.filter((each, index) => index < MOST_ON_SCREEN || each.named)),
      provenance.exchange,
    ),
    ...listed(
      'Prices that change',
      noteTexts(
        ahead.filter((note) => !isEnd(note) && !isTokens(note)),
        nameOf,
      ),
    ),
    ...listed('Tokens', some ? tokenTexts(answer, ahead.filter(isTokens), nameOf) : []),
    ...listed('How to read it', some ? readingTexts(answer) : []),
    ...listed('Not compared', leftOutTexts(answer.leftOut)),
    ...listed(
      'Assumptions',
      told(assumptions, (each) => each.assumptions),
    ),
    ...listed(
      'Warnings',
      told(warnings, (each) => each.warnings),
      { aside: true },
    ),
    { blocks: [toned('faint', provenanceText(provenance))] },
  ];
}

function tokenTexts({ reference }: Comparison, notes: readonly Note[], nameOf: (provider: string) => string): string[] {
  const uncounted =
    reference === undefined
      ? [
          'Nobody said whose tokens these are: every model is priced at the same counts, and tokenizers differ. Name the model that they were counted on with --model.',
        ]
      : [];
  return [...uncounted, ...noteTexts(notes, nameOf)];
}
