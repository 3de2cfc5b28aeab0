import { divide, ONE } from './exact.ts';
import type { Model, RateCard, Source, Tokenizer } from './rate-card.ts';
import { type Factor, factor, times, UNCHANGED } from './units.ts';

/** Tokens that one model makes of a text, as a multiple of those of another. */
export interface TokenRatio {
  readonly ratio: Factor;
  /** The ends of what is published, lowest first. */
  readonly range: readonly [low: Factor, high: Factor] | undefined;
  readonly source: Source;
}

const inverse = (of: Factor): Factor => factor(divide(ONE, of));

/** What is published from a tokenizer up to one it descends from, step by step; undefined where no way is known. */
function upTo(
  name: string,
  ancestor: string,
  known: RateCard['tokenizers'],
  seen: readonly string[] = [],
): TokenRatio | undefined {
  const own: Tokenizer | undefined = seen.includes(name) ? undefined : known.get(name);
  if (own === undefined) return undefined;
  const { than, ratio, range, source } = own;
  if (than === ancestor) return { ratio, range, source };
  const rest = upTo(than, ancestor, known, [...seen, name]);
  if (rest === undefined) return undefined;
  const [low, high] = [range ?? [ratio, ratio], rest.range ?? [rest.ratio, rest.ratio]];
  return { ratio: times(ratio, rest.ratio), range: [times(low[0], high[0]), times(low[1], high[1])], source };
}

/**
 * Tokens that `to` makes of a text where `from` makes one, as far as it is published; `same` where both cut text alike,
 * undefined where nobody has published it. Pure.
 */
export function tokenRatio(from: Model, to: Model, known: RateCard['tokenizers']): TokenRatio | 'same' | undefined {
  const [a, b] = [from.tokenizer, to.tokenizer];
  if (from === to || (a !== undefined && a === b)) return 'same';
  if (a === undefined || b === undefined) return undefined;
  const up = upTo(b, a, known);
  if (up !== undefined) return up;
  const down = upTo(a, b, known);
  if (down === undefined) return undefined;
  const { ratio, range, source } = down;
  return { ratio: inverse(ratio), range: range && [inverse(range[1]), inverse(range[0])], source };
}

/** The multiple that tokens are counted with: 1 where both cut text alike, and where nobody has said how. */
export function factorOf(ratio: TokenRatio | 'same' | undefined): Factor {
  return ratio === undefined || ratio === 'same' ? UNCHANGED : ratio.ratio;
}
