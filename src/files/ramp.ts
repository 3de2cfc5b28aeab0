import { add, compare, divide, type Exact, ONE, whole, ZERO } from '../domain/exact.ts';
import { type Factor, factor, type Share, share } from '../domain/units.ts';
import { readRampPart } from './read-value.ts';

/** A ramp, whichever way it was written. */
export interface Ramp {
  /** Shares of the full commitment, due in equal parts of the term. */
  readonly shares: readonly Share[];
  /** The full commitment of a month, as a multiple of a month of what is written. */
  readonly full: Factor;
}

/**
 * How a ramp is written: `shares` of the commitment at its end, `parts` of the whole, or `multiples` of the commitment
 * at its beginning.
 */
type Shape = 'shares' | 'parts' | 'multiples';

const isOne = (value: Exact | undefined) => value !== undefined && compare(value, ONE) === 0;
const largest = (values: readonly Exact[]) => values.reduce((most, each) => (compare(each, most) > 0 ? each : most));
const total = (values: readonly Exact[]) => values.reduce(add, ZERO);

function shapeOf(values: readonly Exact[]): Shape | undefined {
  const most = largest(values);
  if (isOne(values.at(-1)) && isOne(most)) return 'shares';
  if (isOne(total(values))) return 'parts';
  return isOne(values[0]) && compare(most, ONE) > 0 ? 'multiples' : undefined;
}

/** What is wrong with a ramp; undefined where it has one of the three shapes. */
export function rampFault(written: readonly string[]): string | undefined {
  if (shapeOf(written.map(readRampPart)) !== undefined) return undefined;
  return (
    'a ramp is written as shares of the final commitment, [50%, 75%, 100%]; as parts of the whole, which add up to ' +
    '100%, [20%, 33%, 47%]; or as multiples of the first part, [100%, 150%]'
  );
}

/**
 * A ramp by its shape. `wholeTerm` where the amount beside it is that of the whole term, so that it holds the parts of the
 * ramp as they are.
 */
export function readRamp(written: readonly string[], wholeTerm: boolean): Ramp {
  const values = written.map(readRampPart);
  const shape = shapeOf(values);
  const most = largest(values);
  const shares = values.map((each) => share(divide(each, most)));
  const count = whole(BigInt(values.length));
  // Parts of the whole, and an amount of the whole term: what is due over the term is what is written.
  if (shape === 'parts' || wholeTerm) return { shares, full: factor(divide(count, total(shares))) };
  return { shares, full: factor(shape === 'multiples' ? most : ONE) };
}
