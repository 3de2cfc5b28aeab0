import type { StatedTerms } from '../../domain/contract.ts';
import { whole } from '../../domain/exact.ts';
import type { Inputs } from './assumptions-sheet.ts';
import type { Reference } from './expression.ts';
import {
  and,
  countOfTrue,
  equal,
  given,
  largerOf,
  leastOf,
  literal,
  lookUp,
  minus,
  mostOf,
  NOTHING,
  or,
  plus,
  rangeOver,
  rest,
  rounded,
  smallerOf,
  sumWhere,
  times,
  when,
} from './functions.ts';
import { type PerState, perState, stateOf } from './lever-states.ts';
import type { ContractInputs } from './offer-inputs.ts';
import type { Quantities, WorkloadCells } from './quantities-sheet.ts';
import { floorAtList, settledCells, statedTerms } from './settle-cells.ts';
import { Sheet } from './sheet.ts';
import { providersOf, type Workings } from './workings.ts';

/** A provider's list spend in one case, and the contract it can expect for it. */
export interface SpendCells {
  readonly spend: Reference;
  /** How many meters of the spend have no price. */
  readonly unpriced: Reference;
  /** Undefined where no contract is on offer. */
  readonly terms:
    | {
        readonly discount: Reference;
        readonly contracted: Reference;
        /** How many bands open. */
        readonly open: Reference;
        /** What the contract costs beside its discounted tokens: unused commitment and overage. */
        readonly extra: Reference;
        /** Both ends of what the spend can have: a band whose commitment it does not use up is no end. */
        readonly shallowest: Reference;
        readonly deepest: Reference;
      }
    | undefined;
}

export interface ProviderCells {
  readonly name: Reference;
  readonly contract: ContractInputs;
  /** The floor in list dollars. */
  readonly atList: ReturnType<typeof floorAtList>;
  readonly baseline: SpendCells;
  readonly stated: PerState<SpendCells>;
  readonly illustrated: PerState<SpendCells>;
}

export interface Providers {
  readonly sheet: Sheet;
  readonly of: ReadonlyMap<string, ProviderCells>;
}

const ZERO = literal(0);
const FIRST_BAND = 12;
/** Decimals at which a spend is compared with a floor or a commitment: a spreadsheet counts in binary fractions. */
const PLACES = 6;

/** Columns of one band: what it costs where it can be had, its commitment where that is least, its discount where it is plain. */
const BAND_COLUMNS = ['cost', 'commitment, if cheapest', 'discount, if used up'] as const;

/**
 * The band that costs a spend least among those that open, else among all; on a tie the smaller commitment. With both ends
 * of what the spend can have where the band costs what its discount leaves.
 */
function putTerms(
  sheet: Sheet,
  spend: Reference,
  contract: ContractInputs,
  terms: StatedTerms | undefined,
): SpendCells['terms'] {
  const { bands, range } = contract;
  if (bands.length === 0) return undefined;
  const months = bands.map((band) => settledCells(contract, terms, band, spend));
  const open = sheet.put(8, countOfTrue(months.map(({ opens }) => opens)), 'count');
  const none = equal(open, ZERO);
  const at = (place: number, column: number) => FIRST_BAND + BAND_COLUMNS.length * place + column;
  const had = months.map(({ opens }) => or(none, opens));
  const costs = months.map(({ effective }, place) => {
    return sheet.put(at(place, 0), when(had[place] ?? none, rounded(effective, PLACES), NOTHING), 'usd');
  });
  const least = leastOf(rangeOver(costs));
  const cheapest = bands.map(({ commitment }, place) => {
    const cost = costs[place] ?? spend;
    return sheet.put(at(place, 1), when(and(given(cost), equal(cost, least)), commitment, NOTHING), 'usd');
  });
  const ofBest = (values: readonly Reference[]) =>
    lookUp(rangeOver(values), leastOf(rangeOver(cheapest)), rangeOver(cheapest));
  const discount = sheet.put(6, ofBest(bands.map((band) => band.discount)), 'share');
  const contracted = sheet.put(7, times(spend, rest(discount)), 'usd');
  const month = settledCells(
    contract,
    terms,
    { commitment: leastOf(rangeOver(cheapest)), discount },
    spend,
    contracted,
  );
  const beside = month.overage === undefined ? month.shortfall : plus(month.shortfall, month.overage);
  const extra = sheet.put(11, beside, 'usd');
  const plain = equal(rounded(extra, PLACES), ZERO);
  const ends = bands.map(({ discount: own }, place) => {
    const each = months[place] ?? month;
    const free = equal(rounded(minus(each.effective, each.used), PLACES), ZERO);
    return sheet.put(at(place, 2), when(and(had[place] ?? none, free), own, NOTHING), 'share');
  });
  const { shallowest, deepest } = range ?? { shallowest: discount, deepest: discount };
  return {
    discount,
    contracted,
    open,
    extra,
    shallowest: sheet.put(9, when(plain, smallerOf(leastOf(rangeOver(ends)), shallowest), discount), 'share'),
    deepest: sheet.put(10, when(plain, largerOf(mostOf(rangeOver(ends)), deepest), discount), 'share'),
  };
}

class Spends {
  readonly #sheet: Sheet;
  readonly #all: readonly WorkloadCells[];

  constructor(sheet: Sheet, workloads: Quantities) {
    this.#sheet = sheet;
    this.#all = [...workloads.of.values()];
  }

  /** One row: the spend of a provider in one case. */
  put(
    provider: {
      readonly name: string;
      readonly number: number;
      readonly contract: ContractInputs;
      readonly terms: StatedTerms | undefined;
    },
    levers: string,
    levels: string,
    amountOf: (workload: WorkloadCells) => { readonly amount: Reference; readonly unpriced: Reference },
  ): SpendCells & { readonly name: Reference } {
    const sheet = this.#sheet;
    const name = sheet.put(0, provider.name, 'text');
    const number = sheet.put(1, whole(BigInt(provider.number)), 'count');
    sheet.put(2, levers, 'text');
    sheet.put(3, levels, 'text');
    const keys = rangeOver(this.#all.map((each) => each.provider));
    const sumOver = (pick: (workload: WorkloadCells) => Reference) =>
      sumWhere(keys, number, rangeOver(this.#all.map(pick)));
    const spend = sheet.put(
      4,
      sumOver((each) => amountOf(each).amount),
      'usd',
    );
    const unpriced = sheet.put(
      5,
      sumOver((each) => amountOf(each).unpriced),
      'count',
    );
    const terms = putTerms(sheet, spend, provider.contract, provider.terms);
    sheet.next();
    return { name, spend, unpriced, terms };
  }
}

/** Each provider's list spend in every state of the levers, and the contract it can expect for it. */
export function providersSheet(workings: Workings, inputs: Inputs, workloads: Quantities): Providers {
  const most = Math.max(...[...inputs.contracts.values()].map(({ bands }) => bands.length));
  const bands = Array.from({ length: most }, (_, place) =>
    BAND_COLUMNS.map((title) => ({ title: `band ${place + 1}: ${title}`, width: 14 })),
  ).flat();
  const sheet = new Sheet('Providers', [
    { title: 'provider', width: 18 },
    { title: 'no.', width: 6 },
    { title: 'levers', width: 12 },
    { title: 'levels', width: 20, note: 'An illustrated row is tested on the spend with the illustration.' },
    { title: 'list spend, USD', width: 16, note: 'A part without a price is not in it.' },
    { title: 'no price', width: 9, note: 'Meters without a price: above 0, the spend is a lower bound.' },
    { title: 'expected discount', width: 12 },
    { title: 'contracted, USD', width: 16 },
    { title: 'bands open', width: 9, note: 'Bands whose floor the spend reaches.' },
    { title: 'shallowest discount', width: 12 },
    { title: 'deepest discount', width: 12 },
    { title: 'beside, USD', width: 14, note: 'Commitment that buys nothing, and usage over it at a price of its own.' },
    ...bands,
  ]);
  const spends = new Spends(sheet, workloads);
  const of = providersOf(workings).map((provider, place): [string, ProviderCells] => {
    const contract = inputs.contracts.get(provider);
    if (contract === undefined) throw new RangeError(`${provider} is not in the workbook`);
    const named = {
      name: workings.provenance.providerName(provider),
      number: place + 1,
      contract,
      terms: statedTerms(workings.contractOf(provider)),
    };
    const baseline = spends.put(named, 'baseline', 'none', (each) => ({
      amount: each.served.baseline,
      unpriced: each.served.baselineUnpriced,
    }));
    const inState = (levels: string, amounts: 'statedList' | 'list') =>
      perState(({ levers, title }) =>
        spends.put(named, title, levels, (each) => ({
          amount: stateOf(each[amounts], levers),
          unpriced: stateOf(amounts === 'list' ? each.countedUnpriced : each.statedUnpriced, levers),
        })),
      );
    const stated = inState('as stated', 'statedList');
    const illustrated = inState('with the illustration', 'list');
    return [
      provider,
      { name: baseline.name, contract, atList: floorAtList(contract, named.terms), baseline, stated, illustrated },
    ];
  });
  return { sheet, of: new Map(of) };
}
