import type { Contract, ContractBand, ContractTerms } from '../../domain/contract.ts';
import type { PricesAhead } from '../../domain/prices-ahead.ts';
import { statistic } from '../../domain/statistic.ts';
import { NONE, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Futures, futuresOf, type Points } from '../chance/futures.ts';
import { grows, isCertain, type Streams, streamsOf } from '../chance/streams.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import { resolvedTerms } from '../commitment/terms.ts';
import { contractWith } from '../contract/quote.ts';
import { bandTerms, statedFor } from '../contract/settle.ts';
import { isMonthly, type TermTwin, termTwinOf } from '../contract/term-twin.ts';
import type { Market } from '../plan/driver-path.ts';
import { type Band, type Instance, instances, reachableContracts } from '../plan/instance.ts';
import type { Choices } from '../plan/options.ts';
import { owedCommitments } from '../plan/pools.ts';
import { amountIn, changedMonths, monthPrices } from './month-prices.ts';
import { choicesWith, type Moved, movingCost } from './moved.ts';
import { type ByMonth, meanCost } from './term-part.ts';
import type { TermScene } from './term-scene.ts';

/** A portfolio over its term, part by part: parts share no contract. */
export interface TermModel {
  readonly months: number;
  readonly ahead: PricesAhead | undefined;
  readonly streams: Streams;
  readonly scenes: readonly TermScene[];
  /** Of what is stated: what nobody says is taken as it stands. */
  readonly futures: Futures;
  /** The same at fewer points, to find the few that are worth all of them; undefined where there are few anyway. */
  readonly coarse: Futures | undefined;
  /** Dollars of an average month for work that is moved to another model: beside the scenes, whatever demand does. */
  readonly moving: number;
}

/** True where something sets months apart that a plan of one month does not know: what a profile says of its demand, or prices that change. */
export function saysOfTerm(
  workloads: readonly Workload[],
  { common }: Pick<Sizing, 'common'>,
  ahead?: PricesAhead,
): boolean {
  return ahead !== undefined || statedOfTerm(workloads, { common }).length > 0;
}

/** What workloads, or the profile for them, say of the months of a term. */
export function statedOfTerm(
  workloads: readonly Workload[],
  { common }: Pick<Sizing, 'common'>,
): readonly ('growth' | 'demand')[] {
  const grows = workloads.some(({ growth = common.growth }) => growth !== undefined && growth.coefficient !== 0n);
  const varies = workloads.some(({ demand = common.demand }) => demand !== undefined);
  return [...(grows ? ['growth' as const] : []), ...(varies ? ['demand' as const] : [])];
}

function largestFactor({ factors }: Futures): number {
  let most = 1;
  for (const months of factors) for (const month of months) for (const factor of month) most = Math.max(most, factor);
  return most;
}

/**
 * The longest term of a contract that is weighed, or as many months as the profile states. It belongs to the question:
 * plans that lean on less, or have one offer more, are compared over the same months.
 */
export function termMonths({ choices, terms }: Market, { months, defaults }: Sizing): number {
  if (months !== undefined) return months;
  const providers = new Set(choices.flatMap(({ direct }) => [...direct.keys()]));
  const lengths = [...providers].flatMap((provider) => {
    const contract = contractWith(terms.offers, provider, terms.quote);
    if (contract === 'notOffered') return [];
    const usual = resolvedTerms(contract.terms ?? {}, defaults.terms).terms.termMonths;
    return contract.bands.map(({ terms: own }) => own?.termMonths ?? usual);
  });
  return lengths.length === 0 ? defaults.terms.termMonths : Math.max(...lengths);
}

/** The terms of a contract under one of its bands, with nothing left unsaid: what a vendor proposes brings its own. */
const termsUnder = (contract: Pick<Contract, 'terms'>, band: Pick<ContractBand, 'terms'>, usual: ContractTerms) =>
  resolvedTerms(statedFor(contract.terms, band) ?? {}, usual).terms;

function twinsOf({ providers }: Instance, usual: ContractTerms): Map<Band, TermTwin> {
  return new Map(
    providers
      .filter(({ kind }) => kind === 'provider')
      .flatMap(({ bands, contract }) =>
        bands.map((band): [Band, TermTwin] => [band, termTwinOf(band, termsUnder(contract, band.band, usual))]),
      ),
  );
}

/** True where a contract settles several months together, or asks another amount of some of them. */
function anyPool({ choices, terms }: Market, { defaults }: Sizing): boolean {
  const providers = new Set(choices.flatMap(({ direct }) => [...direct.keys()]));
  return [...providers].some((provider) => {
    const contract = contractWith(terms.offers, provider, terms.quote);
    if (contract === 'notOffered') return false;
    return contract.bands.some(
      (band) => !isMonthly(termTwinOf(bandTerms(contract, band), termsUnder(contract, band, defaults.terms))),
    );
  });
}

/** A market over the term that its profile states. */
export function termModelOf(market: Market, sizing: Sizing, points: Points = 'all'): TermModel {
  const { choices, terms } = market;
  const { common, defaults, normal } = sizing;
  const nothingAssumed = { ...sizing, defaults: { ...defaults, sigma: NONE } };
  const streams = streamsOf(
    choices.map(({ workload }) => workload),
    nothingAssumed,
  );
  const { ahead } = terms;
  const apart = ahead !== undefined || grows(streams) || anyPool(market, sizing);
  const months = apart ? termMonths(market, sizing) : 1;
  const correlation = statistic(common.correlation ?? defaults.correlation);
  const futures = futuresOf(streams.all, months, correlation, normal, points);
  const certain = streams.all.every(isCertain);
  const coarse = certain ? undefined : futuresOf(streams.all, months, correlation, normal, 'few');
  const frame = { months, streams, futures, coarse, ahead };
  return { ...frame, scenes: scenesOf(market, frame, sizing, points), moving: 0 };
}

/** A model of the same term and the same futures in which it is decided what of its market is moved. */
export function modelWith(of: TermModel, market: Market, moved: Moved, sizing: Sizing, points: Points): TermModel {
  const choices = choicesWith(market.choices, moved);
  const scenes = scenesOf({ choices, terms: market.terms }, of, sizing, points);
  return { ...of, scenes, moving: movingCost(market.choices, moved) };
}

/** The parts of a market that share no contract, over the term. */
function scenesOf(
  { choices, terms }: Market,
  { months, streams, futures, ahead }: Omit<TermModel, 'scenes' | 'moving'>,
  { defaults, start }: Sizing,
  points: Points,
): TermScene[] {
  const contracts = [
    ...reachableContracts(
      choices,
      (id) => contractWith(terms.offers, id, terms.quote),
      terms.required,
      ahead === undefined ? largestFactor(futures) : Number.POSITIVE_INFINITY,
    ),
    ...owedCommitments(choices, terms.offers.cloudCommitments),
  ];
  const changed = ahead === undefined ? [] : changedMonths(ahead);
  const streamByName = new Map(choices.map(({ workload }, index) => [workload.name, streams.of[index] as number]));
  return instances(choices, contracts).map((instance) => ({
    instance,
    streams: streams.all,
    streamOf: instance.choices.map(({ workload }) => streamByName.get(workload.name) as number),
    twins: twinsOf(instance, defaults.terms),
    prices: monthPrices(instance, ahead),
    thorough: points === 'all',
    months,
    start,
    changed,
  }));
}

/** Amounts that move with demand and are the same whatever is signed, by month and future. */
export function amountsOver(
  choices: readonly Choices[],
  { streams, ahead, months }: TermModel,
  of: (choices: Choices) => Usd | undefined,
  futures: Futures,
): ByMonth {
  const amountOf = (each: Choices) => {
    const amount = of(each);
    return amount === undefined ? 0 : statistic(amount);
  };
  return Array.from({ length: months }, (_, month) => {
    const total = new Float64Array(futures.count);
    const parts = ahead?.months[Math.min(month, ahead.months.length - 1)];
    for (const [index, each] of choices.entries()) {
      const amount = amountIn(each, parts, amountOf);
      const factor = futures.factors[streams.of[index] as number]?.[month] as Float64Array;
      for (let future = 0; future < total.length; future++)
        total[future] = (total[future] as number) + amount * (factor[future] as number);
    }
    return total;
  });
}

/** The mean over the term of amounts that move with demand. */
export function meanOver(
  choices: readonly Choices[],
  { streams, futures, ahead, months }: TermModel,
  of: (choices: Choices) => Usd | undefined,
): number {
  const amountOf = (each: Choices) => {
    const amount = of(each);
    return amount === undefined ? 0 : statistic(amount);
  };
  return choices.reduce((total, each, index) => {
    const factors = futures.factors[streams.of[index] as number] as ByMonth;
    if (ahead === undefined) return total + amountOf(each) * meanCost(factors);
    const byMonth = factors.map((factor, month) => {
      const parts = ahead.months[Math.min(month, ahead.months.length - 1)];
      return amountIn(each, parts, amountOf) * meanCost([factor]);
    });
    return total + byMonth.reduce((sum, amount) => sum + amount, 0) / months;
  }, 0);
}
