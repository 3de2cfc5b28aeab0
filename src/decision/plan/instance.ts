import type { AggregatorChannel, MarketplaceChannel } from '../../domain/channel.ts';
import { bandGround, type Contract } from '../../domain/contract.ts';
import { approximately, numeral } from '../../domain/exact.ts';
import { groundRank } from '../../domain/ground.ts';
import { atLeast, lessThan, minus } from '../../domain/units.ts';
import { twinOf } from '../contract/float-twin.ts';
import { type BandTerms, bandTerms } from '../contract/settle.ts';
import { besideTermsOf, type CloudOption, type CountedOption, type Usage } from './gathered.ts';
import type { Choices } from './options.ts';

type Counted = CountedOption<MarketplaceChannel | AggregatorChannel | undefined>;

/**
 * One purchase under a contract, as the search sees it. What is owed to a cloud is a contract too: signed already, at no
 * discount, with what would be forfeit as its commitment. So are the pooled fees of an aggregator.
 */
export interface DirectOption extends Counted {
  readonly provider: number;
  /** `counted`, a float: the search only compares. */
  readonly list: number;
  /** `uncounted`, a float. */
  readonly beside: number;
}

/** One contract a provider offers, as the search sees it. */
export interface Band extends BandTerms {
  /** In floats the contract costs the more of `commitment` and `factor` x list spend, less `owed`. */
  readonly commitment: number;
  /** What a list dollar costs once the commitment is used up. */
  readonly factor: number;
  /** `opens`, a float. */
  readonly floor: number;
  /** Dollars of `commitment` that are no cost of a plan: owed to a cloud in any case, free of a fee, or under another price. */
  readonly owed: number;
}

export interface ContractedProvider {
  readonly id: string;
  readonly contract: Contract;
  readonly bands: readonly Band[];
  /** What the contract stands for: only what a provider offers is one that a plan signs. */
  readonly kind: 'provider' | 'pool';
  /** True where it holds whatever is bought: a cloud's commitment, an allowance, a contract that is asked about. */
  readonly signed: boolean;
}

/** Workloads that share providers: solved apart from the rest of the portfolio, which nothing in here touches. */
export interface Instance {
  readonly choices: readonly Choices[];
  readonly providers: readonly ContractedProvider[];
  /** Cost of the cheapest purchase without a contract, by workload; Infinity where there is none. */
  readonly open: Float64Array;
  /** Purchases under contracts, by workload, in the order that ties are settled in. */
  readonly direct: readonly (readonly DirectOption[])[];
}

/** What a band says of prices in the term, as far as it can be told apart from another's. */
function pricesKey({ band: { prices } }: Band): string {
  const { priceProtection = false, newerModels = 'included', discounts } = prices ?? {};
  const newer = newerModels === 'included' ? '' : numeral(newerModels);
  const named = [...(discounts ?? [])].map(([model, share]) => [model, numeral(share)]);
  return priceProtection || newer !== '' || named.length > 0 ? JSON.stringify([priceProtection, newer, named]) : '';
}

/** A band that another beats on what is due, on the discount and on where it opens is never needed. */
function undominated(bands: readonly Band[]): Band[] {
  return bands.filter(
    (band, index) =>
      !bands.some((other, at) => {
        const noWorse =
          atLeast(band.due, other.due) &&
          atLeast(other.band.discount, band.band.discount) &&
          atLeast(band.opens, other.opens);
        const alike = pricesKey(band) === pricesKey(other);
        const better = lessThan(other.due, band.due) || lessThan(band.band.discount, other.band.discount);
        return at !== index && alike && noWorse && (better || at < index);
      }),
  );
}

/** A band as the search sees it: what it costs is the more of two straight lines, less a constant. */
export function searchBand(terms: BandTerms): Band {
  const { due, covers, rate, beyond } = twinOf(terms);
  const commitment = beyond === rate ? due : covers * beyond;
  return { ...terms, commitment, factor: beyond, floor: approximately(terms.opens), owed: commitment - due };
}

/** The better its evidence, the earlier a band: of two that come to the same the earlier one is kept. */
const allBandsOf = (contract: Contract) =>
  [...contract.bands]
    .sort((a, b) => groundRank(bandGround(a)) - groundRank(bandGround(b)))
    .map((band) => searchBand(bandTerms(contract, band)));

function bandsOf(contract: Contract): Band[] {
  const bands = allBandsOf(contract);
  return bands.every(({ overage }) => overage === undefined) ? undominated(bands) : bands;
}

/** By provider, the most that could be bought direct from it: every workload it can serve, at its dearest. */
function reachOf(all: readonly Choices[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { direct } of all) {
    direct.forEach((usages, provider) => {
      let most = 0;
      for (let index = 0; index < usages.length; index++)
        most = Math.max(most, approximately((usages[index] as Usage).listCost));
      found.set(provider, (found.get(provider) ?? 0) + most);
    });
  }
  return found;
}

/**
 * The purchase of a workload that costs least under what is signed, where each contract is used up; undefined where none
 * costs less than `limit`. In floats.
 */
export function cheapestDirect(
  options: readonly DirectOption[],
  state: readonly (Band | undefined)[],
  limit: number,
): DirectOption | undefined {
  let least = limit;
  let chosen: DirectOption | undefined;
  for (const option of options) {
    const band = state[option.provider];
    if (band === undefined) continue;
    const cost = band.factor * option.list + option.beside;
    if (!(cost < least)) continue;
    least = cost;
    chosen = option;
  }
  return chosen;
}

/** Slack of float comparisons, as a share of the amounts compared. What it lets through is compared exactly. */
export const FLOAT_SLACK = 1e-9;

/** Providers whose floor the portfolio can reach at all, at so many times its volume; the others never have a contract. */
export function reachableContracts(
  all: readonly Choices[],
  contractOf: (provider: string) => Contract | 'notOffered',
  required: ReadonlyMap<string, string> = new Map(),
  volume = 1,
): ContractedProvider[] {
  return [...reachOf(all)].flatMap(([id, most]) => {
    const contract = contractOf(id);
    if (contract === 'notOffered') return [];
    const only = required.get(id);
    const bands = only === undefined ? bandsOf(contract) : allBandsOf(contract).filter(({ band }) => band.id === only);
    const floor = Math.min(...bands.map((band) => band.floor));
    if (volume * most < floor * (1 - FLOAT_SLACK)) return [];
    return [{ id, kind: 'provider', contract, bands, signed: only !== undefined }];
  });
}

function searchOption(provider: number, { counted, uncounted, usage, channel }: Counted): DirectOption {
  const [list, beside] = [approximately(counted), approximately(uncounted)];
  return { provider, list, beside, counted, uncounted, usage, channel };
}

function directOption(provider: number, usage: Usage): DirectOption {
  return searchOption(provider, {
    counted: usage.listCost,
    uncounted: besideTermsOf(usage),
    usage,
    channel: undefined,
  });
}

function cloudOption(provider: number, { usage, channel, cost, eligible }: CloudOption): DirectOption {
  return searchOption(provider, { counted: eligible, uncounted: minus(cost, eligible), usage, channel });
}

/** Everything a workload can be bought as under the contracts of an instance, in the order that ties are settled in. */
function optionsUnder({ direct, clouds, pools }: Choices, indexOf: ReadonlyMap<string, number>): DirectOption[] {
  const found: DirectOption[] = [];
  direct.forEach((usages, id) => {
    const provider = indexOf.get(id);
    if (provider === undefined) return;
    for (let at = 0; at < usages.length; at++) found.push(directOption(provider, usages[at] as Usage));
  });
  // Of most work nothing is bought from a cloud or where fees are pooled.
  if (clouds.size === 0 && pools.size === 0) return found;
  const add = <Each>(id: string, all: readonly Each[], option: (provider: number, each: Each) => DirectOption) => {
    const provider = indexOf.get(id);
    if (provider !== undefined) for (const each of all) found.push(option(provider, each));
  };
  for (const [cloud, options] of clouds) add(cloudKey(cloud), options, cloudOption);
  for (const [aggregator, options] of pools) add(aggregatorKey(aggregator), options, searchOption);
  return found;
}

/** Some choices under contracts, which are those of one instance. */
export function instanceOf(choices: readonly Choices[], providers: readonly ContractedProvider[]): Instance {
  const indexOf = new Map(providers.map(({ id }, index) => [id, index]));
  return {
    choices,
    providers,
    open: Float64Array.from(choices, ({ open }) =>
      open === undefined ? Number.POSITIVE_INFINITY : approximately(open.cost),
    ),
    direct: choices.map((each) => optionsUnder(each, indexOf)),
  };
}

/** The portfolio cut into parts that share no contract. A workload that no contract can serve is a part of its own. */
export function instances(all: readonly Choices[], providers: readonly ContractedProvider[]): Instance[] {
  const leader = new Map(providers.map(({ id }) => [id, id]));
  const find = (id: string): string => {
    const up = leader.get(id) ?? id;
    return up === id ? id : find(up);
  };
  const served = all.map(({ direct, clouds, pools }) => {
    const ids: string[] = [];
    const add = (id: string) => {
      if (leader.has(id)) ids.push(id);
    };
    for (const id of direct.keys()) add(id);
    for (const id of clouds.keys()) add(cloudKey(id));
    for (const id of pools.keys()) add(aggregatorKey(id));
    return ids;
  });
  for (const [first, ...others] of served) {
    if (first !== undefined) for (const other of others) leader.set(find(other), find(first));
  }
  const parts = new Map<string, Choices[]>();
  for (const [index, choices] of all.entries()) {
    const first = served[index]?.[0];
    const key = first === undefined ? '' : find(first);
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [choices]);
    else part.push(choices);
  }
  return [...parts].map(([key, part]) =>
    instanceOf(
      part,
      providers.filter(({ id }) => key !== '' && find(id) === key),
    ),
  );
}

/** The key of a cloud among the providers of an instance. */
export const cloudKey = (cloud: string) => `cloud ${cloud}`;

/** The key of an aggregator among the providers of an instance. */
export const aggregatorKey = (aggregator: string) => `aggregator ${aggregator}`;
