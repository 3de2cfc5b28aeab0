import { compare, type Exact, isZero, magnitude, ZERO } from '../../domain/exact.ts';
import type { Note } from '../../domain/note.ts';
import type { ClauseWorth, LowerPrice } from '../../domain/price-clause.ts';
import type { Turn } from '../../domain/turn.ts';
import { share } from '../../domain/units.ts';
import { percent } from '../render/numbers.ts';
import { expected } from './expected-text.ts';
import { allOf, someOf } from './some-of.ts';

type Of = Extract<Note, { readonly code: 'pricesAhead' }>;

/** Which prices of a term count from when, and what has none because its model ends and nothing is named after it. */
export function pricesAheadText({ start, changes, gaps }: Of): string {
  const days = changes.map(({ day, models }) => `${day} (${someOf(models)})`);
  const change = days.length === 0 ? '' : `: they change on ${allOf(days)}`;
  const ended = gaps.map(
    ({ model, from }) =>
      ` Nothing is named that answers for ${model} from ${from} on: it is in no amount from then, and work that may use another model is bought as that.`,
  );
  return `The term is taken to run from ${start}, each month at the prices announced for it${change}.${ended.join('')}`;
}

/** "fall by 20%", "stay". */
function changeText(change: Exact): string {
  if (isZero(change)) return 'stay';
  return `${compare(change, ZERO) < 0 ? 'fall' : 'rise'} by ${percent(share(magnitude(change)))} a year`;
}

/** What list prices are expected to do over a term, and who says so. */
export function listPricesMoveText({ start, all, by }: Extract<Note, { readonly code: 'listPricesMove' }>): string {
  const named = [...by].map(([name, change]) => `those of ${name} ${changeText(change)}`);
  const rest = by.size === 0 || !isZero(all) ? [changeText(all)] : [];
  const what = by.size === 0 ? rest : [...named, ...rest.map((each) => `the others ${each}`)];
  return `List prices are taken to ${by.size === 0 ? '' : 'change: '}${allOf(what)} from ${start} on, evenly within a year and compounding from year to year, beside what is announced. That is what you expect, and nobody's promise; a discount off list is taken off the list price of the month.`;
}

/** What it moves whether prices under a contract follow the list price, and what to ask for. */
export function pricesOfContractText(
  { provider, costs, becomes }: Extract<Note, { readonly code: 'pricesOfContract' }>,
  nameOf: (provider: string) => string,
): string {
  const name = nameOf(provider);
  const turns = becomes === undefined ? '' : `, and ${otherPlan(becomes, nameOf)}`;
  return `The prices under the contract with ${name} are taken to fall with the list prices you expect. Where they stay as they begin it costs ${expected(costs)} a month more${turns}: have it written down that they follow.`;
}

/** Models that take the place of others: "heir, which takes the place of leaver". */
function successorsText(newer: Extract<ClauseWorth, { readonly clause: 'newerModels' }>['newer']): string {
  const models = [...new Set(newer.map(({ model }) => model))];
  const each = models.map((model) => {
    const instead = newer.filter((of) => of.model === model).map((of) => of.instead);
    return `${model}, which takes the place of ${someOf(instead)}`;
  });
  return each.join('; ');
}

const ASKS: Readonly<Record<LowerPrice['ground'], string>> = {
  published: 'publishes a lower price',
  quoted: 'quotes you a lower price',
  claimed: 'claims a lower price, which nobody has checked,',
  hoped: 'is hoped to have a lower price',
};

/** Who asks less for which models: "TokenMart claims a lower price, which nobody has checked, for claude-opus-4.7". */
function lowerText(lower: readonly LowerPrice[]): string {
  const sellers = [...new Map(lower.map((each) => [each.seller, each])).values()];
  const each = sellers.map(({ seller, ground }) => {
    const models = lower.filter((of) => of.seller === seller).map(({ model }) => model);
    return `${seller} ${ASKS[ground]} for ${someOf(models)}`;
  });
  return allOf(each);
}

/** What a clause on the prices of the term is worth, and what to ask for. */
export function clauseOfContractText(note: ClauseWorth, nameOf: (provider: string) => string): string {
  const { provider, worth, stated } = note;
  const [name, amount] = [nameOf(provider), expected(worth)];
  if (note.clause === 'priceProtection') {
    const rise = `prices under the contract with ${name} do not rise with them in the term (priceProtection)`;
    return stated
      ? `List prices rise, and ${rise}: that is worth ${amount} a month.`
      : `List prices rise. A clause that ${rise} is worth ${amount} a month: ask for it.`;
  }
  if (note.clause === 'mostFavoured') {
    const clause = 'that no model costs more under it than others ask for it (mostFavoured)';
    const lower = lowerText(note.lower);
    return stated
      ? `The contract with ${name} says ${clause}, and ${lower}: that is worth up to ${amount} a month. No amount here counts it.`
      : `A clause in the contract with ${name} ${clause} is worth up to ${amount} a month, since ${lower}: ask for it.`;
  }
  const models = successorsText(note.newer);
  if (stated)
    return `The contract with ${name} has its own word for newer models (newerModels): the discount on ${models}, would be worth ${amount} a month more.`;
  const turns = note.becomes === undefined ? '' : `, and ${otherPlan(note.becomes, nameOf)}`;
  return `The discount of the contract with ${name} is taken to hold for ${models}. Where it ends with the model it costs ${amount} a month more${turns}: have it written down that it holds (newerModels: included).`;
}

/** The best plan then, as far as it signs otherwise. */
function otherPlan(becomes: Turn, nameOf: (provider: string) => string): string {
  if (becomes === 'noPlan') return 'nothing serves every workload';
  const { signed, dropped } = becomes;
  const said = [
    ...dropped.map((each) => `without a contract with ${nameOf(each)}`),
    ...signed.map((each) => `with one with ${nameOf(each)}`),
  ];
  return said.length === 0 ? 'another plan is better' : `a plan ${allOf(said)} is better`;
}
