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
import { amountIn, monthPrices } from './month-prices.ts';
import {
  type ByMonth,
  beginningsOf,
  committedIn,
  meanCost,
  type Signature,
  type TermCosts,
  type TermScene,
  termCosts,
} from './term-part.ts';

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
  const contracts = [
    ...reachableContracts(
      choices,
      (id) => contractWith(terms.offers, id, terms.quote),
      terms.required,
      ahead === undefined ? largestFactor(futures) : Number.POSITIVE_INFINITY,
    ),
    ...owedCommitments(choices, terms.offers.cloudCommitments),
  ];
  const streamByName = new Map(choices.map(({ workload }, index) => [workload.name, streams.of[index] as number]));
  const scenes = instances(choices, contracts).map(
    (instance): TermScene => ({
      instance,
      streams: streams.all,
      streamOf: instance.choices.map(({ workload }) => streamByName.get(workload.name) as number),
      twins: twinsOf(instance, defaults.terms),
      prices: monthPrices(instance, ahead),
      thorough: points === 'all',
      months,
    }),
  );
  return { months, streams, scenes, futures, coarse, ahead };
}

/** What may be signed with a provider of an instance: a band, or nothing. */
type Choosing = (provider: Instance['providers'][number]) => readonly (Band | undefined)[];

/** Whatever is on offer, nothing first; what is signed already stays. */
const anything: Choosing = ({ bands, signed }) => (signed ? bands : [undefined, ...bands]);

/** Every signature of a part, one contract after the other, each for the months it may be worth signing for. */
function signaturesOf(scene: TermScene, choosing: Choosing): Signature[] {
  let found: Signature[] = [{ state: [], begins: [] }];
  for (const [provider, of] of scene.instance.providers.entries()) {
    const choices = choosing(of).flatMap((band) =>
      (band === undefined ? [0] : beginningsOf(scene, provider, band)).map((begins) => ({ band, begins })),
    );
    found = found.flatMap(({ state, begins }) =>
      choices.map((each) => ({ state: [...state, each.band], begins: [...begins, each.begins] })),
    );
  }
  return found;
}

/** A part at its best signature. */
export interface BestSignature {
  readonly scene: TermScene;
  readonly signature: Signature;
  readonly term: TermCosts;
  /** Dollars of an average month. */
  readonly cost: number;
  readonly looked: number;
}

/** Signatures whose cost at few points is within this share of the least are judged at all of them. */
const NEAR = 1 / 50;

/** Costs that differ by a smaller share are the same: what signs and commits less is taken. */
const SAME = 1e-9;

const signedIn = ({ state }: Signature) => state.filter((band) => band !== undefined).length;

/** The signature of a part that is expected to cost least; undefined where none serves every workload. */
export function bestSignature(scene: TermScene, { futures, coarse }: TermModel): BestSignature | undefined {
  const all = signaturesOf(scene, anything);
  const rough =
    coarse === undefined
      ? []
      : all.flatMap((signature) => {
          const term = termCosts(scene, signature, coarse);
          return term === undefined ? [] : [{ signature, cost: meanCost(term.costs) }];
        });
  const least = Math.min(...rough.map(({ cost }) => cost));
  const near =
    coarse === undefined
      ? all
      : rough.filter(({ cost }) => cost <= least * (1 + NEAR)).map(({ signature }) => signature);
  let best: BestSignature | undefined;
  for (const signature of near) {
    const term = termCosts(scene, signature, futures);
    if (term === undefined) continue;
    const found = { scene, signature, term, cost: meanCost(term.costs), looked: all.length };
    if (best === undefined || isBefore(found, best)) best = found;
  }
  return best;
}

function isBefore(a: BestSignature, b: BestSignature): boolean {
  if (Math.abs(a.cost - b.cost) > SAME * Math.abs(b.cost)) return a.cost < b.cost;
  const fewer = signedIn(a.signature) - signedIn(b.signature);
  if (fewer !== 0) return fewer < 0;
  const { instance } = a.scene;
  return committedIn(a.signature, instance) < committedIn(b.signature, instance);
}

/** A part of the portfolio under a set of contracts. */
export type SignedPart = Pick<BestSignature, 'scene' | 'signature' | 'term'>;

/** Each part under a set of contracts over other futures; undefined where it cannot be signed or does not serve everything. */
export function partsUnder(
  { scenes }: TermModel,
  bandOf: (provider: string) => string | undefined,
  futures: Futures,
): SignedPart[] | undefined {
  const given: Choosing = ({ id, kind, bands, signed }) => [
    kind === 'pool' ? (signed ? bands[0] : undefined) : bands.find((each) => each.band.id === bandOf(id)),
  ];
  const found: SignedPart[] = [];
  for (const scene of scenes) {
    let best: (SignedPart & { readonly cost: number }) | undefined;
    for (const signature of signaturesOf(scene, given)) {
      const term = termCosts(scene, signature, futures);
      if (term === undefined) continue;
      const cost = meanCost(term.costs);
      if (best === undefined || cost < best.cost - SAME * Math.abs(best.cost)) best = { scene, signature, term, cost };
    }
    if (best === undefined) return undefined;
    found.push(best);
  }
  return found;
}

/** What a set of contracts costs over other futures, by month. */
export function costsUnder(
  model: TermModel,
  bandOf: (provider: string) => string | undefined,
  futures: Futures,
): ByMonth | undefined {
  const parts = partsUnder(model, bandOf, futures);
  if (parts === undefined) return undefined;
  const total = Array.from({ length: model.months }, () => new Float64Array(futures.count));
  for (const { term } of parts) {
    for (const [month, costs] of term.costs.entries()) {
      const own = total[month] as Float64Array;
      for (let future = 0; future < own.length; future++)
        own[future] = (own[future] as number) + (costs[future] as number);
    }
  }
  return total;
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
