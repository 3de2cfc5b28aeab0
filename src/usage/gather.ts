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
export type Loads = readonly (readonly [minute: number, tokens: number])[] | 'untold';

const noTokens = () => Object.fromEntries(TOKEN_CLASSES.map((each) => [each, 0n])) as Record<TokenClass, bigint>;

function empty(): Sum {
  return {
    tokens: noTokens(),
    failedTokens: noTokens(),
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
  for (const each of TOKEN_CLASSES) to.tokens[each] += row.tokens[each] ?? 0n;
  if (allFailed(row)) for (const each of TOKEN_CLASSES) to.failedTokens[each] += row.tokens[each] ?? 0n;
  to.requests = both(to.requests, row.requests);
  to.failed = both(to.failed, row.failed);
  for (const [name, count] of Object.entries(row.calls)) to.calls[name] = (to.calls[name] ?? 0n) + count;
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

/** Rows added up by day, model as written, mode, band, region, what is given free, and what `--by` names. */
export class Gathering {
  readonly #sums = new Map<string, Key & { readonly sum: Sum }>();
  readonly #options: GatherOptions;
  /** How many minutes are held; undefined once there were too many to hold. */
  #minutes: number | undefined = 0;

  constructor(options: GatherOptions) {
    this.#options = options;
  }

  /** Adds a row, of a minute or of those of `loads`; false where it lies outside of the days that were asked for. */
  add(row: UsageRow, loads?: Loads): boolean {
    const { by, since, until, bandOf } = this.#options;
    if ((since !== undefined && row.day < since) || (until !== undefined && row.day > until)) return false;
    const belongs = Object.fromEntries(by.map((name) => [name, row.belongs[name] ?? '']));
    const band = bandOf(row);
    // Rows that say what they cost stay apart from those that do not: only they are held against the card.
    const gratis = row.gratis === true;
    const isBilled = row.billed !== undefined;
    const key = JSON.stringify([
      row.day,
      row.model,
      row.mode,
      band,
      row.region,
      gratis,
      isBilled,
      ...Object.values(belongs),
    ]);
    let known = this.#sums.get(key);
    if (known === undefined) {
      known = {
        day: row.day,
        model: row.model,
        mode: row.mode,
        band,
        region: row.region,
        gratis,
        belongs,
        sum: empty(),
      };
      this.#sums.set(key, known);
    }
    put(known.sum, row);
    if (row.minute === undefined || loads === 'untold') known.sum.minutes = undefined;
    else this.#putMinutes(known.sum, loads ?? [[row.minute, Number(allTokens(row.tokens))]]);
    return true;
  }

  #putMinutes(sum: Sum, loads: Exclude<Loads, 'untold'>): void {
    if (this.#minutes === undefined) {
      sum.minutes = undefined;
      return;
    }
    const before = sum.minutes?.size ?? 0;
    for (const [minute, tokens] of loads) sum.minutes?.set(minute, (sum.minutes.get(minute) ?? 0) + tokens);
    this.#minutes += (sum.minutes?.size ?? 0) - before;
    if (this.#minutes <= MOST_MINUTES) return;
    this.#minutes = undefined;
    for (const each of this.#sums.values()) each.sum.minutes = undefined;
  }

  /** The groups of every day, by day, then by model as written, mode, band and what they belong to. */
  daily(): DailyGroup[] {
    const sorted = [...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([, { sum, ...key }]) => ({
      ...key,
      ...sum,
      minutes: sum.minutes === undefined ? undefined : [sum.minutes],
    }));
  }
}
