import { MONTHS_PER_YEAR } from '../../domain/day.ts';
import { capital } from '../../domain/line-text.ts';
import type { ContractRisk, Risk, RiskAlternative } from '../../domain/risk.ts';
import type { PagePart } from '../page.ts';
import { percent } from '../render/numbers.ts';
import { expected, odds } from '../words/expected-text.ts';
import { turnText } from './drivers-text.ts';

type NameOf = (provider: string) => string;

const times = (factor: number) => `${factor.toFixed(2)}x`;

/** What an alternative is, beside the plan. */
export function alternativeText({ kind, turn }: RiskAlternative, nameOf: NameOf): string {
  if (kind === 'plan') return 'the plan';
  if (kind === 'doNothing' || turn === undefined) return 'list price without caching, batch or a discount';
  return turnText(turn, nameOf);
}

function spreadText({ p10, p50, p90, basis, months }: Risk['demand']): string {
  const how = basis === 'assumed' ? `, a spread that is assumed: state demand` : '';
  const over = months === 1 ? '' : ` over ${months} months`;
  if (p10 === p90) return `demand of ${times(p50)} the stated${over}, taken as certain`;
  return `demand of ${times(p10)} to ${times(p90)} the stated${over} (one in ten is under, one in ten over)${how}`;
}

function givenText({ given }: Risk, nameOf: NameOf): string {
  if (given.length === 0) return '';
  const offs = [...new Set(given.map(({ discount }) => percent(discount)))];
  const terms = offs.map((off) => {
    const names = given.filter(({ discount }) => percent(discount) === off).map(({ provider }) => nameOf(provider));
    return `${off} off from ${names.join(', ')}`;
  });
  return `, given ${terms.join(' and ')}`;
}

/** Months that are rarer are not worth a word. */
const NEGLIGIBLE = 1 / 1000;

/** What a commitment is settled over, in words. */
const spell = (window: number) => (window === 1 ? 'month' : window === MONTHS_PER_YEAR ? 'year' : `${window} months`);

function thinMonths({ provider, commits, window, probability, shortfallP10 }: ContractRisk, nameOf: NameOf): string[] {
  if (probability < NEGLIGIBLE) return [];
  const name = nameOf(provider);
  if (!commits) return [`In ${odds(probability)} of months the spend is under the floor and ${name} charges list.`];
  const lost = `${expected(shortfallP10)}${window === 1 ? '' : ' a month'} of it buys nothing`;
  const thin = Math.round(shortfallP10) === 0 ? '' : `; in a thin ${spell(window)} (P10) ${lost}`;
  return [`${capital(odds(probability))} of ${spell(window)}s do not use up the commitment to ${name}${thin}.`];
}

/** Of the cost of a month; a forecast that saves less is not worth making. */
const LITTLE = 1 / 200;

function informationText({ valueOfInformation, cheapest }: Risk): string {
  const little = valueOfInformation < LITTLE * cheapest.expectedCost;
  const worth = Math.round(valueOfInformation) === 0 ? 'nothing' : `${expected(valueOfInformation)} a month at most`;
  return `A better forecast of demand is worth ${worth}${little && worth !== 'nothing' ? ': too little to work on it' : ''}.`;
}

const EVERY = odds(1);

/** Said under the headline where another plan is expected to cost less over the demand there may be. */
export function insteadTexts({ saves, cheapest }: Risk, nameOf: NameOf): string[] {
  if (saves === undefined) return [];
  return [
    `Do not sign on the stated month alone. Over the demand there may be, another way is expected to cost ${expected(saves)} less a month: ${alternativeText(cheapest, nameOf)}. What follows is the cheapest of the month as stated.`,
  ];
}

/**
 * How likely the plan is to be right, the worst month to reckon with, and whether to forecast on: for the first screen.
 * `thin`: contracts whose thin months are not told elsewhere.
 */
export function sureTexts(risk: Risk, nameOf: NameOf, thin: readonly ContractRisk[] = risk.contracts): string[] {
  const [plan] = risk.alternatives;
  if (plan === undefined) return [];
  const share = odds(plan.probabilityBest);
  const futures = share === EVERY ? 'every future' : `${share} of futures`;
  return [
    `The cheapest in ${futures}${givenText(risk, nameOf)}: ${spreadText(risk.demand)}.`,
    [
      `Worst credible month (P90, nine in ten cost less): ${expected(risk.worstMonth)}.`,
      ...thin.flatMap((each) => thinMonths(each, nameOf)),
    ].join(' '),
    informationText(risk),
  ];
}

const LETTER_A = 'A'.charCodeAt(0);

/** Letters for the alternatives, which are too long for a cell; the plan and list price without any lever have their own words. */
function labels(alternatives: readonly RiskAlternative[]): string[] {
  let letters = 0;
  return alternatives.map(({ kind }) => {
    if (kind === 'plan') return 'the plan';
    if (kind === 'doNothing') return 'list';
    letters += 1;
    return String.fromCharCode(LETTER_A + letters - 1);
  });
}

/** Columns that fit a screen. */
const ON_SCREEN = 7;

const HEAD = ['', 'expected', 'P10', 'P50', 'P90', 'best in', 'regret', 'at worst'];

/** Every alternative beside the plan, over the demand there may be. */
export function riskParts(risk: Risk, nameOf: NameOf): PagePart[] {
  const { alternatives, minimaxRegret } = risk;
  const names = labels(alternatives);
  const rows = alternatives.map((each, index) => [
    names[index] ?? '',
    ...[each.expectedCost, each.costP10, each.costP50, each.costP90].map(expected),
    odds(each.probabilityBest),
    expected(each.regret),
    expected(each.worstRegret),
  ]);
  const nameIn = (each: RiskAlternative) => names[alternatives.indexOf(each)] ?? '';
  const described = alternatives.flatMap((each) => {
    if (each.kind !== 'other') return [];
    const reach = each.available ? '' : ' (out of reach at the stated volume)';
    return [`${nameIn(each)}: ${alternativeText(each, nameOf)}${reach}.`];
  });
  return [
    {
      heading: 'Alternatives over uncertain demand (USD a month, statistics)',
      table: {
        head: HEAD,
        rows,
        screen: { head: HEAD.slice(0, ON_SCREEN), rows: rows.map((row) => row.slice(0, ON_SCREEN)) },
      },
      items: [
        ...described,
        `The least of the worst regrets (P1 to P99): ${nameIn(minimaxRegret)}.`,
        'A contract without commitment counts at list in months under its floor; one with a commitment is take or pay. Everything but demand is as stated.',
      ],
    },
  ];
}
