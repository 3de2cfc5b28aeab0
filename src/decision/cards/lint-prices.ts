import { compare, isZero, multiply, numeral } from '../../domain/exact.ts';
import {
  CACHE_TTLS,
  cacheWriteMeter,
  METERS,
  type Meter,
  MODES_APART,
  meterLabel,
  meterRow,
} from '../../domain/meter.ts';
import { FREE, type PriceCell, usdPerLotOfCell } from '../../domain/price-cell.ts';
import { modePrices, type Rate, rateBefore } from '../../domain/rate-card.ts';
import { lessThan, times, UNCHANGED, type UnitPrice } from '../../domain/units.ts';
import type { Complain, LintSubject } from './lint-subject.ts';
import { cellsOf, type PriceList, priceLists } from './price-lists.ts';

const cellText = (cell: PriceCell) => (cell === FREE ? FREE : numeral(cell));
const cheaper = (a: PriceCell, b: PriceCell) => lessThan(usdPerLotOfCell(a), usdPerLotOfCell(b));

/** What is declared free has no bounds: nobody slips a unit by writing a word. */
function outOfBounds(list: PriceList, { bounds }: LintSubject, complain: Complain): void {
  const { highestUsdPerMtok: highest, lowestUsdPerMtok: lowest, leastOutputPerInput: least } = bounds;
  for (const { meter, price, path, label } of cellsOf(list)) {
    if (price === FREE) continue;
    if (isZero(price)) {
      complain(
        'bareZero',
        path,
        `${label} is a bare 0; write free if the provider declares it free, else leave it out`,
      );
    }
    if (meterRow(meter).unit === 'calls') continue;
    const amount = `${label} at ${numeral(price)} USD per MTok is`;
    if (lessThan<UnitPrice>(highest.limit, price)) {
      complain('priceTooHigh', path, `${amount} above ${numeral(highest.limit)}: ${highest.reason}`);
    }
    const isWhole = meter === 'input' || meter === 'output';
    if (isWhole && !isZero(price) && lessThan(price, lowest.limit)) {
      complain('priceTooLow', path, `${amount} below ${numeral(lowest.limit)}: ${lowest.reason}`);
    }
  }
  const { input, output } = list.cells;
  if (input === undefined || output === undefined || input === FREE || output === FREE) return;
  if (compare(output, multiply(input, least.limit)) < 0) {
    const share = `${list.name} output at ${numeral(output)} is less than ${numeral(least.limit)} times input at ${numeral(input)}`;
    complain('outputTooLow', [...list.path, 'output'], `${share}: ${least.reason}`);
  }
}

/** Two prices of one meter that are further apart than any step on record: per thousand tokens, or per token. */
function slips(list: PriceList, subject: LintSubject, complain: Complain): void {
  const before = rateBefore(subject.model, subject.rate);
  const isStandard = list.name === 'standard';
  const other = isStandard ? before?.cells : list.standard;
  const { limit, reason } = subject.bounds.largestStep;
  for (const { meter, price, path, label } of cellsOf(list)) {
    const reference = other?.[meter];
    if (reference === undefined || reference === FREE || price === FREE) continue;
    if (isZero(reference) || isZero(price)) continue;
    if (lessThan(times(price, limit), reference) || lessThan(times(reference, limit), price)) {
      const beside = isStandard ? 'the entry before it' : 'the price it departs from';
      complain(
        'unitSlip',
        path,
        `${label} at ${numeral(price)} is more than ${numeral(limit)} times away from ${numeral(reference)}, ${beside}: ${reason}`,
      );
    }
  }
}

function cacheOrder(list: PriceList, complain: Complain): void {
  const { input, cacheRead } = list.cells;
  if (input !== undefined && cacheRead !== undefined && cheaper(input, cacheRead)) {
    const text = `${list.name} cache read at ${cellText(cacheRead)} is dearer than input at ${cellText(input)}`;
    complain('cacheReadDearer', [...list.path, 'cacheRead'], text);
  }
  let shorter: { meter: Meter; price: PriceCell } | undefined;
  for (const meter of CACHE_TTLS.map(cacheWriteMeter)) {
    const price = list.cells[meter];
    if (price === undefined) continue;
    const label = `${list.name} ${meterLabel(meter)} at ${cellText(price)} is cheaper than`;
    if (input !== undefined && price !== FREE && cheaper(price, input)) {
      complain('cacheWriteCheaper', [...list.path, meter], `${label} input at ${cellText(input)}`);
    }
    if (shorter !== undefined && cheaper(price, shorter.price)) {
      const text = `${label} ${meterLabel(shorter.meter)} at ${cellText(shorter.price)}`;
      complain('longerWriteCheaper', [...list.path, meter], text);
    }
    shorter = { meter, price };
  }
}

const AGAINST = {
  batch: { code: 'discountDearer', word: 'dearer than' },
  flex: { code: 'discountDearer', word: 'dearer than' },
  priority: { code: 'priorityCheaper', word: 'cheaper than' },
  ultrafast: { code: 'priorityCheaper', word: 'cheaper than' },
  long: { code: 'longContextCheaper', word: 'cheaper than' },
  peak: { code: 'peakCheaper', word: 'cheaper than' },
} as const;

/** Batch and flex are never dearer than standard; priority, long prompts and peak hours never cheaper. */
function standardOrder(list: PriceList, complain: Complain): void {
  const { mode, band } = list;
  if (mode === undefined && band === 'base') return;
  const { code, word } = AGAINST[mode ?? (band === 'peak' ? 'peak' : 'long')];
  for (const { meter, price, path, label } of cellsOf(list)) {
    const standard = list.standard[meter];
    if (standard === undefined) continue;
    if (code === 'discountDearer' ? cheaper(standard, price) : cheaper(price, standard)) {
      complain(
        code,
        path,
        `${label} at ${cellText(price)} is ${word} ${cellText(standard)}, the price it departs from`,
      );
    }
  }
}

function multiplierOrder(rate: Rate, complain: Complain): void {
  for (const mode of MODES_APART) {
    const multiplier = modePrices(rate, mode)?.multiplier;
    if (multiplier === undefined) continue;
    const { code, word } = AGAINST[mode];
    if (code === 'discountDearer' ? lessThan(UNCHANGED, multiplier) : lessThan(multiplier, UNCHANGED)) {
      complain(code, [mode, 'multiplier'], `${mode} at ${numeral(multiplier)} times the price is ${word} standard`);
    }
  }
}

const isCached = (meter: Meter) => ['Read', 'Write'].includes(meterRow(meter).cache ?? '');

/** Where a mode meets a cached price and the card does not say what the two cost together, nobody can be billed. */
function cachedModes(rate: Rate, complain: Complain): void {
  const cached = METERS.filter((meter) => isCached(meter) && rate.cells[meter]);
  for (const mode of MODES_APART) {
    const prices = modePrices(rate, mode);
    const open = cached.filter((meter) => prices?.cells[meter] === undefined).map((meter) => meterLabel(meter));
    if (prices === undefined || prices.servedAs !== undefined || open.length === 0) continue;
    if (prices.withCache === undefined) {
      complain('cachedModeUnpriced', [mode], `withCache does not say what these cost in ${mode}: ${open.join('; ')}`);
    } else if (prices.withCache === 'multiply' && prices.multiplier === undefined) {
      complain('cachedModeUnpriced', [mode, 'withCache'], `there is no multiplier for ${open.join('; ')} in ${mode}`);
    }
  }
}

/** What cannot be right about the prices of one rate. */
export function priceFindings(subject: LintSubject, complain: Complain): void {
  const { rate } = subject;
  for (const list of priceLists(rate)) {
    outOfBounds(list, subject, complain);
    slips(list, subject, complain);
    cacheOrder(list, complain);
    standardOrder(list, complain);
  }
  multiplierOrder(rate, complain);
  cachedModes(rate, complain);
  if (Object.keys(rate.cells).length === 0) return;
  for (const meter of ['input', 'output'] as const) {
    if (rate.cells[meter] === undefined) complain('noPrice', ['usdPerMtok'], `there is no ${meter} price`);
  }
}
