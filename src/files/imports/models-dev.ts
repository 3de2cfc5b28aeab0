import * as z from 'zod';
import { type ImportSettings, mapped, type PriceList, Refusal } from './imported.ts';
import { type ListPrices, listedModel } from './listing.ts';
import { dayIn, exactOf, madeBy, readNumeralsAsText, timesTen } from './numeral-text.ts';

const costSchema = z.looseObject({});
const modelSchema = z.looseObject({
  id: z.string(),
  release_date: z.string().optional(),
  last_updated: z.string().optional(),
  cost: costSchema.optional(),
});
const providerSchema = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  doc: z.string().optional(),
  models: z.record(z.string(), modelSchema),
});
const fileSchema = z.record(z.string(), providerSchema);

type Cost = z.infer<typeof costSchema>;

const THOUSAND_DIGITS = 3;
const BAND = /^context_over_(\d+)k$/;
const KEYS = { input: 'input', output: 'output', cacheRead: 'cache_read', cacheWrite: 'cache_write' } as const;

function pricesOf(cost: Cost): ListPrices {
  const entries = Object.entries(KEYS).map(([cell, key]) => {
    const value = cost[key];
    return [cell, value === undefined || value === null ? undefined : exactOf(key, value)] as const;
  });
  return Object.fromEntries(entries) as ListPrices;
}

const isMapping = (value: unknown): value is Cost =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Prices above a threshold: a key of its own, or a list of tiers by the size of the context. */
function bandsOf(cost: Cost) {
  const keyed = Object.entries(cost).flatMap(([key, value]) => {
    const thousands = BAND.exec(key)?.[1];
    if (thousands === undefined || !isMapping(value)) return [];
    return [{ above: timesTen(exactOf(key, thousands), THOUSAND_DIGITS), prices: pricesOf(value) }];
  });
  const tiers = Array.isArray(cost['tiers']) ? cost['tiers'].filter(isMapping) : [];
  const listed = tiers.flatMap((tier) => {
    const of = isMapping(tier['tier']) ? tier['tier'] : undefined;
    if (of?.['size'] === undefined) throw new Refusal('its prices have tiers of something else than context');
    return [{ above: exactOf('tiers', of['size']), prices: pricesOf(tier) }];
  });
  return listed.length > 0 ? listed : keyed;
}

/** Prices of what is no text token: a bill of text is right without them. */
const KNOWN = [...Object.values(KEYS), 'tiers'] as readonly string[];

function tellOthers(cost: Cost, leaveOut: (reason: string) => void): void {
  for (const [key, value] of Object.entries(cost)) {
    if (KNOWN.includes(key) || BAND.test(key) || value === null || value === '0') continue;
    if (key === 'reasoning' && value === cost['output']) continue;
    if (key === 'reasoning') throw new Refusal('reasoning is a price that a card cannot express');
    leaveOut(`${key} is not a price of text tokens`);
  }
}

/** The prices of models.dev: its api.json, or the part of some providers. Throws `invalidFile` on another shape. */
export function readModelsDev(text: string, settings: ImportSettings): PriceList {
  const { data, place, odd } = readNumeralsAsText(text, settings.path, fileSchema, 'models.dev file');
  const providers = Object.entries(data);
  return {
    providers: new Map(providers.map(([id, { name = id }]) => [id, name])),
    models: providers.flatMap(([provider, { doc = settings.path, models }]) =>
      Object.entries(models)
        .filter(([id]) => settings.wants(provider, id))
        .map(([id, model]) => {
          const row = {
            id,
            provider,
            place: place([provider, 'models', id], 'key'),
            released: dayIn(model.release_date),
          };
          return mapped(row, (leaveOut) => {
            odd.refuseIn([provider, 'models', id]);
            const { cost } = model;
            if (cost === undefined) throw new Refusal('it has no prices');
            tellOthers(cost, leaveOut);
            const listing = {
              provider,
              prices: pricesOf(cost),
              makes: madeBy(id),
              free: /:free$/.test(id),
              bands: bandsOf(cost),
              modes: new Map(),
              ends: undefined,
              url: doc,
              checked: settings.day,
              zeroMeansNone: true,
            };
            return listedModel(listing, settings.rulesOf(provider, id), settings, leaveOut);
          });
        }),
    ),
    unread: odd.outsideOf(
      providers.flatMap(([provider, { models }]) => Object.keys(models).map((id) => [provider, 'models', id])),
    ),
  };
}
