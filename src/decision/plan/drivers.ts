import type { Driver, DriverEnd } from '../../domain/decision.ts';
import { multiply, numeral, whole } from '../../domain/exact.ts';
import type { Aggregator, Offers, PurchaseFee } from '../../domain/offer.ts';
import type { Plan } from '../../domain/plan.ts';
import { type Factor, lessThan, NO_USD, type Share, UNCHANGED } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { contractWith } from '../channels.ts';
import type { Context } from '../estimate.ts';
import { scaled } from './substitute.ts';

/** A portfolio with one thing otherwise, and the plan it then has. */
export type Replan = (workloads: readonly Workload[], context: Context) => Promise<Plan>;

interface Trial {
  readonly value: string;
  readonly workloads: readonly Workload[];
  readonly context: Context;
}

/** What the plan decides, apart from its dollars: whom each workload is bought from, as what model, under what terms. */
export function decisionKey(plan: Plan): string {
  const bought = plan.workloads.map(({ workload, channel, model }) => [workload.name, channel.id, model.id]);
  return JSON.stringify([bought, plan.contracts.map(({ provider, band }) => [provider, numeral(band.commitment)])]);
}

const percentText = (part: Share) => `${numeral(multiply(part, whole(100n)))}%`;

/** Batch or caching at a level for every workload that is not counted by cache class. */
function withLever(workloads: readonly Workload[], lever: 'batchEligible' | 'cacheHitRatio', level: Share): Workload[] {
  return workloads.map((workload) => {
    if (lever === 'cacheHitRatio' && workload.measuredCache !== undefined) return workload;
    const { readsPerWrite: _, ...rest } = workload;
    return lever === 'cacheHitRatio' ? { ...rest, cacheHitRatio: level } : { ...workload, batchEligible: level };
  });
}

function withAggregators(context: Context, change: (each: Aggregator) => Aggregator): Context {
  return { ...context, offers: { ...context.offers, aggregators: context.offers.aggregators.map(change) } };
}

/** A purchase fee of an aggregator that has none of its own. */
function withFee(context: Context, level: Share): Context {
  const fee: PurchaseFee = { share: level, minimum: NO_USD, purchases: UNCHANGED };
  return withAggregators(context, (each) => (each.purchaseFee === undefined ? { ...each, purchaseFee: fee } : each));
}

function withFloors(context: Context, end: 'low' | 'high'): Context {
  const { offers } = context;
  const contractOf: Offers['contractOf'] = (provider) => {
    const contract = offers.contractOf(provider);
    if (contract === 'notOffered') return contract;
    return { ...contract, floor: { low: contract.floor[end], high: contract.floor.high } };
  };
  const { floor } = context.quote;
  const quote =
    floor === undefined ? context.quote : { ...context.quote, floor: { low: floor[end], high: floor.high } };
  return { ...context, offers: { ...offers, contractOf }, quote };
}

/** Contracts whose discount is a range, at one end of it; quoted terms stay as they are. */
function withDiscounts(context: Context, end: 'shallowest' | 'deepest'): Context {
  const contractOf: Offers['contractOf'] = (provider) => {
    const contract = context.offers.contractOf(provider);
    if (contract === 'notOffered' || contract.discountRange === undefined) return contract;
    const [{ commitment }] = contract.bands;
    return { ...contract, bands: [{ commitment, discount: contract.discountRange[end] }], discountRange: undefined };
  };
  return { ...context, offers: { ...context.offers, contractOf } };
}

type Range = readonly [Trial, Trial];

/** The range of discounts that the offers of the portfolio's providers speak of; undefined when they quote one. */
function discountRange(plan: Plan, context: Context): readonly [Share, Share] | undefined {
  const providers = [...new Set(plan.workloads.map(({ model }) => model.provider))];
  const ranges = providers.flatMap((provider) => {
    const contract = contractWith(context.offers, provider, context.quote);
    return contract === 'notOffered' || contract.discountRange === undefined ? [] : [contract.discountRange];
  });
  const [first, ...others] = ranges;
  if (first === undefined) return undefined;
  return others.reduce<readonly [Share, Share]>(
    ([low, high], each) => [
      lessThan(each.shallowest, low) ? each.shallowest : low,
      lessThan(high, each.deepest) ? each.deepest : high,
    ],
    [first.shallowest, first.deepest],
  );
}

function ranges(workloads: readonly Workload[], context: Context, base: Plan): Map<Driver['code'], Range> {
  const { drivers } = context.assumptions;
  const same = { workloads, context };
  const both = <Value>(ends: readonly [Value, Value], trial: (end: Value) => Trial): Range => [
    trial(ends[0]),
    trial(ends[1]),
  ];
  const volume = (by: Factor): Trial => ({
    value: `${numeral(by)}x`,
    workloads: workloads.map((each) => scaled(each, by)),
    context,
  });
  const lever = (name: 'batchEligible' | 'cacheHitRatio') => (level: Share) => ({
    ...same,
    value: percentText(level),
    workloads: withLever(workloads, name, level),
  });
  const found = new Map<Driver['code'], Range>([
    ['volume', both(drivers.volume, volume)],
    ['batchEligible', both(drivers.batchEligible, lever('batchEligible'))],
    ['cacheHitRatio', both(drivers.cacheHitRatio, lever('cacheHitRatio'))],
    [
      'floor',
      both<'low' | 'high'>(['low', 'high'], (end) => ({ ...same, value: end, context: withFloors(context, end) })),
    ],
  ]);
  const discounts = discountRange(base, context);
  if (discounts !== undefined) {
    const ends = [
      [discounts[0], 'shallowest'],
      [discounts[1], 'deepest'],
    ] as const;
    found.set(
      'discount',
      both<readonly [Share, 'shallowest' | 'deepest']>(ends, ([level, end]) => ({
        ...same,
        value: percentText(level),
        context: withDiscounts(context, end),
      })),
    );
  }
  if (base.workloads.some(({ channel }) => channel.kind === 'aggregator')) {
    const fee = (end: Share): Trial => ({ ...same, value: percentText(end), context: withFee(context, end) });
    found.set('purchaseFee', both(drivers.purchaseFee, fee));
  }
  if (context.offers.aggregators.some(({ topUp, shown }) => topUp !== undefined && shown === 'always')) {
    const prepaying = (prepay: boolean): Trial => ({
      ...same,
      value: prepay ? 'prepaid' : 'none',
      context: withAggregators(context, (each) => ({ ...each, prepay: prepay && each.topUp !== undefined })),
    });
    found.set('bonus', both([false, true], prepaying));
  }
  return found;
}

/** Each driver at both ends of its range: what the best plan then costs, and whether it is another decision. */
export async function driversOf(
  workloads: readonly Workload[],
  context: Context,
  base: Plan,
  replan: Replan,
): Promise<Driver[]> {
  const key = decisionKey(base);
  const end = async (trial: Trial): Promise<DriverEnd> => {
    const plan = await replan(trial.workloads, trial.context);
    return { value: trial.value, cost: plan.effectiveCost, flips: decisionKey(plan) !== key };
  };
  const drivers: Driver[] = [];
  for (const [code, [low, high]] of ranges(workloads, context, base)) {
    drivers.push({ code, low: await end(low), high: await end(high) });
  }
  return drivers;
}
