import { type Day, parseDay } from '../domain/day.ts';
import { parseMonthlyGrowth, parseMultiple, parseOverage, parseYearlyChange } from '../domain/demand-text.ts';
import { parseRate } from '../domain/exchange-rate.ts';
import {
  type Parsed,
  parseCallCell,
  parseCalls,
  parseCount,
  parseDiscount,
  parseFactor,
  parseGrowth,
  parseHours,
  parseLeastPrefix,
  parseMinutes,
  parsePeakToAverage,
  parsePriceCell,
  parseRampPart,
  parseShare,
  parseTokens,
  parseUnitCount,
  parseUsd,
  parseUsdPerMtok,
  parseWeight,
} from '../domain/quantity-text.ts';

/** Reads text that its schema has accepted already; anything else is a fault of the program. */
function accepted<Value>(parse: (text: string) => Parsed<Value>): (text: string) => Value {
  return (text) => {
    const parsed = parse(text);
    if ('fault' in parsed) throw new Error(`a value passed its schema and is not readable: ${parsed.fault}`);
    return parsed.value;
  };
}

export const readTokens = accepted(parseTokens);
export const readLeastPrefix = accepted(parseLeastPrefix);
export const readCalls = accepted(parseCalls);
export const readCallCell = accepted(parseCallCell);
export const readCount = accepted(parseCount);
export const readUnitCount = accepted(parseUnitCount);
export const readMinutes = accepted(parseMinutes);
export const readHours = accepted(parseHours);
export const readShare = accepted(parseShare);
export const readDiscount = accepted(parseDiscount);
export const readUsd = accepted(parseUsd);
export const readRate = accepted(parseRate);
export const readPrice = accepted(parseUsdPerMtok);
export const readCell = accepted(parsePriceCell);
export const readGrowth = accepted(parseGrowth);
export const readRampPart = accepted(parseRampPart);
export const readFactor = accepted(parseFactor);
export const readWeight = accepted(parseWeight);
export const readPeakToAverage = accepted(parsePeakToAverage);
export const readMultiple = accepted(parseMultiple);
export const readOverage = accepted(parseOverage);
export const readMonthlyGrowth = accepted(parseMonthlyGrowth);
export const readYearlyChange = accepted(parseYearlyChange);
export const readDay = accepted<Day>((text) => {
  const value = parseDay(text);
  return value === undefined ? { fault: text } : { value };
});

/** Applies a reader where there is something to read. */
export function optional<From, To>(value: From | undefined, read: (value: From) => To): To | undefined {
  return value === undefined ? undefined : read(value);
}
