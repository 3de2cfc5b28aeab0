import type { Meter, PriceBand, ServiceMode } from '../../domain/meter.ts';
import { type Model, movedBy, type Rate, regionOf, worldwideOf } from '../../domain/rate-card.ts';
import type { Workload } from '../../domain/workload.ts';
import type { CellValue, Reference } from './expression.ts';
import { bandsOf, meterRows, modesOf, otherRow, othersOf, STORAGE } from './meters.ts';
import type { Names } from './names.ts';
import { keyOf, ModelRates, type PricedRow, pricedName } from './rate-rows.ts';
import { type Column, Sheet } from './sheet.ts';
import type { Workings } from './workings.ts';

/** The cells of one model's prices. */
export interface RateCells {
  readonly rowOf: (meter: string, mode: ServiceMode, band: PriceBand) => PricedRow;
  readonly regions: ReadonlyMap<string, Reference>;
  readonly minimumPrefix: Reference | undefined;
  /** Of each band of long prompts, the lowest first. */
  readonly thresholds: readonly Reference[];
}

export interface Rates {
  readonly sheet: Sheet;
  readonly of: ReadonlyMap<string, RateCells>;
}

const COLUMNS: readonly Column[] = [
  { title: 'model', width: 22 },
  { title: 'provider', width: 12 },
  { title: 'mode', width: 10 },
  { title: 'band', width: 12 },
  { title: 'meter', width: 26 },
  { title: 'printed price, USD per 1M', width: 13, note: 'As the source prints it, or the price a rule starts from.' },
  { title: 'multiplier', width: 11 },
  { title: 'list price, USD per 1M', width: 13, note: 'Empty: nobody knows it. Unknown is not zero.' },
  { title: 'rule, or why there is no price', width: 44 },
  { title: 'in force from', width: 12 },
  { title: 'checked', width: 12 },
  { title: 'confidence', width: 12 },
  { title: 'source', width: 50 },
  { title: 'note', width: 40 },
];

function putMultipliers(of: ModelRates, rate: Rate, modes: readonly ServiceMode[]): void {
  for (const mode of modes) {
    if (mode === 'standard') continue;
    const prices = rate[mode];
    if (prices === undefined || prices === 'notOffered' || prices.multiplier === undefined) continue;
    of.multipliers.set(mode, of.fact(mode, 'multiplier', 6, prices.multiplier, 'inputFactor'));
  }
}

function putFacts(of: ModelRates, rate: Rate, workloads: readonly Workload[]): Omit<RateCells, 'rowOf'> {
  const named = new Set(
    workloads.flatMap(({ region }) => (region === undefined ? [] : (regionOf(rate, region) ?? []))),
  );
  const premiums = [...rate.regions].filter(([region]) => named.has(region));
  const regions = new Map(
    premiums.map(([region, premium]) => [region, of.fact('', `region ${region}`, 6, premium, 'inputFactor')]),
  );
  const fact = (title: string, value: CellValue | undefined) =>
    value === undefined ? undefined : of.fact('', title, 5, value, 'inputTokens');
  return {
    regions,
    minimumPrefix: fact('minimum cacheable prefix, tokens', rate.minimumCacheablePrefix),
    thresholds: rate.longContext.map(({ edge, threshold }, index) => {
      const step = index === 0 ? '' : ` ${index + 1}`;
      const title = `long-context threshold${step}, tokens (${edge === 'atOrAbove' ? 'from it on' : 'above it'})`;
      return of.fact('', title, 5, threshold, 'inputTokens');
    }),
  };
}

/** Prices of what is stated beside text: by mode and band where it follows its request, else one, or one a mode. */
function putOther(of: ModelRates, rate: Rate, meter: Meter, modes: readonly ServiceMode[]): void {
  const { byBand, byMode } = movedBy(meter, rate);
  for (const mode of byMode ? modes : (['standard'] as const)) {
    for (const band of byBand ? bandsOf(rate) : (['base'] as const)) of.price(otherRow(meter), mode, band);
  }
}

/** Standard prices first, then each mode, since rules start from prices above them. */
function putModel(
  sheet: Sheet,
  names: Names,
  workings: Workings,
  model: Model,
  rate: Rate,
  workloads: readonly Workload[],
): RateCells {
  const of = new ModelRates(sheet, names, workings, model, rate);
  const used = workloads.flatMap(({ serviceMode }) => modesOf(rate, serviceMode ?? 'standard'));
  const modes = [...new Set<ServiceMode>(['standard', ...used])];
  putMultipliers(of, rate, modes);
  const facts = putFacts(of, rate, workloads);
  for (const mode of modes) {
    for (const band of bandsOf(rate)) for (const row of meterRows(rate)) of.price(row, mode, band);
  }
  for (const meter of othersOf(workloads)) putOther(of, rate, meter, modes);
  if (workloads.some((each) => each.storedTokenHours !== undefined)) of.price(STORAGE, 'standard', 'base');
  return {
    ...facts,
    rowOf: (meter, mode, band) => {
      const row = of.rows.get(keyOf(meter, mode, band));
      if (row === undefined) throw new RangeError(`no price row for ${meter} ${mode} ${band}`);
      return row;
    },
  };
}

/** Every price the answer can need, with the rule that makes it and where it was read. */
export function ratesSheet(workings: Workings, names: Names): Rates {
  const sheet = new Sheet('Rates', COLUMNS);
  const { workloads } = workings.answer;
  const priced = [...workloads, ...workings.statedAs.values()];
  const models = new Map(
    priced.flatMap(({ model, rate }) =>
      [rate, worldwideOf(rate)].map((each) => [pricedName(model, each), { model, rate: each }]),
    ),
  );
  const of = new Map(
    [...models].map(([id, { model, rate }]): [string, RateCells] => {
      const served = workloads.filter((each) => pricedName(each.model, each.rate) === id);
      const measured = workloads.filter((each) => {
        const as = workings.statedAs.get(each.workload) ?? each;
        return [as, each].some((of) => pricedName(of.model, worldwideOf(of.rate)) === id);
      });
      const using = [...new Set([...served, ...measured].map((each) => each.workload))];
      return [id, putModel(sheet, names, workings, model, rate, using)];
    }),
  );
  return { sheet, of };
}
