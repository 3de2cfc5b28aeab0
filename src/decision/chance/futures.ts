import { roughVolumeIn } from '../../domain/growth.ts';
import type { Normal } from '../../domain/normal.ts';
import { isCertain, partialMean, type Stream } from './streams.ts';

/**
 * Everything that demand may do over a term, as futures that are equally likely. In each, one draw moves everything by
 * the correlation and another draw of its own moves each stream in each month (a Gaussian copula with one factor): any
 * two streams and any two months are correlated alike.
 */
export interface Futures {
  readonly count: number;
  readonly months: number;
  /** By stream and month, the factor of the stated tokens in each future, growth included. */
  readonly factors: readonly (readonly Float64Array[])[];
}

/** How many of the futures: at most. */
export type Points = 'all' | 'some' | 'few';

const MOST: Readonly<Record<Points, number>> = { all: Number.POSITIVE_INFINITY, some: 1100, few: 130 };

/** Fixed points that fill the unit cube evenly: the multiples of (1, a, a^2, ...) / n, so many draws at most. */
const LATTICES = [
  { draws: 24, points: 8191, generator: 1267 },
  { draws: 400, points: 1021, generator: 76 },
  { draws: Number.POSITIVE_INFINITY, points: 127, generator: 29 },
];

/** A score for each equal step of probability: about its middle. Only their order and their spread matter. */
function scoresOf(bounds: Float64Array, count: number): Float64Array {
  const last = bounds[count - 1] as number;
  const outer = last + (last - (bounds[count - 2] as number)) / 2;
  return Float64Array.from({ length: count }, (_, step) => {
    if (step === 0) return -outer;
    return step === count - 1 ? outer : ((bounds[step] as number) + (bounds[step + 1] as number)) / 2;
  });
}

/** The mean of a stream's factor in each of the equal steps of probability: they add up to its mean exactly. */
function stepMeans(stream: Stream, count: number, bounds: Float64Array, { cdf }: Normal): Float64Array {
  let last = { at: Number.NaN, probability: 0 };
  // A step begins where the last one ends.
  const once = (at: number) => {
    if (at !== last.at) last = { at, probability: cdf(at) };
    return last.probability;
  };
  return Float64Array.from({ length: count }, (_, step) => {
    const [from, to] = [bounds[step] as number, bounds[step + 1] as number];
    return count * partialMean(stream, from, to, once);
  });
}

const KNOWN_BOUNDS = new WeakMap<Normal, Map<number, Float64Array>>();

/** Quantiles of the standard normal distribution at equal steps of probability; worked out once. */
function boundsOf(count: number, normal: Normal): Float64Array {
  const known = KNOWN_BOUNDS.get(normal) ?? new Map<number, Float64Array>();
  KNOWN_BOUNDS.set(normal, known);
  const bounds = known.get(count) ?? quantiles(count, normal);
  known.set(count, bounds);
  return bounds;
}

/** Steps that take Newton's method from one quantile to the next one, to its last floats but a few. */
const NEWTON = 12;

/** From the middle outwards, each from the one before it: above the median Newton's method only ever comes from below. */
function quantiles(count: number, { cdf }: Normal): Float64Array {
  const bounds = new Float64Array(count + 1);
  bounds[0] = Number.NEGATIVE_INFINITY;
  bounds[count] = Number.POSITIVE_INFINITY;
  let z = 0;
  for (let step = Math.ceil(count / 2); step < count; step++) {
    for (let turn = 0; turn < NEWTON; turn++) {
      const by = (step / count - cdf(z)) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
      z += by;
      if (Math.abs(by) <= z * CLOSE) break;
    }
    bounds[step] = z;
    bounds[count - step] = -z;
  }
  return bounds;
}

/** A share of a quantile that no printed figure tells. */
const CLOSE = 1e-12;

/**
 * By future, the place of its value among those of all futures; of equal values the earlier first. Values fill as many
 * even steps as there are of them in order, and what shares a step is put in order there: a pass or two.
 */
function ranks(values: Float64Array): Uint32Array {
  const count = values.length;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const per = most > least ? (count - 1) / (most - least) : 0;
  const next = new Uint32Array(count + 1);
  for (const value of values) (next[Math.floor((value - least) * per) + 1] as number)++;
  for (let step = 1; step < count; step++) next[step] = (next[step] as number) + (next[step - 1] as number);
  const order = new Uint32Array(count);
  for (let future = 0; future < count; future++) {
    const step = Math.floor(((values[future] as number) - least) * per);
    order[(next[step] as number)++] = future;
  }
  for (let place = 1; place < count; place++) {
    const future = order[place] as number;
    const value = values[future] as number;
    let to = place;
    for (; to > 0 && (values[order[to - 1] as number] as number) > value; to--) order[to] = order[to - 1] as number;
    order[to] = future;
  }
  const places = new Uint32Array(count);
  for (let place = 0; place < count; place++) places[order[place] as number] = place;
  return places;
}

const power = (base: number, exponent: number, modulus: number) => {
  let value = 1;
  for (let step = 0; step < exponent; step++) value = (value * base) % modulus;
  return value;
};

/**
 * The futures of some streams over some months, at a correlation from 0 to 1 between any two months and any two streams;
 * `some` or `few` of them where less will do.
 */
export function futuresOf(
  streams: readonly Stream[],
  months: number,
  correlation: number,
  normal: Normal,
  points: Points = 'all',
): Futures {
  const uncertain = streams.filter(isDrawn);
  const key = JSON.stringify([uncertain, months, correlation, points]);
  const known = KNOWN.get(normal) ?? new Map<string, Drawn>();
  KNOWN.set(normal, known);
  const found = known.get(key) ?? drawn(uncertain, months, correlation, normal, points);
  if (known.size > KEPT) known.clear();
  known.set(key, found);
  const { count } = found;
  let next = 0;
  const factors = streams.map((stream) =>
    isDrawn(stream)
      ? (found.factors[next++] as readonly Float64Array[])
      : Array.from({ length: months }, (_, month) =>
          new Float64Array(count).fill(stream.factor.median * roughVolumeIn(month, stream.growth)),
        ),
  );
  return { count, months, factors: withFollowing(streams, factors) };
}

/** A stream with draws of its own. */
const isDrawn = (stream: Stream) => stream.follows === undefined && !isCertain(stream);

/** Streams that are drawn, in each of the futures. */
type Drawn = Pick<Futures, 'count' | 'factors'>;

/** The same forecasts are asked for again and again: by each replan of a driver. */
const KNOWN = new WeakMap<Normal, Map<string, Drawn>>();
const KEPT = 8;

function drawn(streams: readonly Stream[], months: number, correlation: number, normal: Normal, points: Points): Drawn {
  if (streams.length === 0) return { count: 1, factors: [] };
  const draws = streams.length * months;
  const { points: count, generator } = LATTICES.find(
    (each) => each.points <= MOST[points] && draws <= each.draws,
  ) as (typeof LATTICES)[number];
  const bounds = boundsOf(count, normal);
  const scores = scoresOf(bounds, count);
  const [together, apart] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
  let draw = 0;
  const placesOfNext = (): Uint32Array => {
    draw += 1;
    const step = power(generator, draw, count);
    // Scores rise, so that the place of a draw of its own alone is known.
    if (correlation === 0) return Uint32Array.from({ length: count }, (_, future) => (future * step) % count);
    const values = new Float64Array(count);
    for (let future = 0; future < count; future++)
      values[future] = together * (scores[future] as number) + apart * (scores[(future * step) % count] as number);
    return ranks(values);
  };
  const factors = streams.map((stream) => {
    const means = stepMeans(stream, count, bounds, normal);
    return Array.from({ length: months }, (_, month) => {
      const by = roughVolumeIn(month, stream.growth);
      const places = placesOfNext();
      const own = new Float64Array(count);
      for (let future = 0; future < count; future++) own[future] = (means[places[future] as number] as number) * by;
      return own;
    });
  });
  return { count, factors };
}

/** Factors with those of streams that follow another, future by future. */
function withFollowing(streams: readonly Stream[], factors: readonly (readonly Float64Array[])[]): Futures['factors'] {
  return factors.map((own, index) => {
    const follows = streams[index]?.follows;
    const base = follows && factors[follows.stream];
    return base === undefined ? own : base.map((month) => month.map((volume) => follows?.at(volume) ?? volume));
  });
}
