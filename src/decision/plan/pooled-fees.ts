import type { AggregatorChannel } from '../../domain/channel.ts';
import type { ContractBand } from '../../domain/contract.ts';
import { isZero } from '../../domain/exact.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { complement, lessThan, portion, times, type Usd } from '../../domain/units.ts';
import { costBasis, priceFactor } from '../channels/aggregator-fees.ts';
import { proportionalCost } from '../channels/aggregator-pool.ts';
import type { OpenOption, PooledOption } from './gathered.ts';
import { aggregatorKey, type ContractedProvider } from './instance.ts';
import type { Choices } from './options.ts';
import { pool } from './pools.ts';

/**
 * How the search sees fees that only everything bought at an aggregator decides: as the terms of a contract. A least
 * purchase fee is a commitment on the fee, due where anything is bought there. An allowance of own-key usage is one that
 * is owed in any case, so that the fee is what goes beyond it.
 */
interface FeeContract {
  readonly terms: ContractBand;
  readonly signed: boolean;
  readonly option: (open: OpenOption, channel: AggregatorChannel) => PooledOption;
}

/** Undefined where no one contract says it: without such a fee, or with both kinds at once. */
function feeContract({ purchaseFee, ownKeyFee }: Aggregator): FeeContract | undefined {
  const least = purchaseFee !== undefined && !isZero(purchaseFee.minimum) ? purchaseFee : undefined;
  if (least !== undefined && ownKeyFee === undefined) {
    const terms = { commitment: times(least.minimum, least.purchases), discount: complement(least.share) };
    return {
      terms,
      signed: false,
      option: ({ usage }, channel) => {
        const paid = times(times(usage.listCost, priceFactor(channel)), costBasis(channel.aggregator));
        return { usage, channel, counted: paid, uncounted: paid };
      },
    };
  }
  if (least !== undefined || ownKeyFee === undefined || isZero(ownKeyFee.allowance)) return undefined;
  const { share, allowance } = ownKeyFee;
  return {
    terms: { commitment: portion(allowance, share), discount: complement(share) },
    signed: true,
    option: ({ usage }, channel) => ({
      usage,
      channel,
      counted: usage.listCost,
      uncounted: proportionalCost(channel, usage.listCost).cost,
    }),
  };
}

/** True when the search can count the pooled fees of an aggregator. */
export function isSearchable(aggregator: Aggregator): boolean {
  return feeContract(aggregator) !== undefined;
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
  return !isZero(channel.aggregator.ownKeyFee === undefined ? cost : usage.listCost);
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
