import { dayBefore, MINUTES_PER_HOUR } from '../domain/day.ts';
import { CACHE_TTLS, callMeter, LONG_BANDS } from '../domain/meter.ts';
import { meaningOf } from '../domain/moving-name.ts';
import { AS_INPUT } from '../domain/price-cell.ts';
import type {
  Called,
  LongContext,
  Model,
  ModePrices,
  Move,
  PeakPrices,
  PriceCells,
  ProviderFees,
  Rate,
  RateCard,
  Retirement,
  Source,
  Tokenizer,
} from '../domain/rate-card.ts';
import type { Factor } from '../domain/units.ts';
import { longContextsOf } from './long-contexts.ts';
import { type CompiledCard, indexOf } from './packed-card.ts';
import { optional, readCallCell, readCell, readDay, readFactor, readLeastPrefix, readTokens } from './read-value.ts';
import type {
  CardDocument,
  CellsDocument,
  ModelDocument,
  ProviderDocument,
  RateDocument,
  SourceDocument,
  TokenizerDocument,
} from './schemas/card-schema.ts';

export function readSource(document: SourceDocument): Source {
  const { url, checked, confidence, note } = document;
  return { url, checked: readDay(checked), confidence, ...(note === undefined ? {} : { note }) };
}

export function readCells(document: CellsDocument | undefined): PriceCells {
  const cells: { -readonly [meter in keyof PriceCells]: PriceCells[meter] } = {};
  for (const [meter, printed] of Object.entries(document ?? {}) as [keyof CellsDocument, string][]) {
    const written = printed === AS_INPUT ? document?.input : printed;
    if (written !== undefined) cells[meter] = readCell(written);
  }
  return cells;
}

function readCallCells(document: RateDocument['usdPerThousand'] = {}): PriceCells {
  return Object.fromEntries(
    Object.entries(document).map(([name, printed]) => [callMeter(name), readCallCell(printed)]),
  );
}

function readMode(document: RateDocument['batch']): Rate['batch'] {
  if (document === undefined) return undefined;
  if (document.offered !== undefined) return 'notOffered';
  const { multiplier, withCache, servedAs, longContextServedAs, notPinnedTo } = document;
  const mode: ModePrices = {
    cells: { ...readCells(document.usdPerMtok), ...readCallCells(document.usdPerThousand) },
    ...(multiplier === undefined ? {} : { multiplier: readFactor(multiplier) }),
    ...(withCache === undefined ? {} : { withCache }),
    ...(servedAs === undefined ? {} : { servedAs }),
    ...(longContextServedAs === undefined ? {} : { longContextServedAs }),
    ...(notPinnedTo === undefined ? {} : { notPinnedTo: { ...notPinnedTo, source: readSource(notPinnedTo.source) } }),
  };
  return mode;
}

export function readLongContext(document: RateDocument['longContext']): LongContext[] {
  const bands = longContextsOf(document);
  return LONG_BANDS.flatMap((band, index): LongContext[] => {
    const list = bands[index];
    if (list === undefined) return [];
    const modeCells = {
      batch: readCells(list.batchUsdPerMtok),
      flex: readCells(list.flexUsdPerMtok),
      priority: readCells(list.priorityUsdPerMtok),
      ultrafast: readCells(list.ultrafastUsdPerMtok),
    };
    const { threshold, edge, usdPerMtok } = list;
    return [{ band, threshold: readTokens(threshold), edge, cells: readCells(usdPerMtok), modeCells }];
  });
}

/** Regions that cost more by a factor, and those with prices of their own. */
function readRegions(document: RateDocument['regions'] = {}): Pick<Rate, 'regions' | 'regionCells'> {
  const regions = new Map<string, Factor>();
  const regionCells = new Map<string, PriceCells>();
  for (const [region, said] of Object.entries(document)) {
    if (typeof said === 'string') regions.set(region, readFactor(said));
    else regionCells.set(region, readCells(said.usdPerMtok));
  }
  return { regions, regionCells };
}

function readPeak(document: RateDocument['peak']): PeakPrices | undefined {
  if (document === undefined) return undefined;
  const { usdPerMtok, hours, windows = [] } = document;
  return {
    cells: readCells(usdPerMtok),
    hours,
    windows: windows.map(({ days, from, to }) => ({ days, from: minuteOfDay(from), to: minuteOfDay(to) })),
  };
}

function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * MINUTES_PER_HOUR + Number(minutes);
}

/** The cells of a rate; the storage of explicit caches is printed apart, by the hour, and so are fees per call. */
function readRateCells(document: RateDocument): PriceCells {
  const storage = document.cacheStorageUsdPerMtokHour;
  const cells = { ...readCells(document.usdPerMtok), ...readCallCells(document.usdPerThousand) };
  return storage === undefined ? cells : { ...cells, cacheStorage: readCell(storage) };
}

function readRate(document: RateDocument, regionAliases: Rate['regionAliases']): Rate {
  return {
    from: readDay(document.from),
    fromPrecision: document.fromPrecision ?? 'day',
    until: optional(document.until, readDay),
    announced: optional(document.announced, readDay),
    cells: readRateCells(document),
    batch: readMode(document.batch),
    flex: readMode(document.flex),
    priority: readMode(document.priority),
    ultrafast: readMode(document.ultrafast),
    peak: readPeak(document.peak),
    noWritePremium: document.writePremium === 'none',
    defaultCacheTtl: document.defaultCacheTtl ?? pricedTtl(document.usdPerMtok),
    minimumCacheablePrefix: optional(document.minimumCacheablePrefix, readLeastPrefix),
    longContext: readLongContext(document.longContext),
    ...readRegions(document.regions),
    regionAliases,
    source: readSource(document.source),
  };
}

/** Without a declared default, the shortest lifetime that has a price. */
function pricedTtl(cells: CellsDocument): Rate['defaultCacheTtl'] {
  return CACHE_TTLS.find((ttl) => cells[`cacheWrite${ttl}`] !== undefined);
}

function readRetirement({ from, announced, servedBy, billedAs, source }: NonNullable<ModelDocument['retired']>) {
  const retirement: Retirement = {
    from: readDay(from),
    announced: optional(announced, readDay),
    servedBy,
    billedAs,
    source: readSource(source),
  };
  return retirement;
}

function readWindow({ tokens, source }: NonNullable<ModelDocument['contextWindow']>) {
  return { tokens: readTokens(tokens), source: readSource(source) };
}

function readTokenizer({ than, ratio, range, source }: TokenizerDocument): Tokenizer {
  const ends = optional(range, ([low, high]) => [readFactor(low), readFactor(high)] as const);
  return { than, ratio: readFactor(ratio), range: ends, source: readSource(source) };
}

function aliasesOf({ regionAliases = {} }: Pick<ProviderDocument, 'regionAliases'>): ReadonlyMap<string, string> {
  return new Map(Object.entries(regionAliases).flatMap(([region, words]) => words.map((word) => [word, region])));
}

/** What a provider says of all its models. */
interface OfProvider {
  readonly regionAliases: Rate['regionAliases'];
  readonly fees: readonly ProviderFees[];
}

function readFees({ fees = [] }: Pick<ProviderDocument, 'fees'>): readonly ProviderFees[] {
  return fees.map(({ from, models, usdPerThousand, source }) => ({
    from: readDay(from),
    models,
    cells: readCallCells(usdPerThousand),
    source: readSource(source),
  }));
}

function readMoves({ movingNames = {} }: Pick<CardDocument, 'movingNames'>): RateCard['movingNames'] {
  return new Map(
    Object.entries(movingNames).map(([name, moves]) => [
      name,
      moves.map(({ from, model, source }): Move => ({ from: readDay(from), model, source: readSource(source) })),
    ]),
  );
}

/** The days on which moving names mean a model. */
function calledOf(id: string, { movingNames = {} }: Pick<CardDocument, 'movingNames'>): Called[] {
  return Object.entries(movingNames).flatMap(([name, moves]) =>
    moves.flatMap(({ from, model }, index) => {
      const next = moves[index + 1]?.from;
      const until = next === undefined ? undefined : dayBefore(readDay(next));
      return model === id ? [{ name, from: readDay(from), until }] : [];
    }),
  );
}

function readModel(
  id: string,
  document: ModelDocument,
  { regionAliases, fees }: OfProvider,
  called: readonly Called[],
): Model {
  const [first, ...rest] = document.rates.map((rate) => readRate(rate, regionAliases));
  if (first === undefined) throw new Error(`the model ${id} passed its schema without a rate`);
  return {
    id,
    provider: document.provider,
    aliases: document.aliases ?? [],
    ...(called.length === 0 ? {} : { called }),
    tokenizer: document.tokenizer,
    ...(document.contextWindow === undefined ? {} : { contextWindow: readWindow(document.contextWindow) }),
    retired: optional(document.retired, readRetirement),
    providerFees: fees.filter(({ models }) => models?.includes(id) ?? true),
    rates: [first, ...rest],
  };
}

const NOTHING_SAID: OfProvider = { regionAliases: new Map(), fees: [] };

/** Every model of a card, read. */
export function modelsOf(card: RateCard): Model[] {
  return card.ids.flatMap((id) => card.find(id) ?? []);
}

/** The card of a document, which the user named as `calledBy`. Models are read when they are asked for: a card may hold hundreds. */
export function readCard(
  { document, sha256, index = indexOf(document) }: CompiledCard,
  calledBy = document.id,
): RateCard {
  const providers = new Map(Object.entries(document.providers ?? {}));
  const ofProvider = new Map(
    [...providers].map(([id, said]) => [id, { regionAliases: aliasesOf(said), fees: readFees(said) }]),
  );
  let moving: RateCard['movingNames'] | undefined;
  const moves = () => (moving ??= readMoves(document));
  const known = new Map<string, Model>();
  let ids: readonly string[] | undefined;
  return {
    id: document.id,
    calledBy,
    version: readDay(document.version),
    sha256,
    title: document.title ?? document.id,
    providers: new Map([...providers].map(([id, provider]) => [id, provider.name])),
    tokenizers: new Map(Object.entries(document.tokenizers ?? {}).map(([id, each]) => [id, readTokenizer(each)])),
    defaults: { cacheWrites: document.defaults?.cacheWrites ?? 'counted' },
    get ids() {
      ids ??= index.ids();
      return ids;
    },
    get movingNames() {
      return moves();
    },
    find(name, day) {
      const id = index.idOf(name) ?? meaningOf(moves().get(name) ?? [], day);
      if (id === undefined) return undefined;
      const source = known.has(id) ? undefined : index.model(id);
      const model =
        source === undefined
          ? known.get(id)
          : readModel(id, source, ofProvider.get(source.provider) ?? NOTHING_SAID, calledOf(id, document));
      if (model === undefined) return undefined;
      known.set(id, model);
      return model;
    },
  };
}
