import { firstDay, monthPlus } from '../../domain/day.ts';
import { roughVolumeIn } from '../../domain/growth.ts';
import type { Stream } from '../chance/streams.ts';
import { type TermTwin, windowCost } from '../contract/term-twin.ts';
import type { Assignment } from '../plan/candidate.ts';
import { type Band, cheapestDirect, type DirectOption, FLOAT_SLACK } from '../plan/instance.ts';
import { pricesIn } from './month-prices.ts';
import { sceneUnder } from './price-terms.ts';
import { oncePerPrices, type TermScene, weigh } from './term-scene.ts';

function medianAt({ factor: { median }, growth, follows }: Stream, month: number): number {
  const volume = median * roughVolumeIn(month, growth);
  return follows === undefined ? volume : follows.at(volume);
}

/** List dollars of a month at the median of demand. */
export function usualSpend(weights: Float64Array, streams: readonly Stream[], month: number): number {
  return streams.reduce((total, stream, index) => total + (weights[index] as number) * medianAt(stream, month), 0);
}

/** The first month in which a median spend reaches a floor. */
function reachedIn(
  weightsIn: (month: number) => Float64Array,
  { streams, months }: TermScene,
  opens: number,
): number | undefined {
  for (let month = 0; month < months; month++) {
    if (usualSpend(weightsIn(month), streams, month) >= opens * (1 - FLOAT_SLACK)) return month;
  }
  return undefined;
}

/** List dollars that could be bought under a provider's contract in a month, by stream, as an option of each is picked. */
function listUnder(
  { prices, streams, streamOf }: TermScene,
  provider: number,
  month: number,
  pick: (options: readonly DirectOption[]) => number,
): Float64Array {
  const lists = new Float64Array(streams.length);
  for (const { instance, part } of pricesIn(prices, month)) {
    for (const [index, options] of instance.direct.entries()) {
      const stream = streamOf[index] as number;
      lists[stream] = (lists[stream] as number) + part * pick(options.filter((option) => option.provider === provider));
    }
  }
  return lists;
}

/** Dollars of a month without any contract for the work that could be bought under a provider's, by stream. */
function openBeside({ prices, streams, streamOf }: TermScene, provider: number, month: number): Float64Array {
  const costs = new Float64Array(streams.length);
  for (const { instance, part } of pricesIn(prices, month)) {
    for (const [index, options] of instance.direct.entries()) {
      if (!options.some((option) => option.provider === provider)) continue;
      const stream = streamOf[index] as number;
      costs[stream] = (costs[stream] as number) + part * (instance.open[index] as number);
    }
  }
  return costs;
}

/**
 * The months a band may be worth signing for. Without a commitment the first, since it costs nothing to have. With one, at
 * the median of demand: the first in which its floor can be reached, with no lever if need be; the first in which it is
 * reached as the work is bought at its cheapest there; the first in which that uses the commitment up, and, where months are settled
 * together, the first from which those do and the first that costs no more under it than without; and the months in which
 * announced prices begin to count, unless it costs more in the last month than all of that work does without a contract: who
 * signs later is bound longer beyond the months that are planned. None where its floor is never reached, nor a later month than the
 * first that begins after the last day on which the band can be signed.
 */
export function beginningsOf(of: TermScene, provider: number, band: Band): readonly number[] {
  const { kind } = of.instance.providers[provider] ?? {};
  if (kind === 'pool' || band.due.coefficient === 0n) return [0];
  const scene = sceneUnder(of, aloneIn(of, provider, band));
  const { streams, months } = scene;
  const most = (options: readonly DirectOption[]) => Math.max(0, ...options.map(({ list }) => list));
  const anywhere = of.instance.providers.map(() => band);
  const least = (options: readonly DirectOption[]) =>
    cheapestDirect(options, anywhere, Number.POSITIVE_INFINITY)?.list ?? 0;
  const spendsBy = (pick: typeof most) => {
    const weights = oncePerPrices(scene, (month) => listUnder(scene, provider, month, pick));
    return Array.from({ length: months }, (_, month) => usualSpend(weights(month), streams, month));
  };
  const [dearest, cheapest] = [spendsBy(most), spendsBy(least)];
  const first = (spends: readonly number[], opens: number) =>
    spends.findIndex((spend) => spend >= opens * (1 - FLOAT_SLACK));
  const twin = scene.twins.get(band);
  const open = oncePerPrices(scene, (month) => openBeside(scene, provider, month));
  const pays = (month: number) => {
    const without = usualSpend(open(month), streams, month);
    return twin !== undefined && windowCost(twin, cheapest[month] as number, 1, 0).cost <= without * (1 + FLOAT_SLACK);
  };
  const opens = band.floor * (1 - FLOAT_SLACK);
  const changed = scene.changed.filter((month) => month < months && (dearest[month] as number) >= opens);
  const found = [
    first(dearest, band.floor),
    first(cheapest, band.floor),
    first(cheapest, Math.max(band.floor, twin?.covers ?? 0)),
    ...(twin === undefined || twin.window === 1
      ? []
      : [pooledIn(cheapest, opens, twin), cheapest.findIndex((spend, month) => spend >= opens && pays(month))]),
    ...(changed.length > 0 && pays(months - 1) ? changed : []),
  ];
  return [...new Set(found)].filter((month) => month >= 0 && canBeSigned(scene, band, month));
}

/** The first month, of those that reach a floor, from which what a commitment settles together uses it up; -1 where none does. */
function pooledIn(spends: readonly number[], opens: number, twin: TermTwin): number {
  return spends.findIndex((spend, month) => {
    const together = spends.slice(month, month + twin.window);
    const used = together.reduce((total, each) => total + each, 0);
    return spend >= opens && used >= twin.covers * together.length * (1 - FLOAT_SLACK);
  });
}

/** True of the first month, and of those that begin while the band is open. */
function canBeSigned({ start }: TermScene, { band: { validUntil } }: Band, month: number): boolean {
  if (month === 0 || start === undefined || validUntil === undefined) return true;
  return firstDay(monthPlus(start, month)) <= validUntil;
}

/** A band that is signed, and nothing beside it. */
const aloneIn = ({ instance }: TermScene, provider: number, band: Band) =>
  instance.providers.map((_, index) => (index === provider ? band : undefined));

/** The first month in which what is bought under a contract, as it is usual in that month, reaches its floor. */
export function opensIn(
  of: TermScene,
  provider: number,
  band: Band,
  usualIn: readonly Assignment[],
): number | undefined {
  const scene = sceneUnder(of, aloneIn(of, provider, band));
  const listsIn = (month: number) => weigh(scene, usualIn[month] as Assignment, month).lists[provider] as Float64Array;
  return reachedIn(listsIn, scene, band.floor);
}
