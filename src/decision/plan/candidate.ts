import type { PlanChannel } from '../../domain/channel.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { GROUNDS } from '../../domain/ground.ts';
import { groundOf } from '../../domain/purchase.ts';
import { minus, NO_USD, plus, sum, type Usd } from '../../domain/units.ts';
import { settled } from '../contract/settle.ts';
import { bandChannel } from './band-channel.ts';
import { besideTermsOf } from './gathered.ts';
import type { Band, DirectOption, Instance } from './instance.ts';

/** By provider of the instance, the band signed or none. */
export type ContractState = readonly (Band | undefined)[];

/** By workload of the instance: an option of `direct`, or undefined for its open purchase. */
export type Assignment = readonly (DirectOption | undefined)[];

/** A way to buy an instance: what is signed, and what is bought where. */
export interface Bought {
  readonly state: ContractState;
  readonly assignment: Assignment;
}

/** A way to buy an instance, priced exactly. */
export interface Candidate extends Bought {
  readonly cost: Usd;
}

/** Dollars that each contract counts: list spend bought direct from a provider, which its floor is tested on. Exact. */
export function listSpends(instance: Instance, assignment: Assignment): Usd[] {
  const spends = instance.providers.map(() => NO_USD);
  for (let index = 0; index < assignment.length; index++) {
    const option = assignment[index];
    if (option !== undefined) spends[option.provider] = plus(spends[option.provider] ?? NO_USD, option.counted);
  }
  return spends;
}

/** What is bought under a contract of an instance: at list, as the contract counts it, and what it costs beside that. */
export interface SpendUnder {
  readonly list: Usd;
  readonly counted: Usd;
  /** Models at a discount of their own: what they cost more than what is counted of them comes to, below 0 where less. */
  readonly more: Usd;
}

/** What is bought under the contract of each provider. Exact. */
export function spendsUnder(instance: Instance, assignment: Assignment): SpendUnder[] {
  const spends = instance.providers.map((): SpendUnder => ({ list: NO_USD, counted: NO_USD, more: NO_USD }));
  for (const option of assignment) {
    const own = option && spends[option.provider];
    if (option === undefined || own === undefined) continue;
    spends[option.provider] = {
      list: plus(own.list, option.usage.listCost),
      counted: plus(own.counted, option.counted),
      more: plus(own.more, minus(option.uncounted, besideTermsOf(option.usage))),
    };
  }
  return spends;
}

/** The exact cost of an assignment under a contract state; undefined when it breaks a rule. */
export function candidate(instance: Instance, state: ContractState, assignment: Assignment): Candidate | undefined {
  let cost = NO_USD;
  for (let index = 0; index < assignment.length; index++) {
    const option = assignment[index];
    const own = option === undefined ? instance.choices[index]?.open?.cost : option.uncounted;
    if (own === undefined) return undefined;
    if (!isZero(own)) cost = plus(cost, own);
  }
  for (const [provider, listSpend] of listSpends(instance, assignment).entries()) {
    const band = state[provider];
    const { coefficient } = listSpend;
    if (band === undefined && coefficient === 0n && !assignment.some((each) => each?.provider === provider)) continue;
    const month = band && settled(band, listSpend);
    if (band === undefined || month?.opens !== true) return undefined;
    cost = plus(cost, month.effective);
    if (instance.providers[provider]?.kind === 'pool' && instance.providers[provider]?.signed === true)
      cost = minus(cost, band.due);
  }
  return { state, assignment, cost };
}

const contracts = ({ state }: Bought, { providers }: Instance) =>
  state.filter((band, provider) => band !== undefined && providers[provider]?.kind === 'provider').length;

function models({ assignment }: Bought, instance: Instance): number {
  const ids = assignment.map((option, index) => (option?.usage ?? instance.choices[index]?.open?.usage)?.of.model.id);
  return new Set(ids).size;
}

/** Dollars a month that are due to providers whatever is used. */
const committed = ({ state }: Bought, { providers }: Instance): Usd =>
  sum(state.flatMap((band, provider) => (band && providers[provider]?.kind === 'provider' ? [band.due] : [])));

/** Every channel that something is bought through. */
export const channelsOf = ({ state, assignment }: Bought, { choices }: Instance): PlanChannel[] =>
  assignment.flatMap((option, index) => {
    const band = option === undefined ? undefined : state[option.provider];
    const channel = option?.channel ?? (band === undefined ? choices[index]?.open?.channel : bandChannel(band.band));
    return channel === undefined ? [] : [channel];
  });

/** Whom one pays beside the providers of the models, and beside those paid `elsewhere` anyway: resellers and clouds. */
const parties = (channels: readonly PlanChannel[], elsewhere: ReadonlySet<string>) =>
  new Set(
    channels
      .filter(({ kind, id }) => (kind === 'aggregator' || kind === 'marketplace') && !elsewhere.has(id))
      .map(({ id }) => id),
  ).size;

const NOWHERE: ReadonlySet<string> = new Set();

/** What a purchase leans on: how many parties beside those paid `elsewhere`, then how many purchases rest on each ground, the worst ground first. */
function leaning(instance: Instance, of: Bought, elsewhere = NOWHERE): number[] {
  const channels = channelsOf(of, instance);
  const grounds = [...GROUNDS].reverse();
  const resting = grounds.map((ground) => channels.filter((channel) => groundOf(channel) === ground).length);
  return [parties(channels, elsewhere), ...resting];
}

function byFirst(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((count, index) => count !== b[index]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/**
 * Which of two that cost the same goes first, below 0 the first of them: fewer parties beside those paid `elsewhere`, then
 * better evidence, then less commitment, fewer contracts, fewer models.
 */
export function tied(instance: Instance, a: Bought, b: Bought, elsewhere = NOWHERE): number {
  return (
    byFirst(leaning(instance, a, elsewhere), leaning(instance, b, elsewhere)) ||
    compare(committed(a, instance), committed(b, instance)) ||
    contracts(a, instance) - contracts(b, instance) ||
    models(a, instance) - models(b, instance)
  );
}

/** Ways to buy under some contracts as they go before each other where they cost the same. */
export function inOrderOfTies(instance: Instance, state: ContractState, ways: readonly Assignment[]): Assignment[] {
  return ways
    .map((assignment) => {
      const of = { state, assignment };
      return { assignment, order: [...leaning(instance, of), models(of, instance)] };
    })
    .sort((a, b) => byFirst(a.order, b.order))
    .map(({ assignment }) => assignment);
}

/** Cheaper first, then as ties are settled beside what is bought `elsewhere`; else the one found earlier. */
export function better(
  instance: Instance,
  a: Candidate | undefined,
  b: Candidate | undefined,
  elsewhere: ReadonlySet<string> = NOWHERE,
): Candidate | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order = compare(a.cost, b.cost) || tied(instance, a, b, elsewhere);
  return order <= 0 ? a : b;
}
