import { lastDay, monthPlus } from '../../domain/day.ts';
import { approximately, isZero } from '../../domain/exact.ts';
import type { PlanTerm, TermContract, TermGap, TermMonth } from '../../domain/plan.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import { NO_USD, sum, type Usd, usd } from '../../domain/units.ts';
import type { Futures, Points } from '../chance/futures.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import { WORTH_ASKING } from '../commitment/proposal-choices.ts';
import type { Market } from '../plan/driver-path.ts';
import type { Choices } from '../plan/options.ts';
import type { Part, SolvedParts } from '../plan/parts.ts';
import { unpriced } from '../plan/solution.ts';
import { opensIn } from './beginnings.ts';
import { firstMonth } from './first-month.ts';
import { gapsOver } from './month-prices.ts';
import { bestMoved, choicesWith, type Moved } from './moved.ts';
import { sceneUnder } from './price-terms.ts';
import { type BestSignature, bestSignature } from './signatures.ts';
import { meanOver, modelWith, statedOfTerm, type TermModel, termModelOf } from './term-model.ts';
import { meanCost } from './term-part.ts';
import { besideCounted, oncePerPrices } from './term-scene.ts';

/** The plan of least expected cost over a term, with its first month. */
export interface TermSolution {
  readonly solution: SolvedParts;
  readonly term: PlanTerm;
  readonly model: TermModel;
  /** Work that is moved to another model, of that which it costs something to move. */
  readonly moved: Moved;
}

const CENTS = 2;
const dollars = (value: number): Usd => usd(exactOf(value, CENTS));

/**
 * Of models at a share off list of their own, what a contract does not count as it is: list dollars and dollars of an average
 * month, as the term usually buys.
 */
function meanBeside({ scene: of, signature, term }: BestSignature, provider: number, { factors }: Futures) {
  const scene = sceneUnder(of, signature.state);
  if (scene === of) return { list: 0, cost: 0 };
  const inMonth = oncePerPrices(scene, (month) => besideCounted(scene, term.usual, month, provider));
  let [list, cost] = [0, 0];
  for (let month = signature.begins[provider] ?? 0; month < scene.months; month++) {
    const beside = inMonth(month);
    for (const [stream, byMonth] of factors.entries()) {
      const mean = meanCost([byMonth[month] as Float64Array]);
      list += (beside.list[stream] as number) * mean;
      cost += (beside.cost[stream] as number) * mean;
    }
  }
  return { list: list / scene.months, cost: cost / scene.months };
}

function contractsOf(found: BestSignature, futures: Futures): TermContract[] {
  const { scene, signature, term } = found;
  return signature.state.flatMap((band, provider): TermContract[] => {
    const { id, kind, contract } = scene.instance.providers[provider] ?? {};
    const means = term.contracts[provider];
    if (band === undefined || id === undefined || contract === undefined || kind === 'pool' || means === undefined)
      return [];
    const commits = !isZero(band.due);
    const beside = meanBeside(found, provider, futures);
    const [listSpend, cost] = [means.listSpend + beside.list, means.cost + beside.cost];
    const opens = commits ? undefined : opensIn(scene, provider, band, term.usualIn);
    return [
      {
        provider: id,
        floor: contract.floor,
        band: band.band,
        begins: (signature.begins[provider] ?? 0) + 1,
        opens: opens === undefined ? undefined : opens + 1,
        window: commits ? (scene.twins.get(band)?.window ?? 1) : 1,
        listSpend: dollars(listSpend),
        cost: dollars(cost),
        shortfall: dollars(means.shortfall),
        slight: !commits && opens === undefined && listSpend - cost < WORTH_ASKING,
      },
    ];
  });
}

/** What the parts of a portfolio cost together in each month, and what their contracts ask for in it. */
function monthsOf(
  found: readonly BestSignature[],
  { months, ahead, moving }: TermModel,
  gaps: readonly TermGap[],
): TermMonth[] {
  return Array.from({ length: months }, (_, month) => {
    const costs = found.map(({ term }) => meanCost(term.costs.slice(month, month + 1)));
    const due = found.flatMap(({ scene, signature: { state, begins } }) =>
      state.map((band, provider) => {
        const isPool = scene.instance.providers[provider]?.kind === 'pool';
        const runs = band !== undefined && !isPool && month >= (begins[provider] ?? 0);
        return runs ? statistic(band.due) : 0;
      }),
    );
    const total = (amounts: readonly number[]) => amounts.reduce((all, each) => all + each, 0);
    const known = ahead === undefined || gaps.every(({ from }) => from > lastDay(monthPlus(ahead.start, month)));
    return { expected: total([...costs, moving]), committed: total(due), complete: known };
  });
}

/** A part without the work of which nothing is bought in the month as it is stated: what units leave in other months alone. */
function asStated(found: BestSignature): BestSignature {
  const { scene, term } = found;
  const { choices, open, direct } = scene.instance;
  if (choices.every(({ workload: { left } }) => left?.idle !== true)) return found;
  const kept = choices.flatMap(({ workload: { left } }, index) => (left?.idle === true ? [] : [index]));
  const of = <Each>(all: readonly Each[]) => kept.map((index) => all[index] as Each);
  const instance = {
    ...scene.instance,
    choices: of(choices),
    direct: of(direct),
    open: Float64Array.from(of([...open])),
  };
  return { ...found, scene: { ...scene, instance }, term: { ...term, first: of(term.first) } };
}

function partOf(whole: BestSignature): Part | undefined {
  const found = asStated(whole);
  const best = firstMonth(found);
  if (best === undefined) return undefined;
  const { instance } = sceneUnder(found.scene, found.signature.state);
  const solved = { method: 'enumeration', states: found.looked, settledByBounds: 0, optimal: true } as const;
  const inParts = approximately(best.cost);
  return { instance, solved: { ...solved, best, lowerBound: best.cost, inParts } };
}

type Signatures = readonly (BestSignature | undefined)[];

const costOf = (found: Signatures, moving: number) =>
  found.reduce((total, best) => total + (best?.cost ?? Number.POSITIVE_INFINITY), moving);

/** What is moved, and what is signed for it: a part of the market whose work is decided alike is solved once. */
function decided(market: Market, sizing: Sizing, points: Points) {
  const all = market.choices.flatMap(({ workload, moving }) => (moving === undefined ? [] : [workload.name]));
  const base = termModelOf(market, sizing, points);
  if (all.length === 0)
    return {
      moved: new Set<string>() as Moved,
      model: base,
      signatures: base.scenes.map((scene) => bestSignature(scene, base)),
    };
  const known = new Map<string, BestSignature | undefined>();
  const solved = (moved: Moved) => {
    const model = modelWith(base, market, moved, sizing, points);
    const signatures = model.scenes.map((scene) => {
      const names = scene.instance.choices.map(({ workload: { name } }) => [name, moved.has(name)]);
      const bands = scene.instance.providers.map(({ id }) => id);
      const key = JSON.stringify([names, bands]);
      const found = known.has(key) ? known.get(key) : bestSignature(scene, model);
      known.set(key, found);
      return found;
    });
    return { moved, model, signatures };
  };
  const groups = modelWith(base, market, new Set(all), sizing, points).scenes.map(({ instance: { choices } }) =>
    choices.map(({ workload }) => workload.name).filter((name) => all.includes(name)),
  );
  const moved = bestMoved(groups, (each) => {
    const { signatures, model } = solved(each);
    return costOf(signatures, model.moving);
  });
  return solved(moved);
}

/** Dollars of a month that move with the work they are for, by name: their mean over the term of a plan, where it has one. */
export function meanOverTerm(
  choices: readonly Choices[],
  term: Pick<TermSolution, 'model'> | undefined,
  dollarsOf: (workload: string) => Usd,
): Usd {
  if (term === undefined) return sum(choices.map(({ workload }) => dollarsOf(workload.name)));
  return dollars(meanOver(choices, term.model, ({ workload }) => dollarsOf(workload.name)));
}

/**
 * What to sign for least expected cost over the stated growth, demand and term. Undefined where everything goes through
 * one channel, where something has no price, or where no signature serves every workload: a plan of one month is all
 * there is then.
 */
export function termSolution(stated: Market, sizing: Sizing, points: Points = 'all'): TermSolution | undefined {
  if (stated.terms.singleChannel === true || stated.choices.some(unpriced)) return undefined;
  const { moved, model, signatures: found } = decided(stated, sizing, points);
  const market = { ...stated, choices: choicesWith(stated.choices, moved) };
  const workloads = market.choices.map(({ workload }) => workload);
  const parts: Part[] = [];
  const contracts: TermContract[] = [];
  let cost = model.moving;
  for (const best of found) {
    const part = best && partOf(best);
    if (best === undefined || part === undefined) return undefined;
    parts.push(part);
    contracts.push(...contractsOf(best, model.futures));
    cost += best.cost;
  }
  const { ahead } = market.terms;
  const gaps = gapsOver(market.choices, ahead);
  const effectiveCost = dollars(cost);
  const totalCost = dollars(cost * model.months);
  const term: PlanTerm = {
    months: model.months,
    moves: [
      ...statedOfTerm(workloads, sizing),
      ...((ahead?.changes.length ?? 0) === 0 ? [] : ['prices' as const]),
      ...(ahead?.trend === undefined ? [] : ['trend' as const]),
      ...((ahead?.gaps.length ?? 0) === 0 ? [] : ['ends' as const]),
    ],
    effectiveCost,
    totalCost,
    baselineCost: dollars(meanOver(market.choices, model, ({ baselineCost }) => baselineCost)),
    contracts,
    gaps,
    byMonth: monthsOf(
      found.filter((each) => each !== undefined),
      model,
      gaps,
    ),
  };
  return { solution: { parts, otherwise: undefined, beyond: NO_USD }, term, model, moved };
}
