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

/** P(demand <= x). */
export function probabilityWithin(of: Distribution, x: number, { cdf }: Normal): number {
  if (x <= 0) return 0;
  return weighted(of, (scenario) => (isSure(scenario) ? Number(scenario.median <= x) : cdf(deviations(scenario, x))));
}

/** Floats that differ by less are one number: a commitment that a certain demand meets is met. */
const SAME = 1e-12;

/** P(demand < x). Apart from P(demand <= x) only where demand is certain. */
export function probabilityBelow(of: Distribution, x: number, normal: Normal): number {
  return probabilityWithin(of, x * (1 - SAME), normal);
}

/** E[demand; demand <= x]: the part of the mean that lies at or under x. */
function meanUnder(of: Distribution, x: number, { cdf }: Normal): number {
  if (x <= 0) return 0;
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
  if (of.every(isSure)) {
    let left = p * (1 + SAME);
    const sorted = of.toSorted((a, b) => a.median - b.median);
    const found = sorted.find(({ weight }) => {
      left -= weight;
      return left <= SAME;
    });
    return (found ?? sorted.at(-1) ?? of[0]).median;
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
