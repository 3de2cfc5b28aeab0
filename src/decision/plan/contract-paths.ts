import type { Contract, FloorBand } from '../../domain/contract.ts';
import type { Level } from '../../domain/decision.ts';
import { compare, divide, type Exact, isZero, multiply, ONE, subtract, ZERO } from '../../domain/exact.ts';
import type { Offers } from '../../domain/offer.ts';
import { lessThan, NO_USD, share, sum, usd } from '../../domain/units.ts';
import { contractWith } from '../contract/quote.ts';
import { settle } from '../contract/settle.ts';
import { between, type DriverRange, type Path, type Stated, type Terms } from './driver-path.ts';
import type { Outcome } from './outcome.ts';
import { stillAt } from './workload-paths.ts';

/** The contracts that providers of the portfolio offer. */
function contractsOn({ terms, priced }: Stated): Contract[] {
  const providers = new Set(priced.flatMap(({ uses }) => uses.map(({ of }) => of.model.provider)));
  return [...providers].flatMap((provider) => {
    const contract = contractWith(terms.offers, provider, terms.quote);
    return contract === 'notOffered' ? [] : [contract];
  });
}

function withContracts(terms: Terms, change: (contract: Contract) => Contract): Terms {
  const { offers } = terms;
  const contractOf: Offers['contractOf'] = (provider) => {
    const contract = offers.contractOf(provider);
    return contract === 'notOffered' ? contract : change(contract);
  };
  return { ...terms, offers: { ...offers, contractOf } };
}

/** One amount where they are all the same. */
export function common<Value extends Exact>(values: readonly Value[]): Value | undefined {
  const [first, ...rest] = values;
  return first !== undefined && rest.every((each) => compare(each, first) === 0) ? first : undefined;
}

type Ranged = Contract & { readonly discountRange: NonNullable<Contract['discountRange']> };
const isRanged = (contract: Contract): contract is Ranged => contract.discountRange !== undefined;

/** Contracts whose discount is a range, on the way to one end of it; quoted terms stay as they are. */
function discountPath(stated: Stated, ranged: readonly Ranged[], end: 'shallowest' | 'deepest'): Path {
  const { choices, terms } = stated;
  const expected = ({ bands: [first] }: Contract) => first.discount;
  const discountAt = (contract: Ranged, t: Exact) => share(between(expected(contract), contract.discountRange[end], t));
  const from = common(ranged.map(expected));
  const ends = ranged.map(({ discountRange }) => discountRange[end]);
  const to = common(ends);
  const atEnd = ends.reduce((a, b) => (lessThan(a, b) === (end === 'shallowest') ? a : b));
  return {
    at: (t) => {
      if (isZero(t)) return stated;
      const changed = withContracts(terms, (contract) => {
        if (!isRanged(contract)) return contract;
        const [first] = contract.bands;
        return { ...contract, bands: [{ ...first, discount: discountAt(contract, t) }] };
      });
      return { choices, terms: changed };
    },
    level: (t) => {
      if (from !== undefined && to !== undefined) return { unit: 'share', amount: between(from, to, t) };
      return compare(t, ONE) === 0 ? { unit: 'share', amount: atEnd } : { unit: 'part', amount: t };
    },
    slope: ({ contracts }) => {
      if (contracts.some(({ shortfall, overage }) => !isZero(shortfall) || !isZero(overage))) return undefined;
      const slopes = contracts.map(({ provider, listSpend }) => {
        const contract = contractWith(terms.offers, provider, terms.quote);
        if (contract === 'notOffered' || !isRanged(contract)) return NO_USD;
        const change = subtract(expected(contract), contract.discountRange[end]);
        return usd(multiply(listSpend, change));
      });
      return sum(slopes);
    },
  };
}

export function discountRange(stated: Stated): DriverRange | undefined {
  const ranged = contractsOn(stated).filter(isRanged);
  if (ranged.length === 0) return undefined;
  return {
    code: 'discount',
    low: discountPath(stated, ranged, 'shallowest'),
    high: discountPath(stated, ranged, 'deepest'),
  };
}

const lowAt = ({ low, high }: FloorBand, t: Exact): FloorBand => ({ low: usd(between(low, high, t)), high });

/** How far up its band a floor may go before an outcome's spend is under it; undefined when to its end. */
function reachOf({ contracts }: Outcome, { offers, quote }: Terms): ReturnType<NonNullable<Path['reach']>> {
  let least: { readonly t: Exact; readonly level: Level } | undefined;
  for (const { provider, listSpend, band } of contracts) {
    const contract = contractWith(offers, provider, quote);
    if (contract === 'notOffered') continue;
    const { counted } = settle(contract, band, listSpend);
    if (!lessThan(counted, contract.floor.high)) continue;
    const { low, high } = contract.floor;
    const t = divide(subtract(counted, low), subtract(high, low));
    if (least === undefined || compare(t, least.t) < 0) {
      least = { t, level: { unit: 'usd', amount: counted, provider } };
    }
  }
  return least;
}

/** Where the rate card opens: from the low end of the band, as taken, to its high end. */
export function floorRange(stated: Stated): DriverRange {
  const { choices, terms } = stated;
  const floors = contractsOn(stated).map(({ floor }) => floor);
  const [low, high] = [common(floors.map((each) => each.low)), common(floors.map((each) => each.high))];
  const level = (t: Exact): Level => {
    if (low !== undefined && high !== undefined) return { unit: 'usd', amount: usd(between(low, high, t)) };
    if (isZero(t)) return { unit: 'word', word: 'low' };
    return compare(t, ONE) === 0 ? { unit: 'word', word: 'high' } : { unit: 'part', amount: t };
  };
  return {
    code: 'floor',
    low: stillAt(stated, level(ZERO)),
    high: {
      at: (t) => {
        if (isZero(t)) return stated;
        const changed = withContracts(terms, (contract) => ({
          ...contract,
          floor: lowAt(contract.floor, t),
        }));
        const { quote } = terms;
        if (quote.floor === undefined) return { choices, terms: changed };
        return { choices, terms: { ...changed, quote: { ...quote, floor: lowAt(quote.floor, t) } } };
      },
      level,
      reach: (outcome) => reachOf(outcome, terms),
    },
  };
}
