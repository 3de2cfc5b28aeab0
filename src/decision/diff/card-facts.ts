import type { CardValue } from '../../domain/card-diff.ts';
import { MODES_APART, type ModeApart, meterName } from '../../domain/meter.ts';
import { FREE } from '../../domain/price-cell.ts';
import { type Model, metersOf, type PriceCells, type Rate, type Retirement } from '../../domain/rate-card.ts';

/** What is said, by key, in the order a card file says it. */
export type Facts = ReadonlyMap<string, CardValue>;
type Fact = readonly [key: string, value: CardValue];
type ValueOf<Kind extends 'text' | 'number'> = Extract<CardValue, { kind: Kind }>['value'];

const text = (key: string, value: string | undefined): Fact[] =>
  value === undefined ? [] : [[key, { kind: 'text', value }]];
const number = (key: string, value: ValueOf<'number'> | undefined): Fact[] =>
  value === undefined ? [] : [[key, { kind: 'number', value }]];

function prices(prefix: string, cells: PriceCells): Fact[] {
  return metersOf(cells).flatMap((meter): Fact[] => {
    const cell = cells[meter];
    if (cell === undefined) return [];
    return [[`${prefix}${meterName(meter)}`, cell === FREE ? { kind: 'free' } : { kind: 'price', value: cell }]];
  });
}

function modeFacts(mode: ModeApart, prices_: Rate['batch']): Fact[] {
  if (prices_ === undefined) return [];
  if (prices_ === 'notOffered') return text(`${mode}.offered`, 'false');
  return [
    ...number(`${mode}.multiplier`, prices_.multiplier),
    ...prices(`${mode}.`, prices_.cells),
    ...text(`${mode}.withCache`, prices_.withCache),
    ...text(`${mode}.servedAs`, prices_.servedAs),
    ...text(`${mode}.longContextServedAs`, prices_.longContextServedAs),
    ...text(`${mode}.notPinnedTo`, prices_.notPinnedTo?.regions.join(', ')),
  ];
}

function longContextFacts({ longContext }: Rate): Fact[] {
  return longContext.flatMap(({ threshold, edge, cells, modeCells }, index) => {
    const at = index === 0 ? 'longContext' : `longContext.${index + 1}`;
    return [
      ...number(`${at}.threshold`, threshold),
      ...text(`${at}.edge`, edge),
      ...prices(`${at}.`, cells),
      ...MODES_APART.flatMap((mode) => prices(`${at}.${mode}.`, modeCells[mode])),
    ];
  });
}

/** Everything of a rate that bears on a bill, and how sure it is. When it was looked at last is no change of price. */
export function rateFacts(rate: Rate): Facts {
  return new Map([
    ...prices('', rate.cells),
    ...MODES_APART.flatMap((mode) => modeFacts(mode, rate[mode])),
    ...text('writePremium', rate.noWritePremium ? 'none' : undefined),
    ...text('defaultCacheTtl', rate.defaultCacheTtl),
    ...number('minimumCacheablePrefix', rate.minimumCacheablePrefix),
    ...longContextFacts(rate),
    ...(rate.peak === undefined ? [] : [...prices('peak.', rate.peak.cells), ...text('peak.hours', rate.peak.hours)]),
    ...[...rate.regions].flatMap(([region, premium]) => number(`regions.${region}`, premium)),
    ...[...rate.regionCells].flatMap(([region, cells]) => prices(`regions.${region}.`, cells)),
    ...text('until', rate.until),
    ...text('confidence', rate.source.confidence),
  ]);
}

function retirementFact({ from, servedBy, billedAs }: Retirement): string {
  if (servedBy === undefined) return `from ${from}`;
  const billed = billedAs === undefined ? '' : `, billed as ${billedAs === 'own' ? 'its own' : 'that'}`;
  return `from ${from}, served by ${servedBy}${billed}`;
}

/** What a card says of a model beside its rates. */
export function modelFacts({ provider, aliases, called = [], tokenizer, retired }: Model): Facts {
  const moving = called.map(
    ({ name, from, until }) => `${name} from ${from}${until === undefined ? '' : ` to ${until}`}`,
  );
  return new Map([
    ...text('provider', provider),
    ...text('aliases', aliases.length === 0 ? undefined : aliases.join(', ')),
    ...text('movingNames', moving.length === 0 ? undefined : moving.join(', ')),
    ...text('tokenizer', tokenizer),
    ...text('retired', retired && retirementFact(retired)),
  ]);
}
