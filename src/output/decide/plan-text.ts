import type { Month } from '../../domain/day.ts';
import type { Decision } from '../../domain/decision.ts';
import { compare, isZero, magnitude } from '../../domain/exact.ts';
import { pulled } from '../../domain/levers.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import {
  isComplete,
  monthlyBaselineOf,
  monthlyCostOf,
  nothingPriced,
  type Plan,
  type PlannedContract,
  type PlannedDrawdown,
  type PlannedWorkload,
} from '../../domain/plan.ts';
import { isNameOf } from '../../domain/rate-card.ts';
import { savingOf } from '../../domain/saving.ts';
import { annual, lessThan, NO_USD, UNCHANGED, type Usd } from '../../domain/units.ts';
import { dollars, percent, plainDollars } from '../render/numbers.ts';
import { channelName } from '../words/channel-name.ts';
import { offText } from '../words/off-text.ts';
import { rampedText } from '../words/ramp-text.ts';
import { allOf, someOf } from '../words/some-of.ts';
import { ladderTexts, savingTexts } from './evidence-text.ts';
import { firstMonthText, overTermText, signingText, termPurchaseText } from './term-text.ts';
import { reserveTexts } from './units-text.ts';

type NameOf = (provider: string) => string;

/** "$36,900.00 (22.3%) less than" or the other way about. */
function against(cost: Usd, other: Usd): string {
  const { amount, share } = savingOf(other, cost);
  if (isZero(amount)) return 'the same as';
  const part = share === undefined ? '' : ` (${percent(magnitude(share), 1)})`;
  return `${dollars(magnitude(amount))}${part} ${lessThan(NO_USD, amount) ? 'less' : 'more'} than`;
}

/** Why workloads have no price, in their order: each reason once. */
export function unpricedReasons({ unpriced, excluded }: Plan, of: readonly string[] = unpriced): string {
  const reasons = excluded
    .filter(({ workload }) => of.includes(workload))
    .flatMap(({ obstacle }) => (obstacle.code === 'unpriced' ? obstacle.reasons : []));
  return [...new Set(reasons)].join('; ');
}

/** What a plan in which nothing has a price says in place of an answer. */
export function cannotTellText(plan: Plan): string {
  return `Cannot tell how to buy ${someOf(plan.unpriced)}: ${unpricedReasons(plan)}.`;
}

/** What a file of one month leaves out of a plan over a term; nothing where its months are alike. */
export function firstMonthTexts({ plan: { term }, start }: Pick<Decision, 'plan' | 'start'>): string[] {
  if (term === undefined) return [];
  const month = start === undefined ? '' : ` (${start})`;
  const bound = term.gaps.length === 0 ? '' : 'at least ';
  const mean = `${bound}${plainDollars(term.effectiveCost)} a month on average`;
  return [`The file holds the first of ${term.months} months${month}, which are not alike: the plan comes to ${mean}.`];
}

/** What charges leave out of a plan: moving work to another model is an expense of the buyer's own. */
export function notChargedTexts({ switchingCost }: Plan): string[] {
  if (isZero(switchingCost)) return [];
  return [
    `The charges leave out ${dollars(switchingCost)} a month for moving work to other models (switchingCost), which is in the cost of the plan: nobody invoices it.`,
  ];
}

/** The decision in a sentence: what it costs, beside doing nothing. */
export function headline({ plan }: Decision): string {
  if (nothingPriced(plan)) return cannotTellText(plan);
  const { term } = plan;
  const [effectiveCost, baselineCost] = [monthlyCostOf(plan), monthlyBaselineOf(plan)];
  const bound = isComplete(plan) ? '' : 'at least ';
  if (term !== undefined) {
    const cheaper = `${against(effectiveCost, baselineCost)} list price without caching, batch or a discount (${dollars(baselineCost)})`;
    return `Buy as below: ${bound}${dollars(effectiveCost)} a month ${overTermText(term)}; ${cheaper}.`;
  }
  return `Buy as below: ${bound}${dollars(effectiveCost)} a month (${dollars(annual(effectiveCost))} a year), ${against(effectiveCost, baselineCost)} list price without caching, batch or a discount (${dollars(baselineCost)}).`;
}

/** What is bought from whom, one sentence a channel. `doubtful` where another plan is expected to cost less. */
function purchaseText(plan: Plan, start: Month | undefined, doubtful: boolean, nameOf: NameOf): string {
  const { workloads, contracts, term } = plan;
  if (term?.contracts.some(({ slight }) => !slight) === true) return termPurchaseText(term, plan, start, nameOf);
  if (term === undefined && contracts.length > 0) {
    const sign = doubtful ? 'For that month alone: sign' : 'Sign';
    return `${sign} with ${signingText(
      contracts.map(({ provider }) => nameOf(provider)),
      workloads,
      false,
    )}`;
  }
  const others = workloads.filter(({ channel }) => channel.kind !== 'reserved');
  if (others.length === 0) return 'Sign no contract beside them.';
  const sellers = others.flatMap(({ channel }) => (channel.kind === 'list' ? [] : [channelName(channel)]));
  const through = sellers.length === 0 ? [] : [`through ${allOf([...new Set(sellers)])}`];
  const atList = workloads.some(({ channel }) => channel.kind === 'list') ? ['at list price'] : [];
  const what = others.length === workloads.length ? 'Buy' : 'Buy the rest';
  return `Sign no contract. ${what} ${[...through, ...atList].join(' and ')}.`;
}

/** Models bought under a contract whose end is known: it is worth nothing after that, unless it holds for what follows. */
function endingText({ workloads, term }: Plan, warnings: Decision['warnings']): string[] {
  const ending = new Set(
    warnings.flatMap((note) => (note.code === 'modelEnds' && note.billedAs !== 'own' ? [note.model] : [])),
  );
  const later = new Set(term?.contracts.map(({ provider }) => provider));
  const signed = workloads.flatMap(({ channel, model }) =>
    (channel.kind === 'direct' || later.has(model.provider)) && ending.has(model.id) ? [model.id] : [],
  );
  if (signed.length === 0) return [];
  const named = [...new Set(signed)];
  const [ends, them] = named.length === 1 ? ['ends', 'it'] : ['end', 'them'];
  return [`${allOf(named)} ${ends}, as said below: sign only what holds for the models after ${them} too.`];
}

const leverNames = ({ levers }: PlannedWorkload) => (levers === 'asIs' ? '-' : pulled(levers).join('+'));

/** One row of the plan: workload, model, channel, levers, cost. */
export function planCells(each: PlannedWorkload): string[] {
  return [
    each.workload.name,
    each.model.id,
    channelName(each.channel),
    leverNames(each),
    dollars(pricedTotal(each.bill)),
  ];
}

/** What is bought through a cloud, and what of the commitment owed to it that uses. */
export function drawdownText({ commitment, marketplaces, contractedCost, exposed, avoidedShortfall }: PlannedDrawdown) {
  const through = marketplaces.join(' and ');
  return `${commitment.cloud}: ${dollars(contractedCost)} through ${through}; ${dollars(avoidedShortfall)} of it is money owed that nothing else would use (${dollars(exposed)} a month), and no cost of this work.`;
}

export const PLAN_HEAD = ['workload', 'model', 'buy through', 'with', 'USD a month'];

/** What a plan costs beside its workloads, so that the rows add up to what the month's work costs. */
export function besideCells(plan: Plan, nameOf: NameOf): string[][] {
  const { contracts, clouds, moves, effectiveCost } = plan;
  const row = (what: string, whose: string, amount: string) => [what, '', whose, '-', amount];
  const rows = [
    ...contracts.flatMap(({ provider, shortfall, overagePremium }) => [
      ...(isZero(shortfall) ? [] : [row('commitment not used', nameOf(provider), dollars(shortfall))]),
      ...(isZero(overagePremium) ? [] : [row('use over it', nameOf(provider), dollars(overagePremium))]),
    ]),
    ...clouds.flatMap(({ commitment, avoidedShortfall }) =>
      isZero(avoidedShortfall) ? [] : [row('owed anyway', commitment.cloud, `-${dollars(avoidedShortfall)}`)],
    ),
    ...moves.map(({ workload, cost, months, monthly }) =>
      row(`moving ${workload}`, `${plainDollars(cost)} once, / ${months}`, dollars(monthly)),
    ),
  ];
  return rows.length === 0 ? [] : [...rows, row('together', '', dollars(effectiveCost))];
}

export function contractText(contract: PlannedContract, nameOf: NameOf): string {
  const { provider, band, listSpend, effectiveCost, shortfall, overagePremium, floor } = contract;
  const commitment =
    band.commitment.coefficient === 0n
      ? 'no commitment'
      : `a commitment of ${plainDollars(band.commitment)} a month${rampedText(band)}`;
  const short = shortfall.coefficient === 0n ? '' : `, of which ${dollars(shortfall)} buys nothing`;
  const paid = dollars(effectiveCost);
  const over =
    overagePremium.coefficient === 0n ? '' : `, ${dollars(overagePremium)} of it for usage over the commitment`;
  return `${nameOf(provider)}: ${offText(band)} with ${commitment}; ${dollars(listSpend)} of list spend (the floor is ${plainDollars(floor.low)}) costs ${paid}${short}${over}.`;
}

/** What is known of counts of reserved units over a term. */
function unitsBoundText({ term, reservations }: Plan): string {
  if (term?.unitsBound !== undefined)
    return ` Not every count of reserved units was looked at: no other is expected to bring the cost under ${dollars(term.unitsBound)} a month.`;
  return term === undefined || reservations.length === 0
    ? ''
    : ' So was every count of reserved units that could save more.';
}

/** How the plan is known to be the cheapest. */
export function proofText(plan: Plan): string {
  if (nothingPriced(plan)) return 'Nothing has a known price, so there is no plan to prove.';
  if (plan.term !== undefined) {
    return `Every one of ${plan.proof.states} sets of contracts was held against the demand that is stated, each month bought as it is cheapest under them: none is expected to cost less.${unitsBoundText(plan)}`;
  }
  const { effectiveCost: cost, proof } = plan;
  const { method, lowerBound, states, settledByBounds, optimal } = proof;
  const how = {
    bounds: 'by bounds alone',
    enumeration: 'by bounds, and by pricing every plan that they left',
    solver: 'by bounds, and by a mixed-integer solver for what they left',
  }[method];
  const looked = `${states} combinations of contracts, ${settledByBounds} settled by a bound.`;
  if (optimal && !lessThan(lowerBound, cost)) return `No plan is cheaper: shown ${how}. ${looked}`;
  return `No plan costs less than ${dollars(lowerBound)}: shown ${how}. ${looked}`;
}

/** Said where the search for a cheaper plan was not finished: how much cheaper one could be. */
function unfinishedTexts({ proof: { optimal, lowerBound }, effectiveCost }: Plan): string[] {
  if (optimal) return [];
  const open = dollars(savingOf(effectiveCost, lowerBound).amount);
  return [
    `The search for a cheaper plan was not finished: this is the best one found, and none costs less than ${dollars(lowerBound)} a month, ${open} under it.`,
  ];
}

/** Models that stand in for those of the profile. */
export function substitutionTexts({ workloads, moves }: Plan): string[] {
  const others = workloads.filter(
    ({ workload, model, tokenFactor }) => !isNameOf(model, workload.model) || compare(tokenFactor, UNCHANGED) !== 0,
  );
  const later = moves.filter(({ to }) => to === undefined);
  return [
    ...others.map(({ workload, model }) => `${workload.name}: ${model.id} in place of ${workload.model}.`),
    ...later.map(({ workload, from }) => {
      const own = workloads.find((each) => each.workload.name === workload)?.workload;
      const named = (own?.alternatives ?? []).map(({ model }) => model);
      const others = named.length === 0 ? 'another model' : someOf(named);
      return `${workload}: ${others} in place of ${from} in the months of the term in which that is cheaper; in the first it is not.`;
    }),
  ];
}

function unpricedTexts(plan: Plan): string[] {
  const { unpriced } = plan;
  return unpriced.length === 0
    ? []
    : [`Without a price, and left out: ${unpriced.join(', ')} (${unpricedReasons(plan)}).`];
}

/** What stands under the headline: whom to buy from, what is left out, and what is not settled. */
export function leadTexts(decision: Decision, nameOf: NameOf): string[] {
  const { plan, warnings, start, risk } = decision;
  if (nothingPriced(plan)) return [];
  const { term } = plan;
  const first = term === undefined ? [] : [firstMonthText(dollars(plan.effectiveCost), term)];
  return [
    ...savingTexts(decision),
    ...ladderTexts(decision, nameOf),
    ...reserveTexts(plan),
    purchaseText(plan, start, risk?.saves !== undefined, nameOf),
    ...first,
    ...endingText(plan, warnings),
    ...unpricedTexts(plan),
    ...unfinishedTexts(plan),
  ];
}
