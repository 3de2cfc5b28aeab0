import type { Day } from '../domain/day.ts';
import { numeral } from '../domain/exact.ts';
import { METER_LABELS, METERS } from '../domain/meter.ts';
import type { Model, PriceCells, Rate, RateCard } from '../domain/rate-card.ts';
import { box } from './box.ts';
import { longTokens, price } from './numbers.ts';
import { visible } from './safe-text.ts';
import { wrapped } from './wrap.ts';

/** The cards that ship, one line each. */
export function cardListing(cards: readonly RateCard[]): string {
  const rows = cards.map((card) => [card.id, card.version, String(card.ids.length), card.title]);
  return `${box(['card', 'version', 'models', 'holds'], rows)}\n`;
}

/** A card that is sound, in one line: what it holds, and how much of it nobody has verified. */
export function cardSummary(path: string, card: RateCard, models: readonly Model[]): string {
  const rates = models.flatMap((model) => model.rates);
  const unverified = rates.filter(({ source }) => source.confidence === 'unverified').length;
  const doubt = unverified === 0 ? '' : ` (${unverified} unverified)`;
  return `${path}: card ${card.id} ${card.version}, ${models.length} models, ${rates.length} rates${doubt}, sha256 ${card.sha256}\n`;
}

/** The models of a card with their rates of a day. */
export function cardModels(
  card: RateCard,
  models: readonly { model: Model; rate: Rate | undefined }[],
  day: Day,
): string {
  const cell = (rate: Rate | undefined, meter: keyof PriceCells) => {
    const printed = rate?.cells[meter];
    return printed === undefined ? '-' : price(printed);
  };
  const rows = models.map(({ model, rate }) =>
    [
      model.id,
      model.provider,
      cell(rate, 'input'),
      cell(rate, 'cacheRead'),
      cell(rate, 'output'),
      rate?.from ?? `from ${model.rates[0].from}`,
    ].map(visible),
  );
  const head = ['model', 'provider', 'input', 'cache read', 'output', 'since'];
  return `Card ${card.id} ${card.version}, USD per million tokens on ${day}\n${box(head, rows)}\n`;
}

function cellsText(cells: PriceCells): string {
  return METERS.flatMap((meter) => {
    const printed = cells[meter];
    return printed === undefined ? [] : [`${METER_LABELS[meter]} ${price(printed)}`];
  }).join(', ');
}

function batchText(batch: Rate['batch']): string {
  if (batch === undefined) return 'not known';
  if (batch === 'notOffered') return 'not offered';
  const rules = {
    multiply: 'multiplies with the cache rates',
    cacheRateWins: 'cached tokens keep the cached rate',
    noCachedRate: 'no cached rate',
  };
  const parts = [
    cellsText(batch.cells),
    batch.multiplier === undefined ? '' : `x ${numeral(batch.multiplier)}`,
    batch.withCache === undefined ? '' : rules[batch.withCache],
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function rateLines(rate: Rate): string[] {
  const { longContext, regions, source } = rate;
  const precision = rate.fromPrecision === 'day' ? '' : ` (the source gives only the ${rate.fromPrecision})`;
  const lines = [
    `from ${rate.from}${precision}`,
    `  prices: ${cellsText(rate.cells)}`,
    `  batch: ${batchText(rate.batch)}`,
    ...(rate.noWritePremium ? ['  cache writes: billed as ordinary input'] : []),
    ...(rate.minimumCacheablePrefix === undefined
      ? []
      : [`  minimum cacheable prefix: ${longTokens(rate.minimumCacheablePrefix)} tokens`]),
    ...(longContext === undefined
      ? []
      : [
          `  prompts ${longContext.edge === 'above' ? 'above' : 'of at least'} ${longTokens(longContext.threshold)} tokens, whole request: ${cellsText(longContext.cells)}`,
        ]),
    ...[...regions].map(([region, premium]) => `  region ${region}: x ${numeral(premium)}`),
    `  source: ${source.url}, checked ${source.checked}, ${source.confidence}`,
    ...(source.note === undefined ? [] : [`  note: ${source.note}`]),
  ];
  return lines.map((line) => wrapped(visible(line.trimStart()), ' '.repeat(line.length - line.trimStart().length)));
}

/** Everything a card says of one model, every dated rate with its source. */
export function cardDetails(card: RateCard, model: Model): string {
  const aliases = model.aliases.length === 0 ? '' : `, also ${model.aliases.join(', ')}`;
  const head = `${model.id} (${card.providers.get(model.provider) ?? model.provider})${aliases}, card ${card.id} ${card.version}`;
  return `${[visible(head), 'USD per million tokens', ...model.rates.flatMap(rateLines)].join('\n')}\n`;
}
