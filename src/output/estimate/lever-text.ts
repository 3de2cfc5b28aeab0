import type { LeverBar, LeverWorth } from '../../domain/estimate.ts';
import { compare, isZero, negate } from '../../domain/exact.ts';
import type { Lever } from '../../domain/obstacle.ts';
import { ratio, type Usd, usd } from '../../domain/units.ts';
import { change, percent, plainDollars, shortTokens } from '../render/numbers.ts';

function barText(bar: LeverBar): string {
  switch (bar.code) {
    case 'noPrefix':
      return 'no prefix is shared between its requests';
    case 'prefixTooShort':
      return `its shared prefix of ${shortTokens(bar.prefix)} tokens is under the ${shortTokens(bar.minimum)} that ${bar.model} needs`;
    case 'noCachePrice':
      return 'the card has no price for cache reads of this model';
    case 'noBatchPrice':
      return 'this model has no batch price';
    case 'noneStated':
      return 'none of it is stated';
    case 'costsMore':
      return 'as stated it costs more than it saves';
  }
}

/** Caching is the lever of input; where it cannot help, batch is what is left, where that can. */
function inputReason({ cacheBar, batchBar }: LeverWorth, first: Lever | undefined): string {
  if (first === 'cache') {
    return cacheBar === undefined
      ? 'so caching is the lever: keep every fixed prefix cached'
      : 'so caching is the lever, and no hits are stated';
  }
  const why = [cacheBar, batchBar].flatMap((bar) => (bar === undefined ? [] : [barText(bar)])).join('; ');
  return first === 'batch'
    ? `and caching is no lever here: ${why}. Batch is the one there is`
    : `and neither lever helps: ${why}`;
}

function outputReason({ batchBar }: LeverWorth, first: Lever | undefined): string {
  const input = 'caching only touches input';
  if (first !== 'batch')
    return `so batch would be the lever, and ${barText(batchBar ?? { code: 'noBatchPrice' })}; ${input}`;
  return batchBar === undefined
    ? `so batch is the lever; ${input}`
    : `so batch is the lever, and none of the work is stated as able to wait; ${input}`;
}

/** Which side of the bill is the heavier, and what that means for the lever. */
function leverReason(worth: LeverWorth, first: Lever | undefined): string {
  const { outputCost, inputCost, asIs } = worth;
  const outputHeavy = compare(outputCost, inputCost) >= 0;
  const part = ratio(outputHeavy ? outputCost : inputCost, asIs);
  const share = part === undefined ? '' : `${percent(part)} of the bill is ${outputHeavy ? 'output' : 'input'}, `;
  return `${share}${outputHeavy ? outputReason(worth, first) : inputReason(worth, first)}`;
}

/** What a lever takes off the bill, or puts on it; nothing where it moves nothing. */
function savingText(name: string, saving: Usd | undefined, asIs: Usd): string[] {
  if (saving === undefined || isZero(saving)) return [];
  const part = ratio(saving, asIs);
  const share = part === undefined ? '' : ` (${change(part, 1)})`;
  const dearer = saving.coefficient < 0n;
  return dearer
    ? [`${name} ${name === 'both' ? 'add' : 'adds'} ${plainDollars(usd(negate(saving)))} a month${share}`]
    : [`${name} ${plainDollars(saving)} a month${share}`];
}

/** Which lever to pull first on a workload, and what each is worth. */
export function leverAdviceText(worth: LeverWorth, first: Lever | undefined): string {
  const { asIs } = worth;
  const batch = savingText('batch', worth.batchSaving, asIs);
  const caching = savingText('caching', worth.cacheSaving, asIs);
  const both = batch.length > 0 && caching.length > 0 ? savingText('both', worth.bothSaving, asIs) : [];
  const sums = [...batch, ...caching, ...both].join(', ');
  const basis = worth.basis === 'illustration' ? 'At the illustrated levels' : 'As stated';
  return `${worth.workload}: ${leverReason(worth, first)}.${sums === '' ? '' : ` ${basis}: ${sums}.`}`;
}
