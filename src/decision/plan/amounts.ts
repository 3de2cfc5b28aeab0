// Loops over the amounts of a search, in floats. They stand by themselves: in a closure that is made anew for each search a
// loop is compiled late, if at all, and each number in it takes room of its own.

/** The first where it is less; NaN is no cost. */
const lesser = (cost: number, least: number) => (cost < least ? cost : least);

/** The sum of amounts. */
export function summed(amounts: Float64Array): number {
  let total = 0;
  for (let index = 0; index < amounts.length; index++) total += amounts[index] as number;
  return total;
}

/** An amount, and the lesser of each two. */
export function leastSum(a: Float64Array, b: Float64Array, start: number): number {
  let total = start;
  for (let index = 0; index < a.length; index++) total += lesser(a[index] as number, b[index] as number);
  return total;
}

/** A total of amounts once those at some places are at others where these are less. */
export function loweredSum(total: number, amounts: Float64Array, at: Int32Array, others: Float64Array): number {
  let lowered = total;
  for (let place = 0; place < at.length; place++)
    lowered += Math.min((others[place] as number) - (amounts[at[place] as number] as number), 0);
  return lowered;
}

/** The same with the amounts lowered too. */
export function loweredBy(total: number, amounts: Float64Array, at: Int32Array, others: Float64Array): number {
  let lowered = total;
  for (let place = 0; place < at.length; place++) {
    const index = at[place] as number;
    const own = others[place] as number;
    const before = amounts[index] as number;
    if (!(own < before)) continue;
    lowered += own - before;
    amounts[index] = own;
  }
  return lowered;
}

/** Lowers the amounts at some places to others where these are less. */
export function lowerTo(amounts: Float64Array, at: Int32Array, others: Float64Array): void {
  for (let place = 0; place < at.length; place++) {
    const index = at[place] as number;
    amounts[index] = lesser(others[place] as number, amounts[index] as number);
  }
}

/** What amounts cost at a price, with what is beside each. */
export function linear(price: number, amounts: Float64Array, beside: Float64Array): Float64Array {
  const costs = new Float64Array(amounts.length);
  for (let place = 0; place < amounts.length; place++)
    costs[place] = price * (amounts[place] as number) + (beside[place] as number);
  return costs;
}

/** The places of amounts from the least to the greatest; of equal amounts the earlier first. By merging, since a search has many. */
export function ascending(amounts: Float64Array): Uint32Array {
  const { length } = amounts;
  let from = new Uint32Array(length);
  for (let place = 0; place < length; place++) from[place] = place;
  let to = new Uint32Array(length);
  for (let width = 1; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width)
      merge(amounts, from, to, [start, Math.min(start + width, length), Math.min(start + 2 * width, length)]);
    [from, to] = [to, from];
  }
  return from;
}

/** Merges two stretches, each in order, that lie side by side. */
function merge(
  amounts: Float64Array,
  from: Uint32Array,
  to: Uint32Array,
  [start, middle, end]: readonly [number, number, number],
): void {
  let left = start;
  let right = middle;
  for (let place = start; place < end; place++) {
    const first = from[left] as number;
    const second = from[right] as number;
    const isLeft = left < middle && (right >= end || (amounts[first] as number) <= (amounts[second] as number));
    to[place] = isLeft ? first : second;
    if (isLeft) left += 1;
    else right += 1;
  }
}
