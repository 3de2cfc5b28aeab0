import type { Day } from '../../domain/day.ts';
import { isZero, numeral } from '../../domain/exact.ts';
import { MODES_APART, meterLabel, meterRow, unitOf } from '../../domain/meter.ts';
import { FREE } from '../../domain/price-cell.ts';
import {
  type Called,
  lastDayOf,
  type Model,
  metersOf,
  type PriceCells,
  type Rate,
  type RateCard,
} from '../../domain/rate-card.ts';
import { type Branch, type Page, table, text } from '../page.ts';
import { longTokens, priceCell } from '../render/numbers.ts';
import { afterText } from '../words/retirement-text.ts';

/** How many models of a card have an end that lies ahead; cards show says which. */
function endingCount(card: RateCard, day: Day): number {
  return card.ids.filter((id) => (card.find(id)?.retired?.from ?? day) > day).length;
}

/** The cards that ship, one line each. */
export function cardListing(cards: readonly RateCard[], day: Day): Page {
  const rows = cards.map((card) => [
    card.id,
    card.version,
    String(card.ids.length),
    String(endingCount(card, day)),
    card.title,
  ]);
  return [{ blocks: [table({ head: ['card', 'version', 'models', 'ends', 'holds'], rows })] }];
}

/** The models of a card with their rates of a day. */
export function cardModels(
  card: RateCard,
  models: readonly { model: Model; rate: Rate | undefined }[],
  day: Day,
): Page {
  const cell = (rate: Rate | undefined, meter: keyof PriceCells) => {
    const printed = rate?.cells[meter];
    return printed === undefined ? '-' : priceCell(printed);
  };
  const ending = models.some(({ model }) => model.retired !== undefined);
  const rows = models.map(({ model, rate }) => [
    model.id,
    model.provider,
    cell(rate, 'input'),
    cell(rate, 'cacheRead'),
    cell(rate, 'output'),
    [
      rate?.from ?? `from ${model.rates[0].from}`,
      ...(model.retired === undefined ? [] : [`[${lastDayOf(model.retired)}]`]),
    ].join('\n'),
  ]);
  const head = ['model', 'provider', 'input', 'cache read', 'output', ending ? 'since [last]' : 'since'];
  return [
    { blocks: [text(`Card ${card.id} ${card.version}, USD per million tokens on ${day}`), table({ head, rows })] },
  ];
}

function cellsText(cells: PriceCells): string {
  return metersOf(cells)
    .flatMap((meter) => {
      const printed = cells[meter];
      if (printed === undefined) return [];
      const per = meterRow(meter).unit === 'calls' && printed !== FREE ? ` per ${unitOf(meter).lot}` : '';
      return [`${meterLabel(meter)} ${priceCell(printed)}${per}`];
    })
    .join(', ');
}

const WITH_CACHE = {
  multiply: 'multiplies with the cache rates',
  cacheRateWins: 'cached tokens keep the cached rate',
  noCachedRate: 'no cached rate',
} as const;

function modeText(mode: Rate['batch']): string {
  if (mode === undefined) return 'not known';
  if (mode === 'notOffered') return 'not offered';
  if (mode.servedAs !== undefined) return `served and billed as ${mode.servedAs}`;
  const parts = [
    cellsText(mode.cells),
    mode.multiplier === undefined ? '' : `x ${numeral(mode.multiplier)}`,
    mode.withCache === undefined ? '' : WITH_CACHE[mode.withCache],
    mode.longContextServedAs === undefined ? '' : `long prompts are served and billed as ${mode.longContextServedAs}`,
    mode.notPinnedTo === undefined ? '' : `not where work is kept in ${mode.notPinnedTo.regions.join(', ')}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}

function longContextLines({ longContext }: Rate): string[] {
  return longContext.flatMap(({ edge, threshold, cells, modeCells }) => {
    const prompts = `prompts ${edge === 'above' ? 'above' : 'of at least'} ${longTokens(threshold)} tokens, whole request`;
    const modes = MODES_APART.map((mode) => [mode, cellsText(modeCells[mode])] as const);
    return [
      `${prompts}: ${cellsText(cells)}`,
      ...modes.flatMap(([mode, text]) => (text === '' ? [] : [`${prompts}, ${mode}: ${text}`])),
    ];
  });
}

function modeLines(rate: Rate): string[] {
  const others = MODES_APART.filter((mode) => mode !== 'batch' && rate[mode] !== undefined);
  return [`batch: ${modeText(rate.batch)}`, ...others.map((mode) => `${mode}: ${modeText(rate[mode])}`)];
}

function cacheLines({ noWritePremium, defaultCacheTtl, minimumCacheablePrefix }: Rate): string[] {
  return [
    ...(noWritePremium ? ['cache writes: billed as ordinary input'] : []),
    ...(defaultCacheTtl === undefined ? [] : [`cache writes live ${defaultCacheTtl} when nobody says`]),
    ...(minimumCacheablePrefix === undefined
      ? []
      : [
          `minimum cacheable prefix: ${isZero(minimumCacheablePrefix) ? 'none' : `${longTokens(minimumCacheablePrefix)} tokens`}`,
        ]),
  ];
}

function regionLine({ regionAliases }: Rate, region: string, price: string): string {
  const words = [...regionAliases].flatMap(([word, meant]) => (meant === region ? [word] : []));
  return `region ${region}${words.length === 0 ? '' : ` (${words.join(', ')})`}: ${price}`;
}

function rateBranch(rate: Rate): Branch {
  const { peak, regions, regionCells, source, until, announced } = rate;
  const precision = rate.fromPrecision === 'day' ? '' : ` (the source gives only the ${rate.fromPrecision})`;
  const under = [
    ...(announced === undefined ? [] : [`announced ${announced}`]),
    `prices: ${cellsText(rate.cells)}`,
    ...modeLines(rate),
    ...cacheLines(rate),
    ...longContextLines(rate),
    ...(peak === undefined ? [] : [`peak (${peak.hours}): ${cellsText(peak.cells)}`]),
    ...[...regions].map(([region, premium]) => regionLine(rate, region, `x ${numeral(premium)}`)),
    ...[...regionCells].map(([region, cells]) => regionLine(rate, region, cellsText(cells))),
    `source: ${source.url}, checked ${source.checked}, ${source.confidence}`,
    ...(source.note === undefined ? [] : [`note: ${source.note}`]),
  ];
  return {
    text: `from ${rate.from}${until === undefined ? '' : ` until ${until}`}${precision}`,
    under: under.map((each) => ({ text: each })),
  };
}

function retiredLines({ retired }: Model): string[] {
  if (retired === undefined) return [];
  const { announced, source } = retired;
  const known = announced === undefined ? '' : `, announced ${announced}`;
  return [
    `last day ${lastDayOf(retired)}${known}; ${afterText(retired)} (${source.url}, checked ${source.checked}, ${source.confidence})`,
  ];
}

/** A moving name with the days on which it means a model. */
const calledText = ({ name, from, until }: Called) =>
  until === undefined ? `${name} since ${from}` : `${name} from ${from} to ${until}`;

/** Everything a card says of one model, every dated rate with its source. */
export function cardDetails(card: RateCard, model: Model): Page {
  const names = [...model.aliases, ...(model.called ?? []).map(calledText)];
  const aliases = names.length === 0 ? '' : `, also ${names.join(', ')}`;
  const cut = model.tokenizer === undefined ? '' : `, tokenizer ${model.tokenizer}`;
  const window =
    model.contextWindow === undefined
      ? ''
      : `, context window ${longTokens(model.contextWindow.tokens)} (${model.contextWindow.source.confidence})`;
  const head = `${model.id} (${card.providers.get(model.provider) ?? model.provider})${aliases}${cut}${window}, card ${card.id} ${card.version}`;
  return [
    {
      blocks: [
        text(head),
        text('USD per million tokens'),
        ...retiredLines(model).map((each) => text(each)),
        { kind: 'tree', branches: model.rates.map(rateBranch) },
      ],
    },
  ];
}
