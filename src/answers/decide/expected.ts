import type {
  Alternative,
  AtStatedVolume,
  Clause,
  DemandSummary,
  Expected,
  Flip,
  Pooling,
  Signed,
} from '../../domain/commitment.ts';
import { FULFILMENTS, type ResolvedTerms, SPEND_BASES } from '../../domain/contract.ts';
import { CONFIDENCES, type Source } from '../../domain/rate-card.ts';
import { float, number, share, usd } from '../numerals.ts';
import type { Written, Z } from '../schema.ts';
import type { DecideWords } from './words.ts';

/** A statistic in dollars, to the cent: its noise is far below. */
export const toTheCent = (value: number) => Math.round(value * 100) / 100;
/** A probability or an expected share, to a millionth. */
export const partsPerMillion = (value: number) => Math.round(value * 1e6) / 1e6;
/** What may be missing is null. */
export const maybe = (value: number | undefined, shown: (value: number) => number) =>
  value === undefined ? null : shown(value);

export const discount = (z: Z) => share(z, '0 to 1, exact');
export const statistic = (z: Z, description = 'a statistic, US dollars a month') => float(z, description);
export const probability = (z: Z) => float(z, 'a statistic, 0 to 1');

/** Where something was read, and how sure it is. */
export const source = (z: Z) =>
  z.strictObject({ url: z.string(), checked: z.string(), confidence: z.enum(CONFIDENCES) });

export const sourceOf = ({ url, checked, confidence }: Source): Written<typeof source> => ({
  url,
  checked,
  confidence,
});

/** Of the bands on offer. */
export const offerSource = (z: Z) =>
  source(z).nullable().describe('of the bands on offer; null for offers of your own');

/** What is signed. */
export const signed = (z: Z) => z.strictObject({ commitment: usd(z), discount: discount(z) });

export const signedOf = (of: Signed): Written<typeof signed> => ({
  commitment: of.commitment,
  discount: of.discount,
});

/** An expectation. */
export const expected = (z: Z) =>
  z.strictObject({
    expectedCost: statistic(z),
    costP10: statistic(z),
    costP90: statistic(z),
    utilisation: probability(z).nullable().describe('used share of the commitment; null without one'),
    coverage: probability(z).nullable().describe('covered share of the usage; null without a commitment'),
    expectedShortfall: statistic(z, 'paid and not used'),
    shortfallProbability: probability(z),
  });

export const expectedOf = (of: Expected): Written<typeof expected> => ({
  expectedCost: toTheCent(of.cost),
  costP10: toTheCent(of.costP10),
  costP90: toTheCent(of.costP90),
  utilisation: maybe(of.utilisation, partsPerMillion),
  coverage: maybe(of.coverage, partsPerMillion),
  expectedShortfall: toTheCent(of.shortfall),
  shortfallProbability: partsPerMillion(of.shortfallProbability),
});

/** The cheapest way to buy without a commitment. */
export const alternative = (z: Z) =>
  z.strictObject({
    id: z.string().describe('channels joined by +'),
    label: z.string(),
    cost: usd(z, 'of the stated volume'),
  });

export const alternativeOf = ({ id, label, cost }: Alternative): Written<typeof alternative> => ({ id, label, cost });

/** Terms of a contract, stated or taken as usual. */
export const terms = (z: Z) =>
  z.strictObject({
    overage: z
      .union([z.enum(['list', 'contract']), number(z)])
      .describe('usage over the commitment; a number is times list'),
    fulfilment: z.enum(FULFILMENTS),
    rollover: discount(z),
    commitmentBasis: z.enum(SPEND_BASES),
    floorBasis: z.enum(SPEND_BASES),
    ramp: z.array(discount(z)).nullable(),
    termMonths: float(z),
    assumed: z.array(z.string()).describe('terms that nobody states'),
  });

export const termsOf = ({ terms: of, assumed }: ResolvedTerms): Written<typeof terms> => ({
  overage: of.overage,
  fulfilment: of.fulfilment,
  rollover: of.rollover,
  commitmentBasis: of.commitmentBasis,
  floorBasis: of.floorBasis,
  ramp: of.ramp ?? null,
  termMonths: of.termMonths,
  assumed,
});

/** A clause and what it is worth. */
export const clause = (z: Z) =>
  z.strictObject({
    kind: z.enum([
      'overageAtContract',
      'annualPooling',
      'listBasis',
      'rollover',
      'ramp',
      'priceProtection',
      'newerModels',
      'mostFavoured',
    ]),
    worth: statistic(z, 'what the contract costs more without it'),
    granted: z.boolean(),
    assumed: z.boolean().describe('nobody states the term: get it in writing'),
    share: discount(z).nullable().describe('share of unused commitment that would roll over'),
    text: z.string(),
  });

export const clauseOf = (of: Clause, words: DecideWords): Written<typeof clause> => ({
  kind: of.kind,
  worth: toTheCent(of.worth),
  granted: of.granted,
  assumed: of.assumed,
  share: of.share ?? null,
  text: words.clause(of),
});

/** A commitment at exactly the stated volume. */
export const stated = (z: Z) =>
  z.strictObject({
    listSpend: usd(z),
    contractedCost: usd(z),
    shortfall: usd(z),
    overage: usd(z, 'list dollars of usage over the commitment'),
    cost: usd(z),
  });

export const statedOf = (at: AtStatedVolume): Written<typeof stated> => ({
  listSpend: at.listSpend,
  contractedCost: at.contractedCost,
  shortfall: at.shortfall,
  overage: at.overage,
  cost: at.cost,
});

/** Where a commitment becomes cheaper than none. */
export const flip = (z: Z) =>
  z
    .strictObject({ above: statistic(z), below: statistic(z).nullable() })
    .nullable()
    .describe('the commitment is cheaper than no commitment above, and where overage is dear below; null: never');

export const flipOf = (of: Flip | undefined): Written<typeof flip> =>
  of === undefined ? null : { above: toTheCent(of.above), below: maybe(of.below, toTheCent) };

/** Demand as it is worked with, in list dollars of an average month of the term. */
export const demand = (z: Z) =>
  z.strictObject({
    p10: statistic(z),
    p50: statistic(z),
    p90: statistic(z),
    mean: statistic(z),
    basis: z.enum(['stated', 'assumed']),
    method: z.enum(['common', 'matched']).describe('matched: several forecasts, summed over the futures there may be'),
    assumedSigma: discount(z).nullable(),
    correlation: discount(z),
    correlationAssumed: z.boolean(),
    grows: z.boolean(),
  });

export const demandOf = (of: DemandSummary): Written<typeof demand> => ({
  p10: toTheCent(of.p10),
  p50: toTheCent(of.p50),
  p90: toTheCent(of.p90),
  mean: toTheCent(of.mean),
  basis: of.basis,
  method: of.method,
  assumedSigma: of.basis === 'assumed' ? of.assumedSigma : null,
  correlation: of.correlation,
  correlationAssumed: of.correlationAssumed,
  grows: of.grows,
});

const yearly = (z: Z) => float(z, 'a statistic, US dollars over the months');

/** The expected shortfall by the interval a commitment is settled in. */
export const pooling = (z: Z) =>
  z.strictObject({
    of: signed(z),
    months: float(z),
    shortfallMonthly: yearly(z),
    shortfallAnnual: yearly(z),
    shortfallAnnualIfIndependent: yearly(z),
  });

export const poolingOf = (of: Pooling): Written<typeof pooling> => ({
  of: signedOf(of.signed),
  months: of.months,
  shortfallMonthly: toTheCent(of.monthly),
  shortfallAnnual: toTheCent(of.annual),
  shortfallAnnualIfIndependent: toTheCent(of.annualIfIndependent),
});
