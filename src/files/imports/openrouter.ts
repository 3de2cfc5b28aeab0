import * as z from 'zod';
import type { Exact } from '../../domain/exact.ts';
import { type ImportSettings, mapped, type PriceList, Refusal } from './imported.ts';
import { type ListMode, type ListPrices, listedModel } from './listing.ts';
import { dayIn, exactOf, madeBy, readNumeralsAsText, timesTen } from './numeral-text.ts';

const SELLER = 'openrouter';
const pricingSchema = z.looseObject({});
const modelSchema = z.looseObject({
  id: z.string(),
  created: z.string().optional(),
  expiration_date: z.string().nullish(),
  pricing: pricingSchema,
});
const fileSchema = z.looseObject({ data: z.array(modelSchema) });

type Row = z.infer<typeof modelSchema>;

const TOKENS_PER_MTOK_DIGITS = 6;
const KEYS = {
  input: 'prompt',
  output: 'completion',
  cacheRead: 'input_cache_read',
  cacheWrite: 'input_cache_write',
} as const;
const OTHERS = [
  'request',
  'image',
  'audio',
  'web_search',
  'input_audio_cache',
  'image_output',
  'image_token',
  'discount',
];

function pricesOf({ pricing }: Row): ListPrices {
  const perMillion = (key: string): Exact | undefined => {
    const value = pricing[key];
    return value === undefined || value === null ? undefined : timesTen(exactOf(key, value), TOKENS_PER_MTOK_DIGITS);
  };
  return Object.fromEntries(Object.entries(KEYS).map(([cell, key]) => [cell, perMillion(key)])) as ListPrices;
}

function tellOthers({ pricing }: Row, leaveOut: (reason: string) => void): void {
  for (const [key, value] of Object.entries(pricing)) {
    if ((Object.values(KEYS) as string[]).includes(key) || value === '0' || value === null) continue;
    if (key === 'internal_reasoning' && value === pricing['completion']) continue;
    if (!OTHERS.includes(key)) throw new Refusal(`${key} is a price that a card cannot express`);
    leaveOut(`${key} is not a price of text tokens`);
  }
}

const SECONDS = 1000;

/** The day of a time in seconds; undefined where there is none. */
function createdOn(created: string | undefined): string | undefined {
  const time = new Date(Number(created) * SECONDS);
  return created === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString().slice(0, 10);
}

const MODE_ENDINGS: readonly (readonly [ending: string, mode: ListMode])[] = [[':batch', 'batch']];

/** The list of models of OpenRouter's API. A row of a batch route is the batch price of the row without its ending. */
export function readOpenRouter(text: string, settings: ImportSettings): PriceList {
  const { data, place, odd } = readNumeralsAsText(text, settings.path, fileSchema, 'model list of OpenRouter');
  const rows = new Map(data.data.map((row, index) => [row.id, { row, index }]));
  const isMode = ({ id }: Row) =>
    MODE_ENDINGS.some(([ending]) => id.endsWith(ending) && rows.has(id.slice(0, -ending.length)));
  return {
    providers: new Map([[SELLER, 'OpenRouter']]),
    models: data.data
      .map((row, index) => ({ row, index }))
      .filter(({ row }) => !isMode(row) && settings.wants(SELLER, row.id))
      .map(({ row, index }) => {
        const { id } = row;
        const about = { id, provider: SELLER, place: place(['data', index, 'id']), released: createdOn(row.created) };
        return mapped(about, (leaveOut) => {
          odd.refuseIn(['data', index]);
          tellOthers(row, leaveOut);
          const modes = MODE_ENDINGS.flatMap(([ending, mode]) => {
            const other = rows.get(`${id}${ending}`);
            if (other === undefined) return [];
            odd.refuseIn(['data', other.index]);
            return [[mode, pricesOf(other.row)] as const];
          });
          const listing = {
            provider: SELLER,
            prices: pricesOf(row),
            makes: madeBy(id),
            free: id.endsWith(':free'),
            bands: [],
            modes: new Map(modes),
            ends: dayIn(row.expiration_date ?? undefined),
            url: `https://openrouter.ai/${id}`,
            checked: settings.day,
            zeroMeansNone: true,
          };
          return listedModel(listing, settings.rulesOf(SELLER, id), settings, leaveOut);
        });
      }),
    unread: odd.outsideOf(data.data.map((_, index) => ['data', index])),
  };
}
