import type { ContractBand, FloorBand } from '../../domain/contract.ts';
import { isZero } from '../../domain/exact.ts';
import type { Aggregator } from '../../domain/offer.ts';
import type { Purchase } from '../../domain/purchase.ts';
import type { Turn } from '../../domain/turn.ts';
import { plus, sum, times, type Usd } from '../../domain/units.ts';
import { type AggregatorSpend, NOTHING_SPENT, priceFactor, spentTogether } from '../channels/aggregator-fees.ts';
import { settled } from '../contract/settle.ts';
import { bandChannel } from './band-channel.ts';
import { spendsUnder } from './candidate.ts';
import type { DirectOption } from './instance.ts';
import type { Choices } from './options.ts';
import type { Part, Solution } from './parts.ts';

/** One workload as a plan buys it, before its bill is made. */
export type OutcomePurchase = Pick<Purchase, 'workload' | 'channel' | 'model' | 'listCost'>;

export interface OutcomeContract {
  readonly provider: string;
  readonly floor: FloorBand;
  readonly band: ContractBand;
  readonly listSpend: Usd;
  readonly shortfall: Usd;
  readonly overage: Usd;
  /** What the contract costs in the month. */
  readonly effective: Usd;
}

/** What a solution decides and costs: a plan without its bills. */
export interface Outcome {
  readonly cost: Usd;
  /** In the order of the portfolio. */
  readonly purchases: readonly OutcomePurchase[];
  readonly contracts: readonly OutcomeContract[];
  /** Equal for equal decisions. */
  readonly key: string;
  readonly parts: readonly Part[];
  /** True where it is only known to be another decision than the one it was planned anew from: there may be a cheaper one. */
  readonly unfinished?: boolean;
}

/** A purchase under a contract, and whose that is. */
export interface Taken {
  readonly provider: string;
  readonly option: DirectOption;
}

/** What an outcome buys under contracts, by the name of the workload. */
export function takenUnder({ parts }: Pick<Outcome, 'parts'>): Map<string, Taken> {
  return new Map(
    parts.flatMap(({ instance, solved }) =>
      instance.choices.flatMap(({ workload }, index): [string, Taken][] => {
        const option = solved.best.assignment[index];
        const provider = option && instance.providers[option.provider]?.id;
        return option === undefined || provider === undefined ? [] : [[workload.name, { provider, option }]];
      }),
    ),
  );
}

/** Whom each workload of a part is bought from. */
export function purchasesOf({ instance, solved }: Part): OutcomePurchase[] {
  const { assignment, state } = solved.best;
  return instance.choices.flatMap(({ workload, open }, index) => {
    const option = assignment[index];
    const band = option === undefined ? undefined : state[option.provider];
    const usage = option?.usage ?? open?.usage;
    const channel =
      band === undefined ? open?.channel : (option?.channel ?? bandChannel(band.band, {}, usage?.of.model));
    if (channel === undefined || usage === undefined) return [];
    return [{ workload, channel, model: usage.of.model, listCost: usage.listCost }];
  });
}

/** The work that some parts buy as another model than its own, where moving it costs something. */
export function movedIn(parts: readonly Part[]): Set<string> {
  return new Set(
    parts.flatMap(({ instance, solved }) =>
      instance.choices.flatMap(({ workload, open }, index) => {
        const usage = solved.best.assignment[index]?.usage ?? open?.usage;
        return usage === undefined || isZero(usage.moving) ? [] : [workload.name];
      }),
    ),
  );
}

function contractsOf({ instance, solved }: Part): OutcomeContract[] {
  const spends = spendsUnder(instance, solved.best.assignment);
  return instance.providers.flatMap(({ id, kind, contract }, index) => {
    const band = solved.best.state[index];
    const spend = spends[index];
    if (kind === 'pool' || band === undefined || spend === undefined) return [];
    const { list: listSpend, counted, more } = spend;
    const { shortfall, overage, effective } = settled(band, counted);
    return [
      {
        provider: id,
        floor: contract.floor,
        band: band.band,
        listSpend,
        shortfall,
        overage,
        effective: plus(effective, more),
      },
    ];
  });
}

/** What some purchases come to at each aggregator. */
export function boughtAt(purchases: readonly OutcomePurchase[]): Map<Aggregator, AggregatorSpend> {
  const found = new Map<Aggregator, AggregatorSpend>();
  for (const { channel, listCost } of purchases) {
    if (channel.kind !== 'aggregator') continue;
    const own = { listCost, tokenCost: times(listCost, priceFactor(channel)) };
    found.set(channel.aggregator, spentTogether(found.get(channel.aggregator) ?? NOTHING_SPENT, own));
  }
  return found;
}

type Purchased = Pick<OutcomePurchase, 'workload' | 'channel' | 'model'>;
type Signed = Pick<OutcomeContract, 'provider' | 'band'>;

/**
 * Equal for equal decisions: whom each workload is bought from, as what model, under what terms. Which part of a divided
 * stream goes where is no decision: how much of it does is settled by what there is of it.
 */
export function keyOf(purchases: readonly Purchased[], contracts: readonly Signed[]): string {
  const named = purchases.map(({ workload: { name, partOf }, channel, model }) =>
    JSON.stringify([partOf?.workload ?? name, channel.id, model.id]),
  );
  const divided = purchases.some(({ workload }) => workload.partOf !== undefined);
  const bought = divided ? [...new Set(named)].sort() : named;
  const signed = contracts.map(({ provider, band }) => [provider, band.id]);
  return JSON.stringify([bought, signed.sort()]);
}

/** What an outcome decides, apart from its dollars. */
export interface Decided {
  readonly purchases: readonly Purchased[];
  readonly contracts: readonly Signed[];
}

/** The outcome of a solution; undefined when it leaves a workload nothing. */
export function outcomeOf(all: readonly Choices[], solution: Solution): Outcome | undefined {
  if ('captives' in solution) return undefined;
  const { parts, beyond } = solution;
  const byName = new Map(parts.flatMap(purchasesOf).map((each) => [each.workload.name, each]));
  const purchases = all.flatMap(({ workload }) => byName.get(workload.name) ?? []);
  const contracts = parts.flatMap(contractsOf).sort((a, b) => (a.provider < b.provider ? -1 : 1));
  return {
    cost: plus(sum(parts.map(({ solved }) => solved.best.cost)), beyond),
    purchases,
    contracts,
    key: keyOf(purchases, contracts),
    parts,
    ...(parts.some(({ solved }) => solved.unfinished === true) ? { unfinished: true } : {}),
  };
}

/** What one outcome decides otherwise than another. */
export function turnTo(base: Decided, other: Decided | undefined): Turn {
  if (other === undefined) return 'noPlan';
  const before = new Map(base.contracts.map((each) => [each.provider, each.band]));
  const after = new Map(other.contracts.map((each) => [each.provider, each.band]));
  const bought = new Map(base.purchases.map((each) => [each.workload.name, each]));
  const channels = new Map(other.purchases.map(({ channel }) => [channel.id, channel]));
  return {
    signed: [...after.keys()].filter((provider) => !before.has(provider)),
    dropped: [...before.keys()].filter((provider) => !after.has(provider)),
    changed: [...after].flatMap(([provider, { id, commitment }]) => {
      const own = before.get(provider);
      return own === undefined || own.id === id ? [] : [{ provider, commitment }];
    }),
    moved: other.purchases.flatMap(({ workload: { name }, channel, model: { id } }) => {
      const own = bought.get(name);
      return own?.channel.id === channel.id && own.model.id === id ? [] : [{ workload: name, channel, model: id }];
    }),
    through: [...channels.values()],
    unsigned: after.size === 0,
  };
}
