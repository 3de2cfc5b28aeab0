import * as z from 'zod';
import { compare, type Exact, isZero, numeral } from '../../domain/exact.ts';
import type { CellsDocument, ModelDocument, RateDocument } from '../schemas/card-schema.ts';
import { type ImportSettings, mapped, type PriceList, Refusal } from './imported.ts';
import { exactOf, leaveOutZeros, priceTexts, readNumeralsAsText, refuseUnpriced } from './numeral-text.ts';

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

/** USD per million tokens; a cache write without a lifetime is the five-minute one. */
const CELLS: ReadonlyMap<string, Cell> = new Map([
  ['input_mtok', 'input'],
  ['output_mtok', 'output'],
  ['cache_read_mtok', 'cacheRead'],
  ['cache_write_mtok', 'cacheWrite5m'],
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
  readonly long: Cells;
  threshold: Exact | undefined;
}

function addCell(banded: Banded, key: string, cell: Cell, value: unknown): void {
  if (typeof value === 'string') {
    banded.base.set(cell, exactOf(key, value));
    return;
  }
  const tiers = tiersSchema.safeParse(value);
  const [tier, ...more] = tiers.success ? tiers.data.tiers : [];
  if (!tiers.success || tier === undefined || more.length > 0) {
    throw new Refusal(`${key} has tiers that are not one price and one above a threshold`);
  }
  const start = exactOf(key, tier.start);
  if (banded.threshold !== undefined && compare(banded.threshold, start) !== 0) {
    throw new Refusal('its prices have different thresholds');
  }
  banded.threshold = start;
  banded.base.set(cell, exactOf(key, tiers.data.base));
  banded.long.set(cell, exactOf(key, tier.price));
}

/** A key beside the text prices: no matter, left out, or a reason to refuse the model. */
function otherKey(key: string, value: unknown, prices: Prices, leaveOut: (reason: string) => void): void {
  const free = typeof value === 'string' && isZero(exactOf(key, value));
  if (free || (key === 'output_reasoning_mtok' && value === prices['output_mtok'])) return;
  if (!OTHER_GOODS.test(key)) throw new Refusal(`${key} is a price that a card cannot express`);
  leaveOut(`${key} is not a price of text tokens`);
}

/** A request over the threshold pays the upper price of every tiered key, and the one price of the others. */
function ratePrices(
  prices: Prices,
  leaveOut: (reason: string) => void,
): Pick<RateDocument, 'usdPerMtok' | 'longContext'> {
  const banded: Banded = { base: new Map(), long: new Map(), threshold: undefined };
  for (const [key, value] of Object.entries(prices)) {
    const cell = CELLS.get(key);
    if (value === null || value === undefined) continue;
    if (cell === undefined) otherKey(key, value, prices, leaveOut);
    else addCell(banded, key, cell, value);
  }
  refuseUnpriced(banded.base);
  leaveOutZeros(banded.base, '', leaveOut);
  leaveOutZeros(banded.long, 'long-context ', leaveOut);
  const usdPerMtok = priceTexts(banded.base);
  if (banded.threshold === undefined) return { usdPerMtok };
  const long = { ...usdPerMtok, ...priceTexts(banded.long) };
  return { usdPerMtok, longContext: { threshold: numeral(banded.threshold), edge: 'above', usdPerMtok: long } };
}

/** The first day of a dated entry; undefined for one without a date. Prices by the hour are refused. */
function startOf(constraint: Readonly<Record<string, unknown>> | undefined): string | undefined {
  if (constraint === undefined) return undefined;
  const start = constraint['start_date'];
  if (typeof start !== 'string') throw new Refusal('its prices depend on the time of day or another condition');
  return start;
}

function ratesOf(model: ModelData, source: RateDocument['source'], leaveOut: (reason: string) => void): RateDocument[] {
  const entries = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices, constraint: undefined }];
  const dated = entries.map((entry) => ({ start: startOf(entry.constraint), prices: entry.prices }));
  const starts = dated.flatMap(({ start }) => start ?? []).sort();
  const rates = dated.flatMap(({ start, prices }) => {
    if (start === undefined && starts.length > 0) {
      leaveOut(`the prices before ${starts[0]} have no first day`);
      return [];
    }
    return [{ from: start ?? source.checked, ...ratePrices(prices, leaveOut), source }];
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

function mapModel(provider: ProviderData, model: ModelData, settings: ImportSettings) {
  return mapped(model.id, provider.id, (leaveOut): ModelDocument => {
    const checked = model.prices_checked ?? settings.day;
    const url = provider.pricing_urls?.[0] ?? settings.path;
    const aliases = [...new Set(literalIds(model.match))].filter((alias) => alias !== model.id);
    const rates = ratesOf(model, { url, checked, confidence: 'secondHand' }, leaveOut);
    return { provider: provider.id, ...(aliases.length === 0 ? {} : { aliases }), rates };
  });
}

/** The prices of genai-prices: its data.json, or one provider's file. Throws `invalidFile` on another shape. */
export function readGenaiPrices(text: string, settings: ImportSettings): PriceList {
  const isList = /^\s*[[-]/.test(text);
  const read = <Schema extends z.ZodType>(schema: Schema) =>
    readNumeralsAsText(text, settings.path, schema, 'genai-prices file');
  const providers = isList ? read(z.array(providerSchema)) : [read(providerSchema)];
  return {
    providers: new Map(providers.map(({ id, name }) => [id, name])),
    models: providers.flatMap((provider) =>
      provider.models
        .filter((model) => settings.wants(provider.id, model.id))
        .map((model) => mapModel(provider, model, settings)),
    ),
  };
}
