import type { Day } from '../domain/day.ts';
import { add, type Exact } from '../domain/exact.ts';
import type { FailureClass } from '../domain/failure.ts';
import {
  allTokens,
  type Belonging,
  TOKEN_CLASSES,
  type TokenClass,
  type UsageGroup,
  type UsageRow,
} from '../domain/usage.ts';

/** Minutes of all groups together that are held; with more of them no load is measured. */
export const MOST_MINUTES = 2_000_000;

/** Counts that grow as rows come in. */
interface Sum {
  readonly tokens: Record<TokenClass, bigint>;
  readonly failedTokens: Record<TokenClass, bigint>;
  requests: bigint | undefined;
  failed: bigint | undefined;
  readonly calls: Record<string, bigint>;
  billed: Exact | undefined;
  readonly failures: { [each in FailureClass]?: bigint };
  isTimed: boolean;
  /** Undefined once a row came whose time is not told, or there were too many to hold. */
  minutes: Map<number, number> | undefined;
}

/** A group by day: what a card of dated rates prices. */
export interface DailyGroup extends UsageGroup {
  readonly day: Day;
}

/** What rows are kept apart by, beside model, mode and band. */
export interface GatherOptions {
  readonly by: readonly string[];
  readonly since: Day | undefined;
  readonly until: Day | undefined;
  /** The price list that a row falls in by the length of its prompt and its time. */
  readonly bandOf: (row: UsageRow) => UsageGroup['band'];
}

/** Tokens by the minute of rows that were added up before; `untold` where there were too many minutes to hold. */
export type Loads = readonly (readonly [minute: number, tokens: number])[] | ReadonlyMap<number, number> | 'untold';

const NO_TOKENS = Object.fromEntries(TOKEN_CLASSES.map((each) => [each, 0n])) as Record<TokenClass, bigint>;

function empty(): Sum {
  return {
    tokens: { ...NO_TOKENS },
    failedTokens: { ...NO_TOKENS },
    requests: undefined,
    failed: undefined,
    calls: {},
    billed: undefined,
    failures: {},
    isTimed: true,
    minutes: new Map(),
  };
}

const both = (a: bigint | undefined, b: bigint | undefined) => (a === undefined ? b : b === undefined ? a : a + b);

/** Whether a row is of failed requests alone, so that its tokens are theirs. */
const allFailed = ({ requests, failed }: UsageRow) => failed !== undefined && failed > 0n && failed === requests;

function put(to: Sum, row: UsageRow): void {
  if (row.failedAs !== undefined && row.failed !== undefined && row.failed > 0n)
    to.failures[row.failedAs] = (to.failures[row.failedAs] ?? 0n) + row.failed;
  if (row.minute === undefined) to.isTimed = false;
  const hasFailed = allFailed(row);
  for (const each of TOKEN_CLASSES) {
    const count = row.tokens[each];
    if (count === undefined || count === 0n) continue;
    to.tokens[each] += count;
    if (hasFailed) to.failedTokens[each] += count;
  }
  to.requests = both(to.requests, row.requests);
  to.failed = both(to.failed, row.failed);
  for (const name in row.calls) to.calls[name] = (to.calls[name] ?? 0n) + (row.calls[name] ?? 0n);
  if (row.billed !== undefined) to.billed = to.billed === undefined ? row.billed : add(to.billed, row.billed);
}

interface Key {
  readonly day: Day;
  readonly model: string;
  readonly mode: UsageRow['mode'];
  readonly band: UsageGroup['band'];
  readonly region: string | undefined;
  readonly gratis: boolean;
  readonly belongs: Belonging;
}

/** A text that no other can be made of by what follows it. */
const bounded = (text: string) => `${text.length} ${text}`;

interface Group extends Key {
  readonly isBilled: boolean;
  readonly sum: Sum;
}

/** What sorts groups: the day first. */
const orderOf = ({ day, model, mode, band, region, gratis, isBilled, belongs }: Group) =>
  JSON.stringify([day, model, mode, band, region, gratis, isBilled, ...Object.values(belongs)]);

/** Counts in the order of their names, whichever row told a name first. */
function inOrder<Counts extends Readonly<Partial<Record<string, bigint>>>>(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))) as Counts;
}

/** Rows added up by day, model as written, mode, band, region, what is given free, and what `--by` names. */
export class Gathering {
  /** By day, and then by model and what rows belong to: few groups have these in common. */
  readonly #groups = new Map<Day, Map<string, Group[]>>();
  readonly #options: GatherOptions;
  /** How many minutes are held; undefined once there were too many to hold. */
  #minutes: number | undefined = 0;

  constructor(options: GatherOptions) {
    this.#options = options;
  }

  #all(): Group[] {
    return [...this.#groups.values()].flatMap((named) => [...named.values()].flat());
  }

  /** The groups of a row's day, model and belongings. */
  #near({ day, model, belongs }: UsageRow): Group[] {
    const { by } = this.#options;
    let named = this.#groups.get(day);
    if (named === undefined) {
      named = new Map();
      this.#groups.set(day, named);
    }
    const name = by.length === 0 ? model : [model, ...by.map((each) => belongs[each] ?? '')].map(bounded).join('');
    const known = named.get(name);
    if (known !== undefined) return known;
    const near: Group[] = [];
    named.set(name, near);
    return near;
  }

  #sumOf(row: UsageRow): Sum {
    const { by, bandOf } = this.#options;
    const band = bandOf(row);
    const { day, model, mode, region } = row;
    // Rows that say what they cost stay apart from those that do not: only they are held against the card.
    const [gratis, isBilled] = [row.gratis === true, row.billed !== undefined];
    const near = this.#near(row);
    for (const group of near) {
      if (group.mode !== mode || group.band !== band || group.region !== region) continue;
      if (group.gratis === gratis && group.isBilled === isBilled) return group.sum;
    }
    const belongs = Object.fromEntries(by.map((name) => [name, row.belongs[name] ?? '']));
    const sum = empty();
    near.push({ day, model, mode, band, region, gratis, belongs, isBilled, sum });
    return sum;
  }

  /** Adds a row, of a minute or of those of `loads`; false where it lies outside of the days that were asked for. */
  add(row: UsageRow, loads?: Loads): boolean {
    const { since, until } = this.#options;
    if ((since !== undefined && row.day < since) || (until !== undefined && row.day > until)) return false;
    const sum = this.#sumOf(row);
    put(sum, row);
    if (row.minute === undefined || loads === 'untold') sum.minutes = undefined;
    else if (loads !== undefined) this.#putMinutes(sum, loads);
    else this.#putMinute(sum, row.minute, Number(allTokens(row.tokens)));
    return true;
  }

  #putMinutes(sum: Sum, loads: Exclude<Loads, 'untold'>): void {
    if (
      loads instanceof Map &&
      sum.minutes?.size === 0 &&
      this.#minutes !== undefined &&
      this.#minutes + loads.size <= MOST_MINUTES
    ) {
      sum.minutes = loads;
      this.#minutes += loads.size;
      return;
    }
    for (const [minute, tokens] of loads) this.#putMinute(sum, minute, tokens);
  }

  #putMinute(sum: Sum, minute: number, tokens: number): void {
    if (this.#minutes === undefined) sum.minutes = undefined;
    const { minutes } = sum;
    if (this.#minutes === undefined || minutes === undefined) return;
    const before = minutes.get(minute);
    minutes.set(minute, (before ?? 0) + tokens);
    if (before !== undefined) return;
    this.#minutes += 1;
    if (this.#minutes <= MOST_MINUTES) return;
    this.#minutes = undefined;
    for (const each of this.#all()) each.sum.minutes = undefined;
  }

  /** The groups of every day, by day, then by model as written, mode, band and what they belong to. */
  daily(): DailyGroup[] {
    const sorted = this.#all()
      .map((group) => ({ order: orderOf(group), group }))
      .sort((a, b) => (a.order < b.order ? -1 : 1));
    return sorted.map(({ group }) => {
      const { sum } = group;
      return {
        day: group.day,
        model: group.model,
        mode: group.mode,
        band: group.band,
        region: group.region,
        gratis: group.gratis,
        belongs: group.belongs,
        tokens: sum.tokens,
        failedTokens: sum.failedTokens,
        requests: sum.requests,
        failed: sum.failed,
        calls: inOrder(sum.calls),
        billed: sum.billed,
        failures: inOrder(sum.failures),
        isTimed: sum.isTimed,
        minutes: sum.minutes === undefined ? undefined : [sum.minutes],
      };
    });
  }
}
