import { type Day, dayBefore, daysAfter, daysBetween } from '../domain/day.ts';
import { divide, type Exact, multiply, round, subtract, whole } from '../domain/exact.ts';
import type { ServiceMode } from '../domain/meter.ts';
import type { Belonging, TokenClass, UsageRow } from '../domain/usage.ts';
import { METER, UNIT } from './bill-meter.ts';
import { Dropped, type Outcome } from './source.ts';

const METERS = Object.fromEntries(
  Object.entries(METER).map(([name, pattern]) => [name, new RegExp(pattern)]),
) as Readonly<Record<keyof typeof METER, RegExp>>;
const UNITS: readonly (readonly [pattern: RegExp, tokens: bigint])[] = [
  [new RegExp(UNIT.million), 1_000_000n],
  [new RegExp(UNIT.thousand), 1000n],
  [new RegExp(UNIT.one), 1n],
];
const MODES: readonly (ServiceMode & keyof typeof METER)[] = ['batch', 'flex', 'priority'];

/** A line of a bill: a quantity of one meter. */
export interface BillLine {
  /** What the meter is called, in any spelling. */
  readonly meter: string;
  readonly unit: string | undefined;
  readonly quantity: Exact | undefined;
  readonly day: Day | undefined;
  /** Its last day, where it is for several. */
  readonly until?: Day | undefined;
  /** The model, where the bill names it outside of the meter. */
  readonly model: string | undefined;
  readonly billed: Exact | undefined;
  readonly belongs: Belonging;
}

function classOf(meter: string): TokenClass | undefined {
  const says = (name: keyof typeof METER) => METERS[name].test(meter);
  if (says('write')) return says('hour') ? 'cacheWrite1h' : says('half') ? 'cacheWrite30m' : 'cacheWrite5m';
  if (says('read')) return 'cacheRead';
  if (says('output')) return 'output';
  return says('input') ? 'uncachedInput' : undefined;
}

/** Whether a meter counts tokens at all: a bill holds much else. */
export const isTokenMeter = (meter: string): boolean => classOf(meter.toLowerCase()) !== undefined;

/** The model that a meter names: what stands before the words that say how tokens are billed. */
function modelOf(meter: string): string {
  const name = meter.replace(METERS.region, '').replace(METERS.afterModel, '').replaceAll(' ', '-');
  return METERS.version.test(name) ? `gpt-${name}` : name;
}

const modeOf = (meter: string): ServiceMode => MODES.find((each) => METERS[each].test(meter)) ?? 'standard';

/** What a cloud's meter says of the tokens it bills, by its words; undefined where it bills something else. */
export interface MeterWords {
  readonly kind: TokenClass;
  readonly model: string;
  readonly mode: ServiceMode;
}

/** Reads the name of a meter; undefined where it counts no tokens of text. */
export function meterWords(name: string): MeterWords | undefined {
  const meter = name.toLowerCase();
  const kind = classOf(meter);
  if (kind === undefined || METERS.storage.test(meter) || METERS.other.test(meter)) return undefined;
  return { kind, model: modelOf(meter), mode: modeOf(meter) };
}

/** The last day of a period whose end is exclusive, as bills write it; the first where it is within a day, or ends before it. */
export const lastDayOf = (day: Day | undefined, end: Day | undefined): Day | undefined =>
  day === undefined || end === undefined || end <= day ? day : dayBefore(end);

/** A charge of more days than a year is of no period that its use can be spread over. */
const MOST_DAYS = 366;

/** A row of a period as rows of its days, among which its use is even; tokens stay whole, and everything adds up. */
function byDay(row: UsageRow, until: Day): readonly UsageRow[] {
  const days = daysBetween(row.day, until) + 1;
  if (days < 2 || days > MOST_DAYS) return [row];
  const count = BigInt(days);
  const untilDay = (amount: Exact, day: number) =>
    round(divide(multiply(amount, whole(BigInt(day))), whole(count)), amount.scale + SPREAD_PLACES);
  return Array.from({ length: days }, (_, at) => {
    const part = (tokens: bigint) => (tokens * BigInt(at + 1)) / count - (tokens * BigInt(at)) / count;
    const { billed } = row;
    return {
      ...row,
      day: daysAfter(row.day, at),
      tokens: Object.fromEntries(Object.entries(row.tokens).map(([name, tokens]) => [name, part(tokens)])),
      billed: billed && subtract(untilDay(billed, at + 1), untilDay(billed, at)),
    };
  });
}

/** Decimals that an amount gains where it is parted among days. */
const SPREAD_PLACES = 6;

/** A line of tokens as usage. Lines are a day's sums of one class, so they count no requests. */
export function billRow(line: BillLine): Outcome {
  const meter = line.meter.toLowerCase();
  const kind = classOf(meter);
  if (kind === undefined) return undefined;
  if (METERS.storage.test(meter) || METERS.other.test(meter)) {
    return new Dropped('is billed by something else than tokens of text');
  }
  const unit = (line.unit ?? '').toLowerCase();
  const per = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
  if (per === undefined) return new Dropped('has a unit that is not known');
  if (line.quantity === undefined) return new Dropped('has a number that is not a whole number of tokens');
  if (line.quantity.coefficient < 0n) return new Dropped('has less than no tokens');
  if (line.day === undefined) return new Dropped('has no day');
  const model = line.model ?? modelOf(meter);
  if (model === '') return new Dropped('names no model');
  const row: UsageRow = {
    day: line.day,
    model,
    mode: modeOf(meter),
    tokens: { [kind]: round(multiply(line.quantity, whole(per)), 0).coefficient },
    requests: undefined,
    failed: undefined,
    calls: {},
    billed: line.billed,
    belongs: line.belongs,
    prompt: undefined,
    long: METERS.long.test(meter),
  };
  return byDay(row, line.until ?? line.day);
}
