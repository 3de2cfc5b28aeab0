import type { Clause } from '../../domain/commitment.ts';
import type { Month } from '../../domain/day.ts';
import { crossingMonth, type Decision, type FloorBasis, type Leverage } from '../../domain/decision.ts';
import { compare, isZero } from '../../domain/exact.ts';
import type { ProviderLevers } from '../../domain/lever-report.ts';
import type { HeldWork, Talk } from '../../domain/negotiation.ts';
import type { Note } from '../../domain/note.ts';
import { rampStages } from '../../domain/ramp-stages.ts';
import { annual, lessThan, NO_USD } from '../../domain/units.ts';
import type { PagePart } from '../page.ts';
import { dollars, percent, plainDollars } from '../render/numbers.ts';
import { expected, odds } from '../words/expected-text.ts';
import { GROUND_WORDS } from '../words/ground-words.ts';
import { noteTexts } from '../words/note-list.ts';
import { obstacleText } from '../words/obstacle-text.ts';
import { rampedText } from '../words/ramp-text.ts';
import { allOf } from '../words/some-of.ts';
import { clauseText, signedText, termsText } from './commitment-words.ts';
import { LEVER_BASIS, sortedValues, valueText } from './levers-text.ts';
import { discountUp, unstatedTexts } from './proposal-text.ts';

type NameOf = (provider: string) => string;

const BASIS: Readonly<Record<FloorBasis['basis'], string>> = {
  baseline: 'at list, without caching or batch',
  optimisedList: 'at list, as you run it',
  contracted: 'less the discount',
};

function crossingText({ crossing }: FloorBasis, grows: boolean, start: Month | undefined): string {
  if (!grows) return 'no growth stated';
  if (crossing === undefined) return 'stays there';
  return `${crossing.to} it in ${crossingMonth(crossing, start) ?? `month ${crossing.month}`}`;
}

const sideText = ({ runway, verdict }: FloorBasis) =>
  verdict === 'undecided' ? 'cannot tell' : lessThan(runway, NO_USD) ? 'under the floor' : 'over the floor';

/** Where the spend stands at the floor and how it moves; what of it could leave. */
export function positionPart(talk: Talk, of: Leverage | undefined, name: string, start: Month | undefined): PagePart {
  const { demand } = talk.audit;
  const bases = of?.bases ?? [];
  return {
    heading: 'Where you stand',
    ...(of === undefined
      ? {}
      : {
          table: {
            head: [`spend with ${name}`, 'USD a month', `floor ${plainDollars(of.floor.low)}`, 'at the stated growth'],
            rows: bases.map((each) => [
              BASIS[each.basis],
              dollars(each.spend),
              sideText(each),
              crossingText(each, of.grows, start),
            ]),
          },
        }),
    items: [
      `The contract would be about ${dollars(talk.listSpend)} of list spend a month as stated. Over ${demand.termMonths} months it is ${expected(demand.p10)} to ${expected(demand.p90)} a month in eight of ten futures${demand.basis === 'assumed' ? ', a spread that is assumed: state demand' : ''}.`,
      isZero(talk.leaving)
        ? `None of it would leave without a contract: ${name} need not fear to lose it, so ask for terms before discount.`
        : `${dollars(talk.leaving)} of it (${talk.leavingShare === undefined ? 'all' : percent(talk.leavingShare, 1)}) goes elsewhere without a contract; what stays is no leverage.`,
      ...(talk.audit.clearsFloor
        ? []
        : ['The spend is under the floor of the rate card: have it said in writing that the floor does not apply.']),
    ],
  };
}

function leavingText({ workload, listSpend, otherwise }: HeldWork): string {
  return `${workload} (${dollars(listSpend)} at list): ${otherwise.model} through ${otherwise.seller}, ${GROUND_WORDS[otherwise.ground]}.`;
}

function stayingText({ workload, listSpend, heldBy }: HeldWork, name: string, nameOf: NameOf): string {
  const reasons = [...new Set(heldBy.map((each) => obstacleText(each, nameOf)))];
  const why = reasons.length === 0 ? 'nothing else that may be used is cheaper' : reasons.join('; ');
  return `${workload} (${dollars(listSpend)} at list) stays with ${name} in any case: ${why}.`;
}

/** What there is without an agreement: named, priced, with its own ground. */
export function alternativePart(talk: Talk, name: string, nameOf: NameOf): PagePart {
  const { audit, work, alternativeGround, atPublished } = talk;
  const { unsigned, signed } = audit.plans;
  const alone =
    alternativeGround === 'published' || atPublished === undefined
      ? []
      : [
          `That leans on ${GROUND_WORDS[alternativeGround]}: make sure of it before you name it in the room. At published prices alone everything costs ${expected(atPublished.expectedCost)} a month.`,
        ];
  return {
    heading: 'If you do not agree',
    items: [
      `You buy ${audit.alternative.label === 'list' ? 'at list price' : `through ${audit.alternative.label}`} and everything costs ${expected(unsigned.expectedCost)} a month; with ${signedText(audit.proposal)} it is ${expected(signed.expectedCost)}.`,
      ...alone,
      ...work.filter(({ leaves }) => leaves).map(leavingText),
      ...work.filter(({ leaves }) => !leaves).map((each) => stayingText(each, name, nameOf)),
    ],
  };
}

/** What the buyer can give, with what it costs him. */
export function givesPart(talk: Talk, name: string): PagePart {
  const { audit, contractCost, work } = talk;
  const { proposal, counter, expected: likely, terms } = audit;
  const commits = !isZero(proposal.commitment);
  const leaving = work.filter(({ leaves }) => leaves).map(({ workload }) => workload);
  return {
    heading: 'What you can give',
    items: [
      commits
        ? `The commitment of ${plainDollars(proposal.commitment)} a month${rampedText({ stages: rampStages(proposal.commitment, terms.terms) })}: expected to cost you ${expected(likely.shortfall)} a month for nothing (odds of any: ${odds(likely.shortfallProbability)}).`
        : 'A commitment: the table above says which discount each one has to bring.',
      ...(counter.more === undefined
        ? []
        : [
            `More of it: ${signedText(counter.more.signed)}, which a thin year uses up. You gain by it: the contract is then expected to cost ${expected(counter.more.expected.cost)} a month, as it stands ${expected(likely.cost)}; the discount is ${GROUND_WORDS[counter.more.ground]}.`,
          ]),
      `The term: ${terms.terms.termMonths} months are ${terms.assumed.includes('termMonths') ? 'taken as usual' : 'stated'}. A longer one costs nothing while nothing is committed; with a commitment it is owed in every month of it.`,
      `Paying ahead: a year of it is ${dollars(annual(contractCost))} on the first day. What your money costs you is not stated, so it is not valued: ask finance before you offer it.`,
      'A reference or a case study: no dollars of yours.',
      ...(leaving.length === 0
        ? []
        : [
            `${name} alone for ${allOf(leaving)}: under the contract the plan buys it there anyway, so it costs nothing as long as the discount stays over the walk-away; after that it is your leverage that you gave.`,
          ]),
    ],
  };
}

/** Under a dollar a month nobody asks for anything. */
const WORTH_ASKING = 1;

/** Clauses on the prices of the term, which a contract has with and without a commitment. */
const OF_PRICES: ReadonlySet<Clause['kind']> = new Set(['priceProtection', 'newerModels', 'mostFavoured']);

/** What is known of a clause. What others ask is no amount of a plan, in the offer or not. */
function clauseStanding({ kind, granted, assumed }: Clause): string {
  if (kind === 'mostFavoured') return granted ? 'in the offer, and counted nowhere' : 'prices of others: ask for it';
  if (granted) return assumed ? 'taken as usual: get it in writing' : 'in the offer';
  return 'expected: ask for it';
}

const clauseCells = (clause: Clause): string[] => [clauseText(clause), expected(clause.worth), clauseStanding(clause)];

/** What is worth getting, in dollars a month, worth most first. */
export function getsPart(talk: Talk, levers: ProviderLevers | undefined, decision: Decision): PagePart {
  const named = (id: ProviderLevers['values'][number]['lever']) => decision.levers?.names.get(id)?.name ?? id;
  const values = levers === undefined ? [] : sortedValues(levers).filter((each) => lessThan(NO_USD, each.expected));
  const { clauses: all, proposal } = talk.audit;
  // Without a commitment there is nothing that a clause on it could be about.
  const clauses = all
    .filter(({ kind, worth }) => worth >= WORTH_ASKING && (!isZero(proposal.commitment) || OF_PRICES.has(kind)))
    .sort((a, b) => b.worth - a.worth);
  const rows = [
    ...values.map((value) => [
      value.contingent ? `${named(value.lever)} (only in bad months)` : named(value.lever),
      valueText(value),
      LEVER_BASIS[value.basis],
    ]),
    ...clauses.map(clauseCells),
  ];
  return {
    heading: 'What you can get, by what it is worth a month',
    ...(rows.length === 0 ? {} : { table: { head: ['ask for', 'USD a month', 'known from'], rows, text: [0, 2] } }),
    items:
      levers?.regionBasis === 'couldBePinned'
        ? ['Region pinning is worth that only if you need it: nothing is pinned now.']
        : [],
  };
}

/** Trades that leave the buyer no worse than what is proposed. */
export function tradesPart({ audit, proposed, opening, target, givenAway }: Talk): PagePart {
  const rate = audit.walkAway.flatMap(({ commitment, asProposed }) =>
    !proposed || asProposed === undefined || asProposed === 0 || compare(commitment, audit.proposal.commitment) === 0
      ? []
      : [
          `${isZero(commitment) ? 'No commitment' : `${plainDollars(commitment)} a month`} at ${discountUp(asProposed)} off is worth as much to you as what is proposed.`,
        ],
  );
  const between =
    opening === target
      ? []
      : [
          `From ${percent(opening.discount)} down to ${percent(target.discount)} you give away ${expected(givenAway)} a month: have each step pay for itself with something of the table above.`,
        ];
  return { heading: 'Trades that leave you no worse', items: [...rate, ...between] };
}

/** What does not move, and why. */
export const notToAskPart = ({ levers }: Decision): PagePart => ({
  heading: 'What not to ask for',
  items: (levers?.notLevers ?? []).map(({ name, reason }) => `${name}: ${reason}.`),
});

const DATED: ReadonlySet<Note['code']> = new Set([
  'promotion',
  'promotionEnded',
  'rateChanges',
  'modelEnds',
  'monthsWithoutPrice',
]);

/** What is known of days that bear on models which the plan buys of a provider. */
export function datedNotes(provider: string, { assumptions, warnings, plan }: Decision): Note[] {
  const models = new Set(plan.workloads.flatMap(({ model }) => (model.provider === provider ? [model.id] : [])));
  return [...warnings, ...assumptions].filter(
    (note) => DATED.has(note.code) && 'model' in note && typeof note.model === 'string' && models.has(note.model),
  );
}

/** Days that bear on the talk, as far as they are known. */
export function calendarPart(
  talk: Talk,
  provider: string,
  decision: Decision,
  of: Leverage | undefined,
  nameOf: NameOf,
): PagePart {
  const { validUntil, file } = talk.audit.proposal;
  const { plan, start } = decision;
  const signed = plan.term?.contracts.find((each) => each.provider === provider);
  const crossing = of?.bases.find(({ basis }) => basis === 'optimisedList')?.crossing;
  const month = crossing && (crossingMonth(crossing, start) ?? `month ${crossing.month}`);
  const items = [
    ...(validUntil === undefined ? [] : [`${validUntil}: the last day on which ${file} can be signed.`]),
    ...(signed !== undefined && signed.begins > 1
      ? [`Month ${signed.begins} of the term: the plan signs for it, and not before.`]
      : []),
    ...(month === undefined ? [] : [`${month}: at the stated growth the spend goes ${crossing?.to} the floor.`]),
    ...noteTexts(datedNotes(provider, decision), nameOf),
  ];
  return {
    heading: 'Calendar',
    items: [
      ...items,
      ...(validUntil === undefined && talk.proposed ? [`${file} does not say until when it can be signed: ask.`] : []),
      'Renewal: have the day of notice written down, and put it in a calendar of your own; renewal by itself is not a default to accept.',
    ],
  };
}

const QUESTION_OF_A_CLAIM =
  'Whom is the contract with, who is billed by whom, and what happens to prepaid money if they stop? Run a small part there first and compare the invoice.';

/** Terms that mean something only where something is committed. */
const OF_A_COMMITMENT: ReadonlySet<string> = new Set(['overage', 'fulfilment', 'rollover', 'commitmentBasis', 'ramp']);

/** What to ask of the prices of the term, as far as nobody says it and no dollars are said of it already. */
function pricesQuestion({ proposal: { clauses }, unstated }: Talk['audit']): string[] {
  const told = new Set<string>(unstated.map(({ term }) => term));
  const asked = [
    ...(clauses.newerModels === undefined && !told.has('newerModels')
      ? ['does the discount hold for models that come during the term']
      : []),
    ...(clauses.priceProtection || told.has('priceProtection') ? [] : ['does the price follow when list prices fall']),
  ];
  const said = asked.join(', and ');
  return said === '' ? [] : [`${said.slice(0, 1).toUpperCase()}${said.slice(1)}?`];
}

/** What the file does not say, with what it would move, and what is to be known before a name stands under it. */
export function questionsPart(talk: Talk, name: string): PagePart {
  const { audit, alternativeGround, proposed } = talk;
  const { terms, assumed } = audit.terms;
  const open = unstatedTexts(audit, proposed ? 'Not in the proposal' : 'Not in the offer');
  const commits = !isZero(audit.proposal.commitment);
  const left = assumed.filter(
    (key) => (commits || !OF_A_COMMITMENT.has(key)) && !audit.unstated.some(({ term }) => term === key),
  );
  return {
    heading: 'Questions to settle before you sign',
    items: [
      ...open,
      ...(left.length === 0
        ? []
        : [`Not said, so taken as usual: ${termsText(terms, left)}. Ask ${name} to confirm each.`]),
      ...pricesQuestion(audit),
      ...(alternativeGround === 'claimed'
        ? [`Of ${audit.alternative.label}, before you name it as your alternative: ${QUESTION_OF_A_CLAIM}`]
        : []),
    ],
  };
}
