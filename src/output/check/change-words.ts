import type { Effect, Effects, WorkloadChange } from '../../domain/change.ts';
import type { BaselineChange, LaterChange } from '../../domain/check.ts';
import { costMoved, costShare, costsOf } from '../../domain/cost-change.ts';
import { compare, isZero, magnitude } from '../../domain/exact.ts';
import { dollars, rise, shortTokens } from '../render/numbers.ts';
import { signedDollars } from './words.ts';

/** Changes, the largest first; those that cannot be told before all others. */
export function bySize(changes: readonly WorkloadChange[]): WorkloadChange[] {
  const sizes = new Map(changes.map((each) => [each, costMoved(costsOf(each))]));
  const size = (each: WorkloadChange) => sizes.get(each);
  return changes
    .filter((each) => each.change !== 'unchanged')
    .sort((a, b) => {
      const [left, right] = [size(a), size(b)];
      if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
      return compare(magnitude(right), magnitude(left));
    });
}

/** +$1,250.00 (+12.5%): the share where there was something before. */
export function differenceText(each: Pick<WorkloadChange, 'old' | 'new'>): string {
  const dollars = costMoved(costsOf(each));
  if (dollars === undefined) return 'unknown';
  const share = costShare(costsOf(each));
  return `${signedDollars(dollars)}${share === undefined ? '' : ` (${rise(share, 1)})`}`;
}

/** Which model or channel took the place of another: `gpt-5.4 to gpt-6-sol`. */
function placesText(workload: string, sides: BaselineChange['sides']): string {
  const side = sides.get(workload);
  if (side === undefined) return '';
  const { before, after } = side;
  return [
    ...(before.model === after.model ? [] : [`${before.model} to ${after.model}`]),
    ...(before.channel === after.channel ? [] : [`${before.channel} to ${after.channel}`]),
  ].join(', ');
}

function mixWords(workload: string, sides: BaselineChange['sides']): string {
  if (!sides.has(workload)) return 'mix';
  const places = placesText(workload, sides);
  return `mix (${places === '' ? 'shares of input, output, cache and batch' : places})`;
}

function volumeWords(workload: string, sides: BaselineChange['sides']): string {
  const side = sides.get(workload);
  return side === undefined
    ? 'volume'
    : `volume (${shortTokens(side.before.tokens)} to ${shortTokens(side.after.tokens)} tokens)`;
}

/** Effects that are not nothing, the largest first: `volume +$900.00, price -$20.00`. */
function effectsText(effects: Effects, words: (effect: Effect) => string): string {
  const causes = (['price', 'volume', 'mix', 'fees'] as const)
    .filter((effect) => !isZero(effects[effect]))
    .sort((a, b) => compare(magnitude(effects[b]), magnitude(effects[a])));
  return causes.map((effect) => `${words(effect)} ${signedDollars(effects[effect])}`).join(', ');
}

/** What a later month costs that differs from the same of the baseline: `2027-10 +$4,000.00 (growth)`. */
export function laterText(later: LaterChange | undefined): string {
  return later === undefined ? '' : `in ${later.month} ${dollars(later.new)}, in the baseline ${dollars(later.old)}`;
}

/** Why a workload costs more or less: price, volume, mix, with what moved; and a later month that has changed more. */
export function reasonText(each: WorkloadChange, { sides, later }: Pick<BaselineChange, 'sides' | 'later'>): string {
  const then = laterText(later.get(each.workload));
  return [firstReason(each, sides, then !== ''), then].filter((text) => text !== '').join('; ');
}

/** Why the first month has changed; nothing where only `later` ones have. */
function firstReason(each: WorkloadChange, sides: BaselineChange['sides'], later: boolean): string {
  const { workload, effects } = each;
  if (each.change === 'added') return 'new, not in the baseline';
  if (each.change === 'removed') return 'gone, was in the baseline';
  if (effects === undefined) return 'a part has no price';
  const words: Readonly<Record<Effect, () => string>> = {
    price: () => 'price',
    volume: () => volumeWords(workload, sides),
    mix: () => mixWords(workload, sides),
    fees: () => 'fees',
    added: () => 'new',
    removed: () => 'gone',
  };
  const causes = effectsText(effects, (effect) => words[effect]());
  if (causes !== '') return causes;
  const places = placesText(workload, sides);
  if (places !== '') return `${places} at the same cost`;
  return later ? '' : 'other work at the same cost';
}

/** The effects of the whole profile in the order of the words; nothing while one is unknown. */
export function totalEffectsText({ effects }: BaselineChange): string {
  if (effects === undefined) return '';
  const shown = (['price', 'volume', 'mix', 'fees', 'added', 'removed'] as const).filter(
    (effect) => !isZero(effects[effect]),
  );
  const NAMES: Readonly<Record<Effect, string>> = {
    price: 'price',
    volume: 'volume',
    mix: 'mix',
    fees: 'fees',
    added: 'new workloads',
    removed: 'workloads gone',
  };
  return shown.map((effect) => `${NAMES[effect]} ${signedDollars(effects[effect])}`).join(', ');
}
