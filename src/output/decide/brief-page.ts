import type { Decision } from '../../domain/decision.ts';
import type { Provenance } from '../../domain/estimate.ts';
import type { Negotiation, Talk } from '../../domain/negotiation.ts';
import { listed, type Page, type PagePart, type Part, parts, picture, text, toned } from '../page.ts';
import { percent } from '../render/numbers.ts';
import { currencyPart } from '../words/currency-part.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { expected } from '../words/expected-text.ts';
import { noteTexts } from '../words/note-list.ts';
import { provenanceText } from '../words/provenance-text.ts';
import { asksPart, curvePart } from './brief-asks.ts';
import {
  alternativePart,
  calendarPart,
  datedNotes,
  getsPart,
  givesPart,
  notToAskPart,
  positionPart,
  questionsPart,
  tradesPart,
} from './brief-parts.ts';
import { talkPicture } from './brief-pictures.ts';
import { silenceText } from './brief-silence.ts';
import { signedText } from './commitment-words.ts';
import { briefFigures } from './figures.ts';
import { discountUp } from './proposal-text.ts';

type NameOf = (provider: string) => string;

function leaveText(walkAway: number | undefined): string {
  if (walkAway === undefined) return '';
  return walkAway === 0
    ? ' Any discount is better than no contract.'
    : ` Under ${discountUp(walkAway)} you are better off without it.`;
}

/** The talk in two sentences: for whoever reads nothing else. */
function summaryTexts({ gain, target, opening, walkAway, ground }: Talk): string[] {
  const from = opening === target ? '' : ` Open with ${percent(opening.discount)}.`;
  const leave = leaveText(walkAway);
  const worth =
    gain <= 0
      ? `As it stands a contract is expected to cost ${expected(-gain)} a month more than none: sign only what is better than ${signedText(target)}.`
      : `Aim for ${signedText(target)}: it is expected to save ${expected(gain)} a month over having no contract.`;
  const hoped = ground === 'hoped' ? ' Nobody has offered it yet: it is what you are going to ask for.' : '';
  return [`${worth}${hoped}${from}${leave}`];
}

function talkParts(talk: Talk, provider: string, decision: Decision, nameOf: NameOf): PagePart[] {
  const name = nameOf(provider);
  const standing = decision.leverage.find((each) => each.provider === provider);
  const levers = decision.levers?.providers.find((each) => each.provider === provider);
  return [
    positionPart(talk, standing, name, decision.start),
    alternativePart(talk, name, nameOf),
    asksPart(talk, nameOf),
    curvePart(talk),
    givesPart(talk, name),
    getsPart(talk, levers, decision),
    tradesPart(talk),
    notToAskPart(decision),
    calendarPart(talk, provider, decision, standing, nameOf),
    questionsPart(talk, name),
  ];
}

/** The brief for the talk with one provider, or why there is none. */
function briefParts({ provider, outcome }: Negotiation, decision: Decision, nameOf: NameOf): Part[] {
  const name = nameOf(provider);
  if (!outcome.worth) {
    return [{ heading: `No talk with ${name}`, level: 'title', blocks: [text(silenceText(outcome, name))] }];
  }
  return [
    {
      heading: `Brief for the talk with ${name}`,
      level: 'title',
      blocks: [toned('strong', ...summaryTexts(outcome)), ...talkPicture(outcome, name).map(picture)],
    },
    ...parts(talkParts(outcome, provider, decision, nameOf)),
  ];
}

/** What `decide --brief` says: for each provider the two pages that a buyer takes into the room. */
export function briefPage(decision: Decision, provenance: Provenance): Page {
  const { negotiations = [], assumptions, warnings } = decision;
  const nameOf = provenance.providerName;
  const worth = negotiations.filter(({ outcome }) => outcome.worth);
  const not = negotiations.filter(({ outcome }) => !outcome.worth);
  const inCalendars = new Set(worth.flatMap(({ provider }) => datedNotes(provider, decision)));
  return [
    ...[...worth, ...not].flatMap((each) => briefParts(each, decision, nameOf)),
    ...listed(
      ENDS_HEADING,
      endTexts(
        warnings.filter((note) => !inCalendars.has(note)),
        nameOf,
      ),
    ),
    ...currencyPart(briefFigures(decision, nameOf), provenance.exchange),
    ...listed('Assumptions', noteTexts(assumptions, nameOf)),
    {
      blocks: [
        toned(
          'faint',
          'Expected figures are statistics over the demand there may be, and no bill. For you, not for them.',
        ),
        toned('faint', provenanceText(provenance)),
      ],
    },
  ];
}
