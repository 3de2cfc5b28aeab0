import type { Contract, StatedTerms } from '../../domain/contract.ts';
import { whole } from '../../domain/exact.ts';
import type { Aggregator } from '../../domain/offer.ts';
import type { Source } from '../../domain/rate-card.ts';
import { type Share, UNCHANGED } from '../../domain/units.ts';
import type { Expression, Reference } from './expression.ts';
import type { Names } from './names.ts';
import type { Sheet } from './sheet.ts';
import { providersOf, type Workings } from './workings.ts';

/** What an aggregator asks and gives for one model. */
export interface AggregatorInputs {
  readonly discount: Reference;
  readonly markup: Reference;
  readonly serves: { readonly cache: Expression; readonly batch: Expression };
  /** The worst added p95 latency; blank when it is not stated. */
  readonly worstMs: Reference;
}

/** What a direct contract gives; `bands` is empty when there is none on offer, and the floor is then the usual one. */
export interface ContractInputs {
  readonly low: Reference;
  readonly high: Reference;
  readonly bands: readonly { readonly commitment: Reference; readonly discount: Reference }[];
  readonly range: { readonly shallowest: Reference; readonly deepest: Reference } | undefined;
  /** What a list dollar over the commitment costs, where that is not the contract's price. */
  readonly overage: Reference | undefined;
  /** The dollars that its commitment and its floor are counted in: no cells, since another contract needs a new run. */
  readonly bases: StatedTerms | undefined;
}

/** A contract as the rules take it. */
export const asRules = ({ low, overage, bases }: ContractInputs) => ({ floor: low, overage, bases });

/** Column of the first commitment; the discounts follow the commitments. */
const FIRST_BAND = 7;
const SOURCE_TITLES = ['source', 'checked', 'confidence'];

function putSource(sheet: Sheet, column: number, source: Source | undefined): void {
  if (source === undefined) {
    sheet.put(column, 'your own', 'text');
    return;
  }
  sheet.put(column, source.url, 'text');
  sheet.put(column + 1, source.checked, 'text');
  sheet.put(column + 2, source.confidence, 'text');
}

/** How the discounts of one aggregator on one model are looked up. */
export const resold = (aggregator: string, model: string) => JSON.stringify([aggregator, model]);

interface Sold {
  readonly aggregator: Aggregator;
  readonly model: string;
  readonly discount: Share;
}

function soldModels({ answer }: Workings): Map<string, Sold> {
  const sold = new Map<string, Sold>();
  for (const { model, configurations } of answer.workloads) {
    for (const { channel } of configurations) {
      if (channel.kind !== 'aggregator') continue;
      const { aggregator, discount } = channel;
      sold.set(resold(aggregator.id, model.id), { aggregator, model: model.id, discount });
    }
  }
  return sold;
}

/** The aggregators that sell a model of the answer, one row per model. */
export function putAggregators(sheet: Sheet, names: Names, workings: Workings): Map<string, AggregatorInputs> {
  const all = soldModels(workings);
  if (all.size === 0) return new Map();
  sheet.line('Aggregators', 'title');
  sheet.header([
    ...['aggregator', 'model', 'discount off list', 'markup', 'serves cache', 'serves batch', 'added p95 latency, ms'],
    ...SOURCE_TITLES,
  ]);
  const inputs = [...all].map(([key, { aggregator, model, discount }]): [string, AggregatorInputs] => {
    sheet.put(0, aggregator.name, 'text');
    sheet.put(1, model, 'text');
    const cell = sheet.input(2, discount, 'inputShare', 'share');
    names.add(['discount', aggregator.id, model], cell);
    const markup = sheet.input(3, aggregator.markup, 'inputShare', 'amount');
    names.add(['markup', aggregator.id, model], markup);
    const cache = sheet.yesNo(4, aggregator.serves.cache).holds;
    const batch = sheet.yesNo(5, aggregator.serves.batch).holds;
    const worst = aggregator.addedLatencyP95Ms?.[1];
    const worstMs = sheet.input(6, worst === undefined ? undefined : whole(BigInt(worst)), 'inputTokens', 'amount');
    putSource(sheet, 7, aggregator.source);
    sheet.next();
    return [key, { discount: cell, markup, serves: { cache, batch }, worstMs }];
  });
  sheet.next();
  return new Map(inputs);
}

function putBands(
  sheet: Sheet,
  names: Names,
  provider: string,
  offered: Contract,
  most: number,
): ContractInputs['bands'] {
  return offered.bands.map(({ commitment, discount }, place) => {
    const cells = {
      commitment: sheet.input(FIRST_BAND + place, commitment, 'inputUsd', 'amount'),
      discount: sheet.input(FIRST_BAND + most + place, discount, 'inputShare', 'share'),
    };
    names.add(['direct_discount', provider, ...(place === 0 ? [] : [`band_${place + 1}`])], cells.discount);
    return cells;
  });
}

/** One row per provider: its floor and the terms of a direct contract. */
export function putContracts(sheet: Sheet, names: Names, workings: Workings): Map<string, ContractInputs> {
  const offers = providersOf(workings).map((provider) => ({ provider, offered: workings.contractOf(provider) }));
  const most = Math.max(...offers.map(({ offered }) => (offered === 'notOffered' ? 0 : offered.bands.length)));
  sheet.line('Direct contracts', 'title');
  const numbered = (title: string) => Array.from({ length: most }, (_, place) => `${title} ${place + 1}`);
  sheet.header([
    ...['provider', 'contract', 'floor, low', 'floor, high', 'shallowest discount', 'deepest discount'],
    'overage, of list',
    ...numbered('commitment'),
    ...numbered('discount'),
    ...SOURCE_TITLES,
  ]);
  const inputs = offers.map(({ provider, offered }, place): [string, ContractInputs] => {
    const floor = workings.answer.floors[place]?.floor;
    sheet.put(0, workings.provenance.providerName(provider), 'text');
    sheet.put(1, offered === 'notOffered' ? 'not offered' : 'offered', 'text');
    const low = sheet.input(2, floor?.low, 'inputUsd', 'amount');
    const high = sheet.input(3, floor?.high, 'inputUsd', 'amount');
    names.add(['floor_low', provider], low);
    names.add(['floor_high', provider], high);
    const terms = offered === 'notOffered' ? undefined : offered;
    const ends = terms?.discountRange;
    const range = ends && {
      shallowest: sheet.input(4, ends.shallowest, 'inputShare', 'share'),
      deepest: sheet.input(5, ends.deepest, 'inputShare', 'share'),
    };
    const beyond = terms?.terms?.overage;
    const price = beyond === 'list' ? UNCHANGED : beyond === 'contract' ? undefined : beyond;
    const overage = price && sheet.input(6, price, 'inputShare', 'share');
    if (overage !== undefined) names.add(['contract', provider, 'overage'], overage);
    const bands = terms === undefined ? [] : putBands(sheet, names, provider, terms, most);
    putSource(sheet, FIRST_BAND + 2 * most, terms?.source);
    sheet.next();
    return [provider, { low, high, bands, range, overage, bases: terms?.terms }];
  });
  sheet.next();
  return new Map(inputs);
}
