import type { LeverReport, ProviderLevers } from '../../domain/lever-report.ts';
import type { Reservation } from '../../domain/reservation.ts';
import { switches, switchesOf } from '../levers.ts';
import { factor, float, share, usd } from '../numerals.ts';
import type { Written, Z } from '../schema.ts';
import { partsPerMillion, statistic, toTheCent } from './expected.ts';

const part = (z: Z) => share(z, '0 to 1');

const lever = (z: Z) =>
  z.strictObject({
    lever: z.enum(['rateCard', 'failedRequests', 'serviceLevel', 'regionPinning', 'reservedCapacity']),
    low: usd(z),
    expected: usd(z),
    high: usd(z),
    points: part(z).nullable().describe('expected / list spend: the same as a discount on every token'),
    basis: z.enum(['published', 'stated', 'assumed', 'claim']),
    contingent: z.boolean().describe('paid only when something goes wrong'),
  });

const failedRequests = (z: Z) =>
  z.strictObject({
    basis: z.string(),
    recovered: usd(z),
    articleMethod: usd(z, 'a flat share of the output, whatever the class'),
    classes: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        consumed: usd(z),
        billedToday: usd(z),
        recovered: usd(z),
      }),
    ),
  });

const uptime = (z: Z) =>
  z
    .strictObject({
      basis: z.string(),
      expectedShare: float(z, '0 to 1'),
      steps: z.array(z.strictObject({ below: part(z), credit: part(z), probability: float(z, '0 to 1') })),
    })
    .nullable();

const provider = (z: Z) =>
  z.strictObject({
    provider: z.string(),
    listSpend: usd(z),
    open: z.boolean().describe('false under the floor: then none of it moves'),
    levers: z.array(lever(z)),
    failedRequests: failedRequests(z),
    uptime: uptime(z),
    models: z.array(z.strictObject({ model: z.string(), newer: float(z) })),
  });

/** What can be negotiated with each provider; nothing of it is in a cost. */
export const levers = (z: Z) =>
  z.strictObject({
    providers: z.array(provider(z)),
    notLevers: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
  });

const term = (z: Z) =>
  z.strictObject({
    term: z.string(),
    cost: usd(z),
    saving: usd(z, 'below 0 where the reservation is dearer'),
    breakEven: z.array(factor(z).nullable()),
    breakEvenOfMix: z.array(factor(z).nullable()),
    expectedSpill: statistic(z),
    priceOptimalUnits: z.array(float(z)),
    priceOptimalCost: statistic(z),
    priceValue: statistic(z),
    latencyInsurancePremium: statistic(z),
  });

/** Capacity that could be reserved for the work of a plan. */
export const reservation = (z: Z) =>
  z.strictObject({
    offer: z.string(),
    model: z.string(),
    provider: z.string(),
    workloads: z.array(z.string()),
    peakToAverage: factor(z),
    loadBasis: z.enum(['stated', 'assumed']),
    payAsYouGo: usd(z),
    pools: z.array(z.strictObject({ units: float(z), utilisation: factor(z).nullable(), payAsYouGo: usd(z) })),
    terms: z.array(term(z)),
    effects: z.array(z.strictObject({ ...switches(z).shape, utilisation: z.array(factor(z).nullable()) })),
  });

const uptimeOf = (of: ProviderLevers['uptime']): Written<typeof uptime> =>
  of === undefined
    ? null
    : {
        basis: of.basis,
        expectedShare: partsPerMillion(of.expectedShare),
        steps: of.steps.map(({ below, credit, probability }) => ({
          below,
          credit,
          probability: partsPerMillion(probability),
        })),
      };

const failedRequestsOf = (of: ProviderLevers['failedRequests']): Written<typeof failedRequests> => ({
  basis: of.basis,
  recovered: of.recovered,
  articleMethod: of.articleMethod,
  classes: of.classes.map(({ id, name, consumed, billedToday, recovered }) => ({
    id,
    name,
    consumed,
    billedToday,
    recovered,
  })),
});

const leverOf = (of: ProviderLevers['values'][number]): Written<typeof lever> => ({
  lever: of.lever,
  low: of.low,
  expected: of.expected,
  high: of.high,
  points: of.points ?? null,
  basis: of.basis,
  contingent: of.contingent,
});

const providerOf = (each: ProviderLevers): Written<typeof provider> => ({
  provider: each.provider,
  listSpend: each.listSpend,
  open: each.open,
  levers: each.values.map(leverOf),
  failedRequests: failedRequestsOf(each.failedRequests),
  uptime: uptimeOf(each.uptime),
  models: each.models.map(({ model, newer }) => ({ model, newer })),
});

/** Contingent values are in no cost. */
export const leversOf = (report: LeverReport): Written<typeof levers> => ({
  providers: report.providers.map(providerOf),
  notLevers: report.notLevers.map(({ name, reason }) => ({ name, reason })),
});

const termOf = ({ term: of, statistics, ...each }: Reservation['terms'][number]): Written<typeof term> => ({
  term: of.name,
  cost: each.cost,
  saving: each.saving,
  breakEven: each.breakEven.map((value) => value ?? null),
  breakEvenOfMix: each.breakEvenOfMix.map((value) => value ?? null),
  expectedSpill: toTheCent(statistics.expectedSpill),
  priceOptimalUnits: statistics.priceOptimalUnits.map(Number),
  priceOptimalCost: toTheCent(statistics.priceOptimalCost),
  priceValue: toTheCent(statistics.priceValue),
  latencyInsurancePremium: toTheCent(statistics.latencyInsurancePremium),
});

/** Statistics are to the cent. */
export const reservationOf = (each: Reservation): Written<typeof reservation> => ({
  offer: each.offer.id,
  model: each.model,
  provider: each.provider,
  workloads: each.workloads,
  peakToAverage: each.peakToAverage,
  loadBasis: each.loadBasis,
  payAsYouGo: each.payAsYouGo,
  pools: each.pools.map(({ units, utilisation, payAsYouGo }) => ({
    units: Number(units),
    utilisation: utilisation ?? null,
    payAsYouGo,
  })),
  terms: each.terms.map(termOf),
  effects: each.effects.map((effect) => ({
    ...switchesOf(effect),
    utilisation: effect.utilisation.map((value) => value ?? null),
  })),
});
