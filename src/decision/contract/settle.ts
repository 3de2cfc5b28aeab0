import type { Contract, ContractBand, ContractTerms, Settlement, StatedTerms } from '../../domain/contract.ts';
import { subtract, ZERO } from '../../domain/exact.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import {
  atLeast,
  complement,
  discountFactor,
  type Factor,
  factor,
  lessThan,
  minus,
  NO_USD,
  per,
  plus,
  portion,
  type Share,
  sum,
  times,
  UNCHANGED,
  type Usd,
} from '../../domain/units.ts';

/** A commitment with its discount, of an offer or of a proposal. */
export type Committed = Pick<ContractBand, 'commitment' | 'discount' | 'terms'>;

/** A contract as far as a price depends on it. */
interface Priced {
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

/** The usage at the contract's price. */
const atContract = (listSpend: Usd, discount: Share): Usd => portion(listSpend, complement(discount));

/**
 * Contracted dollars due a month in any case. A commitment on list dollars is drawn down at list prices and its shortfall
 * is discounted like usage (Lago, `commitments/minimum`: the true-up comes before coupons), so that $50,000 of list
 * dollars at 20% off are $40,000 due.
 */
export function dueUnder({ terms }: Priced, { commitment, discount }: Committed): Usd {
  return terms?.commitmentBasis === 'list' ? atContract(commitment, discount) : commitment;
}

/** A list spend in the dollars that the commitment of a contract is written in. */
export function inBasis({ terms }: Priced, listSpend: Usd, discount: Share): Usd {
  return terms?.commitmentBasis === 'list' ? listSpend : atContract(listSpend, discount);
}

/** List spend that reaches an amount counted on list dollars, or after the discount: the deeper it is, the more. */
export function listSpendFor(amount: Usd, basis: ContractTerms['floorBasis'] | undefined, discount: Share): Usd {
  return basis === 'contracted' ? per(amount, discountFactor(discount)) : amount;
}

/** What a list dollar of usage over the commitment costs; undefined where it is the contract's price, as is usual. */
function overageUnder({ terms }: Priced): Factor | undefined {
  if (terms?.overage === undefined || terms.overage === 'contract') return undefined;
  return terms.overage === 'list' ? UNCHANGED : terms.overage;
}

/** What a list dollar of usage over the commitment costs, the contract's price where nothing else is said. */
export function overagePrice(contract: Priced, discount: Share): Factor {
  return overageUnder(contract) ?? discountFactor(discount);
}

/** What a band charges under the terms of its contract. */
export function bandPrice<Band extends Committed>(contract: Priced, band: Band): BandPrice<Band> {
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
export function beyondCommitment(terms: Pick<BandPrice<Committed>, 'due' | 'band'>, listSpend: Usd): Usd {
  const beyond = minus(listSpend, coveredBy(terms));
  return lessThan(NO_USD, beyond) ? beyond : NO_USD;
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
  const { band, due, opens, overage: price } = terms;
  const used = atContract(listSpend, band.discount);
  const missing = minus(due, used);
  const shortfall = lessThan(NO_USD, missing) ? missing : NO_USD;
  const overage = price === undefined ? NO_USD : times(beyondCommitment(terms, listSpend), overageSurcharge(terms));
  return {
    band,
    listSpend,
    opens: atLeast(listSpend, opens),
    counted: terms.floorAfterDiscount ? used : listSpend,
    due,
    used,
    shortfall,
    overage,
    effective: price === undefined ? plus(used, shortfall) : sum([used, shortfall, overage]),
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
