import * as z from 'zod';
import { add, compare, type Exact, isZero, numeral } from '../../domain/exact.ts';
import { FREE } from '../../domain/price-cell.ts';
import { longContextDocument } from '../long-contexts.ts';
import type { CellsDocument, ModelDocument, RateDocument } from '../schemas/card-schema.ts';
import type { Place } from '../yaml-file.ts';
import { type ImportSettings, mapped, type PriceList, Refusal } from './imported.ts';
import {
  exactOf,
  leaveOutputOf,
  leaveOutZeros,
  type Makes,
  madeBy,
  priceTexts,
  readNumeralsAsText,
  refuseUnpriced,
} from './numeral-text.ts';
import type { RowRules } from './price-list-rules.ts';

type Cell = keyof CellsDocument;
type Prices = Readonly<Record<string, unknown>>;
type Cells = Map<Cell, Exact>;

const entrySchema = z.looseObject({ constraint: z.looseObject({}).optional(), prices: z.looseObject({}) });
const modelSchema = z.looseObject({
  id: z.string(),
  match: z.unknown().optional(),
  prices: z.union([z.array(entrySchema), z.looseObject({})]),
  prices_checked: z.string().optional(),
});
const providerSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  pricing_urls: z.array(z.string()).optional(),
  models: z.array(modelSchema),
});

type ModelData = z.infer<typeof modelSchema>;
type ProviderData = z.infer<typeof providerSchema>;

/** USD per million tokens; a cache write without a lifetime lives as long as the provider's do. */
const CELLS: ReadonlyMap<string, Cell | 'write'> = new Map<string, Cell | 'write'>([
  ['input_mtok', 'input'],
  ['output_mtok', 'output'],
  ['cache_read_mtok', 'cacheRead'],
  ['cache_write_mtok', 'write'],
  ['cache_write_5m_mtok', 'cacheWrite5m'],
  ['cache_write_1h_mtok', 'cacheWrite1h'],
]);
/** Prices of what is no text token: a bill of text is right without them. */
const OTHER_GOODS = /audio|image|video|searches/;

const tiersSchema = z.object({
  base: z.string(),
  tiers: z.array(z.object({ start: z.string(), price: z.string() })),
});

interface Banded {
  readonly base: Cells;
  /** By threshold, as a numeral. */
  readonly long: Map<string, Cells>;
}

function addCell(banded: Banded, key: string, cell: Cell, value: unknown): void {
  if (typeof value === 'string') {
    banded.base.set(cell, exactOf(key, value));
    return;
  }
  const tiers = tiersSchema.safeParse(value);
  if (!tiers.success || tiers.data.tiers.length === 0) {
    throw new Refusal(`${key} has tiers that are not one price and others above thresholds`);
  }
  banded.base.set(cell, exactOf(key, tiers.data.base));
  for (const { start, price } of tiers.data.tiers) {
    const threshold = numeral(exactOf(key, start));
    banded.long.set(threshold, (banded.long.get(threshold) ?? new Map<Cell, Exact>()).set(cell, exactOf(key, price)));
  }
}

/** A key beside the text prices: no matter, left out, or a reason to refuse the model. */
function otherKey(key: string, value: unknown, prices: Prices, leaveOut: (reason: string) => void): void {
  const free = typeof value === 'string' && isZero(exactOf(key, value));
  if (free || (key === 'output_reasoning_mtok' && value === prices['output_mtok'])) return;
  if (!OTHER_GOODS.test(key)) throw new Refusal(`${key} is a price that a card cannot express`);
  leaveOut(`${key} is not a price of text tokens`);
}

/** A write whose price is its storage costs that on top of input. */
function addStorage({ base, long }: Banded, write: Cell): void {
  for (const cells of [base, ...long.values()]) {
    const [input, storage] = [cells.get('input') ?? base.get('input'), cells.get(write)];
    if (input !== undefined && storage !== undefined && !isZero(storage)) cells.set(write, add(input, storage));
  }
}

/** Where a base writes 199,999 for "from 200,000", what is above it is long already, and nothing else. */
function edgeOf(threshold: Exact, { edge }: RowRules): RowRules['edge'] {
  return numeral(threshold).endsWith('9') ? 'above' : edge;
}

/** A request over the threshold pays the upper price of every tiered key, and the one price of the others. */
function ratePrices(
  prices: Prices,
  makes: Makes,
  rules: RowRules,
  leaveOut: (reason: string) => void,
): Pick<RateDocument, 'usdPerMtok' | 'longContext'> {
  const banded: Banded = { base: new Map(), long: new Map() };
  for (const [key, value] of Object.entries(prices)) {
    const means = CELLS.get(key);
    const cell = means === 'write' ? (`cacheWrite${rules.writeTtl}` as const) : means;
    if (value === null || value === undefined) continue;
    if (cell === undefined) otherKey(key, value, prices, leaveOut);
    else addCell(banded, key, cell, value);
  }
  if (rules.writeBesideInput) addStorage(banded, `cacheWrite${rules.writeTtl}`);
  refuseUnpriced(banded.base, makes);
  leaveOutputOf(makes, banded.base);
  leaveOutZeros(banded.base, '', leaveOut);
  for (const cells of banded.long.values()) leaveOutZeros(cells, 'long-context ', leaveOut);
  const usdPerMtok = priceTexts(banded.base);
  const steps = [...banded.long].map(([threshold, cells]) => ({ threshold: exactOf('tiers', threshold), cells }));
  let below = usdPerMtok;
  const lists = steps
    .sort((a, b) => compare(a.threshold, b.threshold))
    .map(({ threshold, cells }) => {
      // A key that has no step of its own costs over this threshold what it costs under it.
      below = { ...below, ...priceTexts(cells) };
      return { threshold: numeral(threshold), edge: edgeOf(threshold, rules), usdPerMtok: below };
    });
  return { usdPerMtok, ...longContextDocument(lists) };
}

/** The first day of a dated entry; undefined for one without a date. Prices by the hour are refused. */
function startOf(constraint: Readonly<Record<string, unknown>> | undefined): string | undefined {
  if (constraint === undefined) return undefined;
  const start = constraint['start_date'];
  if (typeof start !== 'string') throw new Refusal('its prices depend on the time of day or another condition');
  return start;
}

function ratesOf(
  model: ModelData,
  rules: RowRules,
  source: RateDocument['source'],
  leaveOut: (reason: string) => void,
): RateDocument[] {
  const entries = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices, constraint: undefined }];
  const dated = entries.map((entry) => ({ start: startOf(entry.constraint), prices: entry.prices }));
  const starts = dated.flatMap(({ start }) => start ?? []).sort();
  const rates = dated.flatMap(({ start, prices }) => {
    // What has no first day is known to hold from the day it was read on, as long as no dated price holds by then.
    if (start === undefined && starts[0] !== undefined && starts[0] <= source.checked) {
      leaveOut(`the prices before ${starts[0]} have no first day`);
      return [];
    }
    return [{ from: start ?? source.checked, ...ratePrices(prices, madeBy(model.id), rules, leaveOut), source }];
  });
  if (rates.length === 0) throw new Refusal('it has no prices');
  return rates.sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Ids that a model is matched by as they stand; patterns are never aliases. */
function literalIds(match: unknown): string[] {
  const { equals, or } = (match ?? {}) as { equals?: unknown; or?: unknown };
  if (typeof equals === 'string') return [equals];
  return Array.isArray(or) ? or.flatMap(literalIds) : [];
}

/** A route that says in its own name that it is free. */
const FREE_ROUTE = /:free$/;

function mapModel(
  provider: ProviderData,
  model: ModelData,
  place: Place,
  refuseOdd: () => void,
  settings: ImportSettings,
) {
  const rules = settings.rulesOf(provider.id, model.id);
  const about = { id: model.id, provider: provider.id, place, released: undefined };
  return mapped(about, (leaveOut): ModelDocument => {
    refuseOdd();
    const checked = model.prices_checked ?? settings.day;
    const url = provider.pricing_urls?.[0] ?? settings.path;
    const aliases = [...new Set(literalIds(model.match))].filter((alias) => alias !== model.id);
    const source = { url, checked, confidence: 'secondHand' as const };
    const rates = FREE_ROUTE.test(model.id)
      ? [{ from: checked, usdPerMtok: { input: FREE, output: FREE }, source }]
      : ratesOf(model, rules, source, leaveOut);
    return { provider: provider.id, ...(aliases.length === 0 ? {} : { aliases }), rates };
  });
}

/** The prices of genai-prices: its data.json, or one provider's file. Throws `invalidFile` on another shape. */
export function readGenaiPrices(text: string, settings: ImportSettings): PriceList {
  const { data, place, odd } = readNumeralsAsText(
    text,
    settings.path,
    z.union([z.array(providerSchema), providerSchema]),
    'genai-prices file',
  );
  const providers = Array.isArray(data) ? data : [data];
  const rows = providers.flatMap((provider, at) =>
    provider.models.map((model, index) => {
      return { provider, model, path: [...(Array.isArray(data) ? [at] : []), 'models', index] };
    }),
  );
  return {
    providers: new Map(providers.map(({ id, name }) => [id, name])),
    models: rows
      .filter(({ provider, model }) => settings.wants(provider.id, model.id))
      .map(({ provider, model, path }) =>
        mapModel(provider, model, place([...path, 'id']), () => odd.refuseIn(path), settings),
      ),
    unread: odd.outsideOf(rows.map(({ path }) => path)),
  };
}
