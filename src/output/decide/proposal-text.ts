import { priceTermsOf, statedClauses } from '../../domain/clauses.ts';
import type { Clause, Signed } from '../../domain/commitment.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { isComplete, monthlyCostOf, type Plan } from '../../domain/plan.ts';
import type { PlanCost, ProposalAudit, UnstatedTerm } from '../../domain/proposal.ts';
import { rampStages } from '../../domain/ramp-stages.ts';
import type { Source } from '../../domain/rate-card.ts';
import { dollars, multiple, percent, plainDollars, wholeDollars } from '../render/numbers.ts';
import { confidenceText } from '../words/contract-text.ts';
import { expected, odds } from '../words/expected-text.ts';
import { INTERVAL_WORDS } from '../words/interval-words.ts';
import { offText } from '../words/off-text.ts';
import { stagesText } from '../words/ramp-text.ts';
import { breakEvenText, correlationText, demandText, flipText, poolingText, statedText } from './commitment-text.ts';
import { clauseText, signedText, termsText } from './commitment-words.ts';

type NameOf = (provider: string) => string;

const CENTS_OF_PERCENT = 10_000;
/** Of a search, in tenths of a percent. */
const NOISE = 1e-4;
/** Under a dollar a month nobody asks for anything. */
const WORTH_ASKING = 1;

/** A discount found by a search, to a tenth of a percent, rounded up so that it does what it says. */
export const discountUp = (discount: number) =>
  `${(Math.ceil((discount * CENTS_OF_PERCENT) / 10 - NOISE) / 10).toFixed(1)}%`;

/** Whose proposal it is; with its file where one vendor makes several. */
export function vendorText({ proposal }: ProposalAudit, all: readonly ProposalAudit[], nameOf: NameOf): string {
  const name = nameOf(proposal.provider);
  const several = all.filter((each) => each.proposal.provider === proposal.provider).length > 1;
  return several ? `${name} (${proposal.file})` : name;
}

/** How large the commitment is beside the spend there is, and how much of it is expected to be for nothing. */
function sizeText({ proposal, runRateMultiple, expected: likely, terms }: ProposalAudit): string {
  if (isZero(proposal.commitment)) {
    const over = terms.terms.overage;
    return over === undefined || over === 'contract'
      ? 'Nothing is committed.'
      : 'Nothing is committed, so that all use is over the commitment, and the discount is on none of it.';
  }
  const short =
    likely.shortfall < WORTH_ASKING
      ? 'expected to be used up'
      : `expected to leave ${expected(likely.shortfall)} a month unused (odds ${odds(likely.shortfallProbability)})`;
  const ramped = rampStages(proposal.commitment, terms.terms).length > 0;
  return `The proposal is ${multiple(runRateMultiple)} the spend${ramped ? ' once its ramp is over' : ''} and ${short}.`;
}

/** What a counter-offer asks for, and what it rests on. */
function counterText({ counter, proposal, offerSource }: ProposalAudit): string {
  const signed = signedText(counter.signed);
  if (counter.kind === 'tuned') {
    const less = `${percent(proposal.discount)} is the vendor's own figure, the smaller commitment is asked for`;
    return `${signed} (${less})`;
  }
  if (counter.ground === 'quoted') return `the band on offer, ${signed}`;
  const word = offerSource === undefined ? '' : `: ${confidenceText(offerSource.confidence)}`;
  return `${signed} (what such a spend is said to get${word}; nobody has offered it)`;
}

/** What is due when of a commitment that ramps, the proposed one and the one to counter with. */
function rampTexts({ proposal, terms, verdict, counter }: ProposalAudit): string {
  const proposed = rampStages(proposal.commitment, terms.terms);
  if (proposed.length === 0) return '';
  const asked =
    verdict === 'counter' && counter.kind === 'tuned' ? rampStages(counter.signed.commitment, terms.terms) : [];
  const countered = asked.length === 0 ? '' : ` The counter has the same ramp: ${stagesText(asked)}.`;
  return ` It is proposed by stages: ${stagesText(proposed)}.${countered}`;
}

/** More commitment, where the vendor would rather have that. */
function moreText({ counter: { more } }: ProposalAudit): string {
  return more === undefined ? '' : `, or offer ${signedText(more.signed)}, which a thin year uses up`;
}

/** Which of the plans that a proposal is judged by the answer as a whole has for its own; undefined where it has another. */
function planAsAnswered(
  { proposal, plans }: ProposalAudit,
  plan: PlanCosts,
): { readonly is: 'signed' | 'signedLater' | 'unsigned'; readonly expectedCost: number } | undefined {
  const isIts = (each: { readonly provider: string }) => each.provider === proposal.provider;
  const own = (plan.term?.contracts ?? plan.contracts).find(isIts)?.band;
  const asProposed =
    own !== undefined &&
    compare(own.commitment, proposal.commitment) === 0 &&
    compare(own.discount, proposal.discount) === 0;
  if (own !== undefined && !asProposed) return undefined;
  const is = own === undefined ? 'unsigned' : 'signed';
  const { expectedCost, units } = plans[is];
  if (is === 'signed' && (plan.term?.contracts.find(isIts)?.begins ?? 1) > 1)
    return { is: 'signedLater', expectedCost };
  return sameUnits(units, plan.reservations) ? { is, expectedCost } : undefined;
}

/** True where a plan takes the very units. */
function sameUnits(units: PlanCost['units'], reservations: Plan['reservations']): boolean {
  const keys = (all: readonly (readonly [string, string, bigint])[]) =>
    all
      .map((each) => each.join())
      .sort()
      .join(';');
  const held = reservations.map(({ held: { offer, model, pools } }) => {
    const count = pools.reduce((total, each) => total + each.units, 0n);
    return [offer.id, model, count] as const;
  });
  return keys(held) === keys(units.map((each) => [each.offer, each.model, each.units] as const));
}

/** "110 units of Rack", "no units". */
const unitsIn = ({ units }: PlanCost): string =>
  units.length === 0
    ? 'no units'
    : units.map((each) => `${each.units} ${each.units === 1n ? 'unit' : 'units'} of ${each.name}`).join(' and ');

/** How many reserved units each of the plans of an answer takes, where one of them takes any. */
function ownUnitsText({ plans: { signed, unsigned, countered } }: ProposalAudit): string {
  const all = [signed, unsigned, ...(countered === undefined ? [] : [countered])];
  if (all.every(({ units }) => units.length === 0)) return '';
  if (new Set(all.map(unitsIn)).size === 1) return ` Each of these takes ${unitsIn(signed)}.`;
  const counter = countered === undefined ? '' : `, countered ${unitsIn(countered)}`;
  return ` Each of these takes as many reserved units as are the best over that demand: as proposed ${unitsIn(signed)}, unsigned ${unitsIn(unsigned)}${counter}.`;
}

/** What the tables of a proposal are of, where units serve a part of the work. */
function leftText({ plans: { signed, unsigned } }: ProposalAudit): string[] {
  if (signed.units.length === 0 && unsigned.units.length === 0) return [];
  const taken = signed.units.length === 0 ? '' : ` that ${unitsIn(signed)} leave, taken to move in step with demand`;
  return [
    `The table is of the spend under the contract${taken}. What it costs unsigned is what everything costs without it, less what is bought beside it as proposed.`,
  ];
}

/** What the plan of an answer costs and signs. */
type PlanCosts = Pick<Plan, 'term' | 'contracts' | 'effectiveCost' | 'unpriced' | 'reservations'>;

/** That one of the expected costs is of the plan that the answer begins with, where the two figures of it differ. */
function sameText(audit: ProposalAudit, plan: PlanCosts): string {
  const same = planAsAnswered(audit, plan);
  if (same === undefined || !isComplete(plan)) return '';
  const stated = monthlyCostOf(plan);
  if (same.is === 'signedLater')
    return ` Signed later, as the plan above does, everything costs ${dollars(stated)} as stated: ask whether it can start then.`;
  if (wholeDollars(stated) === expected(same.expectedCost)) return '';
  const which = same.is === 'signed' ? 'As proposed it' : 'Unsigned it';
  const { termMonths } = audit.terms.terms;
  const months = plan.term?.months ?? 1;
  if (months > 1 && months !== termMonths)
    return ` ${which} is the plan above, whose ${dollars(stated)} as stated is of ${months} months; these are of the ${termMonths} that the proposal runs.`;
  return ` ${which} is the plan above, ${dollars(stated)} as stated.`;
}

/** What to answer the vendor, in three lines. `who` is the vendor, `plan` what the answer as a whole buys. */
export function verdictText(audit: ProposalAudit, who: string, plan: PlanCosts): string {
  const { proposal, verdict, plans, alternative, discountToMatch, better } = audit;
  const size = `${sizeText(audit)}${rampTexts(audit)}`;
  const asProposed = signedText(proposal);
  const cost = (plan: PlanCost | undefined) => expected(plan?.expectedCost ?? Number.NaN);
  const through = alternative.id === 'list' ? 'at list' : `through ${alternative.label}`;
  const signed = cost(plans.signed);
  const open = `unsigned (${through}) ${cost(plans.unsigned)}`;
  const same = `${sameText(audit, plan)}${ownUnitsText(audit)}`;
  if (better !== undefined) {
    return `${who}: decline ${asProposed}. ${better.file} is expected to cost ${expected(better.saves)} less a month.`;
  }
  switch (verdict) {
    case 'sign':
      return `${who}: sign ${asProposed}. ${size} Everything then costs ${signed} a month (expected); ${open}.${same}`;
    case 'counter':
      return `${who}: counter with ${counterText(audit)}${moreText(audit)}. ${size} Everything then costs ${cost(plans.countered)} a month (expected); as proposed ${signed}; ${open}.${same}`;
    case 'decline': {
      const match =
        discountToMatch === undefined
          ? 'No discount makes up for it.'
          : `To match it, ${discountUp(discountToMatch)} off.`;
      return `${who}: decline ${asProposed}. ${size} Everything then costs ${signed} a month (expected); ${open}.${same} ${match}`;
    }
  }
}

const UNSTATED: Readonly<Record<UnstatedTerm['term'], string>> = {
  overage: 'what usage over the commitment costs; at list price',
  fulfilment: 'when use is held against the commitment; month by month',
  floorBasis: 'which dollars the floor is tested on; after the discount',
  newerModels: 'whether its discount holds for models that take the place of others; where it does not',
  priceProtection: 'whether its prices follow when list prices fall as you expect; where they stay',
};

const ANSWER = { sign: 'sign', counter: 'counter', decline: 'decline' } as const;

/** Of what everything costs: what a term has to move to be said on the first screen. */
const MOVES = 1 / 1000;

/** What a proposal leaves open and what that would cost, the dearest first; told apart where the answer turns on it. */
export function unstatedTexts(
  { unstated, verdict: answer, better, plans }: ProposalAudit,
  where = 'Not in the proposal',
): string[] {
  if (better !== undefined) return [];
  const least = plans.signed.expectedCost * MOVES;
  const most = unstated
    .filter(({ costs }) => costs === undefined || costs >= least)
    .sort((a, b) => (b.costs ?? Number.POSITIVE_INFINITY) - (a.costs ?? Number.POSITIVE_INFINITY));
  return most.map(({ term, costs, verdict }) => {
    const worth = costs === undefined ? 'it is not to be had' : `it costs ${expected(costs)} more a month`;
    const turns = verdict === answer || costs === undefined ? '' : `, and the answer is to ${ANSWER[verdict]}`;
    return `${where}: ${UNSTATED[term]} ${worth}${turns}. Have it written down before you sign.`;
  });
}

/** The least discount for each commitment, against no contract and against what is proposed. */
function walkAwayTexts({ walkAway, alternative, proposal }: ProposalAudit): string[] {
  const each = walkAway.map(({ commitment, discount }) => {
    const at = isZero(commitment) ? 'nothing committed' : `${plainDollars(commitment)} a month`;
    return `${at} ${discount === undefined ? 'never' : discountUp(discount)}`;
  });
  const trades = walkAway.flatMap(({ commitment, asProposed }) =>
    asProposed === undefined || compare(commitment, proposal.commitment) === 0
      ? []
      : [
          `${isZero(commitment) ? 'nothing committed' : `${plainDollars(commitment)} a month`} ${discountUp(asProposed)}`,
        ],
  );
  return [
    `Worth signing rather than ${alternative.label} from a discount of: ${each.join('; ')}.`,
    ...(trades.length === 0 ? [] : [`As good as what is proposed, at a discount of: ${trades.join('; ')}.`]),
  ];
}

/** The terms that somebody states, but for what is said anyway. */
function statedTerms({ terms: { terms, assumed } }: ProposalAudit): string {
  const keys = (Object.keys(terms) as (keyof typeof terms)[]).filter(
    (key) => !assumed.includes(key) && key !== 'termMonths' && terms[key] !== undefined,
  );
  return keys.length === 0 ? '' : ` Stated: ${termsText(terms, keys)}.`;
}

function writtenText(audit: ProposalAudit): string {
  const { proposal, terms, termDue } = audit;
  const { written, date, validUntil, note, file } = proposal;
  const { termMonths } = terms.terms;
  const of = [...(note === undefined ? [] : [note]), ...(date === undefined ? [] : [`of ${date}`])].join(' ');
  const until = validUntil === undefined ? '' : `, open until ${validUntil}`;
  return `As written (${file}${of === '' ? '' : `, ${of}`}${until}): ${plainDollars(written.amount)} a ${written.per} at ${offText({ discount: proposal.discount, prices: priceTermsOf(proposal.clauses) })}; ${plainDollars(termDue)} due over ${termMonths} months.${statedTerms(audit)}`;
}

function runRateText({ allowance, listSpend, runRateMultiple, terms }: ProposalAudit): string {
  const full = terms.terms.ramp === undefined ? '' : ', once its ramp is over';
  return `Proposal over run rate: it covers ${plainDollars(allowance)} a month at list${full}, ${multiple(runRateMultiple)} the ${plainDollars(listSpend)} there are.`;
}

function shortfallText({ expected: likely, termShortfall, terms }: ProposalAudit): string {
  const when = `${INTERVAL_WORDS[terms.terms.fulfilment]}s`;
  return `Expected shortfall: ${expected(likely.shortfall)} a month, ${expected(termShortfall)} over the ${terms.terms.termMonths} months; short in ${odds(likely.shortfallProbability)} of ${when}. Utilisation ${odds(likely.utilisation ?? 1)}.`;
}

function matchTexts({ counter, discountToMatch, proposal, alternative }: ProposalAudit): string[] {
  const off = percent(proposal.discount);
  const as =
    discountToMatch === undefined
      ? []
      : [`As proposed it matches ${alternative.label} at ${discountUp(discountToMatch)} off; ${off} is proposed.`];
  if (counter.kind === 'band' || counter.discountToMatch === undefined) return as;
  return [
    ...as,
    `A commitment of ${plainDollars(counter.signed.commitment)} a month matches it at ${discountUp(counter.discountToMatch)} off.`,
  ];
}

/** The clauses to ask for at a commitment, with what they are worth. */
function askTexts(clauses: readonly Clause[], signed: Signed): string[] {
  const worth = clauses.filter(({ granted, worth }) => !granted && worth >= WORTH_ASKING);
  if (worth.length === 0) return [];
  const each = worth.map((clause) => `${clauseText(clause)} (${expected(clause.worth)})`);
  return [`Worth asking at ${signedText(signed)}, by the month: ${each.join(', ')}.`];
}

const sourceText = ({ url, checked, confidence }: Source) => `${confidenceText(confidence)}: ${url}, ${checked}`;

/** What is said elsewhere of proposals like this one: no part of the audit, and labelled so. */
function calibrationText({ calibration, runRateMultiple }: ProposalAudit): string {
  const { firstProposal, unusedAtAnniversary } = calibration;
  const [low, high] = firstProposal.value;
  const sources = [...new Set([firstProposal.source, unusedAtAnniversary.source].map(sourceText))].join('; ');
  return `For comparison only (${sources}): first proposals run at ${multiple(low)} to ${multiple(high)} the measured spend, this one at ${multiple(runRateMultiple)}; ${percent(unusedAtAnniversary.value)} of prepaid commitments reach their anniversary with some of it unused.`;
}

function floorText({ clearsFloor }: ProposalAudit): string[] {
  return clearsFloor
    ? []
    : ['The spend is under the floor of the rate card: have the vendor say that it does not apply.'];
}

/** Clauses that a plan counts. */
const WEIGHED: ReadonlySet<string> = new Set(['discounts', 'priceProtection', 'newerModels', 'mostFavoured']);

/** What the tables beside the plans take of models that it names. */
function namedText({ proposal }: ProposalAudit): string[] {
  const { discounts } = proposal.clauses;
  if (discounts.size === 0) return [];
  return [
    `What everything costs counts the discount of each model; tables, walk-away and odds of this proposal take ${percent(proposal.discount)} off all of them.`,
  ];
}

/** What a most-favoured clause that it has may be worth: others' word, so that no amount counts it. */
function matchedText({ proposal, clauses }: ProposalAudit): string[] {
  if (!proposal.clauses.mostFavoured) return [];
  const found = clauses.find(({ kind, worth }) => kind === 'mostFavoured' && worth >= WORTH_ASKING);
  const worth =
    found === undefined
      ? 'nobody known here asks less for work that it is for'
      : `that is worth up to ${expected(found.worth)} a month: ${clauseText(found)}`;
  return [`It says that no model costs more under it than others ask (mostFavoured): ${worth}. No amount counts it.`];
}

/** What it states and this answer leaves out. */
function unweighedText({ proposal }: ProposalAudit): string[] {
  const stated = statedClauses(proposal.clauses).filter((key) => !WEIGHED.has(key));
  return stated.length === 0
    ? []
    : [`Stated, and not weighed here: ${stated.join(', ')}; audit and track hold bills and usage to what is signed.`];
}

/** Everything about a proposal that its table cannot say. */
export function proposalTexts(audit: ProposalAudit): string[] {
  const { terms, proposal, expected: likely, alternative, demand, pooling, atStatedVolume } = audit;
  const { breakEvenUtilisation, breakEvenVersusList } = audit;
  const { counter } = audit;
  const countersWithLess = compare(counter.signed.commitment, proposal.commitment) !== 0;
  const commits = !isZero(proposal.commitment);
  return [
    writtenText(audit),
    ...leftText(audit),
    `Demand over its term: ${demandText(demand)}`,
    ...(commits ? [runRateText(audit), shortfallText(audit)] : []),
    ...breakEvenText({ breakEvenUtilisation, breakEvenVersusList, signed: proposal, expected: likely, alternative }),
    ...flipText({ signed: proposal, ...audit.flips, alternative }),
    ...matchTexts(audit),
    ...walkAwayTexts(audit),
    ...(commits ? [poolingText(pooling, correlationText(demand))] : []),
    ...statedText(atStatedVolume, proposal, terms.terms.ramp === undefined ? 'it' : 'the full commitment'),
    ...askTexts(audit.clauses, proposal),
    ...(audit.verdict === 'counter' && countersWithLess ? askTexts(counter.clauses, counter.signed) : []),
    ...floorText(audit),
    ...(terms.assumed.length === 0 ? [] : [`Not stated, so taken as usual: ${termsText(terms.terms, terms.assumed)}.`]),
    ...namedText(audit),
    ...matchedText(audit),
    ...unweighedText(audit),
    ...(commits ? [calibrationText(audit)] : []),
  ];
}
