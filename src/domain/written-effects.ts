import { EFFECTS, type Effects } from './change.ts';
import { add, type Exact, numeral, parseExact, subtract, ZERO } from './exact.ts';
import { usd } from './units.ts';

/** A number as it will be written down: what does not end is rounded there. */
function written(value: Exact): Exact {
  return value.divisor === 1n ? value : (parseExact(numeral(value)) ?? value);
}

/**
 * Effects as a file can hold them: together exactly the change that is written beside them. The last of those that do
 * not end takes what rounding the others left.
 */
export function writtenEffects(effects: Effects): Effects {
  const endless = EFFECTS.filter((effect) => effects[effect].divisor !== 1n);
  const last = endless.at(-1);
  const shown = Object.fromEntries(EFFECTS.map((effect) => [effect, written(effects[effect])])) as unknown as Effects;
  if (last === undefined) return shown;
  const change = written(EFFECTS.reduce<Exact>((total, effect) => add(total, effects[effect]), ZERO));
  const others = EFFECTS.filter((effect) => effect !== last).reduce<Exact>(
    (total, effect) => add(total, shown[effect]),
    ZERO,
  );
  return { ...shown, [last]: usd(subtract(change, others)) };
}
