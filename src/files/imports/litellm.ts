import * as z from 'zod';
import { compare, type Exact, isZero, numeral } from '../../domain/exact.ts';
import type { CellsDocument, ModelDocument, RateDocument } from '../schemas/card-schema.ts';
import type { Place } from '../yaml-file.ts';
import { type ImportSettings, mapped, type PriceList, Refusal } from './imported.ts';
import {
  dayIn,
  exactOf,
  leaveOutputOf,
  leaveOutZeros,
  priceTexts,
  readNumeralsAsText,
  refuseUnpriced,
  timesTen,
} from './numeral-text.ts';
import type { RowRules } from './price-list-rules.ts';

type Cell = keyof CellsDocument;
type Entry = Readonly<Record<string, unknown>>;
type Mode = 'batch' | 'flex' | 'priority';

const fileSchema = z.record(z.string(), z.looseObject({}));

/** USD per token, by meter, lifetime of a cache write, threshold and service mode. */
const KEY =
  /^(input_cost_per_token|output_cost_per_token|cache_read_input_token_cost|cache_creation_input_token_cost)(_above_1hr)?(?:_above_(\d+)k_tokens)?(?:_(batches|flex|priority))?(?:_above_(\d+)k_tokens)?$/;
const METERS: Readonly<Record<string, Cell | 'write'>> = {
  input_cost_per_token: 'input',
  output_cost_per_token: 'output',
  cache_read_input_token_cost: 'cacheRead',
  cache_creation_input_token_cost: 'write',
};
const MODES: Readonly<Record<string, Mode>> = { batches: 'batch', flex: 'flex', priority: 'priority' };
/** Prices of what is no text token: a bill of text is right without them. */
const OTHER_GOODS = /audio|image|video|pixel|character|query|session|computer_use|file_search|vector_store|per_second/;
const GENERATES_TEXT = ['chat', 'completion', 'responses'];
const EMBEDS = 'embedding';
const TOKENS_PER_MTOK_DIGITS = 6;
const THOUSAND_DIGITS = 3;

const REGIONAL_PREMIUM = /^regional_processing_uplift_multiplier_(\w+)$/;

/** Prices by list: '' is standard, `long` above the threshold, and each mode in both. */
interface Lists {
  readonly cells: Map<string, Map<Cell, Exact>>;
  threshold: string | undefined;
}

function put(lists: Lists, key: string, match: RegExpExecArray, value: unknown, { writeTtl }: RowRules): void {
  const [, meter = '', hour, before, suffix = '', after] = match;
  const means = METERS[meter];
  const cell = means === 'write' ? (`cacheWrite${writeTtl}` as const) : means;
  const kilo = before ?? after;
  if (cell === undefined || (hour !== undefined && means !== 'write')) {
    throw new Refusal(`${key} is a price that a card cannot express`);
  }
  if (kilo !== undefined && (lists.threshold ?? kilo) !== kilo) {
    throw new Refusal('its prices have more than one threshold');
  }
  lists.threshold ??= kilo;
  const list = `${kilo === undefined ? '' : 'long '}${MODES[suffix] ?? ''}`;
  const cells = lists.cells.get(list) ?? new Map<Cell, Exact>();
  cells.set(hour === undefined ? cell : 'cacheWrite1h', timesTen(exactOf(key, value), TOKENS_PER_MTOK_DIGITS));
  lists.cells.set(list, cells);
}

/** Keys that say the price of another once more; where the two agree nothing is lost. */
const TWINS: Readonly<Record<string, string>> = {
  output_cost_per_reasoning_token: 'output_cost_per_token',
  input_cost_per_token_cache_hit: 'cache_read_input_token_cost',
};

/** A key with a cost that is none of a text token: no matter, left out, or a reason to refuse the model. */
function otherKey(key: string, value: unknown, entry: Entry, leaveOut: (reason: string) => void): void {
  if (typeof value === 'string' && isZero(exactOf(key, value))) return;
  const twin = TWINS[key] === undefined ? undefined : entry[TWINS[key]];
  if (twin !== undefined && compare(exactOf(key, value), exactOf(key, twin)) === 0) return;
  if (!OTHER_GOODS.test(key)) throw new Refusal(`${key} is a price that a card cannot express`);
  leaveOut(`${key} is not a price of text tokens`);
}

function listsOf(entry: Entry, rules: RowRules, leaveOut: (reason: string) => void): Lists {
  const lists: Lists = { cells: new Map(), threshold: undefined };
  for (const [key, value] of Object.entries(entry)) {
    if (!/cost|pricing/.test(key) || value === null) continue;
    const match = KEY.exec(key);
    if (match === null) otherKey(key, value, entry, leaveOut);
    else put(lists, key, match, value, rules);
  }
  const base = lists.cells.get('') ?? new Map<Cell, Exact>();
  const makes = entry['mode'] === EMBEDS ? 'embeddings' : 'text';
  refuseUnpriced(base, makes);
  leaveOutputOf(makes, base);
  for (const [name, cells] of lists.cells) leaveOutZeros(cells, name === '' ? '' : `${name.trim()} `, leaveOut);
  return lists;
}

function longContext({ cells, threshold }: Lists, { edge }: RowRules): Pick<RateDocument, 'longContext'> {
  if (threshold === undefined) return {};
  const listed = (name: string) => priceTexts(cells.get(name) ?? new Map<Cell, Exact>());
  const modes = (['batch', 'flex', 'priority'] as const).flatMap((mode) => {
    const list = cells.get(`long ${mode}`);
    return list === undefined ? [] : [[`${mode}UsdPerMtok`, priceTexts(list)] as const];
  });
  const tokens = `${threshold}${'0'.repeat(THOUSAND_DIGITS)}`;
  const long = { threshold: tokens, edge, usdPerMtok: listed('long ') };
  return { longContext: { ...long, ...Object.fromEntries(modes) } };
}

/** What is no price and bends a bill: the least prefix that is cached, and premiums by region. */
function factsOf(entry: Entry): Pick<RateDocument, 'minimumCacheablePrefix' | 'regions'> {
  const minimum = entry['prompt_cache_min_tokens'];
  const premiums = Object.entries(entry).flatMap(([key, value]) => {
    const region = REGIONAL_PREMIUM.exec(key)?.[1];
    return region === undefined ? [] : [[region, numeral(exactOf(key, value))] as const];
  });
  return {
    ...(minimum === undefined ? {} : { minimumCacheablePrefix: numeral(exactOf('prompt_cache_min_tokens', minimum)) }),
    ...(premiums.length === 0 ? {} : { regions: Object.fromEntries(premiums) }),
  };
}

/** Multipliers by a name that only LiteLLM knows the rules of. */
function ownMultipliers(entry: Entry, leaveOut: (reason: string) => void): void {
  const own = entry['provider_specific_entry'];
  for (const name of Object.keys(typeof own === 'object' && own !== null ? own : {})) {
    leaveOut(`provider_specific_entry ${name} is a multiplier whose rules the file does not tell`);
  }
}

function rateOf(
  entry: Entry,
  rules: RowRules,
  settings: ImportSettings,
  leaveOut: (reason: string) => void,
): RateDocument {
  const lists = listsOf(entry, rules, leaveOut);
  ownMultipliers(entry, leaveOut);
  const modes = (['batch', 'flex', 'priority'] as const).flatMap((mode) => {
    const list = lists.cells.get(mode);
    return list === undefined ? [] : [[mode, { usdPerMtok: priceTexts(list) }] as const];
  });
  const url = typeof entry['source'] === 'string' && entry['source'] !== '' ? entry['source'] : settings.path;
  return {
    from: settings.day,
    usdPerMtok: priceTexts(lists.cells.get('') ?? new Map<Cell, Exact>()),
    ...Object.fromEntries(modes),
    ...factsOf(entry),
    ...longContext(lists, rules),
    source: { url, checked: settings.day, confidence: 'secondHand' },
  };
}

/** Where a row stands, and a reason to refuse it that stands in its keys. */
interface PlacedRow {
  readonly place: Place;
  readonly refuseOdd: () => void;
}

/** The first day without a model, where the map says so. */
function endOf(entry: Entry, source: RateDocument['source']): Pick<ModelDocument, 'retired'> {
  const from = dayIn(entry['deprecation_date']);
  return from === undefined ? {} : { retired: { from, source } };
}

function mapModel(id: string, provider: string, entry: Entry, file: PlacedRow, settings: ImportSettings) {
  const rules = settings.rulesOf(provider, id);
  return mapped({ id, provider, place: file.place, released: undefined }, (leaveOut): ModelDocument => {
    file.refuseOdd();
    const mode = entry['mode'];
    if (typeof mode === 'string' && ![...GENERATES_TEXT, EMBEDS].includes(mode))
      throw new Refusal(`its mode is ${mode}`);
    const rate = rateOf(entry, rules, settings, leaveOut);
    return { provider, ...endOf(entry, rate.source), rates: [rate] };
  });
}

/** The prices of LiteLLM's model_prices_and_context_window.json. Throws `invalidFile` on another shape. */
export function readLitellm(text: string, settings: ImportSettings): PriceList {
  const { data, place, odd } = readNumeralsAsText(text, settings.path, fileSchema, 'LiteLLM price map');
  const entries = Object.entries(data).flatMap(([id, entry]) => {
    const provider = entry['litellm_provider'];
    return typeof provider === 'string' && id !== 'sample_spec' ? [{ id, provider, entry }] : [];
  });
  return {
    providers: new Map(entries.map(({ provider }) => [provider, provider])),
    models: entries
      .filter(({ id, provider }) => settings.wants(provider, id))
      .map(({ id, provider, entry }) => {
        const row = { place: place([id], 'key'), refuseOdd: () => odd.refuseIn([id]) };
        return mapModel(id, provider, entry, row, settings);
      }),
    unread: odd.outsideOf(Object.keys(data).map((id) => [id])),
  };
}
