import type { Channel } from '../../domain/channel.ts';
import type { Contract, ContractBand, FloorBand, Settlement } from '../../domain/contract.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { lessThan, type Usd } from '../../domain/units.ts';
import { bandTerms, listSpendFor, settle } from './settle.ts';

/** Less than 0 where `a` goes before `b`: what costs the spend less, then the smaller commitment, then the deeper discount. */
function order(a: Settlement, b: Settlement): number {
  return (
    compare(a.effective, b.effective) ||
    compare(a.band.commitment, b.band.commitment) ||
    compare(b.band.discount, a.band.discount)
  );
}

const first = (all: readonly Settlement[]): Settlement | undefined =>
  all.reduce<Settlement | undefined>(
    (best, each) => (best === undefined || order(each, best) < 0 ? each : best),
    undefined,
  );

/**
 * The band that a month's list spend would be bought under: of those that open the one that costs it least, then the
 * smaller commitment. Where none opens, the same of all, for what it would cost.
 */
export function bestBand(contract: Contract, listSpend: Usd): Settlement {
  const [head, ...others] = contract.bands;
  const all = [head, ...others].map((band) => settle(contract, band, listSpend));
  return first(all.filter(({ opens }) => opens)) ?? first(all) ?? settle(contract, head, listSpend);
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

/** True where a list dollar of the spend costs what the discount leaves of it, and nothing is paid beside. */
const isPlain = ({ shortfall, overage }: Settlement) => isZero(shortfall) && isZero(overage);

/**
 * The direct channel at the band a spend is settled under, with both ends of what it can have: of negotiations, and of
 * the other bands whose commitment it uses up. Where a commitment or overage costs more than the discount leaves, there
 * are no ends.
 */
export function directChannel(contract: Contract, chosen: Settlement): Channel {
  const { discount } = chosen.band;
  const { coversCalls } = contract;
  if (!isPlain(chosen))
    return { kind: 'direct', id: 'direct', discount, shallowest: discount, deepest: discount, coversCalls };
  const others = contract.bands
    .map((band) => settle(contract, band, chosen.listSpend))
    .filter((each) => each.opens === chosen.opens && isPlain(each))
    .map(({ band }) => band.discount);
  const ends = contract.discountRange;
  const shallowest = others.reduce((a, b) => (lessThan(b, a) ? b : a), ends?.shallowest ?? discount);
  const deepest = others.reduce((a, b) => (lessThan(a, b) ? b : a), ends?.deepest ?? discount);
  return { kind: 'direct', id: 'direct', discount, shallowest, deepest, coversCalls };
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
