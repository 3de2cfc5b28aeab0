import type { Normal } from '../../domain/normal.ts';

/**
 * One way demand may go: ln(demand) is normal on either side of its median, with a spread of its own on each side.
 * Equal spreads are a lognormal; spreads of 0 are a certainty.
 */
export interface Scenario {
  readonly weight: number;
  /** US dollars of list spend a month, above 0. */
  readonly median: number;
  readonly sigmaBelow: number;
  readonly sigmaAbove: number;
}

/** Scenarios whose weights add up to 1: a launch that may or may not happen, or the months of a term in growth. */
export type Distribution = readonly [Scenario, ...Scenario[]];

/** The factor by which the mean of a lognormal exceeds its median: exp(sigma^2 / 2). */
const lift = (sigma: number) => Math.exp((sigma * sigma) / 2);

const weighted = (of: Distribution, value: (scenario: Scenario) => number) =>
  of.reduce((total, scenario) => total + scenario.weight * value(scenario), 0);

/** Standard deviations of ln(demand) between the median and x; infinite under a certainty. */
function deviations({ median, sigmaBelow, sigmaAbove }: Scenario, x: number): number {
  const distance = Math.log(x / median);
  const sigma = distance < 0 ? sigmaBelow : sigmaAbove;
  if (sigma > 0) return distance / sigma;
  return distance < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

const isSure = ({ sigmaBelow, sigmaAbove }: Scenario) => sigmaBelow === 0 && sigmaAbove === 0;

/** A distribution of certain outcomes alone, from the least on; `weight` and `part` of those before each add up. */
interface Outcomes {
  readonly at: Float64Array;
  readonly weight: Float64Array;
  /** Of the mean. */
  readonly part: Float64Array;
}

const OUTCOMES_OF = new WeakMap<Distribution, Outcomes | 'none'>();

/** The outcomes of a distribution that has nothing else, put in order once. */
function outcomesOf(of: Distribution): Outcomes | undefined {
  const known = OUTCOMES_OF.get(of) ?? (of.every(isSure) ? inOrder(of) : 'none');
  OUTCOMES_OF.set(of, known);
  return known === 'none' ? undefined : known;
}

function inOrder(of: Distribution): Outcomes {
  const sorted = of.toSorted((a, b) => a.median - b.median);
  const [weight, part] = [new Float64Array(of.length + 1), new Float64Array(of.length + 1)];
  for (const [index, each] of sorted.entries()) {
    weight[index + 1] = (weight[index] as number) + each.weight;
    part[index + 1] = (part[index] as number) + each.weight * each.median;
  }
  return { at: Float64Array.from(sorted, ({ median }) => median), weight, part };
}

/** How many numbers of a rising row come before the first that is not `before`. */
function countOf(length: number, before: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many outcomes are at or under x. */
const within = ({ at }: Outcomes, x: number) => countOf(at.length, (index) => (at[index] as number) <= x);

/** P(demand <= x). */
export function probabilityWithin(of: Distribution, x: number, { cdf }: Normal): number {
  if (x <= 0) return 0;
  const outcomes = outcomesOf(of);
  if (outcomes !== undefined) return outcomes.weight[within(outcomes, x)] as number;
  return weighted(of, (scenario) => (isSure(scenario) ? Number(scenario.median <= x) : cdf(deviations(scenario, x))));
}

/** Floats that differ by less are one number: a commitment that a certain demand meets is met. */
const SAME = 1e-12;

/** What lies under x and is not x. */
export const justUnder = (x: number) => x * (1 - SAME);

/** P(demand < x). Apart from P(demand <= x) only where demand is certain. */
export function probabilityBelow(of: Distribution, x: number, normal: Normal): number {
  return probabilityWithin(of, justUnder(x), normal);
}

/** E[demand; demand <= x]: the part of the mean that lies at or under x. */
function meanUnder(of: Distribution, x: number, { cdf }: Normal): number {
  if (x <= 0) return 0;
  const outcomes = outcomesOf(of);
  if (outcomes !== undefined) return outcomes.part[within(outcomes, x)] as number;
  return weighted(of, (scenario) => {
    const { median, sigmaBelow, sigmaAbove } = scenario;
    if (isSure(scenario)) return median <= x ? median : 0;
    const z = deviations(scenario, x);
    const below = lift(sigmaBelow) * cdf(Math.min(z, 0) - sigmaBelow);
    const above = lift(sigmaAbove) * (cdf(Math.max(z, 0) - sigmaAbove) - cdf(-sigmaAbove));
    return median * (below + above);
  });
}

/** E[demand]. */
export function mean(of: Distribution, normal: Normal): number {
  return meanUnder(of, Number.POSITIVE_INFINITY, normal);
}

/** E[demand; from < demand <= to]. */
export function meanBetween(of: Distribution, from: number, to: number, normal: Normal): number {
  return meanUnder(of, to, normal) - meanUnder(of, from, normal);
}

/** E[min(demand, x)]: what an allowance of x list dollars is expected to absorb. */
export function absorbed(of: Distribution, x: number, normal: Normal): number {
  if (x === Number.POSITIVE_INFINITY) return mean(of, normal);
  return meanUnder(of, x, normal) + Math.max(x, 0) * (1 - probabilityWithin(of, x, normal));
}

/** How many outcomes stand for a distribution that is known by its futures. */
const OUTCOMES = 1024;

/** The distribution of futures that are equally likely: groups of neighbours, each at its mean, so that the mean is theirs. */
export function ofFutures(values: Float64Array): Distribution {
  const sorted = values.slice().sort();
  const count = Math.min(OUTCOMES, sorted.length);
  const scenarios = Array.from({ length: count }, (_, group): Scenario => {
    const [from, to] = [Math.floor((group * sorted.length) / count), Math.floor(((group + 1) * sorted.length) / count)];
    const median = sorted.subarray(from, to).reduce((total, each) => total + each, 0) / (to - from);
    return { weight: (to - from) / sorted.length, median, sigmaBelow: 0, sigmaAbove: 0 };
  });
  return scenarios as [Scenario, ...Scenario[]];
}

/** Every outcome times a factor above 0. */
export function scaled(of: Distribution, by: number): Distribution {
  const [first, ...rest] = of;
  const scale = (scenario: Scenario) => ({ ...scenario, median: scenario.median * by });
  return [scale(first), ...rest.map(scale)];
}

/** Halvings that take any interval of floats to neighbours. */
const HALVINGS = 200;

/** Where an increasing function first reaches 0, between two arguments. */
export function crossing(increasing: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (increasing(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}

/** The demand that a share p of futures stays at or under; 0 for p = 0. */
export function quantile(of: Distribution, p: number, normal: Normal): number {
  if (p <= 0) return 0;
  if (p >= 1 && of.every(({ sigmaAbove }) => sigmaAbove === 0)) return Math.max(...of.map(({ median }) => median));
  const outcomes = outcomesOf(of);
  if (outcomes !== undefined) {
    const { at, weight } = outcomes;
    const under = countOf(at.length - 1, (index) => p * (1 + SAME) - (weight[index + 1] as number) > SAME);
    return at[under] as number;
  }
  const z = normal.quantile(Math.min(p, 1));
  const each = of.map(({ median, sigmaBelow, sigmaAbove }) => {
    const sigma = z < 0 ? sigmaBelow : sigmaAbove;
    return sigma === 0 ? median : median * Math.exp(z * sigma);
  });
  const [lowest, highest] = [Math.min(...each), Math.max(...each)];
  if (lowest === highest) return lowest;
  return crossing((x) => probabilityWithin(of, x, normal) - p, lowest * (1 - Number.EPSILON), highest);
}
