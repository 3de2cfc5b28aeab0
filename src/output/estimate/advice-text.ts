import type { Advice, Configuration, ProviderFloor } from '../../domain/estimate.ts';
import { compare, isZero, magnitude, ZERO } from '../../domain/exact.ts';
import type { Ground } from '../../domain/ground.ts';
import { pulls } from '../../domain/levers.ts';
import { annual, type Share, type Usd } from '../../domain/units.ts';
import { dollarsBeside, multiple, percent, plainDollars } from '../render/numbers.ts';
import { leverAdviceText } from './lever-text.ts';

type NameOf = (provider: string) => string;
type AdviceOf<Code extends Advice['code']> = Extract<Advice, { readonly code: Code }>;

/** How a configuration is bought: "through TokenMart with batch and caching". */
function configurationText(choice: Configuration): string {
  const { channel, levers } = choice;
  const whom =
    channel.kind === 'aggregator'
      ? `through ${channel.aggregator.name}`
      : channel.kind === 'direct'
        ? 'through a direct contract'
        : 'at list price';
  const named = [...(pulls(levers, 'batch') ? ['batch'] : []), ...(pulls(levers, 'cache') ? ['caching'] : [])];
  return named.length === 0 ? whom : `${whom} with ${named.join(' and ')}`;
}

/** Who says a price that nobody has checked; undefined for one with a better ground. */
function claimantOf({ channel, ground }: Pick<Configuration, 'channel' | 'ground'>): string | undefined {
  return ground === 'claimed' && channel.kind === 'aggregator' ? channel.aggregator.name : undefined;
}

/** What the price of a row rests on, where it is no more than somebody's word or a hope; nothing where it can be bought so. */
export function leaningText(row: Pick<Configuration, 'channel' | 'ground'>): string {
  if (row.ground === 'hoped') return ', at a discount that nobody has offered yet';
  const claimant = claimantOf(row);
  return claimant === undefined ? '' : `, on ${claimant}'s word alone`;
}

/** What to do before money follows such a price. */
const FIRST: Partial<Record<Ground, string>> = {
  claimed: ': try a small part of it first',
  hoped: ': ask for it first',
};

/** Under the baseline, or over it: a region, a long prompt or a service mode can cost more than any channel saves. */
function againstBaseline(saving: Usd): string {
  if (isZero(saving)) return '';
  return saving.coefficient < 0n
    ? `, ${plainDollars(magnitude(saving))} over the baseline`
    : `, ${plainDollars(saving)} under the baseline`;
}

function buyText({ workload, choice, cost, saving, mayBeUndercut, needs }: AdviceOf<'buy'>, nameOf: NameOf): string {
  const amount = `${plainDollars(cost)} a month${againstBaseline(saving)}`;
  const asItStands = choice.channel.kind === 'list' && choice.levers === 'asIs';
  if (asItStands && !mayBeUndercut) return `${workload}: nothing beats list price as it stands, ${amount}.`;
  const leaning = leaningText(choice);
  const claim = leaning === '' ? '' : `${leaning}${FIRST[choice.ground] ?? ''}`;
  const open = mayBeUndercut ? ' A row that cannot be told may cost less.' : '';
  const condition =
    needs === undefined
      ? ''
      : ` It needs ${plainDollars(needs.listSpend)} a month of list spend bought direct from ${nameOf(needs.provider)}, more than this advice buys there.`;
  return `${workload}: buy ${configurationText(choice)}: ${amount}${claim}.${open}${condition}`;
}

function meanwhileText({ list, aggregator }: AdviceOf<'belowFloor'>['meanwhile']): string {
  if (list) return aggregator ? 'below it you pay list, or an aggregator' : 'below it you pay list';
  return aggregator
    ? 'below it you buy through an aggregator'
    : 'below it nothing can be bought through the channels that are allowed';
}

function belowFloorText({ provider: floor, missing, volumeMultiple, meanwhile }: AdviceOf<'belowFloor'>, name: string) {
  const more = volumeMultiple === undefined ? '' : ` (${multiple(volumeMultiple)} today's volume)`;
  return `${name}: do not negotiate yet. ${dollarsBeside(missing, floor.floorAtList.low)} a month more at list${more} opens the rate card; ${meanwhileText(meanwhile)}.`;
}

function leverageText({ optimisedSpend, floorAtList: floor }: ProviderFloor, name: string): string {
  return `${name}: the levers bring list spend to ${dollarsBeside(optimisedSpend, floor.low)}, under the ${plainDollars(floor.low)} floor. Negotiate on the run rate you have before you pull them, and commit to what remains after.`;
}

/** What a discount comes to where a commitment or overage is paid beside it. */
function allTold(discount: Share, takesOff: Share): string {
  if (compare(discount, takesOff) === 0) return '';
  return compare(takesOff, ZERO) > 0
    ? `, which all told takes ${percent(takesOff)} off this spend`
    : ', which all told takes nothing off this spend';
}

function negotiateText(advice: AdviceOf<'negotiate'>, name: string): string {
  const { provider: floor, discount, commitment, takesOff } = advice;
  const { optimisedSpend, priced } = floor;
  const bound = priced.optimised ? '' : 'at least ';
  const clears = `${name}: ${bound}${plainDollars(optimisedSpend)} a month (${plainDollars(annual(optimisedSpend))} a year) clears the floor`;
  const against = isZero(commitment) ? '' : ` against a commitment of ${plainDollars(commitment)} a month`;
  if (priced.optimised && compare(takesOff, ZERO) <= 0)
    return `${clears}, and ${percent(discount)} off the rate card${against} saves nothing on it: the commitment costs as much as list price, or more. Ask for the discount against less, or for none.`;
  const saved = priced.optimised ? allTold(discount, takesOff) : '';
  return `${clears}. Ask for ${percent(discount)} off the rate card${against}${saved}, then failed requests, SLA credits, region pinning and reserved capacity; the model, its context window and token counting do not move.`;
}

function changesText(advice: AdviceOf<'changesAggregator'>): string {
  const { aggregator, model, discount, band, takesOff, deeper } = advice;
  const committed = (commitment: Usd) => `${plainDollars(commitment)} a month committed`;
  const expected = `${percent(band.discount)} is expected${isZero(band.commitment) ? '' : `, with ${committed(band.commitment)}`}${allTold(band.discount, takesOff)}`;
  const more = deeper === undefined ? '' : `, and ${percent(deeper.discount)} with ${committed(deeper.commitment)}`;
  return `What would change this for ${model}: a direct contract beats ${aggregator} only when it clears the floor and takes more than ${percent(discount)} off; ${expected}${more}.`;
}

/** A piece of advice in a sentence or two that a buyer can act on. */
export function adviceText(advice: Advice, nameOf: NameOf): string {
  switch (advice.code) {
    case 'lever':
      return leverAdviceText(advice.worth, advice.first);
    case 'noContractNeeded':
      return `${advice.waits ? 'Batch and caching need no contract, at any spend; batch work waits up to 24 hours.' : 'Caching needs no contract, at any spend.'} Route each task to the cheapest model that passes your evaluation.`;
    case 'buy':
      return buyText(advice, nameOf);
    case 'belowFloor':
      return belowFloorText(advice, nameOf(advice.provider.provider));
    case 'leverageAtRisk':
      return leverageText(advice.provider, nameOf(advice.provider.provider));
    case 'negotiate':
      return negotiateText(advice, nameOf(advice.provider.provider));
    case 'changesAggregator':
      return changesText(advice);
  }
}
