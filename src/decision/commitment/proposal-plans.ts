import { LIST, type PlanChannel } from '../../domain/channel.ts';
import type { Alternative } from '../../domain/commitment.ts';
import type { Contract, ContractBand, ContractTerms } from '../../domain/contract.ts';
import type { UnitsTaken } from '../../domain/proposal.ts';
import { minus, NO_USD, smaller, sum, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { contractWith } from '../contract/quote.ts';
import type { Solve } from '../plan/break-even.ts';
import type { Market } from '../plan/driver-path.ts';
import type { Outcome } from '../plan/outcome.ts';
import { type ExpectedCost, forecastSpend, spendsUnder } from '../risk/expected-cost.ts';
import { signingOf } from '../risk/signing.ts';
import type { ForecastSpend } from './portfolio-demand.ts';
import { channelLabel, type Subject } from './sizing-subject.ts';

/** The best plan of a market that is asked about, with what it is expected to cost. */
export interface AskedPlan {
  readonly market: Market;
  readonly outcome: Outcome;
  readonly expectedCost: number;
  /** Reserved units that it takes: its market is then of what they serve and leave in the month as it is stated. */
  readonly units: readonly UnitsTaken[];
}

/** Whom plans are asked of, and in which market. */
export interface Asking {
  readonly market: Market;
  readonly replan: Solve;
  readonly expectedCost: ExpectedCost;
  readonly usual: ContractTerms;
  /** Those of its term. */
  readonly months: number;
  /** A plan with reserved units of its own; none are looked for where it is left out. */
  readonly reserve: ((plan: AskedPlan) => Promise<AskedPlan>) | undefined;
}

/** The market in which a provider offers one contract, or none, and the others what they offer at the buyer's own quote. */
export function marketWith({ choices, terms }: Market, provider: string, contract: Contract | 'notOffered'): Market {
  const { offers, quote } = terms;
  const contractOf: typeof offers.contractOf = (id) => (id === provider ? contract : contractWith(offers, id, quote));
  return { choices, terms: { ...terms, offers: { ...offers, contractOf }, quote: {} } };
}

/**
 * Plans a market and says what its best plan is expected to cost, with reserved units of its own where those pay; undefined
 * where nothing serves every workload.
 */
export async function asked(market: Market, asking: Asking): Promise<AskedPlan | undefined> {
  const outcome = await asking.replan(market);
  const expectedCost = outcome && asking.expectedCost(outcome, market);
  if (outcome === undefined || expectedCost === undefined) return undefined;
  const plan = { market, outcome, expectedCost, units: [] };
  return asking.reserve?.(plan) ?? plan;
}

/** The best plan without a contract of a provider. */
export function planWithout(provider: string, asking: Asking) {
  return asked(marketWith(asking.market, provider, 'notOffered'), asking);
}

/** A plan in which a band is signed, and whether the floor had to be waived for it. */
export interface SignedPlan extends AskedPlan {
  readonly waived: boolean;
}

/** The best plan in which one band of a provider is signed; where its floor is out of reach, as if it did not apply. */
export async function planSigned(
  provider: string,
  contract: Contract,
  band: ContractBand,
  asking: Asking,
): Promise<SignedPlan | undefined> {
  const required = new Map([[provider, band.id]]);
  const free = { ...contract, floor: { low: NO_USD, high: contract.floor.high } };
  for (const [under, waived] of [
    [contract, false],
    [free, true],
  ] as const) {
    const { choices, terms } = marketWith(asking.market, provider, { ...under, bands: [band] });
    const found = await asked({ choices, terms: { ...terms, required } }, asking);
    if (found?.outcome.contracts.some((each) => each.provider === provider)) return { ...found, waived };
  }
  return undefined;
}

/** What work is called in several plans: where one of them takes reserved units, as it was before those cut it in parts. */
export function nameAmong(plans: readonly AskedPlan[]): (workload: Workload) => string {
  const isCut = plans.some(({ units }) => units.length > 0);
  return ({ name, partOf }) => (isCut ? (partOf?.workload ?? name) : name);
}

/** What a contract of an outcome costs in the month. */
function contractCost({ contracts }: Outcome, provider: string): Usd {
  const own = contracts.find((each) => each.provider === provider);
  return own === undefined ? NO_USD : own.effective;
}

function channelsOf({ purchases }: Outcome, isOne: (workload: Workload) => boolean): PlanChannel[] {
  const own = purchases.filter(({ workload }) => isOne(workload)).map(({ channel }) => channel);
  return [...new Map(own.map((channel) => [channel.id, channel])).values()];
}

/**
 * The work that a plan buys under a contract, and what the same work comes to in the plan without one: the difference
 * of the two plans beside what the contract costs.
 */
export function subjectOfPlans(
  provider: string,
  signed: AskedPlan,
  without: AskedPlan,
  usual: ContractTerms,
): Subject | undefined {
  const contract = signingOf(signed.outcome, signed.market, usual)?.contracts.find(
    (each) => each.provider === provider,
  );
  const spends: ForecastSpend[] = contract === undefined ? [] : spendsUnder(contract, signed.market);
  if (spends.length === 0) return undefined;
  const beside = minus(signed.outcome.cost, contractCost(signed.outcome, provider));
  const nameOf = nameAmong([signed, without]);
  const under = new Set(spends.map(({ workload }) => workload));
  const names = new Set(
    signed.outcome.purchases.flatMap(({ workload }) => (under.has(workload.name) ? [nameOf(workload)] : [])),
  );
  const channels = channelsOf(without.outcome, (workload) => names.has(nameOf(workload)));
  const alternative: Alternative = {
    id: channels.map(({ id }) => id).join('+'),
    label: channels.map(channelLabel).join(' and '),
    cost: minus(without.outcome.cost, beside),
  };
  return { spends, alternative };
}

/** Everything that may be bought direct from a provider, with its own levers, and what it costs without a contract. */
export function directSubject(provider: string, { choices }: Market): Subject | undefined {
  const parts = choices.flatMap(({ workload, direct, open }) => {
    const [first, ...rest] = (direct.get(provider) ?? []).map(({ listCost }) => listCost);
    if (first === undefined) return [];
    const listSpend = rest.reduce(smaller, first);
    return [
      { spend: forecastSpend(workload, listSpend), cost: open?.cost ?? listSpend, channel: open?.channel ?? LIST },
    ];
  });
  if (parts.length === 0) return undefined;
  const channels = [...new Map(parts.map(({ channel }) => [channel.id, channel])).values()];
  const cost = sum(parts.map((each) => each.cost));
  const alternative = {
    id: channels.map(({ id }) => id).join('+'),
    label: channels.map(channelLabel).join(' and '),
    cost,
  };
  return { spends: parts.map(({ spend }) => spend), alternative };
}
