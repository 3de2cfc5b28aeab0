import type { BilledFor, BillLine } from '../../domain/bill-line.ts';
import type { Day } from '../../domain/day.ts';
import { type Exact, shift } from '../../domain/exact.ts';
import type { ServiceMode } from '../../domain/meter.ts';
import { usd } from '../../domain/units.ts';
import { decimalOf, textOf } from '../fields.ts';
import { Dropped, type Fields, type Source } from '../source.ts';

/** What a record of a bill comes to: lines, a reason for none, or nothing where it is no charge. */
export type BillOutcome = readonly BillLine[] | Dropped | undefined;

/** One kind of file that holds what was billed. */
export interface BillSource extends Pick<Source, 'kind' | 'label' | 'provider' | 'recognises' | 'unfold'> {
  readonly read: (record: Fields) => BillOutcome;
}

/** An amount, and the decimals that it is written with. */
export interface Amount {
  readonly value: Exact;
  readonly places: number;
}

/**
 * An amount in a field, in US dollars, or in parts of them: 2 for cents. Undefined where it holds none; a reason where
 * what it holds is no number, such as 1.234,56: a charge that is not read must not pass for none.
 */
export function amountIn(record: Fields, name: string, places = 0): Amount | Dropped | undefined {
  const written = textOf(record, name);
  if (written === undefined) return undefined;
  const value = decimalOf(record, name);
  if (value === undefined) return new Dropped('has an amount that is no number');
  const [, decimals = '', power = '0'] = /^[^.e]*(?:\.(\d+))?(?:e(.*))?/i.exec(written) ?? [];
  return { value: shift(value, places), places: Math.max(0, decimals.length - Number(power)) + places };
}

/** What a line says, before what most lines leave out. */
export interface Said {
  readonly day: Day | undefined;
  readonly until?: Day | undefined;
  readonly model: string | undefined;
  readonly billedFor?: BilledFor | undefined;
  readonly mode?: ServiceMode | undefined;
  readonly amount: Amount | Dropped | undefined;
  readonly currency: string | undefined;
  readonly credit?: boolean;
  readonly tax?: boolean;
  readonly label: string | undefined;
}

/** A line of a bill; a reason where it has no day or an amount that cannot be read, and nothing where it has no amount. */
export function lineOf({ day, until, amount, currency, label, ...said }: Said): BillOutcome {
  if (amount === undefined || amount instanceof Dropped) return amount;
  if (day === undefined) return new Dropped('has no day');
  return [
    {
      day,
      until: until ?? day,
      model: said.model,
      billedFor: said.billedFor,
      mode: said.mode,
      amount: usd(amount.value),
      currency: (currency ?? 'USD').toUpperCase(),
      places: amount.places,
      credit: said.credit ?? false,
      tax: said.tax ?? false,
      label: label ?? said.model ?? 'a line without a name',
    },
  ];
}

/** What a line is for, by the words of its name: "gpt-5.4, cached input". */
export function billedForIn(words: string): BilledFor | undefined {
  if (/\bsearch|\bcalls?\b|\btools?\b|execution|session/i.test(words)) return 'calls';
  if (/cache[sd]?[ _-]*(?:creation|writ)|writ\w*[ _-]*cache|cd wr/i.test(words)) {
    if (/1[ _-]?h/i.test(words)) return 'cacheWrite1h';
    if (/30[ _-]?m/i.test(words)) return 'cacheWrite30m';
    return /\b5[ _-]?m|_5m/i.test(words) ? 'cacheWrite5m' : 'cacheWrite';
  }
  if (/no[ _-]cache|uncached/i.test(words)) return 'uncachedInput';
  if (/cache|cached/i.test(words)) return 'cacheRead';
  if (/input|inp\b|prompt/i.test(words)) return 'uncachedInput';
  return /output|outp?\b|completion/i.test(words) ? 'output' : undefined;
}

/** The mode a line names; undefined where it names none. */
export function modeIn(words: string): ServiceMode | undefined {
  if (/batch/i.test(words)) return 'batch';
  if (/flex/i.test(words)) return 'flex';
  return /priority|\bfast\b/i.test(words) ? 'priority' : undefined;
}
