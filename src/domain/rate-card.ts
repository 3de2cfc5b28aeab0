import { type Day, dayBefore } from './day.ts';
import { type CacheTtl, type LongBand, METERS, type Meter, MODES_APART, type ModeApart, meterRow } from './meter.ts';
import type { PeakWindow } from './peak-hours.ts';
import type { PriceCell } from './price-cell.ts';
import { type Factor, type Tokens, UNCHANGED } from './units.ts';

/** How sure a price is: `official` was read on the provider's own page, `secondHand` is someone's report of it. */
export const CONFIDENCES = ['official', 'secondHand', 'unverified'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Where a fact was read, and the day somebody last looked. */
export interface Source {
  readonly url: string;
  readonly checked: Day;
  readonly confidence: Confidence;
  readonly note?: string;
}

/** Price of a lot or `free` by meter. A meter that is missing has no price: it is neither free nor the price of another. */
export type PriceCells = { readonly [meter in Meter]?: PriceCell };

/** The meters a list has cells of: tokens in the order of the table, then calls by name. */
export function metersOf(cells: PriceCells): Meter[] {
  const calls = (Object.keys(cells) as Meter[]).filter((meter) => meterRow(meter).unit === 'calls');
  return [...METERS.filter((meter) => cells[meter] !== undefined), ...calls.sort()];
}

/**
 * How a cached token is billed in a batch, or in another mode: the two multiply; the cached rate stays what it is in
 * the standard mode; or there is no cached rate, and a hit costs what input of the mode costs.
 */
export const BATCH_CACHE_RULES = ['multiply', 'cacheRateWins', 'noCachedRate'] as const;
export type BatchCacheRule = (typeof BATCH_CACHE_RULES)[number];

/** Prices of a mode: printed cells where the provider prints them, which win over the multiplier. */
export interface ModePrices {
  readonly multiplier?: Factor;
  readonly cells: PriceCells;
  readonly withCache?: BatchCacheRule;
  /** The mode that serves and bills the request in its place: whatever was asked for. */
  readonly servedAs?: 'standard';
  /** The same of prompts over the long-context threshold alone. */
  readonly longContextServedAs?: 'standard';
  /** Regions, by the words that work is pinned with, in which the provider does not serve the mode, and who says so. */
  readonly notPinnedTo?: { readonly regions: readonly string[]; readonly source: Source };
}

/** Prices of the whole request once its prompt passes the threshold; never a marginal bracket. */
export interface LongContext {
  readonly band: LongBand;
  readonly threshold: Tokens;
  /** Whether a prompt of exactly `threshold` tokens is already long. */
  readonly edge: 'above' | 'atOrAbove';
  readonly cells: PriceCells;
  readonly modeCells: Readonly<Record<ModeApart, PriceCells>>;
}

/** Prices in the hours a provider declares its peak; the rate's own cells are off-peak. */
export interface PeakPrices {
  readonly cells: PriceCells;
  /** When the peak is, in words. */
  readonly hours: string;
  /** The same as hours of the week, which requests are held against; none where the card has words alone. */
  readonly windows: readonly PeakWindow[];
}

/** What a model costs from one day until its next entry. */
export interface Rate {
  readonly from: Day;
  /** How exactly the source states `from`. */
  readonly fromPrecision: 'day' | 'month' | 'year';
  readonly cells: PriceCells;
  /** Last day of a promotion. */
  readonly until: Day | undefined;
  /** The day a change that is not in force yet was announced. */
  readonly announced: Day | undefined;
  /** Prices of a mode, `notOffered` where the provider sells none, undefined where the card does not know. */
  readonly batch: ModePrices | 'notOffered' | undefined;
  readonly flex: ModePrices | 'notOffered' | undefined;
  readonly priority: ModePrices | 'notOffered' | undefined;
  readonly ultrafast: ModePrices | 'notOffered' | undefined;
  readonly peak: PeakPrices | undefined;
  /** The provider bills a token written to the cache as ordinary input. */
  readonly noWritePremium: boolean;
  readonly defaultCacheTtl: CacheTtl | undefined;
  /** A shared prefix shorter than this is never cached, without any error; 0 where any is, undefined where it is not known. */
  readonly minimumCacheablePrefix: Tokens | undefined;
  /** Ascending by threshold; none where prompts of every length cost the same. */
  readonly longContext: readonly LongContext[];
  /** Premium by region for processing that is pinned to it. */
  readonly regions: ReadonlyMap<string, Factor>;
  /** Printed prices of a region, where it costs more cell by cell and not by one factor. */
  readonly regionCells: ReadonlyMap<string, PriceCells>;
  /** The region whose printed prices `cells` are; undefined on a card. See `rateIn`. */
  readonly pinnedTo?: string;
  /** The rate that it is of, where `pinnedTo` is set. */
  readonly worldwide?: Rate;
  /** Other words for those regions: the region by its alias. */
  readonly regionAliases: ReadonlyMap<string, string>;
  readonly source: Source;
  /** Where a price was read that the provider asks of all its models alike. */
  readonly sourceOf?: ReadonlyMap<Meter, Source>;
}

/** Whose rates a name is billed at once another model answers to it. */
export const BILLED_AS = ['own', 'successor'] as const;
export type BilledAs = (typeof BILLED_AS)[number];

/** The end of a model, known in advance or past. */
export interface Retirement {
  /** First day it is not served any more. */
  readonly from: Day;
  /** The day it was announced: nobody is told before; undefined where that is not known. */
  readonly announced: Day | undefined;
  /** What answers in its place, or what its provider names as the replacement; a name on the same card. */
  readonly servedBy: string | undefined;
  /** Undefined where the name stops working, so that `servedBy` has to be asked for by its own. */
  readonly billedAs: BilledAs | undefined;
  readonly source: Source;
}

/** How many tokens a tokenizer makes of a text that another, older one makes one token of. */
export interface Tokenizer {
  readonly than: string;
  readonly ratio: Factor;
  /** The ends of what is published. */
  readonly range: readonly [low: Factor, high: Factor] | undefined;
  readonly source: Source;
}

/** What a provider asks of all its models from one day until the next entry: fees per call, as a rule. */
export interface ProviderFees {
  readonly from: Day;
  /** Ids of the models they are asked of; all when undefined. */
  readonly models: readonly string[] | undefined;
  readonly cells: PriceCells;
  readonly source: Source;
}

/** What a name that goes from model to model means from a day on, until the next entry. */
export interface Move {
  readonly from: Day;
  /** The id of the model; undefined where nobody has said which one it was. */
  readonly model: string | undefined;
  readonly source: Source;
}

/** Days on which a moving name means one model; `until` is the last of them. */
export interface Called {
  readonly name: string;
  readonly from: Day;
  readonly until: Day | undefined;
}

/** How much of a conversation a model takes at once. */
export interface ContextWindow {
  /** Of prompt and answer together. */
  readonly tokens: Tokens;
  readonly source: Source;
}

export interface Model {
  readonly id: string;
  readonly provider: string;
  readonly aliases: readonly string[];
  /** Names that mean it for some days only, in the order of their card. */
  readonly called?: readonly Called[];
  /** How it cuts text into tokens: models of one name make the same tokens of a text. Undefined where nobody said. */
  readonly tokenizer: string | undefined;
  /** Undefined where nobody said. */
  readonly contextWindow?: ContextWindow;
  readonly retired: Retirement | undefined;
  /** What its provider asks of all its models alike, ascending by `from`. */
  readonly providerFees?: readonly ProviderFees[];
  /** Ascending by `from`, at least one. */
  readonly rates: readonly [Rate, ...Rate[]];
}

/** What a card assumes where a workload is silent. */
export interface CardDefaults {
  /** Whether cache writes are counted when a workload does not speak of them. */
  readonly cacheWrites: 'counted' | 'leftOut';
}

export interface RateCard {
  readonly id: string;
  /** What --card calls it: the id of one that ships, else the path it was read from. */
  readonly calledBy: string;
  readonly version: Day;
  /** Of the resolved card in canonical form. */
  readonly sha256: string;
  readonly title: string;
  /** Display name by provider id. */
  readonly providers: ReadonlyMap<string, string>;
  /** What is published about tokenizers, by name. */
  readonly tokenizers: ReadonlyMap<string, Tokenizer>;
  readonly defaults: CardDefaults;
  readonly ids: readonly string[];
  /** Names that go from model to model, such as those that end in `-latest`, by name; ascending by `from`. */
  readonly movingNames: ReadonlyMap<string, readonly Move[]>;
  /**
   * The model with this id or declared alias, exactly; near misses are never taken. A name that moves is what it meant on
   * the day, or last where no day is given; undefined where that is not known.
   */
  find(name: string, day?: Day): Model | undefined;
}

/** Every name that means a model today: its id, its aliases, and those that have moved to it and no further. */
export function namesOf({ id, aliases, called = [] }: Model): readonly string[] {
  return [id, ...aliases, ...called.flatMap(({ name, until }) => (until === undefined ? [name] : []))];
}

/** Whether a name means a model, or meant it for some days. */
export function isNameOf(model: Model, name: string): boolean {
  return namesOf(model).includes(name) || (model.called ?? []).some((called) => called.name === name);
}

/** The region of a rate that a word means: its own word for it, or a declared alias. Undefined where it prices none. */
export function regionOf({ regions, regionCells, regionAliases }: Rate, word: string): string | undefined {
  const meant = [word, regionAliases.get(word)];
  return meant.find((each) => each !== undefined && (regions.has(each) || regionCells.has(each)));
}

/** The rate as it is in a region: with the prices that are printed for it, where they are. Else the rate itself. */
export function rateIn(rate: Rate, word: string | undefined): Rate {
  const region = word === undefined ? undefined : regionOf(rate, word);
  const printed = region === undefined ? undefined : rate.regionCells.get(region);
  if (region === undefined || printed === undefined) return rate;
  const others = metersOf(rate.cells).filter((meter) => meterRow(meter).unit !== 'tokens');
  const kept = Object.fromEntries(others.map((meter) => [meter, rate.cells[meter]])) as PriceCells;
  return {
    ...rate,
    cells: { ...kept, ...printed },
    regions: new Map([...rate.regions, [region, UNCHANGED]]),
    regionCells: new Map(),
    pinnedTo: region,
    worldwide: rate,
  };
}

/** What a baseline is priced at: the list of no region, whatever a region prints. */
export const worldwideOf = (rate: Rate): Rate => rate.worldwide ?? rate;

/** What a region costs on top of the list, by its name or an alias; undefined where the rate does not price it. */
export function premiumOf(rate: Rate, word: string): Factor | undefined {
  const region = regionOf(rate, word);
  return region === undefined ? undefined : rate.regions.get(region);
}

/** Why a rate prices no region of that name, with those that it does. */
export function unknownRegion(rate: Rate, word: string): string {
  const words = [...rate.regions.keys(), ...rate.regionCells.keys()].map((region) => {
    const others = [...rate.regionAliases].flatMap(([alias, meant]) => (meant === region ? [alias] : []));
    return others.length === 0 ? region : `${region} (${others.join(', ')})`;
  });
  return `the card has no price for the region ${word}; ${words.length === 0 ? 'it has no regional price' : `${words.length === 1 ? 'its only region is' : 'its regions are'} ${words.join(', ')}`}`;
}

/** What a rate says of a mode that is sold; undefined where it is not, or nothing is known of it. */
export function modePrices(rate: Rate, mode: ModeApart): ModePrices | undefined {
  const prices = rate[mode];
  return prices === undefined || prices === 'notOffered' ? undefined : prices;
}

/** What of a request moves the price of a meter: its band and its mode, or its mode where one prints a price of its own. */
export function movedBy(meter: Meter, rate: Rate): { byBand: boolean; byMode: boolean } {
  const { followsRequest } = meterRow(meter);
  const printed = MODES_APART.some((mode) => modePrices(rate, mode)?.cells[meter] !== undefined);
  return { byBand: followsRequest, byMode: followsRequest || printed };
}

/** The last day on which a model is served under its own name and by itself. */
export function lastDayOf({ from }: Retirement): Day {
  return dayBefore(from);
}

/** The entry after a rate: what its price becomes. */
export function rateAfter(model: Model, rate: Rate): Rate | undefined {
  return model.rates[model.rates.findIndex(({ from }) => from === rate.from) + 1];
}

/** The entry before a rate: what its price was. */
export function rateBefore(model: Model, rate: Rate): Rate | undefined {
  return model.rates[model.rates.findIndex(({ from }) => from === rate.from) - 1];
}

/** A rate with what its provider asks of all models alike; what the rate says itself wins. */
function withProviderFees(rate: Rate, { cells, source }: ProviderFees): Rate {
  const added = (Object.keys(cells) as Meter[]).filter((meter) => rate.cells[meter] === undefined);
  return {
    ...rate,
    cells: { ...cells, ...rate.cells },
    sourceOf: new Map(added.map((meter) => [meter, source])),
  };
}

/** A rate and its provider's fees, put together once for all the work that is priced at them. */
const together = new WeakMap<Rate, WeakMap<ProviderFees, Rate>>();

function rateWith(rate: Rate, fees: ProviderFees): Rate {
  const known = together.get(rate) ?? new WeakMap<ProviderFees, Rate>();
  const found = known.get(fees) ?? withProviderFees(rate, fees);
  together.set(rate, known.set(fees, found));
  return found;
}

/**
 * The rate in force on a day: the latest `from` not after it, with the fees its provider asks of all models on that day.
 * Undefined before the first.
 */
export function rateOn(model: Model, day: Day): Rate | undefined {
  const rate = model.rates.findLast(({ from }) => from <= day);
  const fees = model.providerFees?.findLast(({ from }) => from <= day);
  return rate === undefined || fees === undefined ? rate : rateWith(rate, fees);
}
