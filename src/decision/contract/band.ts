import { type Arithmetic, NUMBERS } from '../../domain/arithmetic.ts';
import type { Channel } from '../../domain/channel.ts';
import {
  bandGround,
  type Contract,
  type ContractBand,
  type FloorBand,
  type Settlement,
} from '../../domain/contract.ts';
import { lessThan, share, type Usd } from '../../domain/units.ts';
import { bandTerms, listSpendFor, settle } from './settle.ts';

/** A band for a spend, in numbers or in cells: what it costs it, and whether it is to be had. */
export interface BandMonth<Value, Truth> {
  readonly opens: Truth;
  readonly effective: Value;
  readonly commitment: Value;
  readonly discount: Value;
}

/**
 * Whether `a` is rather bought than `b`: one that opens, then what costs the spend less, then the smaller commitment, then
 * the deeper discount.
 */
export function goesBefore<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  a: BandMonth<Value, Truth>,
  b: BandMonth<Value, Truth>,
): Truth {
  const or = (x: Value, y: Value, then: Truth) => by.either(by.below(x, y), by.both(by.same(x, y), then));
  const byTerms = or(a.commitment, b.commitment, by.below(b.discount, a.discount));
  const cheaper = or(a.effective, b.effective, byTerms);
  const onlyA = by.both(a.opens, by.not(b.opens));
  return by.either(onlyA, by.both(by.either(a.opens, by.not(b.opens)), cheaper));
}

const month = ({ band, opens, effective }: Settlement) => ({ ...band, opens, effective });

/**
 * The band that a month's list spend would be bought under: of those that open the one that costs it least, then the
 * smaller commitment. Where none opens, the same of all, for what it would cost.
 */
export function bestBand(contract: Contract, listSpend: Usd): Settlement {
  const [head, ...others] = contract.bands.map((band) => settle(contract, band, listSpend));
  const first = head ?? settle(contract, contract.bands[0], listSpend);
  return others.reduce((best, each) => (goesBefore(NUMBERS, month(each), month(best)) ? each : best), first);
}

/** The band with the smallest commitment among those with a deeper discount. */
export function deeperBand({ bands }: Contract, than: ContractBand): ContractBand | undefined {
  return bands
    .filter((band) => lessThan(than.discount, band.discount))
    .reduce<ContractBand | undefined>(
      (least, band) => (least === undefined || lessThan(band.commitment, least.commitment) ? band : least),
      undefined,
    );
}

/** Whether a list dollar of the spend costs what the discount leaves of it, and nothing is paid beside. */
function isPlainIn<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  { shortfall, overage }: { readonly shortfall: Value; readonly overage: Value | undefined },
): Truth {
  const usedUp = by.same(shortfall, by.zero);
  return overage === undefined ? usedUp : by.both(usedUp, by.same(overage, by.zero));
}

/** A month under one of a contract's bands: what it pays beside, and whether it is to be had. */
export interface SettledMonth<Value, Truth> {
  readonly discount: Value;
  readonly opens: Truth;
  readonly shortfall: Value;
  readonly overage: Value | undefined;
}

/**
 * Both ends of the discount that a spend can have under the band that it is bought under: of negotiations, and of the
 * other bands that are to be had as that one is and whose commitment it uses up. Where a commitment or overage costs more
 * than the discount leaves, there are no ends.
 */
export function endsIn<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  chosen: { readonly discount: Value; readonly opens: Truth; readonly isPlain: Truth },
  bands: readonly SettledMonth<Value, Truth>[],
  range: { readonly shallowest: Value; readonly deepest: Value } | undefined,
): { readonly shallowest: Value; readonly deepest: Value } {
  const { discount, opens, isPlain } = chosen;
  const { shallowest, deepest } = range ?? { shallowest: discount, deepest: discount };
  const counts = bands.map((month) => by.both(by.either(by.not(opens), month.opens), isPlainIn(by, month)));
  const end = (from: Value, further: (a: Value, b: Value) => Value) =>
    by.when(
      isPlain,
      () =>
        bands.reduce((reached, month, place) => {
          const holds = counts[place] ?? by.not(by.yes);
          return further(
            reached,
            by.when(
              holds,
              () => month.discount,
              () => from,
            ),
          );
        }, from),
      () => discount,
    );
  return { shallowest: end(shallowest, by.smaller), deepest: end(deepest, by.larger) };
}

const settledMonth = ({ band, opens, shortfall, overage }: Settlement) => ({
  discount: band.discount,
  opens,
  shortfall,
  overage,
});

/** The direct channel at the band a spend is settled under, with both ends of what it can have. */
export function directChannel(contract: Contract, chosen: Settlement): Channel {
  const { discount } = chosen.band;
  const { coversCalls, discountRange } = contract;
  const ground = bandGround(chosen.band);
  const own = settledMonth(chosen);
  const all = contract.bands.map((band) => settledMonth(settle(contract, band, chosen.listSpend)));
  const ends = endsIn(NUMBERS, { ...own, isPlain: isPlainIn(NUMBERS, own) }, all, discountRange);
  const [shallowest, deepest] = [share(ends.shallowest), share(ends.deepest)];
  return { kind: 'direct', id: 'direct', discount, shallowest, deepest, coversCalls, ground };
}

/** The floor in list dollars: where it is tested after the discount, what it takes under the band that opens first. */
export function floorAtList(contract: Contract): FloorBand {
  const { floor, terms } = contract;
  const [head, ...others] = contract.bands;
  const easiest = others.reduce(
    (best, band) => (lessThan(bandTerms(contract, band).opens, bandTerms(contract, best).opens) ? band : best),
    head,
  );
  const atList = (amount: Usd) => listSpendFor(amount, terms?.floorBasis, easiest.discount);
  return { low: atList(floor.low), high: atList(floor.high) };
}
