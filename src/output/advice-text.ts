import type { Advice, Configuration, Lever, LeverWorth, ProviderFloor } from '../domain/estimate.ts';
import { compare, isZero } from '../domain/exact.ts';
import { annual, ratio, type Usd } from '../domain/units.ts';
import { change, multiple, percent, plainDollars } from './numbers.ts';

type NameOf = (provider: string) => string;

function savingText(saving: Usd | undefined, asIs: Usd): string | undefined {
  if (saving === undefined) return undefined;
  const part = ratio(saving, asIs);
  return `${plainDollars(saving)} a month${part === undefined ? '' : ` (${change(part, 1)})`}`;
}

/** Which side of the bill is the heavier, and what that means for the lever. */
function leverReason({ outputCost, inputCost, asIs }: LeverWorth, first: Lever): string {
  const outputHeavy = compare(outputCost, inputCost) >= 0;
  const part = ratio(outputHeavy ? outputCost : inputCost, asIs);
  const share = part === undefined ? '' : `${percent(part)} of the bill is ${outputHeavy ? 'output' : 'input'}, so `;
  if (first === 'batch') return `${share}batch is the lever; caching only touches input`;
  if (!outputHeavy) return `${share}caching is the lever: keep every fixed prefix cached`;
  return `${share}batch would be the lever, and this model has no batch price; caching only touches input`;
}

function leverText(worth: LeverWorth, first: Lever): string {
  const sums = [
    ['batch', savingText(worth.batchSaving, worth.asIs)],
    ['caching', savingText(worth.cacheSaving, worth.asIs)],
    ['both', savingText(worth.bothSaving, worth.asIs)],
  ].flatMap(([name, text]) => (text === undefined ? [] : [`${name} ${text}`]));
  const amounts =
    sums.length === 0
      ? ''
      : ` ${worth.basis === 'illustration' ? 'At the illustrated levels' : 'As stated'}: ${sums.join(', ')}.`;
  return `${worth.workload}: ${leverReason(worth, first)}.${amounts}`;
}

/** How a configuration is bought: "through TokenMart with batch and caching". */
export function configurationText(choice: Configuration): string {
  const { channel, cache, batch } = choice;
  const whom =
    channel.kind === 'aggregator'
      ? `through ${channel.aggregator.name}`
      : channel.kind === 'direct'
        ? 'through a direct contract'
        : 'at list price';
  const levers = [...(batch ? ['batch'] : []), ...(cache ? ['caching'] : [])];
  return levers.length === 0 ? whom : `${whom} with ${levers.join(' and ')}`;
}

function belowFloorText(floor: ProviderFloor, name: string): string {
  const more = floor.volumeMultiple === undefined ? '' : ` (${multiple(floor.volumeMultiple)} today's volume)`;
  return `${name}: do not negotiate yet. ${plainDollars(floor.toFloor)} a month more at list${more} opens the rate card; below it you pay list, or an aggregator.`;
}

/** A piece of advice in a sentence or two that a buyer can act on. */
export function adviceText(advice: Advice, nameOf: NameOf): string {
  switch (advice.code) {
    case 'lever':
      return leverText(advice.worth, advice.first);
    case 'noContractNeeded':
      return 'Batch and caching need no contract, at any spend; batch work waits up to 24 hours. Route each task to the cheapest model that passes your evaluation.';
    case 'buy':
      if (isZero(advice.saving))
        return `${advice.workload}: nothing beats list price as it stands, ${plainDollars(advice.cost)} a month.`;
      return `${advice.workload}: buy ${configurationText(advice.choice)}: ${plainDollars(advice.cost)} a month, ${plainDollars(advice.saving)} under the baseline.`;
    case 'belowFloor':
      return belowFloorText(advice.provider, nameOf(advice.provider.provider));
    case 'leverageAtRisk': {
      const { provider, optimisedSpend, floor } = advice.provider;
      return `${nameOf(provider)}: the levers bring list spend to ${plainDollars(optimisedSpend)}, under the ${plainDollars(floor.low)} floor. Negotiate on the run rate you have before you pull them, and commit to what remains after.`;
    }
    case 'negotiate': {
      const { provider, optimisedSpend } = advice.provider;
      return `${nameOf(provider)}: ${plainDollars(optimisedSpend)} a month (${plainDollars(annual(optimisedSpend))} a year) clears the floor. Ask for ${percent(advice.discount)} off the rate card, then failed requests, SLA credits, region pinning and reserved capacity; the model, its context window and token counting do not move.`;
    }
    case 'changesAggregator':
      return `What would change this for ${advice.model}: a direct contract beats ${advice.aggregator} only when it clears the floor and takes more than ${percent(advice.discount)} off; ${percent(advice.direct)} is expected.`;
  }
}
