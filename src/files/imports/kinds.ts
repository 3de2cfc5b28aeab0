import { problem } from '../../domain/problem.ts';
import { readGenaiPrices } from './genai-prices.ts';
import type { ImportSettings, PriceList } from './imported.ts';
import { readLitellm } from './litellm.ts';
import { readModelsDev } from './models-dev.ts';
import { parsedLoosely } from './numeral-text.ts';
import { readOpenRouter } from './openrouter.ts';
import { readPiAi } from './pi-ai.ts';
import { PRICE_LIST_KINDS, type PriceListKind } from './price-list-kinds.ts';

const READERS: Readonly<Record<PriceListKind, (text: string, settings: ImportSettings) => PriceList>> = {
  'genai-prices': readGenaiPrices,
  litellm: readLitellm,
  'models.dev': readModelsDev,
  openrouter: readOpenRouter,
  'pi-ai': readPiAi,
};

type Mapping = Readonly<Record<string, unknown>>;

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const some = (value: unknown, is: (each: Mapping) => boolean) =>
  isMapping(value) && Object.values(value).some((each) => isMapping(each) && is(each));

/** What a file is, by the shape of what stands in it. */
const SHAPES: Readonly<Record<PriceListKind, (content: unknown) => boolean>> = {
  'genai-prices': (content) => {
    const first: unknown = Array.isArray(content) ? content[0] : content;
    return isMapping(first) && typeof first['id'] === 'string' && Array.isArray(first['models']);
  },
  litellm: (content) => some(content, (entry) => 'litellm_provider' in entry),
  'models.dev': (content) =>
    some(content, ({ models }) => some(models, (model) => 'cost' in model || 'limit' in model)),
  openrouter: (content) =>
    isMapping(content) &&
    Array.isArray(content['data']) &&
    content['data'].some((row) => isMapping(row) && isMapping(row['pricing'])),
  'pi-ai': (content) => some(content, (models) => some(models, (model) => 'provider' in model && 'cost' in model)),
};

function list(kinds: readonly string[]): string {
  return `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`;
}

/**
 * Which price base a file is of. Throws `notPriceList` where it is none, and where it is another than the user said; a
 * file that cannot be parsed is of the kind that the user said, whose reader says what is wrong with it.
 */
export function priceListKind(text: string, path: string, said: PriceListKind | undefined): PriceListKind {
  const content = parsedLoosely(text);
  const kind = PRICE_LIST_KINDS.find((each) => SHAPES[each](content));
  if (kind === undefined && content === undefined && said !== undefined) return said;
  if (kind === undefined) {
    throw problem('notPriceList', path, `it is no price list of ${list(PRICE_LIST_KINDS)} by what stands in it`);
  }
  if (said !== undefined && said !== kind) throw problem('notPriceList', path, `it is of ${kind}, not of ${said}`);
  return kind;
}

/** The prices of a file of a kind. Throws `invalidFile` where it is not sound. */
export function readPriceList(kind: PriceListKind, text: string, settings: ImportSettings): PriceList {
  return READERS[kind](text, settings);
}
