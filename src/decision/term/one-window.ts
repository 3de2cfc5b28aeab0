/** A way to buy in a month: dollars beside a commitment, and list dollars that it is used for. */
export interface WindowWay {
  readonly beside: number;
  readonly list: number;
}

/** A commitment over a window: the list dollars that it covers, and what each beyond them costs. */
export interface Covered {
  readonly covers: number;
  readonly beyond: number;
}

/** A mix that costs no more than this share over the least there can be is not looked into. */
const CLOSE = 1e-9;

/**
 * True where no mix can cost noticeably less: each list dollar of the commitment at a price of its own, which is what it
 * covers, less that (weak duality). `prices` are shares of what a list dollar over it costs.
 */
export function cannotBeBeaten(
  ways: readonly (readonly WindowWay[])[],
  { covers, beyond }: Covered,
  prices: readonly number[],
  cost: number,
): boolean {
  return [0, ...prices, 1].some((share) => {
    const price = share * beyond;
    const least = ways.reduce(
      (total, each) => total + Math.min(...each.map(({ beside, list }) => beside + price * list)),
      0,
    );
    return cost - (least - price * covers) <= CLOSE * Math.abs(cost);
  });
}

/** A choice of ways for some months: what it comes to, and the one that it was made from. */
interface Chosen extends WindowWay {
  readonly way: number;
  readonly before: Chosen | undefined;
}

/** Choices that are kept between two months: each new one is tried with every way of the next. */
const MOST_KEPT = 2048;
const MOST_TRIED = 16_384;

const NOTHING: readonly Chosen[] = [{ beside: 0, list: 0, way: -1, before: undefined }];

/** Those that no other beats in both, by list dollars: the more is used, the less is paid beside. */
function unbeaten<Of extends WindowWay>(all: readonly Of[]): Of[] {
  const sorted = [...all].sort((a, b) => a.list - b.list || a.beside - b.beside);
  let least = Number.POSITIVE_INFINITY;
  return sorted.filter(({ beside }) => {
    if (beside >= least) return false;
    least = beside;
    return true;
  });
}

/** So many at most, spread evenly over what is used. */
function spread(all: readonly Chosen[], most: number): readonly Chosen[] {
  const [first, last] = [all[0], all.at(-1)];
  if (all.length <= most || first === undefined || last === undefined) return all;
  const width = (last.list - first.list) / (most - 1);
  const found: Chosen[] = [];
  let slot = -1;
  for (const each of all) {
    const own = Math.floor((each.list - first.list) / width);
    if (own === slot) continue;
    slot = own;
    found.push(each);
  }
  return found;
}

/** Every choice for some months that no other beats, or as many of them as are kept. */
function choicesOf(months: readonly (readonly WindowWay[])[]): readonly Chosen[] {
  let found = NOTHING;
  for (const ways of months) {
    const worth = unbeaten(ways.map((each, way) => ({ ...each, way })));
    const from = spread(found, Math.min(MOST_KEPT, Math.max(1, Math.floor(MOST_TRIED / worth.length))));
    found = unbeaten(
      from.flatMap((before) =>
        worth.map(({ beside, list, way }) => ({
          beside: before.beside + beside,
          list: before.list + list,
          way,
          before,
        })),
      ),
    );
  }
  return found;
}

function* waysOf(last: Chosen): Iterable<number> {
  for (let each: Chosen | undefined = last; each !== undefined && each.way >= 0; each = each.before) yield each.way;
}

/**
 * The way of each month with which a commitment over all of them costs least: choices for the first half beside choices
 * for the second. Exact while no more choices come up than are kept; beyond that the best of very many.
 */
export function cheapestWays(months: readonly (readonly WindowWay[])[], { covers, beyond }: Covered): number[] {
  const middle = Math.floor(months.length / 2);
  const [early, late] = [choicesOf(months.slice(0, middle)), choicesOf(months.slice(middle))];
  // From each on, the one that costs least where all of it is beyond the commitment.
  const dearest: Chosen[] = [];
  for (let index = late.length - 1; index >= 0; index--) {
    const [own, next] = [late[index] as Chosen, dearest[index + 1]];
    const paid = (each: Chosen) => each.beside + beyond * each.list;
    dearest[index] = next === undefined || paid(own) <= paid(next) ? own : next;
  }
  let best: { readonly cost: number; readonly first: Chosen; readonly second: Chosen } | undefined;
  const take = (first: Chosen, second: Chosen | undefined) => {
    if (second === undefined) return;
    const over = Math.max(0, first.list + second.list - covers);
    const cost = first.beside + second.beside + beyond * over;
    if (best === undefined || cost < best.cost) best = { cost, first, second };
  };
  let within = late.length;
  for (const first of early) {
    while (within > 0 && (late[within - 1] as Chosen).list > covers - first.list) within--;
    take(first, late[within - 1]);
    take(first, dearest[within]);
  }
  if (best === undefined) return [];
  return [...[...waysOf(best.first)].reverse(), ...[...waysOf(best.second)].reverse()];
}
