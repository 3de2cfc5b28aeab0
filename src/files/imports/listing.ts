import { add, compare, type Exact, isZero, numeral } from '../../domain/exact.ts';
import { FREE } from '../../domain/price-cell.ts';
import { longContextDocument } from '../long-contexts.ts';
import type { CellsDocument, ModelDocument, RateDocument } from '../schemas/card-schema.ts';
import type { ImportSettings } from './imported.ts';
import { leaveOutputOf, leaveOutZeros, type Makes, priceTexts, refuseUnpriced } from './numeral-text.ts';
import type { RowRules } from './price-list-rules.ts';

/** Prices of one list, in dollars per million tokens. */
export interface ListPrices {
  readonly input?: Exact | undefined;
  readonly output?: Exact | undefined;
  readonly cacheRead?: Exact | undefined;
  readonly cacheWrite?: Exact | undefined;
}

export type ListMode = 'batch' | 'priority';

/** A row of a price base in plain figures, before it is written as a card writes it. */
export interface Listing {
  readonly provider: string;
  readonly prices: ListPrices;
  readonly makes: Makes;
  /** Declared free, not merely without a price. */
  readonly free: boolean;
  readonly bands: readonly { readonly above: Exact; readonly prices: ListPrices }[];
  readonly modes: ReadonlyMap<ListMode, ListPrices>;
  /** First day without it, where the base says so. */
  readonly ends: string | undefined;
  readonly url: string;
  readonly checked: string;
  /** A 0 for caching fills a gap in this base, and means none. */
  readonly zeroMeansNone: boolean;
}

type Cells = Map<keyof CellsDocument, Exact>;

function cellsOf(prices: ListPrices, { writeTtl, writeBesideInput }: RowRules): Cells {
  const { input, output, cacheRead, cacheWrite } = prices;
  const write =
    cacheWrite === undefined || input === undefined || !writeBesideInput || isZero(cacheWrite)
      ? cacheWrite
      : add(input, cacheWrite);
  const all = [
    ['input', input],
    ['cacheRead', cacheRead],
    [`cacheWrite${writeTtl}`, write],
    ['output', output],
  ] as const;
  return new Map(all.flatMap(([cell, price]) => (price === undefined ? [] : [[cell, price] as const])));
}

/** A list without the prices of 0 that say nothing. */
function told(cells: Cells, list: string, listing: Listing, leaveOut: (reason: string) => void): Cells {
  const { zeroMeansNone, makes } = listing;
  leaveOutputOf(makes, cells);
  if (zeroMeansNone) {
    for (const [cell, price] of cells) if (cell.startsWith('cache') && isZero(price)) cells.delete(cell);
  }
  leaveOutZeros(cells, list, leaveOut);
  return cells;
}

function longOf(
  listing: Listing,
  rules: RowRules,
  leaveOut: (reason: string) => void,
): Pick<RateDocument, 'longContext'> {
  const bands = [...listing.bands].sort((a, b) => compare(a.above, b.above));
  const lists = bands.map(({ above, prices }) => {
    const usdPerMtok = priceTexts(told(cellsOf(prices, rules), 'long-context ', listing, leaveOut));
    return { threshold: numeral(above), edge: rules.edge, usdPerMtok };
  });
  return longContextDocument(lists);
}

/** A row as a model of a card. Throws `Refusal` where it has no prices that a card could hold. */
export function listedModel(
  listing: Listing,
  rules: RowRules,
  settings: ImportSettings,
  leaveOut: (reason: string) => void,
): ModelDocument {
  const { provider, url, checked, ends, free, modes } = listing;
  const source = { url, checked, confidence: 'secondHand' as const };
  const retired = ends === undefined ? {} : { retired: { from: ends, source } };
  if (free) {
    return { provider, ...retired, rates: [{ from: settings.day, usdPerMtok: { input: FREE, output: FREE }, source }] };
  }
  const cells = cellsOf(listing.prices, rules);
  refuseUnpriced(cells, listing.makes);
  told(cells, '', listing, leaveOut);
  const printed = [...modes].map(([mode, prices]) => {
    return [mode, { usdPerMtok: priceTexts(told(cellsOf(prices, rules), `${mode} `, listing, leaveOut)) }] as const;
  });
  const rate: RateDocument = {
    from: settings.day,
    usdPerMtok: priceTexts(cells),
    ...Object.fromEntries(printed),
    ...longOf(listing, rules, leaveOut),
    source,
  };
  return { provider, ...retired, rates: [rate] };
}
