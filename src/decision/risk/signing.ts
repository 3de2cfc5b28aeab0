import type { ContractTerms } from '../../domain/contract.ts';
import { isZero } from '../../domain/exact.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { statistic } from '../../domain/statistic.ts';
import { lessThan, minus, NO_USD, plus, sum, times, type Usd } from '../../domain/units.ts';
import { costBasis, leastDrawn, monthlyDue, priceFactor } from '../channels/aggregator-fees.ts';
import { resolvedTerms } from '../commitment/terms.ts';
import { contractWith } from '../contract/quote.ts';
import { bandTerms, settled, statedFor } from '../contract/settle.ts';
import { termTwinOf } from '../contract/term-twin.ts';
import { bandChannel } from '../plan/band-channel.ts';
import type { Market } from '../plan/driver-path.ts';
import type { CloudOption, OpenOption, Usage } from '../plan/gathered.ts';
import type { Choices } from '../plan/options.ts';
import { type Outcome, type OutcomePurchase, takenUnder } from '../plan/outcome.ts';
import type { Bend, Weights } from './bend.ts';
import type { ByStream } from './by-stream.ts';
import { besideDrawdown, type CloudSigning, cloudSignings, drawdownBend } from './cloud-signing.ts';
import type { CostCurve } from './cost-curve.ts';
import { contractCurve, countedUnder, type SignedContract } from './signed-contract.ts';

/** What is bought under which contracts, and how the rest is bought without one. */
export interface Signing {
  readonly contracts: readonly SignedContract[];
  readonly clouds: readonly CloudSigning[];
  /** By workload, in the order of the market. */
  readonly open: readonly (OpenOption | undefined)[];
}

/** Nothing signed; undefined where a workload needs a contract, or where one channel for everything is to be chosen. */
export function unsigned({ choices, terms }: Market): Signing | undefined {
  if (terms.singleChannel === true || choices.some(({ open }) => open === undefined)) return undefined;
  return { contracts: [], clouds: [], open: choices.map(({ open }) => open) };
}

/**
 * The purchases without a contract: the cheapest, or through the channel of the outcome where it is one for everything or
 * was chosen with the fees of a month in mind.
 */
function openOf({ purchases, parts }: Outcome, { choices, terms }: Market): (OpenOption | undefined)[] {
  const channels = new Map(purchases.map(({ workload, channel }) => [workload.name, channel.id]));
  const withFees = parts.some(({ instance }) => instance.choices.some(({ pools }) => pools.size > 0));
  return choices.map(({ workload, open, opens }) => {
    const own = opens.get(channels.get(workload.name) ?? '');
    if (terms.singleChannel === true) return own;
    return withFees ? (own ?? open) : open;
  });
}

/** The same model with the same levers; where those do not exist, the model at its least list cost. */
function likeliest(usages: readonly Usage[], as: Usage): Usage | undefined {
  const ofModel = usages.filter(({ of }) => of.model.id === as.of.model.id);
  const [first, ...others] = ofModel;
  const same = ofModel.find(({ levers }) => levers === as.levers);
  if (same !== undefined || first === undefined) return same;
  return others.reduce((best, each) => (lessThan(each.listCost, best.listCost) ? each : best), first);
}

/** The contracts of an outcome at the terms of a market, which may be other terms; undefined where they do not exist there. */
export function signingOf(outcome: Outcome, market: Market, usual: ContractTerms): Signing | undefined {
  const { contracts } = outcome;
  const { choices, terms } = market;
  const bought = takenUnder(outcome);
  const signed: SignedContract[] = [];
  for (const { provider, band } of contracts) {
    const contract = contractWith(terms.offers, provider, terms.quote);
    const offered = contract === 'notOffered' ? [] : contract.bands;
    const own = offered.find(({ id }) => id === band.id);
    if (contract === 'notOffered' || own === undefined) return undefined;
    const direct = choices.map(({ workload, direct: options }) => {
      const taken = bought.get(workload.name);
      if (taken === undefined || taken.provider !== provider) return undefined;
      return likeliest(options.get(provider) ?? [], taken.option.usage);
    });
    const used = [...bought.values()].some((taken) => taken.provider === provider);
    if (used && direct.every((usage) => usage === undefined)) return undefined;
    const settling = bandTerms(contract, own);
    const { terms: resolved } = resolvedTerms(statedFor(contract.terms, own) ?? {}, usual);
    signed.push({ provider, ...settling, twin: termTwinOf(settling, resolved), direct });
  }
  const clouds = cloudSignings(outcome, market);
  if (clouds === undefined) return undefined;
  const signing = { contracts: signed, clouds, open: openOf(outcome, market) };
  const served = signing.open.every(
    (option, index) => option ?? usageAt(signing, index) ?? cloudOptionAt(signing, index),
  );
  return served ? signing : undefined;
}

const usageAt = ({ contracts }: Signing, index: number) => {
  const contract = contracts.find(({ direct }) => direct[index] !== undefined);
  const usage = contract?.direct[index];
  return contract === undefined || usage === undefined ? undefined : { contract, usage };
};

const cloudOptionAt = ({ clouds }: Signing, index: number): CloudOption | undefined =>
  clouds.map(({ bought }) => bought[index]).find((option) => option !== undefined);

/** Whom each workload is then bought from. */
export function purchasesUnder(signing: Signing, choices: readonly Choices[]): OutcomePurchase[] {
  return choices.flatMap(({ workload }, index) => {
    const direct = usageAt(signing, index);
    const open = cloudOptionAt(signing, index) ?? signing.open[index];
    const channel = direct === undefined ? open?.channel : bandChannel(direct.contract.band, {}, direct.usage.of.model);
    const usage = direct?.usage ?? open?.usage;
    if (channel === undefined || usage === undefined) return [];
    return [{ workload, channel, model: usage.of.model, listCost: usage.listCost }];
  });
}

/** List spend at the stated volume. */
export function listSpendOf({ direct }: SignedContract): Usd {
  return sum(direct.flatMap((usage) => (usage === undefined ? [] : [usage.listCost])));
}

/** The list spend as the contract counts it. */
const countedSpendOf = (contract: SignedContract): Usd =>
  sum(contract.direct.flatMap((usage) => (usage === undefined ? [] : [countedUnder(contract, usage).counted])));

/** True when every contract is to be had at the stated volume. */
export function isAvailable({ contracts }: Signing): boolean {
  return contracts.every((contract) => settled(contract, countedSpendOf(contract)).opens);
}

/** Credit that lapses and a least purchase fee, on top of what is in proportion to the credit used. */
function creditBends(aggregator: Aggregator, tokenCost: Weights): Bend[] {
  const { purchaseFee } = aggregator;
  const basis = statistic(costBasis(aggregator));
  const share = purchaseFee === undefined ? 0 : statistic(purchaseFee.share);
  const fee = purchaseFee === undefined ? 0 : statistic(times(purchaseFee.minimum, purchaseFee.purchases));
  const block = statistic(leastDrawn(aggregator));
  const bends: Bend[] = [];
  // While a least fee is due the block that lapses bears none of its own.
  const least = fee > share * basis * block ? fee : 0;
  const perDollar = least > 0 ? basis : basis * (1 + share);
  if (block > 0) bends.push({ of: tokenCost, at: block, below: [block * perDollar, -perDollar], above: [0, 0] });
  const at = share === 0 ? Number.POSITIVE_INFINITY : least / (share * basis);
  if (least > 0) bends.push({ of: tokenCost, at, below: [least, -share * basis], above: [0, 0] });
  return bends;
}

/** The fees that only the month's total at an aggregator decides, on top of what is in proportion to the purchases. */
function pooledBends(aggregator: Aggregator, tokenCost: Weights, listCost: Weights): Bend[] {
  const { ownKeyFee } = aggregator;
  const monthly = statistic(monthlyDue(aggregator));
  const always = { of: listCost, at: Number.POSITIVE_INFINITY, above: [0, 0] } as const;
  const bends: Bend[] = creditBends(aggregator, tokenCost);
  if (monthly > 0) bends.push({ ...always, below: [monthly, 0] });
  if (ownKeyFee === undefined || isZero(ownKeyFee.allowance)) return bends;
  const [at, share] = [statistic(ownKeyFee.allowance), statistic(ownKeyFee.share)];
  return [...bends, { of: listCost, at, below: [0, 0], above: [-share * at, share] }];
}

/** What a purchase under a contract costs beside what that counts. */
function besideContract(signing: Signing, index: number): Usd | undefined {
  const own = usageAt(signing, index);
  return own && plus(own.usage.besideCost, countedUnder(own.contract, own.usage).more);
}

/** What a signing costs at any demand. */
export function curveOf(signing: Signing, choices: readonly Choices[], byStream: ByStream): CostCurve {
  const open = (index: number) =>
    (usageAt(signing, index) ?? cloudOptionAt(signing, index)) === undefined ? signing.open[index] : undefined;
  const aggregators = new Set(
    choices.flatMap((_, index) => {
      const channel = open(index)?.channel;
      return channel?.kind === 'aggregator' ? [channel.aggregator] : [];
    }),
  );
  const pooled = [...aggregators].flatMap((aggregator) => {
    const bought = (index: number) => {
      const option = open(index);
      return option?.channel.kind === 'aggregator' && option.channel.aggregator === aggregator
        ? { listCost: option.usage.listCost, factor: priceFactor(option.channel) }
        : undefined;
    };
    const tokenCost = byStream((_, index) => {
      const own = bought(index);
      return own && times(own.listCost, own.factor);
    });
    return pooledBends(
      aggregator,
      tokenCost,
      byStream((_, index) => bought(index)?.listCost),
    );
  });
  const usage = (index: number) => (usageAt(signing, index) ?? cloudOptionAt(signing, index) ?? open(index))?.usage;
  return {
    straight: byStream((_, index) => {
      const own = open(index);
      const beside = own && minus(own.cost, own.usage.moving);
      return besideDrawdown(signing.clouds, index) ?? beside ?? besideContract(signing, index);
    }),
    fixed: statistic(sum(choices.map((_, index) => usage(index)?.moving ?? NO_USD))),
    contracts: signing.contracts.map((contract) => contractCurve(contract, byStream)),
    bends: [...signing.clouds.map((cloud) => drawdownBend(cloud, byStream)), ...pooled],
  };
}
