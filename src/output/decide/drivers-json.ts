import type { Driver, DriverEnd, Level } from '../../domain/decision.ts';
import type { JsonValue } from '../../domain/json.ts';
import { breakEvenText, levelText, turnText } from './drivers-text.ts';

type NameOf = (provider: string) => string;

const amountOf = (level: Level): JsonValue => (level.unit === 'word' ? null : level.amount);

function endJson(end: DriverEnd, side: 'low' | 'high', nameOf: NameOf): JsonValue {
  const { level, cost, flips, breakEven } = end;
  return {
    value: levelText(level),
    level: amountOf(level),
    cost: cost ?? null,
    flips,
    breakEven:
      breakEven === undefined
        ? null
        : {
            value: levelText(breakEven.level),
            level: amountOf(breakEven.level),
            holdsUntil: amountOf(breakEven.holdsUntil),
            exact: breakEven.exact,
            text: breakEvenText(breakEven, side),
            becomes: turnText(breakEven.becomes, nameOf),
          },
  };
}

/** A driver at both ends, with the value from which the decision is another. */
export function driverJson({ code, low, high }: Driver, nameOf: NameOf): JsonValue {
  return { code, low: endJson(low, 'low', nameOf), high: endJson(high, 'high', nameOf) };
}
