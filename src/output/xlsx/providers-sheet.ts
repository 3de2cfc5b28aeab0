import { whole } from '../../domain/exact.ts';
import type { Inputs } from './assumptions-sheet.ts';
import type { Expression, Reference } from './expression.ts';
import {
  atLeast,
  countOf,
  equal,
  largerOf,
  leastOf,
  literal,
  lookUp,
  mostOf,
  NOTHING,
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
        /** How many bands' commitments the contracted spend covers. */
        readonly covered: Reference;
        /** Both ends of what the spend can have: a band whose commitment it does not cover is no end. */
        readonly shallowest: Reference;
        readonly deepest: Reference;
      }
    | undefined;
}

export interface ProviderCells {
  readonly name: Reference;
  readonly contract: ContractInputs;
  readonly baseline: SpendCells;
  readonly stated: PerState<SpendCells>;
  readonly illustrated: PerState<SpendCells>;
}

export interface Providers {
  readonly sheet: Sheet;
  readonly of: ReadonlyMap<string, ProviderCells>;
}

const FIRST_BAND = 11;
/** Decimals at which a spend is compared with a floor or a commitment: a spreadsheet counts in binary fractions. */
const PLACES = 6;

/**
 * The discount a spend can expect: the deepest whose commitment the contracted amount covers, else that of the
 * smallest commitment.
 */
function putTerms(sheet: Sheet, spend: Reference, { bands, range }: ContractInputs): SpendCells['terms'] {
  if (bands.length === 0) return undefined;
  const discounts = bands.map(({ commitment, discount }, place) => {
    const covers = atLeast(rounded(times(spend, rest(discount)), PLACES), commitment);
    return sheet.put(FIRST_BAND + place, when(covers, discount, NOTHING), 'share');
  });
  const open = rangeOver(discounts);
  const covered = sheet.put(8, countOf(open), 'count');
  const none = equal(covered, literal(0));
  const discount = sheet.put(6, when(none, leastCommitted(bands), mostOf(open)), 'share');
  const contracted = sheet.put(7, times(spend, rest(discount)), 'usd');
  const { shallowest, deepest } = range ?? { shallowest: discount, deepest: discount };
  return {
    discount,
    contracted,
    covered,
    shallowest: sheet.put(9, when(none, shallowest, smallerOf(leastOf(open), shallowest)), 'share'),
    deepest: sheet.put(10, when(none, deepest, largerOf(mostOf(open), deepest)), 'share'),
  };
}

/** The discount of the smallest commitment. */
function leastCommitted(bands: ContractInputs['bands']): Expression {
  const commitments = rangeOver(bands.map((band) => band.commitment));
  return lookUp(rangeOver(bands.map((band) => band.discount)), leastOf(commitments), commitments);
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
    provider: { readonly name: string; readonly number: number; readonly contract: ContractInputs },
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
    const terms = putTerms(sheet, spend, provider.contract);
    sheet.next();
    return { name, spend, unpriced, terms };
  }
}

/** Each provider's list spend in every state of the levers, and the contract it can expect for it. */
export function providersSheet(workings: Workings, inputs: Inputs, workloads: Quantities): Providers {
  const most = Math.max(...[...inputs.contracts.values()].map(({ bands }) => bands.length));
  const bands = Array.from({ length: most }, (_, place) => ({ title: `discount ${place + 1}, if covered`, width: 12 }));
  const sheet = new Sheet('Providers', [
    { title: 'provider', width: 18 },
    { title: 'no.', width: 6 },
    { title: 'levers', width: 12 },
    { title: 'levels', width: 20, note: 'An illustrated row is tested on the spend with the illustration.' },
    { title: 'list spend, USD', width: 16, note: 'A part without a price is not in it.' },
    { title: 'no price', width: 9, note: 'Meters without a price: above 0, the spend is a lower bound.' },
    { title: 'expected discount', width: 12 },
    { title: 'contracted, USD', width: 16 },
    { title: 'bands covered', width: 9, note: 'Bands whose commitment the contracted amount covers.' },
    { title: 'shallowest discount', width: 12 },
    { title: 'deepest discount', width: 12 },
    ...bands,
  ]);
  const spends = new Spends(sheet, workloads);
  const of = providersOf(workings).map((provider, place): [string, ProviderCells] => {
    const contract = inputs.contracts.get(provider);
    if (contract === undefined) throw new RangeError(`${provider} is not in the workbook`);
    const named = { name: workings.provenance.providerName(provider), number: place + 1, contract };
    const baseline = spends.put(named, 'baseline', 'none', (each) => ({
      amount: each.served.baseline,
      unpriced: each.served.baselineUnpriced,
    }));
    const inState = (levels: string, amounts: 'statedList' | 'list') =>
      perState(({ cache, batch, title }) =>
        spends.put(named, title, levels, (each) => ({
          amount: stateOf(each[amounts], cache, batch),
          unpriced: stateOf(amounts === 'list' ? each.unpriced : each.statedUnpriced, cache, batch),
        })),
      );
    const stated = inState('as stated', 'statedList');
    const illustrated = inState('with the illustration', 'list');
    return [provider, { name: baseline.name, contract, baseline, stated, illustrated }];
  });
  return { sheet, of: new Map(of) };
}
