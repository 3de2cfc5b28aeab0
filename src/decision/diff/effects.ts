import { type BoughtPart, costOfPart, type Effects, volumeOf } from '../../domain/change.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { meterRow } from '../../domain/meter.ts';
import { type Counted, minus, NO_USD, plus, ratio, times, type Usd } from '../../domain/units.ts';

/** All of one thing on one side: where it carries two prices, its quantities and dollars are added up. */
interface Held {
  readonly part: BoughtPart;
  readonly quantity: Counted;
  readonly cost: Usd;
}

const keyOf = ({ model, channel, meter, mode, band }: BoughtPart) =>
  JSON.stringify([model, channel, meter, mode, band]);

function held(parts: readonly BoughtPart[]): Map<string, Held> {
  const all = new Map<string, Held>();
  for (const part of parts) {
    const key = keyOf(part);
    const before = all.get(key);
    const cost = costOfPart(part);
    all.set(
      key,
      before === undefined
        ? { part, quantity: part.quantity, cost }
        : { part: before.part, quantity: plus<Counted>(before.quantity, part.quantity), cost: plus(before.cost, cost) },
    );
  }
  return all;
}

const isCall = ({ meter }: BoughtPart) => meterRow(meter).unit === 'calls';

/** What is bought now at the price it had before; at its own where it had none. */
function atOldPrice(now: Held, old: Held | undefined): Usd {
  if (old === undefined) return now.cost;
  const multiple = ratio<Counted>(now.quantity, old.quantity);
  return multiple === undefined ? costOfPart({ ...old.part, quantity: now.quantity }) : times(old.cost, multiple);
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
 * A call is its own volume, name by name: more of them at the old price is volume, and none of it is mix.
 *
 * They sum to new cost - old cost exactly. Work that had no tokens before is all volume: nothing was there to shift. Pure.
 */
export function changeEffects(
  before: readonly BoughtPart[],
  after: readonly BoughtPart[],
): Pick<Effects, 'price' | 'volume' | 'mix'> {
  const [old, now] = [held(before), held(after)];
  let [callsBefore, callsAtOldPrices] = [NO_USD, NO_USD];
  let [oldCost, newCost, atOldPrices] = [NO_USD, NO_USD, NO_USD];
  for (const { part, cost } of old.values()) {
    if (isCall(part)) callsBefore = plus(callsBefore, cost);
    else oldCost = plus(oldCost, cost);
  }
  for (const [key, part] of now) {
    newCost = plus(newCost, part.cost);
    const asBefore = atOldPrice(part, old.get(key));
    if (isCall(part.part)) callsAtOldPrices = plus(callsAtOldPrices, asBefore);
    else atOldPrices = plus(atOldPrices, asBefore);
  }
  const multiple = ratio(volumeOf(after), volumeOf(before));
  const scaled = multiple === undefined ? atOldPrices : times(oldCost, multiple);
  return {
    price: minus(newCost, plus(atOldPrices, callsAtOldPrices)),
    volume: plus(minus(scaled, oldCost), minus(callsAtOldPrices, callsBefore)),
    mix: minus(atOldPrices, scaled),
  };
}

/** Whether both sides buy the same quantities at the same prices. */
export function buysTheSame(before: readonly BoughtPart[], after: readonly BoughtPart[]): boolean {
  const bought = (parts: readonly BoughtPart[]) => held(parts.filter(({ quantity }) => !isZero(quantity)));
  const [old, now] = [bought(before), bought(after)];
  const matches = ([key, { quantity, cost }]: [string, Held]) => {
    const was = old.get(key);
    return was !== undefined && compare(was.quantity, quantity) === 0 && compare(was.cost, cost) === 0;
  };
  return old.size === now.size && [...now].every(matches);
}
