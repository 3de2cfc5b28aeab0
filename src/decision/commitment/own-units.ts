import type { UnitsTaken } from '../../domain/proposal.ts';
import { exactOf } from '../../domain/statistic.ts';
import { type Usd, usd } from '../../domain/units.ts';
import type { Points } from '../chance/futures.ts';
import { contractWith } from '../contract/quote.ts';
import type { Context } from '../estimate/estimate.ts';
import { FEW_OVER_MONTHS } from '../plan/buying.ts';
import type { Market } from '../plan/driver-path.ts';
import type { MilpSolver } from '../plan/milp.ts';
import { choicesAmong, type PricedWorkload, pricedWorkload } from '../plan/options.ts';
import { type Outcome, outcomeOf } from '../plan/outcome.ts';
import { type TakenUnits, withUnits } from '../plan/reserving.ts';
import { solvedParts } from '../plan/solution.ts';
import type { UnitTerms, VolumesOver } from '../reserved/offered-units.ts';
import { expectedCosts } from '../risk/expected-cost.ts';
import { volumesOver } from '../term/volumes.ts';
import type { Sizing } from './plan-commitments.ts';
import type { AskedPlan } from './proposal-plans.ts';

/** What the plans that a proposal is judged by are made of where each of them may take reserved units of its own. */
export interface Reserving {
  readonly context: Context;
  readonly solver: () => Promise<MilpSolver>;
  readonly units: UnitTerms;
}

/** A plan with some units: what it is expected to cost, of few futures, and the month as it is stated. */
interface Found {
  readonly outcome: { readonly cost: Usd } | undefined;
  readonly shared: readonly (readonly string[])[];
  readonly month: Month | undefined;
}

/** A month as it is stated under some units, and what they leave in other months alone. */
interface Month {
  readonly market: Market;
  readonly outcome: Outcome;
  /** With what is left in other months, and the ways to buy that: a month whose contracts are settled has no more of them. */
  readonly whole: Market;
  readonly ways: readonly Outcome[];
}

const CENTS = 2;
const inCents = (dollars: number) => usd(exactOf(dollars, CENTS));

const signedIn = ({ contracts }: Outcome) => new Map(contracts.map(({ provider, band }) => [provider, band.id]));

/** The bands that are signed already, and no others, at no floor: what they cover of other months is bought under them. */
function settledTerms(terms: Market['terms'], signed: ReadonlyMap<string, string>): Market['terms'] {
  const contractOf: typeof terms.offers.contractOf = (provider) => {
    const contract = contractWith(terms.offers, provider, terms.quote);
    const own = contract === 'notOffered' ? undefined : contract.bands.find(({ id }) => id === signed.get(provider));
    if (contract === 'notOffered' || own === undefined) return 'notOffered';
    return { ...contract, floor: { ...contract.floor, low: usd(exactOf(0, 0)) }, bands: [own] };
  };
  return { ...terms, offers: { ...terms.offers, contractOf }, quote: {}, required: signed };
}

/** What some units leave, bought as it is cheapest in the month as it is stated; undefined where what has to be signed is not. */
async function monthWith(
  parts: readonly PricedWorkload[],
  terms: Market['terms'],
  offers: Context['offers'],
  solver: Reserving['solver'],
): Promise<Month | undefined> {
  const all = parts.map((each) => choicesAmong(each, offers));
  const stated = all.filter(({ workload: { left } }) => left?.idle !== true);
  const outcome = outcomeOf(stated, await solvedParts(stated, terms, solver));
  if (outcome === undefined) return undefined;
  const signed = signedIn(outcome);
  if ([...(terms.required ?? [])].some(([provider, band]) => signed.get(provider) !== band)) return undefined;
  const month = { market: { choices: stated, terms }, outcome, whole: { choices: all, terms } };
  if (stated.length === all.length || signed.size === 0) return { ...month, ways: [outcome] };
  const otherwise = outcomeOf(all, await solvedParts(all, settledTerms(terms, signed), solver));
  const alike = otherwise !== undefined && [...signedIn(otherwise)].join() === [...signed].join();
  return { ...month, ways: alike ? [outcome, otherwise] : [outcome] };
}

/** A plan with reserved units of its own, where those pay. */
export type Reserve = (plan: AskedPlan) => Promise<AskedPlan>;

/** What is the same of each plan of a market: what its work is priced at, and what becomes of its volume. */
interface Worked {
  readonly priced: readonly PricedWorkload[];
  readonly over: VolumesOver;
}

/** Plans with reserved units of their own over the months of a contract, each number of months worked out once. */
export function withOwnUnits(reserving: Reserving): (sizing: Sizing) => Reserve {
  const known = new Map<number | undefined, Reserve>();
  return (sizing) => {
    const found = known.get(sizing.months) ?? reserveOver(reserving, sizing);
    known.set(sizing.months, found);
    return found;
  };
}

/** Units by the name of what offers them. */
function unitsOf(taken: readonly TakenUnits[]): UnitsTaken[] {
  return taken.map(({ taking: { offer, model, counts } }) => ({
    offer: offer.id,
    name: offer.name,
    model,
    units: counts.reduce((total, each) => total + each, 0n),
  }));
}

/**
 * A plan with as many reserved units as are the best for it in expectation, over the volumes that a proposal is judged by: its
 * contracts are those of the month as it is stated, and hold. The plan itself where no units pay, or where there are too
 * many workloads, prices that change or one channel for everything. Counts are compared at few futures, and judged at all.
 */
function reserveOver({ context, solver, units }: Reserving, sizing: Sizing): Reserve {
  const worked = new WeakMap<Market['choices'], Worked>();
  const months = sizing.months ?? sizing.defaults.terms.termMonths;
  const workedOut = (choices: Market['choices'], under: Context): Worked => {
    const known = worked.get(choices);
    if (known !== undefined) return known;
    const workloads = choices.map(({ workload }) => workload);
    const priced = workloads.map((each) => pricedWorkload(each, under));
    const found = { priced, over: volumesOver(workloads, { months }, sizing) };
    worked.set(choices, found);
    return found;
  };
  return async (plan: AskedPlan): Promise<AskedPlan> => {
    const { choices, terms } = plan.market;
    if (terms.ahead !== undefined || terms.singleChannel === true || choices.length > FEW_OVER_MONTHS) return plan;
    if (terms.offers.reserved.every((offer) => offer.terms.length === 0)) return plan;
    const under: Context = { ...context, ...terms };
    const { priced, over } = workedOut(choices, under);
    const known = new Map(priced.map((each) => [each.workload, each]));
    const costOf = ({ whole, ways }: Month, points: Points) => {
      const expectedCost = expectedCosts(whole, sizing, points);
      return Math.min(...ways.map((each) => expectedCost(each, whole) ?? Number.POSITIVE_INFINITY));
    };
    const foundOf = (month: Month | undefined): Found => {
      const cost = month === undefined ? Number.POSITIVE_INFINITY : costOf(month, 'few');
      return { outcome: Number.isFinite(cost) ? { cost: inCents(cost) } : undefined, shared: [], month };
    };
    const { market, outcome } = plan;
    const base = foundOf({ market, outcome, whole: market, ways: [outcome] });
    const by = { ...units, many: false, over, required: terms.required, proven: false as const };
    const { bought, taken } = await withUnits(base, priced, under, by, async (parts) =>
      foundOf(
        await monthWith(
          parts.map((each) => known.get(each) ?? pricedWorkload(each, under)),
          terms,
          under.offers,
          solver,
        ),
      ),
    );
    const { month } = bought;
    const expectedCost = month === undefined ? Number.POSITIVE_INFINITY : costOf(month, 'all');
    if (taken.length === 0 || month === undefined || expectedCost >= plan.expectedCost) return plan;
    return { ...plan, market: month.market, outcome: month.outcome, expectedCost, units: unitsOf(taken) };
  };
}
