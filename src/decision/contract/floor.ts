import { type Arithmetic, NUMBERS } from '../../domain/arithmetic.ts';
import type { FloorBand } from '../../domain/contract.ts';
import type { FloorVerdict, ProviderFloor, SpendVerdict } from '../../domain/estimate.ts';
import { LEVER_STATES } from '../../domain/levers.ts';
import { isKnownUnder, type Terms, underTerms } from '../../domain/line-item.ts';
import type { Offers } from '../../domain/offer.ts';
import { atLeast, larger, minus, NO_USD, ratio, sum, type Usd } from '../../domain/units.ts';
import { baselineBill } from '../../engine/pricer.ts';
import type { Priceable, ProviderSpend, Spend } from '../estimate/spend.ts';
import { floorAtList } from './band.ts';
import { contractWith, type Quote } from './quote.ts';

/**
 * Where a spend stands, the first that holds: `below` x < low, `within` low <= x <= high, `above` x > high; undecided
 * where a part has no price, since more spend can only raise it.
 */
export function verdictIn<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  { amount, complete }: { readonly amount: Value; readonly complete: Truth },
  { low, high }: { readonly low: Value; readonly high: Value },
): (readonly [Truth, SpendVerdict])[] {
  return [
    [by.below(high, amount), 'above'],
    [by.not(complete), 'undecided'],
    [by.below(amount, low), 'below'],
    [by.yes, 'within'],
  ];
}

/** The verdict as far as a spend with unpriced parts tells it. */
export function spendVerdict(spend: Pick<Spend, 'amount' | 'complete'>, floor: FloorBand): SpendVerdict {
  return verdictIn(NUMBERS, spend, floor).find(([holds]) => holds)?.[1] ?? 'undecided';
}

/** The verdict on a spend that is known: `below` x < low, `within` low <= x <= high, `above` x > high. */
export function floorVerdict(spend: Usd, floor: FloorBand): FloorVerdict {
  const verdict = spendVerdict({ amount: spend, complete: true }, floor);
  return verdict === 'undecided' ? 'within' : verdict;
}

function baselineOf(workloads: readonly Priceable[], terms: Terms): Pick<Spend, 'amount' | 'complete'> {
  const bills = workloads.map((of) => baselineBill(of.workload, of.rate));
  return {
    amount: sum(bills.map((bill) => underTerms(bill, terms))),
    complete: bills.every((bill) => isKnownUnder(bill, terms)),
  };
}

/**
 * A provider's spend against the floor, on the baseline, on the work as it runs and with the stated levers: pulling
 * the levers can drop a buyer back under it, and a region or long prompts can lift it over.
 */
export function providerFloor(
  provider: string,
  workloads: readonly Priceable[],
  { offers, quote }: { readonly offers: Offers; readonly quote: Quote },
  spendOf: ProviderSpend,
): ProviderFloor {
  const contract = contractWith(offers, provider, quote);
  const floor = contract === 'notOffered' ? (quote.floor ?? offers.usualFloor) : contract.floor;
  const atList = contract === 'notOffered' ? floor : floorAtList(contract);
  const baseline = baselineOf(workloads, contract === 'notOffered' ? {} : contract);
  const spends = LEVER_STATES.map((levers) => spendOf(provider, levers, false));
  const [list = baseline] = spends;
  const optimised = spends.at(-1) ?? list;
  const reached = atLeast(baseline.amount, atList.low);
  const short = baseline.complete && !reached;
  return {
    provider,
    floor,
    floorAtList: atList,
    baselineSpend: baseline.amount,
    listSpend: list.amount,
    optimisedSpend: optimised.amount,
    mostSpend: spends.map((spend) => spend.amount).reduce(larger),
    verdict: spendVerdict(baseline, atList),
    listVerdict: spendVerdict(list, atList),
    optimisedVerdict: spendVerdict(optimised, atList),
    toFloor: reached ? NO_USD : short ? minus(atList.low, baseline.amount) : undefined,
    volumeMultiple: short ? ratio(atList.low, baseline.amount) : undefined,
    priced: { baseline: baseline.complete, list: list.complete, optimised: optimised.complete },
    complete: baseline.complete && list.complete && optimised.complete,
  };
}
