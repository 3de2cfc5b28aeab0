import type { BoughtPart, Effects } from '../../domain/change.ts';
import { compare, isZero } from '../../domain/exact.ts';
import {
  charge,
  minus,
  NO_USD,
  plus,
  ratio,
  sum,
  type Tokens,
  times,
  UNCHANGED,
  type Usd,
} from '../../domain/units.ts';

/** All of one thing on one side: where it carries two prices, its tokens and dollars are added up. */
interface Held {
  readonly part: BoughtPart;
  readonly tokens: Tokens;
  readonly cost: Usd;
}

const keyOf = ({ model, channel, meter, mode, band }: BoughtPart) =>
  JSON.stringify([model, channel, meter, mode, band]);

function held(parts: readonly BoughtPart[]): Map<string, Held> {
  const all = new Map<string, Held>();
  for (const part of parts) {
    const key = keyOf(part);
    const before = all.get(key);
    const cost = charge(part.tokens, part.usdPerMtok);
    all.set(
      key,
      before === undefined
        ? { part, tokens: part.tokens, cost }
        : { part: before.part, tokens: plus(before.tokens, part.tokens), cost: plus(before.cost, cost) },
    );
  }
  return all;
}

/** Storage is billed by token-hours, which are no tokens: it follows the volume and does not make it. */
function volumeOf(parts: readonly BoughtPart[]): Tokens {
  return sum(parts.filter(({ meter }) => meter !== 'cacheStorage').map(({ tokens }) => tokens));
}

/** What is bought now at the price it had before; at its own where it had none. */
function atOldPrice(now: Held, old: Held | undefined): Usd {
  if (old === undefined) return now.cost;
  const multiple = ratio(now.tokens, old.tokens);
  return multiple === undefined ? charge(now.tokens, old.part.usdPerMtok) : times(old.cost, multiple);
}

/**
 * Price-volume-mix analysis of one workload, the convention of cost accounting's selling-price, sales-quantity and
 * sales-mix variances (Horngren, Cost Accounting, chapter on the sales-volume variance; the same formulas at
 * https://gitea.hptrow.me/pt/notes, analysis/price_mix_vol.md), applied to what is bought:
 *
 * - price: (new price - old price) x new quantity, over what both sides buy;
 * - volume: old cost x (new tokens / old tokens - 1), all tokens together: the old mix, scaled;
 * - mix: the new quantities at old prices, less the old mix scaled: model, channel, mode and meter shares. What is
 *   bought for the first time has no old price and counts here at its own.
 *
 * They sum to new cost - old cost exactly. With no tokens before there is nothing to scale: volume is then 0. Pure.
 */
export function changeEffects(
  before: readonly BoughtPart[],
  after: readonly BoughtPart[],
): Pick<Effects, 'price' | 'volume' | 'mix'> {
  const [old, now] = [held(before), held(after)];
  let [oldCost, newCost, atOldPrices] = [NO_USD, NO_USD, NO_USD];
  for (const { cost } of old.values()) oldCost = plus(oldCost, cost);
  for (const [key, part] of now) {
    newCost = plus(newCost, part.cost);
    atOldPrices = plus(atOldPrices, atOldPrice(part, old.get(key)));
  }
  const scaled = times(oldCost, ratio(volumeOf(after), volumeOf(before)) ?? UNCHANGED);
  return {
    price: minus(newCost, atOldPrices),
    volume: minus(scaled, oldCost),
    mix: minus(atOldPrices, scaled),
  };
}

/** Whether both sides buy the same quantities at the same prices. */
export function buysTheSame(before: readonly BoughtPart[], after: readonly BoughtPart[]): boolean {
  const bought = (parts: readonly BoughtPart[]) => held(parts.filter(({ tokens }) => !isZero(tokens)));
  const [old, now] = [bought(before), bought(after)];
  const matches = ([key, { tokens, cost }]: [string, Held]) => {
    const was = old.get(key);
    return was !== undefined && compare(was.tokens, tokens) === 0 && compare(was.cost, cost) === 0;
  };
  return old.size === now.size && [...now].every(matches);
}
