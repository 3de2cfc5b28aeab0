import { bandGround } from '../../domain/contract.ts';
import type { Decision } from '../../domain/decision.ts';
import { GROUNDS, groundOr } from '../../domain/ground.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import {
  isComplete,
  monthlyBaselineOf,
  monthlyCostOf,
  nothingPriced,
  type Plan,
  type PlannedContract,
  type PlannedMove,
  type PlannedReservation,
  type PlannedWorkload,
  type UnitsAt,
  type UnitsWorth,
} from '../../domain/plan.ts';
import { publishedCost } from '../../domain/purchase.ts';
import { boundMonths } from '../../domain/reserved.ts';
import { savingOf } from '../../domain/saving.ts';
import { savingsByGround } from '../../domain/savings-by-ground.ts';
import { switches, switchesOf } from '../levers.ts';
import { factor, float, maybeUsd, share, usd } from '../numerals.ts';
import type { Written, Z } from '../schema.ts';
import { floor, floorOf } from '../threshold.ts';
import { namedDiscounts, namedDiscountsOf } from './named-discounts.ts';
import { stages, stagesOf } from './stages.ts';
import type { DecideWords } from './words.ts';

const workload = (z: Z) =>
  z.strictObject({
    name: z.string(),
    partOf: z
      .strictObject({ workload: z.string(), share: share(z, '0 to 1') })
      .nullable()
      .describe('the workload that this is a part of, where it is bought in parts'),
    model: z.string(),
    provider: z.string(),
    tokenFactor: factor(z, 'tokens of the chosen model for the same work, times this'),
    channel: z.string(),
    ground: z.enum(GROUNDS).describe('what its price rests on'),
    ...switches(z).shape,
    baselineCost: usd(z),
    listCost: usd(z),
    monthlyCost: usd(z, 'contracted cost, fees included; a shortfall is the contract’s'),
  });

const contract = (z: Z) =>
  z.strictObject({
    provider: z.string(),
    floor: floor(z),
    ground: z.enum(GROUNDS),
    commitment: usd(z),
    stages: stages(z),
    discount: share(z, '0 to 1, exact'),
    discounts: namedDiscounts(z),
    listSpend: usd(z),
    contractedCost: usd(z),
    shortfall: usd(z),
    overagePremium: usd(z, 'what usage over the commitment costs beyond the contract’s price'),
  });

const cloud = (z: Z) =>
  z.strictObject({
    cloud: z.string(),
    contractedCost: usd(z),
    drawdown: usd(z, 'taken off the balance of the commitment'),
    exposed: usd(z, 'committed dollars a month that nothing else will use'),
    avoidedShortfall: usd(z, 'those of them that the plan uses: off the effective cost'),
  });

const move = (z: Z) =>
  z.strictObject({
    workload: z.string(),
    from: z.string(),
    to: z.string().nullable().describe('null where a later month of the term is the first on another model'),
    cost: usd(z, 'once, as the profile states it'),
    months: float(z, 'that it is spread over'),
    monthlyCost: usd(z, 'the part of one of them'),
  });

const reservation = (z: Z) =>
  z.strictObject({
    offer: z.string(),
    model: z.string(),
    workloads: z.array(z.string()).describe('the streams that use the units, by the names of the profile'),
    ground: z.enum(GROUNDS),
    term: z.string(),
    termMonths: float(z, 'that it binds for'),
    unit: z.string().describe('what a unit is called'),
    unitPrice: usd(z, 'of one unit a month'),
    pools: z.array(
      z.strictObject({
        name: z.string().describe('empty where the offer has one pool'),
        units: float(z),
        used: share(z, '0 to 1'),
      }),
    ),
    cost: usd(z, 'of all units a month, used or not: the sum of the monthlyCost of the parts that they serve'),
    listCost: usd(z, 'list price of what they serve'),
    served: share(z, 'of the work that they are for, without what waits for batch, 0 to 1'),
    peakToAverage: factor(z, 'load of the busiest minutes / of the average one'),
    peakBasis: z.enum(['stated', 'assumed']),
  });

const unitsAt = (z: Z) =>
  z.strictObject({
    volume: factor(z, 'all of the work, as a multiple of the stated'),
    effectiveCost: usd(z, 'with these units'),
    withoutReservations: usd(z, 'of the best plan without any'),
  });

const termContract = (z: Z) =>
  z.strictObject({
    provider: z.string(),
    commitment: usd(z),
    stages: stages(z),
    discount: share(z, '0 to 1, exact'),
    discounts: namedDiscounts(z),
    begins: float(z, 'the month it is signed for, from 1'),
    opens: float(z, 'without a commitment, the month from which its floor is usually reached').nullable(),
    windowMonths: float(z, 'months whose use is held against the commitment together'),
    listSpend: usd(z, 'of an average month'),
    cost: usd(z, 'of an average month'),
    shortfall: usd(z, 'of an average month'),
  });

const term = (z: Z) =>
  z.strictObject({
    months: float(z),
    totalCost: usd(z, 'expected over all months'),
    firstMonthCost: usd(z, 'effective cost of the first month, at the stated tokens'),
    contracts: z.array(termContract(z)),
    gaps: z
      .array(z.strictObject({ workload: z.string(), from: z.string().describe('the first day without a price') }))
      .describe('work that has no price from a day of the term on: no amount of the term holds it from then'),
  });

/** What is bought, through whom, under which contracts. */
export const plan = (z: Z) =>
  z.strictObject({
    effectiveCost: maybeUsd(
      z,
      'contracted cost, shortfalls, overage and switching; a lower bound when not complete; null, as every amount here, when nothing has a known price',
    ),
    baselineCost: maybeUsd(z, 'of the workloads that have a price'),
    savings: maybeUsd(z, 'baselineCost less effectiveCost'),
    savingsByGround: z
      .strictObject({ published: usd(z), quoted: usd(z), claimed: usd(z), hoped: usd(z) })
      .nullable()
      .describe(
        'savings by what each part of it rests on, which adds up to it; over a term what leaning on each ground takes off the best plan that does not, null where there is no such plan',
      ),
    listCost: maybeUsd(z),
    contractedCost: maybeUsd(z),
    shortfallCost: maybeUsd(z),
    overagePremium: maybeUsd(z),
    switchingCost: maybeUsd(z, 'a month’s part of what it costs to move work to other models; nobody invoices it'),
    billedCost: maybeUsd(z, 'what is invoiced in the month: commitments in full, credit in whole blocks'),
    complete: z.boolean(),
    unpriced: z.array(z.string()).describe('workloads left out because no way to buy them has a known price'),
    term: term(z)
      .nullable()
      .describe(
        'the plan over the growth and the demand that are stated: then effectiveCost, baselineCost and savings are those of an average month, and every other amount is of the first month; null where every month is alike',
      ),
    workloads: z.array(workload(z)),
    clouds: z.array(cloud(z)).describe('what is bought through clouds that are owed a commitment'),
    contracts: z.array(contract(z)),
    moves: z.array(move(z)).describe('work that is moved to another model, where that costs something'),
    reservations: z.array(reservation(z)).describe('reserved units that the plan takes, since they pay'),
    reservationsWorth: z
      .strictObject({
        withoutReservations: usd(z, 'of the best plan without any'),
        paysFrom: factor(z, 'the volume, as a multiple of the stated, from which they pay')
          .nullable()
          .describe('null where they pay at the low volume too'),
        low: unitsAt(z).nullable(),
        high: unitsAt(z).nullable(),
      })
      .nullable()
      .describe('what the reserved units are worth; null where there are none'),
  });

/** How it is known that no plan costs less. */
export const proof = (z: Z) =>
  z.strictObject({
    method: z.enum(['bounds', 'enumeration', 'solver']),
    lowerBound: maybeUsd(z, 'no plan costs less; null when nothing has a known price'),
    optimal: z
      .boolean()
      .describe(
        'true: no plan is cheaper by a hundredth of a cent; false: the search was not finished, the plan is the best one found and another may cost as little as lowerBound',
      ),
    states: float(z, 'combinations of contracts'),
    settledByBounds: float(z),
    text: z.string(),
  });

const workloadOf = (each: PlannedWorkload): Written<typeof workload> => ({
  name: each.workload.name,
  partOf: each.workload.partOf ?? null,
  model: each.model.id,
  provider: each.model.provider,
  tokenFactor: each.tokenFactor,
  channel: each.channel.id,
  ground: each.ground,
  ...switchesOf(each),
  baselineCost: each.baselineCost,
  listCost: publishedCost(each),
  monthlyCost: pricedTotal(each.bill),
});

const contractOf = (each: PlannedContract): Written<typeof contract> => ({
  provider: each.provider,
  floor: floorOf(each.floor),
  ground: bandGround(each.band),
  commitment: each.band.commitment,
  stages: stagesOf(each.band),
  discount: each.band.discount,
  discounts: namedDiscountsOf(each.band.prices),
  listSpend: each.listSpend,
  contractedCost: each.contractedCost,
  shortfall: each.shortfall,
  overagePremium: each.overagePremium,
});

const cloudOf = (each: Plan['clouds'][number]): Written<typeof cloud> => ({
  cloud: each.commitment.cloud,
  contractedCost: each.contractedCost,
  drawdown: each.drawdown,
  exposed: each.exposed,
  avoidedShortfall: each.avoidedShortfall,
});

const moveOf = ({ workload, from, to, cost, months, monthly }: PlannedMove): Written<typeof move> => ({
  workload,
  from,
  to: to ?? null,
  cost,
  months,
  monthlyCost: monthly,
});

const reservationOf = ({ held, workloads, listCost }: PlannedReservation): Written<typeof reservation> => ({
  offer: held.offer.id,
  model: held.model,
  workloads: [...workloads],
  ground: groundOr(held.offer.ground),
  term: held.term.name,
  termMonths: boundMonths(held.term),
  unit: held.offer.unit,
  unitPrice: held.unitPrice,
  pools: held.pools.map(({ pool, units, used }) => ({ name: pool.name, units: Number(units), used })),
  cost: held.cost,
  listCost,
  served: held.served,
  peakToAverage: held.peakToAverage,
  peakBasis: held.peakStated ? 'stated' : 'assumed',
});

const unitsAtOf = (of: UnitsAt | undefined): Written<typeof unitsAt> | null =>
  of === undefined ? null : { volume: of.volume, effectiveCost: of.withUnits, withoutReservations: of.without };

const worthOf = (of: UnitsWorth | undefined) =>
  of === undefined
    ? null
    : {
        withoutReservations: of.without,
        paysFrom: of.paysFrom ?? null,
        low: unitsAtOf(of.low),
        high: unitsAtOf(of.high),
      };

/** The amounts of a plan in which nothing has a known price: unknown, and not 0. */
const NO_AMOUNTS = {
  effectiveCost: null,
  baselineCost: null,
  savings: null,
  savingsByGround: null,
  listCost: null,
  contractedCost: null,
  shortfallCost: null,
  overagePremium: null,
  switchingCost: null,
  billedCost: null,
};

const amountsOf = (of: Plan, evidence: Decision['evidence']) => ({
  effectiveCost: monthlyCostOf(of),
  baselineCost: monthlyBaselineOf(of),
  savings: savingOf(monthlyBaselineOf(of), monthlyCostOf(of)).amount,
  savingsByGround: savingsByGround({ plan: of, evidence }) ?? null,
  listCost: of.listCost,
  contractedCost: of.contractedCost,
  shortfallCost: of.shortfallCost,
  overagePremium: of.overagePremium,
  switchingCost: of.switchingCost,
  billedCost: of.billedCost,
});

function termOf({ term: of, effectiveCost }: Plan): Written<typeof term> | null {
  if (of === undefined) return null;
  return {
    months: of.months,
    totalCost: of.totalCost,
    firstMonthCost: effectiveCost,
    contracts: of.contracts.map(({ provider, band, begins, opens, window, listSpend, cost, shortfall }) => ({
      provider,
      commitment: band.commitment,
      stages: stagesOf(band),
      discount: band.discount,
      discounts: namedDiscountsOf(band.prices),
      begins,
      opens: opens ?? null,
      windowMonths: window,
      listSpend,
      cost,
      shortfall,
    })),
    gaps: of.gaps.map(({ workload, from }) => ({ workload, from })),
  };
}

export const planOf = ({
  plan: of,
  evidence,
  units,
}: Pick<Decision, 'plan' | 'evidence' | 'units'>): Written<typeof plan> => ({
  ...(nothingPriced(of) ? NO_AMOUNTS : amountsOf(of, evidence)),
  complete: isComplete(of),
  unpriced: of.unpriced,
  term: termOf(of),
  workloads: of.workloads.map(workloadOf),
  clouds: of.clouds.map(cloudOf),
  contracts: of.contracts.map(contractOf),
  moves: of.moves.map(moveOf),
  reservations: of.reservations.map(reservationOf),
  reservationsWorth: worthOf(units),
});

export function proofOf(of: Plan, words: DecideWords): Written<typeof proof> {
  const { method, optimal, states, settledByBounds } = of.proof;
  const lowerBound = of.term === undefined ? of.proof.lowerBound : of.term.effectiveCost;
  const text = words.proof(of);
  if (nothingPriced(of)) return { method, lowerBound: null, optimal: false, states, settledByBounds, text };
  return { method, lowerBound, optimal, states, settledByBounds, text };
}
