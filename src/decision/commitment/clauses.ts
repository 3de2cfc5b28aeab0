import type { Clause, Expected, SettlingClause, Signed } from '../../domain/commitment.ts';
import type { ContractTerms, FloorBand, ResolvedTerms } from '../../domain/contract.ts';
import { compare, isZero, ONE } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import { discountFactor, NONE, type Share, share } from '../../domain/units.ts';
import { twinOf } from '../contract/float-twin.ts';
import { bandPrice, listSpendFor, overagePrice } from '../contract/settle.ts';
import { type Distribution, mean } from './distribution.ts';
import { intervalsOf, type Months } from './intervals.ts';
import { expectedOf, type Schedule } from './outcome.ts';
import { rampOf } from './terms.ts';

/** What a contract is expected to do: its terms and its commitment decide the schedule and the intervals. */
export interface Deal {
  readonly signed: Signed;
  readonly terms: ContractTerms;
  readonly floor: FloorBand;
  /** Terms that nobody states. */
  readonly assumed?: ResolvedTerms['assumed'];
  readonly demand: Months;
  readonly correlation: number;
}

/** The price schedule of a signed commitment under its terms. Without a commitment the floor counts in each month. */
export function scheduleOf(signed: Signed, terms: ContractTerms, { low }: FloorBand): Schedule {
  const { due, covers, rate, beyond } = twinOf(bandPrice({ terms }, signed));
  const floor = due === 0 ? statistic(listSpendFor(low, terms.floorBasis, signed.discount)) : 0;
  return { due, allowance: covers, overage: beyond, rate, rollover: statistic(terms.rollover), floor };
}

/** The intervals a commitment is settled in under its terms. */
export function intervalsUnder(terms: ContractTerms, demand: Months, correlation: number, normal: Normal) {
  return intervalsOf(demand, { fulfilment: terms.fulfilment, correlation, ramp: rampOf(terms) }, normal);
}

/** The expectation of a deal. */
export function expectedUnder({ signed, terms, floor, demand, correlation }: Deal, normal: Normal): Expected {
  return expectedOf(scheduleOf(signed, terms, floor), intervalsUnder(terms, demand, correlation, normal), normal);
}

/** Decimals of a share of a ramp. */
const RAMP_PLACES = 6;

/** A ramp that follows expected demand, month by month, up to the full commitment in the largest. */
function rampWithDemand(months: readonly Distribution[], normal: Normal): readonly Share[] {
  const means = months.map((month) => mean(month, normal));
  const largest = Math.max(...means);
  return means.map((each) => share(exactOf(each / largest, RAMP_PLACES)));
}

/** The term that a clause is about. */
const TERM: Readonly<Record<SettlingClause, keyof ContractTerms>> = {
  overageAtContract: 'overage',
  annualPooling: 'fulfilment',
  listBasis: 'commitmentBasis',
  rollover: 'rollover',
  ramp: 'ramp',
};

type Change = Partial<ContractTerms>;

/** Each clause as the terms with it and without it, and whether the offer grants it. */
function changes(
  { signed, terms, demand: { months } }: Deal,
  rolloverAsked: Share,
  normal: Normal,
): readonly { kind: SettlingClause; granted: boolean; with: Change; without: Change; share?: Share }[] {
  const atContract = compare(overagePrice({ terms }, signed.discount), discountFactor(signed.discount)) <= 0;
  const rolls = !isZero(terms.rollover);
  const rollover = rolls ? terms.rollover : rolloverAsked;
  const ramps = terms.ramp?.some((part) => compare(part, ONE) < 0) ?? false;
  return [
    {
      kind: 'overageAtContract',
      granted: atContract,
      with: { overage: atContract ? terms.overage : 'contract' },
      without: { overage: atContract ? 'list' : terms.overage },
    },
    {
      kind: 'annualPooling',
      granted: terms.fulfilment === 'annual',
      with: { fulfilment: 'annual' },
      without: { fulfilment: 'monthly' },
    },
    {
      kind: 'listBasis',
      granted: terms.commitmentBasis === 'list',
      with: { commitmentBasis: 'list' },
      without: { commitmentBasis: 'contracted' },
    },
    { kind: 'rollover', granted: rolls, with: { rollover }, without: { rollover: NONE }, share: rollover },
    {
      kind: 'ramp',
      granted: ramps,
      with: { ramp: ramps ? terms.ramp : rampWithDemand(months, normal) },
      without: { ramp: undefined },
    },
  ];
}

/**
 * The clauses of a contract in expected dollars a month: what the deal costs without one, less what it costs with it,
 * the other terms as they are. Sorted by worth, the greatest first.
 */
export function clausesOf(deal: Deal, rolloverAsked: Share, normal: Normal): readonly Clause[] {
  const cost = (change: Change) => expectedUnder({ ...deal, terms: { ...deal.terms, ...change } }, normal).cost;
  return changes(deal, rolloverAsked, normal)
    .map(({ kind, granted, with: on, without: off, share: part }): Clause => {
      const worth = cost(off) - cost(on);
      const assumed = deal.assumed?.includes(TERM[kind]) ?? false;
      return { kind, granted, assumed, worth, ...(part === undefined ? {} : { share: part }) };
    })
    .sort((a, b) => b.worth - a.worth);
}
