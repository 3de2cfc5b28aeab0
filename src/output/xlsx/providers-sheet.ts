import { endsIn, goesBefore } from '../../decision/contract/band.ts';
import { reachedAt, settledUnder } from '../../decision/contract/settle.ts';
import { whole } from '../../domain/exact.ts';
import type { Inputs } from './assumptions-sheet.ts';
import { CELLS, ZERO } from './cells.ts';
import type { Expression, Reference } from './expression.ts';
import {
  above,
  countOfTrue,
  countWhere,
  leastOf,
  lookUp,
  minus,
  rangeOver,
  rest,
  sumWhere,
  times,
} from './functions.ts';
import { type PerState, perState, stateOf } from './lever-states.ts';
import { asRules, type ContractInputs } from './offer-inputs.ts';
import type { Quantities, WorkloadCells } from './quantities-sheet.ts';
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
        /** The part of it that more spend would use up. */
        readonly unused: Reference;
        /** Both ends of what the spend can have: a band whose commitment it does not use up is no end. */
        readonly shallowest: Reference;
        readonly deepest: Reference;
        /** How many workloads the spend is of. */
        readonly workloads: Expression;
      }
    | undefined;
}

export interface ProviderCells {
  readonly name: Reference;
  readonly contract: ContractInputs;
  /** The floor in list dollars. */
  readonly atList: { readonly low: Expression; readonly high: Expression };
  readonly baseline: SpendCells;
  readonly stated: PerState<SpendCells>;
  readonly illustrated: PerState<SpendCells>;
}

export interface Providers {
  readonly sheet: Sheet;
  readonly of: ReadonlyMap<string, ProviderCells>;
}

const FIRST_BAND = 14;

/** Columns of the bands: what each costs, how many go before it, and how much of its commitment buys nothing. */
const BAND_COLUMNS = ['cost', 'go before it', 'unused'] as const;

/**
 * The band that the engine's rule puts first for a spend, with both ends of what the spend can have where the band costs
 * what its discount leaves.
 */
function putTerms(
  sheet: Sheet,
  spend: Reference,
  contract: ContractInputs,
  most: number,
): Omit<NonNullable<SpendCells['terms']>, 'workloads'> | undefined {
  const { bands, range } = contract;
  if (bands.length === 0) return undefined;
  const rules = asRules(contract);
  const at = (place: number, column: number) => FIRST_BAND + most * column + place;
  const months = bands.map((band, place) => {
    const month = settledUnder(CELLS, rules, band, spend);
    return {
      ...band,
      ...month,
      effective: sheet.put(at(place, 0), month.effective, 'usd'),
      shortfall: sheet.put(at(place, 2), month.shortfall, 'usd'),
    };
  });
  const open = sheet.put(8, countOfTrue(months.map(({ opens }) => opens)), 'count');
  const before = months.map((month, place) => {
    const ahead = months.filter((each) => each !== month).map((each) => goesBefore(CELLS, each, month));
    return sheet.put(at(place, 1), countOfTrue(ahead), 'count');
  });
  const ofFirst = (values: readonly Reference[]) =>
    lookUp(rangeOver(values), leastOf(rangeOver(before)), rangeOver(before));
  const discount = sheet.put(6, ofFirst(bands.map((band) => band.discount)), 'share');
  const contracted = sheet.put(7, times(spend, rest(discount)), 'usd');
  const cost = sheet.put(12, ofFirst(months.map(({ effective }) => effective)), 'usd');
  const extra = sheet.put(11, minus(cost, contracted), 'usd');
  const unused = sheet.put(13, ofFirst(months.map(({ shortfall }) => shortfall)), 'usd');
  const chosen = { discount, opens: above(open, ZERO), isPlain: CELLS.same(extra, ZERO) };
  const ends = endsIn(CELLS, chosen, months, range);
  return {
    discount,
    contracted,
    open,
    extra,
    unused,
    shallowest: sheet.put(9, ends.shallowest, 'share'),
    deepest: sheet.put(10, ends.deepest, 'share'),
  };
}

/** The floor in list dollars: where it is tested after the discount, what it takes under the band that opens first. */
function floorAtList({ low, high, bands, bases }: ContractInputs): ProviderCells['atList'] {
  if (bands.length === 0) return { low, high };
  const least = leastOf(rangeOver(bands.map(({ discount }) => discount)));
  return { low: reachedAt(CELLS, bases, low, least), high: reachedAt(CELLS, bases, high, least) };
}

class Spends {
  readonly #sheet: Sheet;
  readonly #all: readonly WorkloadCells[];
  /** How many bands the contract with the most of them has. */
  readonly #most: number;

  constructor(sheet: Sheet, workloads: Quantities, most: number) {
    this.#sheet = sheet;
    this.#most = most;
    this.#all = [...workloads.of.values()];
  }

  /** One row: the spend of a provider in one case. */
  put(
    provider: {
      readonly name: string;
      readonly number: number;
      readonly contract: ContractInputs;
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
    const terms = putTerms(sheet, spend, provider.contract, this.#most);
    sheet.next();
    const workloads = countWhere(keys, number);
    return { name, spend, unpriced, terms: terms && { ...terms, workloads } };
  }
}

/** Each provider's list spend in every state of the levers, and the contract it can expect for it. */
export function providersSheet(workings: Workings, inputs: Inputs, workloads: Quantities): Providers {
  const most = Math.max(...[...inputs.contracts.values()].map(({ bands }) => bands.length));
  const bands = BAND_COLUMNS.flatMap((title) =>
    Array.from({ length: most }, (_, place) => ({ title: `band ${place + 1}: ${title}`, width: 14 })),
  );
  const sheet = new Sheet(
    'Providers',
    [
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
      {
        title: 'beside, USD',
        width: 14,
        note: 'Commitment that buys nothing, and usage over it at a price of its own.',
      },
      { title: 'all told, USD', width: 14, note: 'Under the band that costs the spend least.' },
      { title: 'unused, USD', width: 14, note: 'Commitment that buys nothing: more spend would use it up.' },
      ...bands,
    ],
    { hidden: true },
  );
  const spends = new Spends(sheet, workloads, most);
  const of = providersOf(workings).map((provider, place): [string, ProviderCells] => {
    const contract = inputs.contracts.get(provider);
    if (contract === undefined) throw new RangeError(`${provider} is not in the workbook`);
    const named = {
      name: workings.provenance.providerName(provider),
      number: place + 1,
      contract,
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
    return [provider, { name: baseline.name, contract, atList: floorAtList(contract), baseline, stated, illustrated }];
  });
  return { sheet, of: new Map(of) };
}
