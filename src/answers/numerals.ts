import { approximately, compare, type Exact, isWhole, numeral, parseExact, ZERO } from '../domain/exact.ts';
import { isExact } from '../domain/json.ts';
import type { Factor, Share, Tokens, Usd, UsdPerMtok, UsdPerThousand } from '../domain/units.ts';
import type { Z } from './schema.ts';

const notNegative = (value: Exact) => compare(value, ZERO) >= 0;

/** A number that is exact on both sides: a numeral in the text, a value of the domain in the answer. */
function exact<Value extends Exact>(z: Z, description?: string) {
  const schema = z.custom<Value>(isExact, 'expected a number as the answer wrote it');
  return schema.meta({ type: 'number', ...(description === undefined ? {} : { description }) });
}

/** The same, where less than nothing makes no sense: a file that says so was changed by hand. */
function atLeastZero<Value extends Exact>(z: Z, description?: string) {
  const schema = z.custom<Value>(
    (value) => isExact(value) && notNegative(value),
    'expected a number as the answer wrote it, 0 or more',
  );
  return schema.meta({ type: 'number', ...(description === undefined ? {} : { description }), minimum: 0 });
}

const USD = 'US dollars a month, exact';
const MAYBE_USD = 'US dollars a month, exact; null when it is not known';

/** An amount that may be below zero: a saving, a difference, a runway. */
export const usd = (z: Z, description = USD) => exact<Usd>(z, description);
/** What something costs. */
export const cost = (z: Z, description = USD) => atLeastZero<Usd>(z, description);
export const maybeUsd = (z: Z, description = MAYBE_USD) => exact<Usd>(z).nullable().describe(description);
export const maybeCost = (z: Z, description = MAYBE_USD) => atLeastZero<Usd>(z).nullable().describe(description);
export const tokens = (z: Z, description?: string) => atLeastZero<Tokens>(z, description);
/** What is counted in a unit that the answer names, or the price of one. */
export const quantity = (z: Z, description?: string) => atLeastZero<Exact>(z, description);
export const usdPerMtok = (z: Z, description?: string) => atLeastZero<UsdPerMtok>(z, description);
export const usdPerThousand = (z: Z, description?: string) => atLeastZero<UsdPerThousand>(z, description);
export const share = (z: Z, description?: string) => exact<Share>(z, description);
export const factor = (z: Z, description?: string) => exact<Factor>(z, description);
/** A number whose unit its key tells. */
export const number = (z: Z, description?: string) => exact<Exact>(z, description);

function fromFloat(value: number): Exact {
  const exact = parseExact(String(value));
  if (exact === undefined) throw new Error(`a number that is not written in plain digits: ${value}`);
  return exact;
}

/** A statistic or a count, which the program holds as a number of its own. */
export function float(z: Z, description?: string) {
  const text = z.custom<Exact>(isExact, 'expected a number as the answer wrote it').meta({ type: 'number' });
  const schema = z.codec(text, z.number(), { decode: (value) => Number(numeral(value)), encode: fromFloat });
  return description === undefined ? schema : schema.describe(description);
}

/** A whole number, 0 or more. */
export function count(z: Z, description?: string) {
  const text = z
    .custom<Exact>((value) => isExact(value) && isWhole(value) && notNegative(value), 'expected a whole number')
    .meta({ type: 'integer', minimum: 0 });
  const schema = z.codec(text, z.number(), { decode: approximately, encode: fromFloat });
  return description === undefined ? schema : schema.describe(description);
}
