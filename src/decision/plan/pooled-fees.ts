import type { AggregatorChannel } from '../../domain/channel.ts';
import { add, isZero, ONE, ZERO } from '../../domain/exact.ts';
import type { Aggregator, PurchaseFee } from '../../domain/offer.ts';
import {
  complement,
  type Factor,
  factor,
  larger,
  lessThan,
  minus,
  NO_USD,
  NONE,
  plus,
  portion,
  times,
  type Usd,
} from '../../domain/units.ts';
import { type AggregatorSpend, costBasis, leastDrawn, monthlyDue, priceFactor } from '../channels/aggregator-fees.ts';
import { pooledTerms, proportionalCost } from '../channels/aggregator-pool.ts';
import type { Committed } from '../contract/settle.ts';
import { besideTermsOf, type OpenOption, type PooledOption } from './gathered.ts';
import { aggregatorKey, type ContractedProvider } from './instance.ts';
import type { Choices } from './options.ts';
import { pool } from './pools.ts';

/**
 * How the search sees fees that only everything bought at an aggregator decides: as the terms of a contract. A least
 * purchase fee is a commitment on the fee, due where anything is bought there; so is a monthly fee, which nothing used
 * counts towards. A block of credit that lapses is one on
 * what is paid, and on the fee on it. An allowance of own-key usage is one that is owed in any case, so that the fee is
 * what goes beyond it.
 */
interface FeeContract {
  readonly terms: Committed;
  readonly signed: boolean;
  readonly option: (open: OpenOption, channel: AggregatorChannel) => PooledOption;
}

const minimumOf = ({ minimum, purchases }: PurchaseFee): Usd => times(minimum, purchases);

/** What one purchase is paid at, fees aside, whatever lapses. */
function paid({ usage }: OpenOption, channel: AggregatorChannel): Usd {
  return times(times(usage.listCost, priceFactor(channel)), costBasis(channel.aggregator));
}

/** What a share of the credit that is bought makes of each dollar paid for it. */
const withPurchaseFee = ({ purchaseFee }: Aggregator): Factor => factor(add(ONE, purchaseFee?.share ?? ZERO));

/** What a month costs in which a block lapses before it is used: its part of the block, and the fee on that. */
function leastMonth(aggregator: Aggregator): Usd {
  const { purchaseFee } = aggregator;
  const paid = times(leastDrawn(aggregator), costBasis(aggregator));
  return purchaseFee === undefined
    ? paid
    : plus(paid, larger(portion(paid, purchaseFee.share), minimumOf(purchaseFee)));
}

/** Credit that lapses: the more of what a block costs a month and what is used, and the fee on it. */
function lapseContract(aggregator: Aggregator): FeeContract {
  return {
    terms: { commitment: leastMonth(aggregator), discount: NONE },
    signed: false,
    option: (open, channel) => {
      const counted = times(paid(open, channel), withPurchaseFee(aggregator));
      return { usage: open.usage, channel, counted, uncounted: minus(open.cost, counted) };
    },
  };
}

/** A monthly fee: owed where anything is bought there, beside all that it costs in proportion. */
function monthlyContract(fee: Usd): FeeContract {
  return {
    terms: { commitment: fee, discount: NONE },
    signed: false,
    option: (open, channel) => ({ usage: open.usage, channel, counted: NO_USD, uncounted: open.cost }),
  };
}

/** Undefined where no one contract says it: without such a fee, or with two kinds at once. */
function feeContract(aggregator: Aggregator): FeeContract | undefined {
  const { purchaseFee, ownKeyFee } = aggregator;
  const monthly = monthlyDue(aggregator);
  const least = purchaseFee !== undefined && !isZero(purchaseFee.minimum) ? purchaseFee : undefined;
  const allowed = ownKeyFee !== undefined && !isZero(ownKeyFee.allowance);
  if (!isZero(monthly)) {
    const alone = least === undefined && !allowed && isZero(leastDrawn(aggregator));
    return alone ? monthlyContract(monthly) : undefined;
  }
  if (!isZero(leastDrawn(aggregator))) return lapseContract(aggregator);
  if (least !== undefined && ownKeyFee === undefined) {
    return {
      terms: { commitment: minimumOf(least), discount: complement(least.share) },
      signed: false,
      option: (open, channel) => {
        const counted = paid(open, channel);
        return { usage: open.usage, channel, counted, uncounted: plus(counted, besideTermsOf(open.usage)) };
      },
    };
  }
  if (least !== undefined || ownKeyFee === undefined || !allowed) return undefined;
  const { share, allowance } = ownKeyFee;
  return {
    terms: { commitment: portion(allowance, share), discount: complement(share) },
    signed: true,
    option: ({ usage }, channel) => ({
      usage,
      channel,
      counted: usage.listCost,
      uncounted: plus(proportionalCost(channel, usage.listCost).cost, besideTermsOf(usage)),
    }),
  };
}

/** True when the search can count the pooled fees of an aggregator. */
export function isSearchable(aggregator: Aggregator): boolean {
  return feeContract(aggregator) !== undefined;
}

/**
 * What the fees of a month come to beyond what a search has seen that counts them: 0 or more. Beside credit
 * that lapses it leaves out a least fee while that is more than the share of the credit used.
 */
export function beyondCounted(aggregator: Aggregator, bought: AggregatorSpend): Usd {
  const { beyondProportional } = pooledTerms(aggregator, bought);
  if (isZero(leastDrawn(aggregator))) return NO_USD;
  const used = times(times(bought.tokenCost, costBasis(aggregator)), withPurchaseFee(aggregator));
  return minus(beyondProportional, larger(NO_USD, minus(leastMonth(aggregator), used)));
}

/** The pools of some aggregators, each as a contract. */
export function feePools(aggregators: readonly Aggregator[]): ContractedProvider[] {
  return aggregators.flatMap((aggregator) => {
    const fees = feeContract(aggregator);
    return fees === undefined ? [] : [pool(aggregatorKey(aggregator.id), fees.terms, fees.signed)];
  });
}

/** A purchase from a pool that costs more beside its fees than one without a contract is in no cheapest plan. */
function pooledAt(aggregator: Aggregator, { resold }: Choices, limit: Usd | undefined): PooledOption[] {
  const fees = feeContract(aggregator);
  return (resold.get(aggregator.id) ?? []).flatMap((open) => {
    const { channel } = open;
    if (fees === undefined || channel.kind !== 'aggregator') return [];
    const option = fees.option(open, channel);
    return limit === undefined || lessThan(option.uncounted, limit) ? [option] : [];
  });
}

/** True for what adds to the fees of an aggregator whose pool counts them; what is free of charge there does not. */
function meetsFees({ channel, cost, usage }: OpenOption, counted: ReadonlySet<Aggregator>): boolean {
  if (channel.kind !== 'aggregator' || !counted.has(channel.aggregator)) return false;
  const { ownKeyFee, monthlyFee } = channel.aggregator;
  const byCost = ownKeyFee === undefined && monthlyFee === undefined;
  return !isZero(byCost ? minus(cost, besideTermsOf(usage)) : usage.listCost);
}

/** The choices with everything sold by some aggregators taken out of the open, into pools that count their fees. */
export function withFeePools(choices: Choices, aggregators: readonly Aggregator[]): Choices {
  if (aggregators.length === 0) return choices;
  const counted = new Set(aggregators);
  const free = [...choices.opens.values(), ...[...choices.resold.values()].flat()].filter(
    (each) => !meetsFees(each, counted),
  );
  const [first, ...others] = free;
  const open = others.reduce((best, each) => (best && lessThan(each.cost, best.cost) ? each : best), first);
  const pools = new Map(choices.pools);
  for (const aggregator of aggregators) {
    const options = pooledAt(aggregator, choices, open?.cost);
    if (options.length > 0) pools.set(aggregator.id, options);
  }
  return { ...choices, open, pools };
}
