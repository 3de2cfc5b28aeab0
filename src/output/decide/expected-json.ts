import type {
  AtStatedVolume,
  Clause,
  DemandSummary,
  Expected,
  Flip,
  Pooling,
  Signed,
} from '../../domain/commitment.ts';
import type { ResolvedTerms } from '../../domain/contract.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { Source } from '../../domain/rate-card.ts';
import { clauseText } from './commitment-words.ts';

const CENTS = 100;
const PARTS = 1e6;

/** A statistic in dollars, to the cent: its noise is far below. */
export const rounded = (value: number) => Math.round(value * CENTS) / CENTS;
/** A probability or an expected share, to a millionth. */
export const probability = (value: number) => Math.round(value * PARTS) / PARTS;
/** What may be missing is null. */
export const maybe = (value: number | undefined, shown: (value: number) => number) =>
  value === undefined ? null : shown(value);

/** What is signed; null where nothing is. */
export function signedJson(signed: Signed | undefined): JsonValue {
  return signed === undefined ? null : { commitment: signed.commitment, discount: signed.discount };
}

/** An expectation, with the keys that scripts rely on. */
export function expectedJson({
  cost,
  costP10,
  costP90,
  utilisation,
  coverage,
  shortfall,
  shortfallProbability,
}: Expected) {
  return {
    expectedCost: rounded(cost),
    costP10: rounded(costP10),
    costP90: rounded(costP90),
    utilisation: maybe(utilisation, probability),
    coverage: maybe(coverage, probability),
    expectedShortfall: rounded(shortfall),
    shortfallProbability: probability(shortfallProbability),
  };
}

export function termsJson({ terms, assumed }: ResolvedTerms): JsonValue {
  const { overage, fulfilment, rollover, commitmentBasis, floorBasis, ramp, termMonths } = terms;
  return {
    overage,
    fulfilment,
    rollover,
    commitmentBasis,
    floorBasis,
    ramp: ramp === undefined ? null : [...ramp],
    termMonths,
    assumed: [...assumed],
  };
}

export function clauseJson(clause: Clause): JsonValue {
  const { kind, worth, granted, assumed, share } = clause;
  return { kind, worth: rounded(worth), granted, assumed, share: share ?? null, text: clauseText(clause) };
}

export function statedJson(at: AtStatedVolume): JsonValue {
  const { listSpend, contractedCost, shortfall, overage, cost } = at;
  return { listSpend, contractedCost, shortfall, overage, cost };
}

export function demandJson({
  p10,
  p50,
  p90,
  mean,
  basis,
  method,
  assumedSigma,
  correlation,
  correlationAssumed,
  grows,
}: DemandSummary) {
  return {
    p10: rounded(p10),
    p50: rounded(p50),
    p90: rounded(p90),
    mean: rounded(mean),
    basis,
    method,
    assumedSigma: basis === 'assumed' ? assumedSigma : null,
    correlation,
    correlationAssumed,
    grows,
  };
}

/** A flip point; null where there is none. */
export const flipJson = (flip: Flip | undefined): JsonValue =>
  flip === undefined ? null : { above: rounded(flip.above), below: maybe(flip.below, rounded) };

export function poolingJson(pooling: Pooling | undefined): JsonValue {
  if (pooling === undefined) return null;
  const { signed, months, monthly, annual, annualIfIndependent } = pooling;
  return {
    of: signedJson(signed),
    months,
    shortfallMonthly: rounded(monthly),
    shortfallAnnual: rounded(annual),
    shortfallAnnualIfIndependent: rounded(annualIfIndependent),
  };
}

/** Where something was read, and how sure it is. */
export const sourceJson = ({ url, checked, confidence }: Source) => ({ url, checked, confidence });
