import * as z from 'zod';
import { usd } from './answer-schemas.ts';

const share = z.number().describe('0 to 1');
const statistic = z.number().describe('a statistic, US dollars a month');

/** What can be negotiated with each provider; nothing of it is in a cost. */
export const planLevers = z.strictObject({
  providers: z.array(
    z.strictObject({
      provider: z.string(),
      listSpend: usd,
      open: z.boolean().describe('false under the floor: then none of it moves'),
      levers: z.array(
        z.strictObject({
          lever: z.enum(['rateCard', 'failedRequests', 'serviceLevel', 'regionPinning', 'reservedCapacity']),
          low: usd,
          expected: usd,
          high: usd,
          points: share.nullable().describe('expected / list spend: the same as a discount on every token'),
          basis: z.enum(['published', 'stated', 'assumed', 'claim']),
          contingent: z.boolean().describe('paid only when something goes wrong'),
        }),
      ),
      failedRequests: z.strictObject({
        basis: z.string(),
        recovered: usd,
        articleMethod: usd.describe('a flat share of the output, whatever the class'),
        classes: z.array(
          z.strictObject({ id: z.string(), name: z.string(), consumed: usd, billedToday: usd, recovered: usd }),
        ),
      }),
      uptime: z
        .strictObject({
          basis: z.string(),
          expectedShare: share,
          steps: z.array(z.strictObject({ below: share, credit: share, probability: share })),
        })
        .nullable(),
      models: z.array(z.strictObject({ model: z.string(), newer: z.number() })),
    }),
  ),
  notLevers: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
});

/** Capacity that could be reserved for the work of a plan. */
export const planReserved = z.array(
  z.strictObject({
    offer: z.string(),
    model: z.string(),
    provider: z.string(),
    workloads: z.array(z.string()),
    peakToAverage: z.number(),
    loadBasis: z.enum(['stated', 'assumed']),
    payAsYouGo: usd,
    pools: z.array(z.strictObject({ units: z.number(), utilisation: z.number().nullable(), payAsYouGo: usd })),
    terms: z.array(
      z.strictObject({
        term: z.string(),
        cost: usd,
        saving: usd.describe('below 0 where the reservation is dearer'),
        breakEven: z.array(z.number().nullable()),
        breakEvenOfMix: z.array(z.number().nullable()),
        expectedSpill: statistic,
        priceOptimalUnits: z.array(z.number()),
        priceOptimalCost: statistic,
        priceValue: statistic,
        latencyInsurancePremium: statistic,
      }),
    ),
    effects: z.array(
      z.strictObject({ cache: z.boolean(), batch: z.boolean(), utilisation: z.array(z.number().nullable()) }),
    ),
  }),
);
