import type { JsonValue } from '../../domain/json.ts';
import type { LeverReport } from '../../domain/lever-report.ts';
import type { Reservation } from '../../domain/reservation.ts';

const CENTS = 100;
const rounded = (value: number) => Math.round(value * CENTS) / CENTS;
const probability = (value: number) => Math.round(value * 1e6) / 1e6;

/** What can be negotiated with each provider, with the keys that scripts rely on; contingent values are in no cost. */
export function leversJson(report: LeverReport): JsonValue {
  return {
    providers: report.providers.map((each) => ({
      provider: each.provider,
      listSpend: each.listSpend,
      open: each.open,
      levers: each.values.map(({ lever, low, expected, high, points, basis, contingent }) => ({
        lever,
        low,
        expected,
        high,
        points: points ?? null,
        basis,
        contingent,
      })),
      failedRequests: {
        basis: each.failedRequests.basis,
        recovered: each.failedRequests.recovered,
        articleMethod: each.failedRequests.articleMethod,
        classes: each.failedRequests.classes.map(({ id, name, consumed, billedToday, recovered }) => ({
          id,
          name,
          consumed,
          billedToday,
          recovered,
        })),
      },
      uptime:
        each.uptime === undefined
          ? null
          : {
              basis: each.uptime.basis,
              expectedShare: probability(each.uptime.expectedShare),
              steps: each.uptime.steps.map((step) => ({ ...step, probability: probability(step.probability) })),
            },
      models: each.models.map(({ model, newer }) => ({ model, newer })),
    })),
    notLevers: report.notLevers.map(({ name, reason }) => ({ name, reason })),
  };
}

/** Capacity that could be reserved; statistics are to the cent. */
export function reservedJson(reservations: readonly Reservation[]): JsonValue {
  return reservations.map((each) => ({
    offer: each.offer.id,
    model: each.model,
    provider: each.provider,
    workloads: [...each.workloads],
    peakToAverage: each.peakToAverage,
    loadBasis: each.loadBasis,
    payAsYouGo: each.payAsYouGo,
    pools: each.pools.map(({ units, utilisation, payAsYouGo }) => ({
      units: Number(units),
      utilisation: utilisation ?? null,
      payAsYouGo,
    })),
    terms: each.terms.map(({ term, cost, saving, breakEven, breakEvenOfMix, statistics }) => ({
      term: term.name,
      cost,
      saving,
      breakEven: breakEven.map((value) => value ?? null),
      breakEvenOfMix: breakEvenOfMix.map((value) => value ?? null),
      expectedSpill: rounded(statistics.expectedSpill),
      priceOptimalUnits: statistics.priceOptimalUnits.map(Number),
      priceOptimalCost: rounded(statistics.priceOptimalCost),
      priceValue: rounded(statistics.priceValue),
      latencyInsurancePremium: rounded(statistics.latencyInsurancePremium),
    })),
    effects: each.effects.map(({ cache, batch, utilisation }) => ({
      cache,
      batch,
      utilisation: utilisation.map((value) => value ?? null),
    })),
  }));
}
