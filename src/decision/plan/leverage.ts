import type { Contract } from '../../domain/contract.ts';
import type { Crossover, FloorBasis, Leverage } from '../../domain/decision.ts';
import type { ProviderFloor } from '../../domain/estimate.ts';
import { divide, isZero, ONE, subtract } from '../../domain/exact.ts';
import {
  atLeast,
  discountFactor,
  type Factor,
  lessThan,
  minus,
  NONE,
  per,
  ratio,
  type Share,
  share,
  sum,
  times,
  UNCHANGED,
  type Usd,
} from '../../domain/units.ts';
import { bestBand } from '../contract/band.ts';
import { spendVerdict } from '../contract/floor.ts';
import { contractWith } from '../contract/quote.ts';
import { listSpendFor } from '../contract/settle.ts';
import type { Context } from '../estimate/estimate.ts';
import { crossingOf, type GrowingSpend } from './floor-growth.ts';

/** What a list dollar of a provider costs without a contract: at the best aggregator of each model, 1 where none is. */
function openFactor(models: readonly Crossover[]): Factor {
  const list = sum(models.map(({ listSpend }) => listSpend));
  const open = sum(models.map(({ listSpend, aggregatorFactor }) => times(listSpend, aggregatorFactor)));
  return ratio(open, list) ?? UNCHANGED;
}

/** The savings that would pay for losing a discount: 1 - (1 - d) / m, d itself with no aggregator; undefined when any do. */
function worthLosing(discount: Share, open: Factor): Share | undefined {
  const least = share(subtract(ONE, divide(discountFactor(discount), open)));
  return lessThan(NONE, least) ? least : undefined;
}

/** Baseline spend that clears the floor and with the levers does not: from its low end to low / (optimised / baseline). */
function trapBandOf({ floor, baselineSpend, optimisedSpend }: ProviderFloor): Leverage['trapBand'] {
  const left = ratio(optimisedSpend, baselineSpend);
  if (left === undefined || isZero(left) || !lessThan(left, UNCHANGED)) return undefined;
  return { low: floor.low, high: per(floor.low, left) };
}

function basesOf(floor: ProviderFloor, contractedSpend: Usd, growing: readonly GrowingSpend[]): FloorBasis[] {
  const { baselineSpend, optimisedSpend, priced, floor: band } = floor;
  const rate = ratio(contractedSpend, optimisedSpend) ?? UNCHANGED;
  const spends = [
    ['baseline', baselineSpend, priced.baseline, ({ baseline }: GrowingSpend) => baseline],
    ['optimisedList', optimisedSpend, priced.optimised, ({ optimised }: GrowingSpend) => optimised],
    ['contracted', contractedSpend, priced.optimised, ({ optimised }: GrowingSpend) => times(optimised, rate)],
  ] as const;
  return spends.map(([basis, spend, complete, part]) => ({
    basis,
    spend,
    verdict: spendVerdict({ amount: spend, complete }, band),
    runway: minus(spend, band.low),
    crossing: crossingOf(
      growing.map((each) => ({ growth: each.growth, spend: part(each) })),
      band,
    ),
  }));
}

/** What the levers cost a buyer who loses the contract by them: with the contract and without them, and the other way about. */
function trapCostsOf(floor: ProviderFloor, contract: Contract, open: Factor): Leverage['trapCosts'] {
  const { baselineSpend, optimisedSpend } = floor;
  return {
    withContract: bestBand(contract, baselineSpend).effective,
    throughAggregator: lessThan(open, UNCHANGED) ? times(optimisedSpend, open) : undefined,
    atList: optimisedSpend,
  };
}

/**
 * A provider's floor with what pulling the levers, winning the discount or growing does to the standing to negotiate.
 * `models` and `growing` are those of the provider.
 */
export function leverageOf(
  floor: ProviderFloor,
  context: Context,
  models: readonly Crossover[],
  growing: readonly GrowingSpend[],
): Leverage {
  const contract = contractWith(context.offers, floor.provider, context.quote);
  const { optimisedSpend, baselineSpend } = floor;
  const { low } = floor.floor;
  const offered = contract === 'notOffered' ? undefined : contract;
  const settlement = offered && bestBand(offered, optimisedSpend);
  const contractedSpend = settlement?.used ?? optimisedSpend;
  const open = openFactor(models);
  const trapped = floor.priced.optimised && atLeast(baselineSpend, low) && lessThan(optimisedSpend, low);
  return {
    ...floor,
    contractedSpend,
    runway: minus(optimisedSpend, low),
    trapped,
    pushedUnder: atLeast(optimisedSpend, low) && lessThan(contractedSpend, low),
    bases: basesOf(floor, contractedSpend, growing),
    grows: growing.some(({ growth }) => !isZero(growth)),
    trapBand: trapBandOf(floor),
    trapCosts: trapped && offered !== undefined ? trapCostsOf(floor, offered, open) : undefined,
    worthLosingAbove: settlement && worthLosing(settlement.band.discount, open),
    listNeededOnContracted: settlement && listSpendFor(low, 'contracted', settlement.band.discount),
  };
}
