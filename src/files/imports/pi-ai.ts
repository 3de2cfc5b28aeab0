import * as z from 'zod';
import { type ImportSettings, mapped, type PriceList, Refusal } from './imported.ts';
import { type ListMode, type ListPrices, listedModel } from './listing.ts';
import { exactOf, madeBy, readNumeralsAsText } from './numeral-text.ts';

const pricesSchema = z.object({
  input: z.string(),
  output: z.string(),
  cacheRead: z.string().optional(),
  cacheWrite: z.string().optional(),
});
const modelSchema = z.looseObject({
  id: z.string(),
  provider: z.string(),
  type: z.string().optional(),
  cost: pricesSchema
    .extend({ tiers: z.array(pricesSchema.extend({ inputTokensAbove: z.string() })).optional() })
    .optional(),
});
/** By the API that a model is called through, then by kind and id. */
const fileSchema = z.record(z.string(), z.record(z.string(), modelSchema));

type Row = z.infer<typeof modelSchema>;

function pricesOf(cost: z.infer<typeof pricesSchema>): ListPrices {
  const keys = ['input', 'output', 'cacheRead', 'cacheWrite'] as const;
  return Object.fromEntries(
    keys.map((key) => [key, cost[key] === undefined ? undefined : exactOf(key, cost[key])]),
  ) as ListPrices;
}

const MODE_ENDINGS: readonly (readonly [ending: string, mode: ListMode])[] = [[':batch', 'batch']];
const EMBEDS = 'embedding';
const isText = ({ type = 'chat' }: Row) => type === 'chat' || type === EMBEDS;

/** A data file of the package @earendil-works/pi-ai: one provider's models. Throws `invalidFile` on another shape. */
export function readPiAi(text: string, settings: ImportSettings): PriceList {
  const { data, place, odd } = readNumeralsAsText(text, settings.path, fileSchema, 'data file of pi-ai');
  const rows = Object.entries(data).flatMap(([api, models]) =>
    Object.entries(models).map(([key, row]) => ({ row, path: [api, key] as const })),
  );
  const byId = new Map(rows.filter(({ row }) => isText(row)).map((each) => [each.row.id, each]));
  const isMode = ({ id }: Row) =>
    MODE_ENDINGS.some(([ending]) => id.endsWith(ending) && byId.has(id.slice(0, -ending.length)));
  return {
    providers: new Map(rows.map(({ row }) => [row.provider, row.provider])),
    models: rows
      .filter(({ row }) => !(isText(row) && isMode(row)) && settings.wants(row.provider, row.id))
      .map(({ row, path }) => {
        const { id, provider, cost, type = 'chat' } = row;
        const about = { id, provider, place: place(path, 'key'), released: undefined };
        return mapped(about, (leaveOut) => {
          odd.refuseIn(path);
          if (!isText(row)) throw new Refusal(`its type is ${type}`);
          if (cost === undefined) throw new Refusal('it has no prices');
          const modes = MODE_ENDINGS.flatMap(([ending, mode]) => {
            const other = byId.get(`${id}${ending}`);
            if (other?.row.cost === undefined) return [];
            odd.refuseIn(other.path);
            return [[mode, pricesOf(other.row.cost)] as const];
          });
          const bands = (cost.tiers ?? []).map((tier) => ({
            above: exactOf('tiers', tier.inputTokensAbove),
            prices: pricesOf(tier),
          }));
          const listing = {
            provider,
            prices: pricesOf(cost),
            makes: type === EMBEDS ? ('embeddings' as const) : madeBy(id),
            free: id.endsWith(':free'),
            bands,
            modes: new Map(modes),
            ends: undefined,
            url: settings.path,
            checked: settings.day,
            zeroMeansNone: true,
          };
          return listedModel(listing, settings.rulesOf(provider, id), settings, leaveOut);
        });
      }),
    unread: odd.outsideOf(rows.map(({ path }) => path)),
  };
}
