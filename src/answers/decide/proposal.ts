import { GROUNDS } from '../../domain/ground.ts';
import type { Plan } from '../../domain/plan.ts';
import { COMMITMENT_PERIODS, type PlanCost, type ProposalAudit, type WalkAway } from '../../domain/proposal.ts';
import { rampStages } from '../../domain/ramp-stages.ts';
import { factor, float, maybeUsd, usd } from '../numerals.ts';
import type { Written, Z } from '../schema.ts';
import {
  alternative,
  alternativeOf,
  clause,
  clauseOf,
  demand,
  demandOf,
  discount,
  expected,
  expectedOf,
  flip,
  flipOf,
  maybe,
  offerSource,
  partsPerMillion,
  pooling,
  poolingOf,
  probability,
  signed,
  signedOf,
  source,
  sourceOf,
  stated,
  statedOf,
  statistic,
  terms,
  termsOf,
  toTheCent,
} from './expected.ts';
import { namedDiscounts, namedDiscountsOf } from './named-discounts.ts';
import { stages, stagesOf } from './stages.ts';
import type { DecideWords } from './words.ts';

const VERDICTS = ['sign', 'counter', 'decline'] as const;

const toMatch = (z: Z) =>
  probability(z)
    .nullable()
    .describe('the discount at which its commitment is expected to cost what no contract does; null when none does');

const counter = (z: Z) =>
  z.strictObject({
    kind: z.enum(['tuned', 'band']).describe('another commitment at the proposed terms, or a band on offer'),
    ground: z.enum(GROUNDS).describe('quoted: a band on offer; hoped: nobody has offered it'),
    commitment: usd(z),
    discount: discount(z),
    ...expected(z).shape,
    discountToMatch: toMatch(z),
    more: z
      .strictObject({ ...signed(z).shape, ground: z.enum(GROUNDS), expectedCost: statistic(z) })
      .nullable()
      .describe('more commitment for more discount, where that is expected to cost less than what is proposed'),
    clauses: z.array(clause(z)),
  });

/** What everything costs in one plan. */
export const planCost = (z: Z) =>
  z.strictObject({
    effectiveCost: usd(z, 'at exactly the stated volume'),
    expectedCost: statistic(z, 'a statistic, US dollars of an average month of the term'),
    reservations: z
      .array(z.strictObject({ offer: z.string(), model: z.string(), units: float(z) }))
      .describe('reserved units that it takes, as many as are the best for it'),
  });

const plans = (z: Z) =>
  z
    .strictObject({
      signed: planCost(z),
      unsigned: planCost(z).describe('the best plan without a contract of this provider'),
      countered: planCost(z).nullable(),
    })
    .describe(
      'everything that is bought, in the best plan with what is proposed, without it, and with the counter-offer',
    );

const unstated = (z: Z) =>
  z.strictObject({
    term: z.enum(['overage', 'fulfilment', 'floorBasis', 'priceProtection', 'newerModels']),
    costs: statistic(z, 'more a month where the vendor reads it the dear way')
      .nullable()
      .describe('null where the contract is not to be had then'),
    verdict: z.enum(VERDICTS),
  });

/** The least discount for a commitment. */
export const walkAway = (z: Z) =>
  z.strictObject({
    commitment: usd(z, 'US dollars a month'),
    discount: probability(z).nullable().describe('the least that makes it worth signing; null where none does'),
    asProposed: probability(z).nullable().describe('the least that makes it as good as what is proposed'),
  });

const choice = (z: Z) =>
  z.strictObject({
    kind: z.enum(['proposal', 'counter', 'list', 'alternative', 'band']),
    commitment: maybeUsd(z),
    discount: discount(z).nullable(),
    available: z.boolean(),
    ...expected(z).shape,
  });

const calibration = (z: Z) =>
  z
    .strictObject({
      firstProposal: z.strictObject({ low: factor(z), high: factor(z), source: source(z) }),
      unusedAtAnniversary: z.strictObject({ share: discount(z), source: source(z) }),
    })
    .describe('what is said elsewhere, for comparison only');

/** What a vendor proposes, held against demand. */
export const proposal = (z: Z) =>
  z.strictObject({
    provider: z.string(),
    file: z.string(),
    date: z.string().nullable(),
    validUntil: z.string().nullable(),
    note: z.string().nullable(),
    written: z.strictObject({ commitment: usd(z, 'US dollars'), per: z.enum(COMMITMENT_PERIODS) }),
    commitment: usd(z, 'of a month, at the end of any ramp'),
    stages: stages(z),
    discount: discount(z),
    discounts: namedDiscounts(z),
    terms: terms(z),
    verdict: z.enum(VERDICTS),
    plans: plans(z),
    better: z
      .strictObject({ file: z.string(), saves: statistic(z) })
      .nullable()
      .describe('of several proposals of one provider, the one that is expected to cost less'),
    unstated: z.array(unstated(z)).describe('terms that the proposal leaves open and that cost something'),
    walkAway: z.array(walkAway(z)),
    listSpend: usd(z),
    demand: demand(z),
    allowance: usd(z, 'list dollars of usage that the commitment covers'),
    runRateMultiple: factor(z, 'allowance over list spend'),
    termDue: usd(z, 'US dollars over the term, exact'),
    atStatedVolume: stated(z),
    ...expected(z).shape,
    termShortfall: float(z, 'a statistic, US dollars over the term'),
    withoutContract: z.strictObject({ ...alternative(z).shape, expectedCost: statistic(z) }),
    breakEvenUtilisation: factor(z)
      .nullable()
      .describe('used share above which it beats no commitment; over 1: never; null where no commitment costs nothing'),
    breakEvenVersusList: factor(z),
    discountToMatch: toMatch(z),
    counter: counter(z),
    offerSource: offerSource(z),
    flips: z.strictObject({ realised: flip(z), p50: flip(z) }),
    choices: z.array(choice(z)),
    pooling: pooling(z),
    clauses: z.array(clause(z)),
    clearsFloor: z.boolean(),
    calibration: calibration(z),
    answer: z.string(),
    texts: z.array(z.string()),
  });

function calibrationOf({
  firstProposal,
  unusedAtAnniversary,
}: ProposalAudit['calibration']): Written<typeof calibration> {
  const [low, high] = firstProposal.value;
  return {
    firstProposal: { low, high, source: sourceOf(firstProposal.source) },
    unusedAtAnniversary: { share: unusedAtAnniversary.value, source: sourceOf(unusedAtAnniversary.source) },
  };
}

export const planCostOf = ({ effectiveCost, expectedCost, units }: PlanCost): Written<typeof planCost> => ({
  effectiveCost,
  expectedCost: toTheCent(expectedCost),
  reservations: units.map((each) => ({ offer: each.offer, model: each.model, units: Number(each.units) })),
});

const plansOf = ({ signed, unsigned, countered }: ProposalAudit['plans']): Written<typeof plans> => ({
  signed: planCostOf(signed),
  unsigned: planCostOf(unsigned),
  countered: countered === undefined ? null : planCostOf(countered),
});

const counterOf = (of: ProposalAudit['counter'], words: DecideWords): Written<typeof counter> => ({
  kind: of.kind,
  ground: of.ground,
  commitment: of.signed.commitment,
  discount: of.signed.discount,
  ...expectedOf(of.expected),
  discountToMatch: maybe(of.discountToMatch, partsPerMillion),
  more:
    of.more === undefined
      ? null
      : { ...signedOf(of.more.signed), ground: of.more.ground, expectedCost: toTheCent(of.more.expected.cost) },
  clauses: of.clauses.map((each) => clauseOf(each, words)),
});

export const walkAwayOf = (each: WalkAway): Written<typeof walkAway> => ({
  ...each,
  discount: maybe(each.discount, partsPerMillion),
  asProposed: maybe(each.asProposed, partsPerMillion),
});

const choiceOf = (of: ProposalAudit['choices'][number]): Written<typeof choice> => ({
  kind: of.kind,
  commitment: of.signed?.commitment ?? null,
  discount: of.signed?.discount ?? null,
  available: of.available,
  ...expectedOf(of.expected),
});

/** Expectations are statistics, to the cent. */
export function proposalOf(audit: ProposalAudit, plan: Plan, words: DecideWords): Written<typeof proposal> {
  const { proposal: of, flips } = audit;
  return {
    provider: of.provider,
    file: of.file,
    date: of.date ?? null,
    validUntil: of.validUntil ?? null,
    note: of.note ?? null,
    written: { commitment: of.written.amount, per: of.written.per },
    commitment: of.commitment,
    stages: stagesOf({ stages: rampStages(of.commitment, audit.terms.terms) }),
    discount: of.discount,
    discounts: namedDiscountsOf(of.clauses),
    terms: termsOf(audit.terms),
    verdict: audit.verdict,
    plans: plansOf(audit.plans),
    better: audit.better === undefined ? null : { ...audit.better, saves: toTheCent(audit.better.saves) },
    unstated: audit.unstated.map((each) => ({ ...each, costs: maybe(each.costs, toTheCent) })),
    walkAway: audit.walkAway.map(walkAwayOf),
    listSpend: audit.listSpend,
    demand: demandOf(audit.demand),
    allowance: audit.allowance,
    runRateMultiple: audit.runRateMultiple,
    termDue: audit.termDue,
    atStatedVolume: statedOf(audit.atStatedVolume),
    ...expectedOf(audit.expected),
    termShortfall: toTheCent(audit.termShortfall),
    withoutContract: { ...alternativeOf(audit.alternative), expectedCost: toTheCent(audit.alternativeCost) },
    breakEvenUtilisation: audit.breakEvenUtilisation ?? null,
    breakEvenVersusList: audit.breakEvenVersusList,
    discountToMatch: maybe(audit.discountToMatch, partsPerMillion),
    counter: counterOf(audit.counter, words),
    offerSource: audit.offerSource === undefined ? null : sourceOf(audit.offerSource),
    flips: { realised: flipOf(flips.realised), p50: flipOf(flips.p50) },
    choices: audit.choices.map(choiceOf),
    pooling: poolingOf(audit.pooling),
    clauses: audit.clauses.map((each) => clauseOf(each, words)),
    clearsFloor: audit.clearsFloor,
    calibration: calibrationOf(audit.calibration),
    answer: words.verdict(audit, plan),
    texts: words.proposal(audit),
  };
}
