import type { LeverBar, LeverWorth } from '../../domain/estimate.ts';
import { compare, isZero, magnitude } from '../../domain/exact.ts';
import type { Lever } from '../../domain/levers.ts';
import { shareOf } from '../../domain/saving.ts';
import type { Usd } from '../../domain/units.ts';
import { percent, plainDollars, shortTokens } from '../render/numbers.ts';

const NAME: Readonly<Record<Lever, string>> = { cache: 'caching', batch: 'batch' };

function barText(bar: LeverBar, lever: Lever): string {
  switch (bar.code) {
    case 'noPrefix':
      return 'no prefix is shared between its requests';
    case 'prefixTooShort':
      return `its shared prefix of ${shortTokens(bar.prefix)} tokens is under the ${shortTokens(bar.minimum)} that ${bar.model} needs`;
    case 'noCachePrice':
      return 'the card has no price for cache reads of this model';
    case 'noBatchPrice':
      return 'this model has no batch price';
    case 'cannotWait':
      return `a batch waits up to 24 hours, and it has a latency budget of ${bar.budgetMs} ms`;
    case 'noneStated':
      return `${NAME[lever]} is stated at nothing`;
    case 'costsMore':
      return `as stated ${NAME[lever]} costs more than it saves`;
  }
}

/** Why the lever of the heavier side of the bill is not the first. */
function otherwise(bar: LeverBar | undefined, lever: Lever): string {
  return bar === undefined ? `it takes off more than ${NAME[lever]} does` : barText(bar, lever);
}

/** What batch is the lever for, where no share is stated that can wait. */
function waiting({ batchBar, hope }: LeverWorth): string {
  if (batchBar?.code === 'noneStated') return ', and none of the work is stated as able to wait';
  return hope.batch === undefined ? '' : ' where the work can wait';
}

function neither(...bars: readonly (readonly [LeverBar | undefined, Lever])[]): string {
  const why = bars.flatMap(([bar, lever]) => (bar === undefined ? [] : [barText(bar, lever)]));
  return `and neither lever helps${why.length === 0 ? '' : `: ${why.join('; ')}`}`;
}

/** Caching is the lever of input, unless batch takes off more or is the only one that helps. */
function inputReason(worth: LeverWorth, first: Lever | undefined): string {
  const { cacheBar, batchBar } = worth;
  switch (first) {
    case 'cache':
      return cacheBar === undefined
        ? 'so caching is the lever: keep every fixed prefix cached'
        : 'so caching is the lever, and no hits are stated';
    case 'batch':
      return `but batch is the lever${waiting(worth)}: ${otherwise(cacheBar, 'cache')}`;
    case undefined:
      return neither([cacheBar, 'cache'], [batchBar, 'batch']);
  }
}

/** Batch is the lever of output, unless it cannot help, or caching what there is of input takes off more. */
function outputReason(worth: LeverWorth, first: Lever | undefined): string {
  const { cacheBar, batchBar } = worth;
  switch (first) {
    case 'cache':
      return `but caching is the lever: ${otherwise(batchBar, 'batch')}`;
    case 'batch':
      return `so batch is the lever${waiting(worth)}; caching only touches input`;
    case undefined:
      return neither([batchBar, 'batch'], [cacheBar, 'cache']);
  }
}

/** Which side of the bill is the heavier, and what that means for the lever. */
function leverReason(worth: LeverWorth, first: Lever | undefined): string {
  const { outputCost, inputCost, asIs } = worth;
  const outputHeavy = compare(outputCost, inputCost) >= 0;
  const part = shareOf(outputHeavy ? outputCost : inputCost, asIs);
  const share = part === undefined ? '' : `${percent(part)} of the bill is ${outputHeavy ? 'output' : 'input'}, `;
  return `${share}${outputHeavy ? outputReason(worth, first) : inputReason(worth, first)}`;
}

/** Dollars of a month, and what part of the bill they are. */
function monthly(amount: Usd, asIs: Usd): string {
  const part = shareOf(amount, asIs);
  return `${plainDollars(amount)} a month${part === undefined ? '' : ` (${percent(part, 1)})`}`;
}

/** What caching, batch or both take off the bill, or put on it; nothing where they move nothing. */
function savingText(name: string, saving: Usd | undefined, asIs: Usd): string[] {
  if (saving === undefined || isZero(saving)) return [];
  const verb = saving.coefficient < 0n ? 'add' : 'save';
  return [`${name} ${verb}${name === 'both' ? '' : 's'} ${monthly(magnitude(saving), asIs)}`];
}

/** What the first lever would be worth, where nobody states it. */
function hopeText({ hope, asIs }: LeverWorth, first: Lever | undefined): string {
  const hoped = first && hope[first];
  if (hoped === undefined) return '';
  const at =
    first === 'batch'
      ? `Batch for ${percent(hoped.level)} of the work`
      : `${percent(hoped.level)} of input read from cache`;
  return ` ${at} would take off ${monthly(hoped.saving, asIs)}.`;
}

/** Which lever to pull first on a workload, and what each is worth. */
export function leverAdviceText(worth: LeverWorth, first: Lever | undefined): string {
  const { asIs } = worth;
  const batch = savingText('batch', worth.batchSaving, asIs);
  const caching = savingText('caching', worth.cacheSaving, asIs);
  const both = batch.length > 0 && caching.length > 0 ? savingText('both', worth.bothSaving, asIs) : [];
  const sums = [...batch, ...caching, ...both].join(', ');
  const basis = worth.basis === 'illustration' ? 'At the illustrated levels' : 'As stated';
  return `${worth.workload}: ${leverReason(worth, first)}.${sums === '' ? '' : ` ${basis}: ${sums}.`}${hopeText(worth, first)}`;
}
