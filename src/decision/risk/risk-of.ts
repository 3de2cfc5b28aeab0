import { LIST } from '../../domain/channel.ts';
import type { ContractTerms } from '../../domain/contract.ts';
import type { ContractRisk, Risk, RiskAlternative } from '../../domain/risk.ts';
import { statistic } from '../../domain/statistic.ts';
import { NO_USD } from '../../domain/units.ts';
import { type Futures, futuresOf } from '../chance/futures.ts';
import { grows, isCertain, type Streams, streamsOf } from '../chance/streams.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import { contractWith } from '../contract/quote.ts';
import { isMonthly, type TermTwin } from '../contract/term-twin.ts';
import type { Stated } from '../plan/driver-path.ts';
import { keyOf, type Outcome, turnTo } from '../plan/outcome.ts';
import { costsUnder, partsUnder } from '../term/signatures.ts';
import { amountsOver, type TermModel } from '../term/term-model.ts';
import type { Weights } from './bend.ts';
import { type ByStream, summedByStream } from './by-stream.ts';
import type { Chance } from './chance.ts';
import { closedChance } from './closed-chance.ts';
import type { CostCurve } from './cost-curve.ts';
import { sampledChance, thinOf } from './sampled-chance.ts';
import { contractCurve, type SignedContract } from './signed-contract.ts';
import { curveOf, isAvailable, listSpendOf, purchasesUnder, signingOf, unsigned } from './signing.ts';

/** A way to buy before it is judged. */
interface Considered extends Pick<RiskAlternative, 'kind' | 'turn' | 'available'> {
  readonly curve: CostCurve;
}

/** The plan, what is the best plan somewhere in the ranges, no contract at all, and doing nothing; each decision once. */
function considered(
  stated: Stated,
  others: readonly Outcome[],
  usual: ContractTerms,
  byStream: ByStream,
): Considered[] {
  const { base, choices } = stated;
  const signings = [base, ...others].map((outcome) => signingOf(outcome, stated, usual));
  const seen = new Set<string>();
  const found: Considered[] = [];
  for (const signing of [...signings, unsigned(stated)]) {
    if (signing === undefined) continue;
    const purchases = purchasesUnder(signing, choices);
    const contracts = signing.contracts.map((each) => ({ ...each, listSpend: listSpendOf(each) }));
    const key = keyOf(purchases, contracts);
    if (seen.has(key)) continue;
    seen.add(key);
    const isPlan = found.length === 0;
    found.push({
      kind: isPlan ? 'plan' : 'other',
      turn: isPlan ? undefined : turnTo(base, { purchases, contracts }),
      available: isAvailable(signing),
      curve: curveOf(signing, choices, byStream),
    });
  }
  // List is no way to go on where some work may not be bought there, or is pinned to where list has no price.
  if (!choices.every(({ opens }) => opens.has(LIST.id))) return found;
  const straight = byStream(({ baselineCost }) => baselineCost);
  return [
    ...found,
    { kind: 'doNothing', turn: undefined, available: true, curve: { straight, bends: [], contracts: [] } },
  ];
}

type SignedBands = ReadonlyMap<string, Outcome['contracts'][number]>;

/** The contracts of the plan, none, each of them left out or at another band, one more, and what is the best elsewhere. */
function signaturesNear({ base, terms, choices }: Stated, others: readonly Outcome[]): SignedBands[] {
  const own: SignedBands = new Map(base.contracts.map((each) => [each.provider, each]));
  const providers = [...new Set(choices.flatMap(({ direct }) => [...direct.keys()]))];
  const changed = providers.flatMap((provider): SignedBands[] => {
    const contract = contractWith(terms.offers, provider, terms.quote);
    if (contract === 'notOffered') return [];
    const { floor } = contract;
    const bare = { provider, floor, listSpend: NO_USD, shortfall: NO_USD, overage: NO_USD, effective: NO_USD };
    const without = new Map([...own].filter(([id]) => id !== provider));
    return [without, ...contract.bands.map((band) => new Map([...without, [provider, { ...bare, band }]]))];
  });
  const elsewhere = others.map(({ contracts }) => new Map(contracts.map((each) => [each.provider, each])));
  return [own, new Map(), ...changed, ...elsewhere];
}

/** The purchases of the plan where their contracts are signed too; the others as they are bought without one. */
function purchasesWithout({ base, choices }: Stated, signed: SignedBands): Outcome['purchases'] {
  return base.purchases.map((each, index) => {
    const open = choices[index]?.open;
    if (each.channel.kind !== 'direct' || signed.has(each.model.provider) || open === undefined) return each;
    const { usage, channel } = open;
    return { ...each, channel, model: usage.of.model, listCost: usage.listCost };
  });
}

/** So many sets of contracts are judged beside the plan at most. */
const SETS = 16;

/** Sets of contracts over the term, each month bought as it is cheapest under them; and doing nothing. */
function consideredOver(stated: Stated, others: readonly Outcome[], model: TermModel): Considered[] {
  const { base, choices } = stated;
  const seen = new Set<string>();
  const found: Considered[] = [];
  for (const signed of signaturesNear(stated, others)) {
    const contracts = [...signed.values()].sort((a, b) => (a.provider < b.provider ? -1 : 1));
    const key = keyOf([], contracts);
    const over = (futures: Futures) => costsUnder(model, (id) => signed.get(id)?.band.id, futures);
    if (seen.has(key) || found.length >= SETS || over(model.coarse ?? model.futures) === undefined) continue;
    seen.add(key);
    const isPlan = found.length === 0;
    const curve = { straight: [], bends: [], contracts: [], over: (futures: Futures) => over(futures) ?? [] };
    const turn = isPlan ? undefined : turnTo(base, { purchases: purchasesWithout(stated, signed), contracts });
    found.push({ kind: isPlan ? 'plan' : 'other', turn, available: true, curve });
  }
  if (!choices.every(({ opens }) => opens.has(LIST.id))) return found;
  const over = (futures: Futures) => amountsOver(choices, model, ({ baselineCost }) => baselineCost, futures);
  const nothing: CostCurve = { straight: [], bends: [], contracts: [], over };
  return [...found, { kind: 'doNothing', turn: undefined, available: true, curve: nothing }];
}

function judged(
  all: readonly Considered[],
  chance: Chance,
  demand: Weights,
): { alternatives: RiskAlternative[]; hindsightCost: number } {
  const curves = all.map(({ curve }) => curve);
  const best = chance.hindsight(curves);
  const worst = chance.worstRegrets(curves, demand);
  const alternatives = all.map(({ curve, ...rest }, index): RiskAlternative => {
    const { expected, p10, p50, p90 } = chance.spread(curve);
    return {
      ...rest,
      expectedCost: expected,
      costP10: p10,
      costP50: p50,
      costP90: p90,
      probabilityBest: best.probabilityBest[index] ?? 0,
      regret: Math.max(0, expected - best.cost),
      worstRegret: worst[index] ?? 0,
    };
  });
  return { alternatives, hindsightCost: best.cost };
}

function demandOf(weights: Weights, streams: Streams, chance: Chance, sizing: Sizing): Risk['demand'] {
  const stated = weights.reduce((total, each) => total + each, 0);
  const { p10, p50, p90 } = chance.demand(weights);
  return {
    p10: p10 / stated,
    p50: p50 / stated,
    p90: p90 / stated,
    basis: streams.assumed ? 'assumed' : 'stated',
    assumedSigma: sizing.defaults.sigma,
    forecasts: streams.all.length,
    months: chance.months,
  };
}

/** One forecast, months that are all alike, and contracts that settle each of them by itself. */
function isAlike(streams: Streams, all: readonly Considered[]): boolean {
  if (grows(streams) || streams.all.filter((stream) => !isCertain(stream)).length > 1) return false;
  return all.every(({ curve }) => curve.contracts.every(({ twin }) => isMonthly(twin)));
}

/** Months that a decision is for: the longest term that is weighed, or as many as the profile states. */
function monthsOf(all: readonly Considered[], { months, defaults }: Sizing): number {
  if (months !== undefined) return months;
  const terms = all.flatMap(({ curve }) => curve.contracts.map(({ twin }) => twin.termMonths));
  return terms.length === 0 ? defaults.terms.termMonths : Math.max(...terms);
}

/** The chance of plans over a term: what nobody states has its assumed spread here. */
function chanceOver(streams: Streams, months: number, sizing: Sizing): Chance {
  return sampledChance(futuresOver(streams, months, sizing));
}

function futuresOver({ all }: Streams, months: number, { common, defaults, normal }: Sizing): Futures {
  return futuresOf(all, months, statistic(common.correlation ?? defaults.correlation), normal);
}

const termsOf = (provider: string, { due, window }: TermTwin) => ({
  provider,
  commits: due > 0,
  window: due > 0 ? window : 1,
});

/** The contracts of a plan over its term, by what each month buys under them. */
function contractsOver({ contracts }: Outcome, model: TermModel, futures: Futures): ContractRisk[] {
  const signed = new Map(contracts.map(({ provider, band }) => [provider, band.id]));
  const parts = partsUnder(model, (provider) => signed.get(provider), futures) ?? [];
  return parts.flatMap(({ scene, signature: { state, begins }, term }) =>
    state.flatMap((band, index): ContractRisk[] => {
      const twin = band && scene.twins.get(band);
      const [provider, list] = [scene.instance.providers[index]?.id, term.lists[index]];
      if (twin === undefined || provider === undefined || list === undefined) return [];
      return [{ ...termsOf(provider, twin), ...thinOf(list, twin, begins[index] ?? 0) }];
    }),
  );
}

/** The chance of everything that is considered: in closed form where there is one, else over fixed futures. */
function chanceOf(streams: Streams, all: readonly Considered[], sizing: Sizing): Chance {
  if (isAlike(streams, all)) return closedChance(streams.all, sizing.normal);
  const monthly = !grows(streams) && all.every(({ curve }) => curve.contracts.every(({ twin }) => isMonthly(twin)));
  const months = monthly ? 1 : monthsOf(all, sizing);
  return chanceOver(streams, months, sizing);
}

const leastBy = (all: readonly RiskAlternative[], value: (each: RiskAlternative) => number) =>
  all.reduce((best, each) => (value(each) < value(best) ? each : best));

/** Of what the plan is expected to cost: what another has to save to be put before it. */
const PLAINLY = 1 / 1000;

/** What the cheapest is expected to save over the plan, where that is plain. */
function savedBy(cheapest: RiskAlternative, plan: RiskAlternative | undefined): number | undefined {
  if (plan === undefined || cheapest.kind === 'plan') return undefined;
  const saved = plan.expectedCost - cheapest.expectedCost;
  return saved < plan.expectedCost * PLAINLY ? undefined : saved;
}

/** A contract that nothing is committed to or bought under has no months that miss anything. */
const isMet = ({ twin, direct }: SignedContract) => twin.due > 0 || direct.some((usage) => usage !== undefined);

/**
 * How likely the plan is to be the right one when demand is not known: against the plans that are the best somewhere in
 * the ranges, each priced as a function of demand. Deterministic. Everything but demand is as stated.
 */
export function riskOf(stated: Stated, others: readonly Outcome[], sizing: Sizing, model?: TermModel): Risk {
  const { base, choices, priced, terms } = stated;
  const usual = sizing.defaults.terms;
  const streams = streamsOf(
    priced.map(({ workload }) => workload),
    sizing,
  );
  const byStream = summedByStream(choices, streams.of, streams.all.length);
  const all = model === undefined ? considered(stated, others, usual, byStream) : consideredOver(stated, others, model);
  const chance = model === undefined ? chanceOf(streams, all, sizing) : chanceOver(streams, model.months, sizing);
  const demand = byStream(({ baselineCost }) => baselineCost);
  const { alternatives, hindsightCost } = judged(all, chance, demand);
  const open = alternatives.filter(({ available }) => available);
  const cheapest = leastBy(open, ({ expectedCost }) => expectedCost);
  const [plan] = all;
  if (plan === undefined) throw new Error('a risk without a plan');
  return {
    demand: demandOf(demand, streams, chance, sizing),
    given: base.contracts.flatMap(({ provider, band: { discount } }) => {
      const contract = contractWith(terms.offers, provider, terms.quote);
      return contract === 'notOffered' || contract.discountRange === undefined ? [] : [{ provider, discount }];
    }),
    alternatives,
    cheapest,
    saves: savedBy(cheapest, alternatives[0]),
    minimaxRegret: leastBy(open, ({ worstRegret }) => worstRegret),
    valueOfInformation: Math.max(0, cheapest.expectedCost - hindsightCost),
    worstMonth: chance.worstMonth(plan.curve),
    contracts:
      model === undefined
        ? (signingOf(base, stated, usual)?.contracts ?? []).filter(isMet).map((contract) => ({
            ...termsOf(contract.provider, contract.twin),
            ...chance.contract(contractCurve(contract, byStream)),
          }))
        : contractsOver(base, model, futuresOver(streams, model.months, sizing)),
  };
}
