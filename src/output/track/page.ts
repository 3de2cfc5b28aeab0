import { type Day, dayBefore } from '../../domain/day.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { compare, isZero, magnitude, ZERO } from '../../domain/exact.ts';
import type { Track, Tracked, TrackRule, UsedWindow, WindowByUse } from '../../domain/track.ts';
import { usedPart } from '../allocation/page.ts';
import { listed, type Page, type Part, picture, table, text, toned } from '../page.ts';
import { dollars, percent, plainDollars } from '../render/numbers.ts';
import { currencyPart } from '../words/currency-part.ts';
import { expected } from '../words/expected-text.ts';
import { noteTexts } from '../words/note-list.ts';
import { afterEndText } from '../words/used-ends.ts';
import { dayTexts, elsewhereTexts, floorTexts } from './ahead-text.ts';
import { trackFigures } from './figures.ts';
import { drawdownPicture } from './pictures.ts';

const HUNDRED = 100;
/** Odds in whole percents: more would claim more than is known. */
const odds = (value: number | undefined) => {
  if (value === undefined) return 'not known';
  const share = Math.round(value * HUNDRED);
  return share === 0 && value > 0 ? 'under 1%' : share === HUNDRED && value < 1 ? 'over 99%' : `${share}%`;
};

function headline(
  { used, ahead, commitment, window, provider, knownUntil }: Tracked,
  asOf: Day,
  nameOf: (id: string) => string,
): string {
  const name = nameOf(provider);
  if (asOf < window.start) return `The contract with ${name} begins on ${window.start}.`;
  const pace = isZero(ahead)
    ? 'exactly as much as even use'
    : `${plainDollars(magnitude(ahead))} ${compare(ahead, ZERO) > 0 ? 'more' : 'less'} than even use`;
  const known = knownUntil === undefined || knownUntil >= asOf ? '' : ` (usage is known until ${knownUntil})`;
  return `${name}: ${plainDollars(used)} of ${plainDollars(commitment)} used by ${asOf}${known}, ${pace} would have.`;
}

const rangeText = ({ p10, p90 }: Tracked['projected']) =>
  p10 === undefined || p90 === undefined
    ? 'too few days for a range'
    : `${expected(p10)} to ${expected(p90)} in eight of ten`;

function aheadRows({ projected, utilisation, coverage }: Tracked): string[][] {
  return [
    ['at the end of the window', expected(projected.expected), rangeText(projected)],
    ['paid for and not used', expected(projected.shortfall.expected), `odds of any: ${odds(projected.shortfall.odds)}`],
    ['used beyond it', expected(projected.overage.expected), `odds of any: ${odds(projected.overage.odds)}`],
    ['utilisation', utilisation === undefined ? '' : percent(utilisation), 'used / commitment'],
    ['coverage', coverage === undefined ? '' : percent(coverage), 'of what was used, paid by it'],
  ];
}

function rowsOf(of: Tracked): string[][] {
  const { projected, commitment, carriedOver } = of;
  return [
    ['commitment of the window', dollars(commitment), `${of.window.start} to ${of.window.end}`],
    ...(isZero(carriedOver) ? [] : [['carried over', dollars(carriedOver), 'unused in the window before']]),
    ['used', dollars(of.used), of.knownUntil === undefined ? 'no usage is known' : `known until ${of.knownUntil}`],
    ['even use by now', dollars(of.expectedByNow), ''],
    ...(projected.days === 0 ? [] : aheadRows(of)),
  ];
}

/** Days of the window before the first of which usage is known: nothing tells whether nobody used it then. */
function unknownTexts({ window, knownFrom }: UsedWindow): string[] {
  if (knownFrom === undefined || knownFrom <= window.start) return [];
  const before = `${window.start} to ${dayBefore(knownFrom)}`;
  return [
    `No usage is known of ${before}: those days count as nothing here. If it was used then, give that usage too; more is used and less falls short.`,
  ];
}

/** Changes of price within the window, which the rate of the days used knows nothing of. */
function changeTexts({ daysAhead, window }: Tracked): string[] {
  const days = daysAhead.filter(({ kind, day }) => kind === 'price' && day <= window.end).map(({ day }) => day);
  if (days.length === 0) return [];
  return [
    `The rate ahead is at the prices of the days used: prices that change on ${[...new Set(days)].join(' and ')} are not in it.`,
  ];
}

function itemsOf(of: Tracked, asOf: Day): string[] {
  const { exhaustedOn, term, projected, knownUntil, assumed } = of;
  const basis = of.basis === 'list' ? 'at list price' : 'after the discount';
  return [
    ...(exhaustedOn === undefined
      ? []
      : [
          knownUntil !== undefined && exhaustedOn <= knownUntil
            ? `It was used up on ${exhaustedOn}.`
            : `At this rate it is used up on ${exhaustedOn}.`,
        ]),
    projected.days === 0
      ? 'No usage of its provider is known up to this day, so that nothing is projected.'
      : `Counted is usage of tokens ${basis}; the rate ahead is that of the last ${projected.days} days with its growth.`,
    ...unknownTexts(of),
    ...(projected.days === 0 ? [] : changeTexts(of)),
    ...(knownUntil === undefined || knownUntil >= asOf ? [] : ['The days since the last usage are projected, too.']),
    ...(assumed.length === 0 ? [] : [`Taken as usual, since the contract does not say: ${assumed.join(', ')}.`]),
    ...(term.end < asOf ? [`The contract ended on ${term.end}.`] : []),
    ...floorTexts(of),
    ...elsewhereTexts(of),
  ];
}

/** What is left of a commitment to a cloud, and what will draw it down. */
function cloudPart(of: Tracked, asOf: Day): Part {
  const { commitment, window, projected, knownUntil, assumed } = of;
  const rows = [
    ['left to be spent', dollars(commitment), `${window.start} to ${window.end}`],
    [
      'will be drawn down',
      expected(projected.expected),
      projected.days === 0 ? 'by other spend' : rangeText(projected),
    ],
    ['paid for and not used', expected(projected.shortfall.expected), `odds of any: ${odds(projected.shortfall.odds)}`],
    ['spent beyond it', expected(projected.overage.expected), `odds of any: ${odds(projected.overage.odds)}`],
  ];
  const models =
    knownUntil === undefined
      ? 'No usage was bought through its marketplaces, so that only other spend draws it down.'
      : `Models bought there count at the rate of the last ${projected.days} days with its growth, other spend as ${of.file} states it.`;
  return {
    heading: `${of.provider}: ${plainDollars(commitment)} of a commitment is left, ${expected(projected.expected)} of it will be drawn down by ${window.end}.`,
    level: 'title',
    blocks: [
      table({ head: ['', 'US dollars', ''], rows, text: [0, 2] }),
      {
        kind: 'items',
        items: [
          models,
          ...(assumed.length === 0
            ? []
            : [
                `Taken as nothing, since the offers do not say: ${assumed.join(', ')}. State it in offers of your own.`,
              ]),
          ...dayTexts(of, asOf),
        ],
      },
    ],
  };
}

function partsOf(of: Tracked, asOf: Day, nameOf: (id: string) => string): Part[] {
  if (of.kind === 'cloud') return [cloudPart(of, asOf)];
  return [partOf(of, asOf, nameOf), ...listed('Days ahead', dayTexts(of, asOf))];
}

function partOf(of: Tracked, asOf: Day, nameOf: (id: string) => string): Part {
  return {
    heading: headline(of, asOf, nameOf),
    level: 'title',
    blocks: [
      ...drawdownPicture(of, asOf, nameOf(of.provider)).map(picture),
      table({ head: ['', 'US dollars', ''], rows: rowsOf(of), text: [0, 2] }),
      { kind: 'items', items: itemsOf(of, asOf) },
    ],
  };
}

const ruleText = (rule: TrackRule) =>
  rule.kind === 'utilisation'
    ? `less than ${percent(rule.below)} of the commitment is expected to be used`
    : rule.kind === 'shortfall'
      ? 'a shortfall is more likely than not'
      : 'an overage is more likely than not';

/** Who used the window of the day, and before it the one that ended last, which is settled. */
function usedParts(
  windows: readonly WindowByUse[],
  nameOf: (id: string) => string,
  exchange: Provenance['exchange'],
): Part[] {
  const earlier = windows.slice(0, -2);
  return windows.slice(-2).map(({ of, allocation }, index, shown) => {
    const isNow = index === shown.length - 1;
    const { start, end } = of.window;
    const lead = shown.length === 1 ? '' : `, ${start} to ${end}`;
    const notes = isNow ? [] : [...settledTexts(of), ...earlierTexts(earlier)];
    return usedPart(allocation, `${nameOf(of.provider)}${lead}: used by`, notes, nameOf, exchange);
  });
}

/** What of a window that ended is not known, so that what is due for it is not. */
function settledTexts(of: UsedWindow): string[] {
  const { knownUntil, window } = of;
  if (knownUntil === undefined || knownUntil >= window.end) return unknownTexts(of);
  const text = `Usage is known until ${knownUntil} alone: what of the commitment nobody used is known with that of ${window.end}.`;
  return [...unknownTexts(of), text];
}

function earlierTexts(earlier: readonly WindowByUse[]): string[] {
  const [first] = earlier;
  if (first === undefined) return [];
  return [`Windows from ${first.of.window.start} on that ended before are in JSON and CSV.`];
}

/** What `track` says of each contract. */
export function trackPage(
  answer: Track,
  { asOf, card, providerName, exchange }: Provenance,
  windows: readonly (readonly WindowByUse[])[] = [],
): Page {
  const { contracts, broken, unpriced } = answer;
  return [
    ...contracts.flatMap((each, index) => [
      ...partsOf(each, asOf, providerName),
      ...usedParts(windows[index] ?? [], providerName, exchange),
    ]),
    ...currencyPart(trackFigures(answer, providerName), exchange),
    ...listed(
      'Asked to fail on',
      broken.map(({ provider, rule }) => `${providerName(provider)}: ${ruleText(rule)}.`),
    ),
    ...listed(
      'Without a price, and not counted',
      unpriced.map(({ model, reason }) => `${model}: ${reason}.`),
    ),
    ...listed('Priced after the end of its model', answer.afterEnds.map(afterEndText)),
    ...listed('Assumptions', noteTexts(answer.assumptions, providerName)),
    {
      blocks: [
        toned('faint', `Prices of each day, card ${card.id} ${card.version}, sha256 ${card.sha256.slice(0, 12)}.`),
        text('What lies ahead is a statistic, and no bill.'),
      ],
    },
  ];
}
