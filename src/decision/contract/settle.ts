import { type Arithmetic, NUMBERS } from '../../domain/arithmetic.ts';
import type { Contract, ContractBand, ContractTerms, Settlement, StatedTerms } from '../../domain/contract.ts';
import { subtract, ZERO } from '../../domain/exact.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import {
  complement,
  discountFactor,
  type Factor,
  factor,
  per,
  portion,
  type Share,
  UNCHANGED,
  type Usd,
  usd,
} from '../../domain/units.ts';

/** A commitment with its discount, of an offer or of a proposal. */
export type Committed = Pick<ContractBand, 'commitment' | 'discount' | 'terms'>;

/** A contract as far as a price depends on it. */
interface WithTerms {
  readonly terms?: StatedTerms | undefined;
}

/** What one band of a contract charges. */
export interface BandPrice<Band extends Committed = ContractBand> {
  readonly band: Band;
  /** Contracted dollars due a month in any case. */
  readonly due: Usd;
  /** What a list dollar over the commitment costs; undefined where it is the contract's price. */
  readonly overage: Factor | undefined;
}

/** One band of a contract, ready to settle any spend. */
export interface BandTerms<Band extends Committed = ContractBand> extends BandPrice<Band> {
  /** List spend from which the band is to be had. */
  readonly opens: Usd;
  /** The dollars that the floor is tested on are those after the discount. */
  readonly floorAfterDiscount: boolean;
}

/** What is said of the terms of one band: its own word before that of its contract. */
export function statedFor(terms: StatedTerms | undefined, band: Pick<ContractBand, 'terms'>): StatedTerms | undefined {
  if (band.terms === undefined) return terms;
  const said = Object.fromEntries(Object.entries(band.terms).filter(([, value]) => value !== undefined));
  return { ...terms, ...said };
}

/** The dollars that a commitment is written in, and those that a floor is tested on. */
type Bases = Pick<StatedTerms, 'commitmentBasis' | 'floorBasis'>;

/** What a discount leaves of list price. */
const left = <Value>(by: Arithmetic<Value, unknown>, discount: Value): Value => by.minus(by.one, discount);

/**
 * Contracted dollars due a month in any case. A commitment on list dollars is drawn down at list prices and its shortfall
 * is discounted like usage (Lago, `commitments/minimum`: the true-up comes before coupons), so that $50,000 of list
 * dollars at 20% off are $40,000 due.
 */
function dueIn<Value>(
  by: Arithmetic<Value, unknown>,
  bases: Bases | undefined,
  { commitment, discount }: { readonly commitment: Value; readonly discount: Value },
): Value {
  return bases?.commitmentBasis === 'list' ? by.times(commitment, left(by, discount)) : commitment;
}

/** List spend that reaches an amount counted on list dollars, or after the discount: the deeper it is, the more. */
export function reachedAt<Value>(
  by: Arithmetic<Value, unknown>,
  bases: Bases | undefined,
  amount: Value,
  discount: Value,
): Value {
  return bases?.floorBasis === 'contracted' ? by.over(amount, left(by, discount)) : amount;
}

/** A contract in numbers, or in the cells of a workbook. */
export interface ContractIn<Value> {
  readonly floor: Value;
  /** What a list dollar over the commitment costs; undefined where it is the contract's price. */
  readonly overage: Value | undefined;
  readonly bases: Bases | undefined;
}

/** List dollars of usage that what is due does not cover. */
function beyondIn<Value>(by: Arithmetic<Value, unknown>, due: Value, discount: Value, listSpend: Value): Value {
  return by.larger(by.zero, by.minus(listSpend, by.over(due, left(by, discount))));
}

/**
 * What a month's list spend comes to under a band: the usage at the contract's price, what is due for nothing, usage over
 * the commitment at a price of its own, and whether the spend reaches the floor.
 */
function settledIn<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  {
    discount,
    due,
    opens,
    overage,
  }: Pick<ContractIn<Value>, 'overage'> & { [key in 'discount' | 'due' | 'opens']: Value },
  listSpend: Value,
) {
  const used = by.times(listSpend, left(by, discount));
  const shortfall = by.larger(by.zero, by.minus(due, used));
  const paid = by.plus(used, shortfall);
  const more = overage && by.times(beyondIn(by, due, discount, listSpend), by.minus(overage, left(by, discount)));
  return {
    used,
    shortfall,
    overage: more,
    effective: more === undefined ? paid : by.plus(paid, more),
    opens: by.reaches(listSpend, opens),
  };
}

/** The same of a commitment and its discount under a contract. */
export function settledUnder<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  { floor, overage, bases }: ContractIn<Value>,
  band: { readonly commitment: Value; readonly discount: Value },
  listSpend: Value,
) {
  const { discount } = band;
  const [due, opens] = [dueIn(by, bases, band), reachedAt(by, bases, floor, discount)];
  return settledIn(by, { discount, due, opens, overage }, listSpend);
}

/** Contracted dollars due a month in any case. */
export function dueUnder({ terms }: WithTerms, band: Committed): Usd {
  return usd(dueIn(NUMBERS, terms, band));
}

/** A list spend in the dollars that the commitment of a contract is written in. */
export function inBasis({ terms }: WithTerms, listSpend: Usd, discount: Share): Usd {
  return terms?.commitmentBasis === 'list' ? listSpend : portion(listSpend, complement(discount));
}

/** List spend that reaches an amount counted on list dollars, or after the discount. */
export function listSpendFor(amount: Usd, floorBasis: ContractTerms['floorBasis'] | undefined, discount: Share): Usd {
  return usd(reachedAt(NUMBERS, { floorBasis }, amount, discount));
}

/** What a list dollar of usage over the commitment costs; undefined where it is the contract's price, as is usual. */
function overageUnder({ terms }: WithTerms): Factor | undefined {
  if (terms?.overage === undefined || terms.overage === 'contract') return undefined;
  return terms.overage === 'list' ? UNCHANGED : terms.overage;
}

/** What a list dollar of usage over the commitment costs, the contract's price where nothing else is said. */
export function overagePrice(contract: WithTerms, discount: Share): Factor {
  return overageUnder(contract) ?? discountFactor(discount);
}

/** What a band charges under the terms of its contract. */
export function bandPrice<Band extends Committed>(contract: WithTerms, band: Band): BandPrice<Band> {
  const own = { terms: statedFor(contract.terms, band) };
  return { band, due: dueUnder(own, band), overage: overageUnder(own) };
}

/** A band under its contract. */
export function bandTerms<Band extends Committed>(
  contract: Pick<Contract, 'terms' | 'floor'>,
  band: Band,
): BandTerms<Band> {
  const { floor } = contract;
  const terms = statedFor(contract.terms, band);
  return {
    ...bandPrice(contract, band),
    opens: listSpendFor(floor.low, terms?.floorBasis, band.discount),
    floorAfterDiscount: terms?.floorBasis === 'contracted',
  };
}

/** List spend that what is due pays for. */
export function coveredBy({ due, band }: Pick<BandPrice<Committed>, 'due' | 'band'>): Usd {
  return per(due, discountFactor(band.discount));
}

/** List dollars of usage that the commitment does not cover. */
export function beyondCommitment({ due, band }: Pick<BandPrice<Committed>, 'due' | 'band'>, listSpend: Usd): Usd {
  return usd(beyondIn(NUMBERS, due, band.discount, listSpend));
}

/** What usage over the commitment costs beyond the contract's price, by list dollar. */
export function overageSurcharge({ overage, band }: BandPrice<Committed>): Factor {
  return factor(overage === undefined ? ZERO : subtract(overage, discountFactor(band.discount)));
}

/** What a month's list spend comes to under a band: exact. */
export function settled<Band extends Committed>(
  terms: BandTerms<Band>,
  listSpend: Usd,
): Omit<Settlement, 'band'> & { readonly band: Band } {
  const { band, due } = terms;
  const month = settledIn(NUMBERS, { ...terms, discount: band.discount }, listSpend);
  return {
    band,
    listSpend,
    opens: month.opens,
    counted: terms.floorAfterDiscount ? usd(month.used) : listSpend,
    due,
    used: usd(month.used),
    shortfall: usd(month.shortfall),
    overage: usd(month.overage ?? ZERO),
    effective: usd(month.effective),
  };
}

/**
 * Whether a band opens for a month's list spend, and what the spend under it costs: the one place that knows floors,
 * their bases, commitments and overage. Exact.
 */
export function settle(contract: Pick<Contract, 'terms' | 'floor'>, band: ContractBand, listSpend: Usd): Settlement {
  return settled(bandTerms(contract, band), listSpend);
}

/** Why a band is not to be had for a spend; undefined where it opens. */
export function floorObstacle(
  provider: string,
  { floor, terms }: Pick<Contract, 'terms' | 'floor'>,
  { opens, counted }: Pick<Settlement, 'opens' | 'counted'>,
): Extract<Obstacle, { code: 'belowFloor' }> | undefined {
  if (opens) return undefined;
  return { code: 'belowFloor', provider, spend: counted, floor, basis: terms?.floorBasis ?? 'list' };
}
