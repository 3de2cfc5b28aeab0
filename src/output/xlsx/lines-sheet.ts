import type { WorkloadEstimate } from '../../domain/estimate.ts';
import { type Meter, meterRow, type PriceBand, type ServiceMode, unitOf } from '../../domain/meter.ts';
import { bandLabel } from '../../domain/prompt-length.ts';
import { movedBy } from '../../domain/rate-card.ts';
import { unpricedReason } from '../../engine/pricer.ts';
import { partsOf } from '../../engine/quantities.ts';
import { CELLS, ONE, ZERO } from './cells.ts';
import type { Expression, Reference } from './expression.ts';
import { above, and, blank, literal, NOTHING, over, plus, type Range, rangeOver, times, when } from './functions.ts';
import { type PerState, perState, STATES } from './lever-states.ts';
import { bandsOf, type MeterRow, meterRows, modesOf, otherRow, STORAGE } from './meters.ts';
import type { QuantityCells } from './quantities.ts';
import type { PricedRow } from './rate-rows.ts';
import type { RateCells } from './rates-sheet.ts';
import { Sheet } from './sheet.ts';
import type { WorkloadInputs } from './workload-inputs.ts';

/** The lines of one workload, by state of the levers: what they cost, which have no price, and why. */
export interface LineCells {
  readonly costs: PerState<Range>;
  readonly unpriced: PerState<Range>;
  /** Of tokens alone, which the terms of channels are about; `costs` are theirs too. */
  readonly tokensUnpriced: PerState<Range>;
  /** What calls cost; undefined without any. */
  readonly calls: PerState<Range> | undefined;
  readonly reasons: Range;
}

const perStateTitles = (title: string, width: number) =>
  STATES.map((state) => ({ title: `${title}, ${state.title}`, width }));

export function linesSheet(): Sheet {
  const columns = [
    { title: 'workload', width: 26 },
    { title: 'model', width: 20 },
    { title: 'meter', width: 26 },
    { title: 'band', width: 12 },
    { title: 'mode', width: 10 },
    { title: 'list price, USD per 1M', width: 13, note: 'The price on the sheet Rates x the region.' },
    ...perStateTitles('tokens', 16),
    ...perStateTitles('USD', 14),
    ...perStateTitles('no price', 9),
    { title: 'why there is no price', width: 44 },
  ];
  return new Sheet('Line items', columns, { hidden: true });
}

/** How many units of a meter make the lot that its price is of. */
const lotOf = (meter: Meter) => literal(10 ** unitOf(meter).lotDigits);

/** What an amount of a meter costs; nothing where it has no price. */
export const costOf = (meter: Meter, amount: Expression, price: Reference) =>
  when(blank(price), ZERO, over(times(amount, price), lotOf(meter)));
/** 1 where there is some of a meter that has no price. */
export const missingOf = (amount: Expression, price: Reference) =>
  when(and(blank(price), above(amount, ZERO)), ONE, ZERO);

/** Tokens of a meter with caching on or off: classes never overlap, so that every token is billed once. */
function amountOf({ meter, ttls }: MeterRow, cache: boolean, of: QuantityCells, inputs: WorkloadInputs): Expression {
  const other = inputs.others.get(meter);
  if (other !== undefined) return other;
  if (meter === 'output') return inputs.output;
  if (meter === 'input') return cache ? of.uncached : inputs.input;
  if (!cache) return ZERO;
  if (meter === 'cacheRead') return of.read;
  if (meter === 'cacheStorage') return of.stored;
  return ttls
    .flatMap((ttl) => of.writes.get(ttl) ?? [])
    .reduce<Expression>((total, part) => (total === ZERO ? part : plus(total, part)), ZERO);
}

interface Line {
  readonly row: MeterRow;
  readonly mode: ServiceMode;
  readonly band: PriceBand;
}

function linesOf({ workload, rate }: WorkloadEstimate): Line[] {
  const bands = bandsOf(rate);
  const modes = modesOf(rate, workload.serviceMode ?? 'standard');
  const tokens = meterRows(rate).flatMap((row) =>
    bands.flatMap((band) => modes.map((mode): Line => ({ row, mode, band }))),
  );
  const stored: Line[] =
    workload.storedTokenHours === undefined ? [] : [{ row: STORAGE, mode: 'standard', band: 'base' }];
  const others = [...(workload.others?.keys() ?? [])].flatMap((meter): Line[] => {
    const { byBand, byMode } = movedBy(meter, rate);
    const [ofBands, ofModes] = [byBand ? bands : (['base'] as const), byMode ? modes : (['standard'] as const)];
    return ofBands.flatMap((band) => ofModes.map((mode): Line => ({ row: otherRow(meter), mode, band })));
  });
  const isCall = ({ row }: Line) => !meterRow(row.meter).takesTerms;
  return [...tokens, ...stored, ...others.filter((line) => !isCall(line)), ...others.filter(isCall)];
}

interface LineRow {
  readonly costs: PerState<Reference>;
  readonly unpriced: PerState<Reference>;
  readonly reason: Reference;
}

/** A region the card does not know, or prompts whose length nobody says, leave every line without a price. */
function putPrice(sheet: Sheet, priced: PricedRow, region: Expression, noPrice: string | undefined) {
  const price =
    noPrice === undefined
      ? sheet.put(5, when(blank(priced.price), NOTHING, CELLS.times(priced.price, region)), 'price')
      : sheet.put(5, '', 'price');
  const reason = noPrice === undefined ? when(blank(price), priced.rule, NOTHING) : noPrice;
  return { price, reason: sheet.put(18, reason, 'text') };
}

type Parts = ReturnType<typeof partsOf<Expression>>;
type PartsOf = (batched: boolean, moved: ReturnType<typeof movedBy>) => Parts;

/** How what a workload uses falls apart with batch on or off, by what moves its price: worked out once for all lines. */
function partsIn({ workload }: WorkloadEstimate, of: QuantityCells): PartsOf {
  const known = new Map<string, Parts>();
  return (batched, { byBand, byMode }) => {
    const key = `${batched && byMode} ${byBand} ${byMode}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const parts = partsOf(CELLS, {
      batch: batched && byMode ? of.batch : ZERO,
      long: byBand ? of.longParts : [],
      peak: byBand ? of.peak : ZERO,
      mode: byMode ? (workload.serviceMode ?? 'standard') : 'standard',
    });
    known.set(key, parts);
    return parts;
  };
}

function putLine(
  sheet: Sheet,
  line: Line,
  estimate: WorkloadEstimate,
  rates: RateCells,
  of: QuantityCells,
  inputs: WorkloadInputs,
  parts: PartsOf,
): LineRow {
  const { row, mode, band } = line;
  const { workload, model, rate } = estimate;
  sheet.put(0, inputs.name, 'text');
  [model.id, row.label, bandLabel(band), mode].forEach((text, place) => {
    sheet.put(1 + place, text, 'text');
  });
  const noPrice = unpricedReason(workload, rate);
  const { price, reason } = putPrice(
    sheet,
    rates.rowOf(row.label, mode, band),
    meterRow(row.meter).takesTerms ? of.region : ONE,
    noPrice,
  );
  const moved = row === STORAGE ? { byBand: false, byMode: false } : movedBy(row.meter, rate);
  const tokens = perState((state, place) => {
    const part = parts(state.batch, moved).find((each) => each.mode === mode && each.band === band);
    const amount = amountOf(row, state.cache, of, inputs);
    return sheet.put(6 + place, part === undefined ? ZERO : CELLS.times(amount, part.share), 'tokens');
  });
  const costs = perState((_, place) => {
    const amount = tokens[place] as Reference;
    return sheet.put(10 + place, costOf(row.meter, amount, price), 'usd');
  });
  const unpriced = perState((_, place) => {
    const amount = tokens[place] as Reference;
    return sheet.put(14 + place, missingOf(amount, price), 'count');
  });
  sheet.next();
  return { costs, unpriced, reason };
}

/** Every meter of a workload in every band and mode, with its arithmetic in each state of the levers. */
export function putLines(
  sheet: Sheet,
  estimate: WorkloadEstimate,
  rates: RateCells,
  of: QuantityCells,
  inputs: WorkloadInputs,
): LineCells {
  const lines = linesOf(estimate);
  const parts = partsIn(estimate, of);
  const rows = lines.map((line) => putLine(sheet, line, estimate, rates, of, inputs, parts));
  const isCall = (_: LineRow, index: number) => !meterRow(lines[index]?.row.meter ?? 'input').takesTerms;
  const calls = rows.filter(isCall);
  const tokens = rows.filter((row, index) => !isCall(row, index));
  const ranges = (some: readonly LineRow[], pick: (row: LineRow) => PerState<Reference>) =>
    perState((_, place) => rangeOver(some.map((row) => pick(row)[place] as Reference)));
  return {
    costs: ranges(tokens, (row) => row.costs),
    unpriced: ranges(rows, (row) => row.unpriced),
    tokensUnpriced: ranges(tokens, (row) => row.unpriced),
    calls: calls.length === 0 ? undefined : ranges(calls, (row) => row.costs),
    reasons: rangeOver(rows.map((row) => row.reason)),
  };
}
