import { type Day, MINUTES_PER_DAY } from '../domain/day.ts';
import { dayOf, inside, MINUTE_MS, minuteOf, textOf } from './fields.ts';
import { MONEY_PLACES, PARTS } from './money-parts.ts';
import { Dropped, type Fields, type SourceReader } from './source.ts';
import { belongingOf, type Path, type Summed } from './summed.ts';

/** Digits of a count that is added up here: sums of `MOST_ROWS` such are whole numbers of a double. */
export const MOST_DIGITS = 12;
export const MOST_COUNT = 10 ** MOST_DIGITS;
const MOST_ROWS = 8192;
/** Numbers of a row, a bit each. */
const MOST_NUMBERS = 30;
/** So many groups are held before they are handed over, and so many minutes. */
const MOST_GROUPS = 16_384;
const MOST_MINUTES = 262_144;
/** Of so many rows half have to be of a group that was there: else nothing is gained by it. */
const TRIED = 2048;

/** Where the price of a model changes on a day: the first long prompt of each threshold, and minutes of the day. */
export interface RowCuts {
  readonly prompts: readonly bigint[];
  readonly minutes: readonly number[];
}

/** Rows that were added up, as a record of their kind that stands for so many of them. */
export interface PlainSum {
  readonly record: Fields;
  readonly rows: number;
  /** How many rows of the file came before the first of them. */
  readonly before: number;
  readonly prompt: bigint | undefined;
  readonly minutes: ReadonlyMap<number, number> | undefined;
}

/** What rows are added up by, and whom they are handed to. */
export interface PlainOptions {
  readonly summed: Summed;
  /** The names that the first records have. */
  readonly names: ReadonlySet<string>;
  readonly by: readonly string[];
  readonly reader: SourceReader;
  readonly cutsOn: (model: string, day: Day) => RowCuts;
  /** Rows of the file so far, which grows as rows are added up. */
  readonly count: { rows: number };
  readonly take: (sum: PlainSum) => void;
  readonly drop: (dropped: Dropped) => void;
}

/** The numbers of the row that is being read. */
export class PlainRow {
  /** A list, since code that is not compiled yet makes an object of each number that it takes from an array of doubles. */
  readonly counts: number[];
  /** Which of the counts it tells, a bit each. */
  told = 0;
  hasMoney = false;
  dollars = 0;
  /** Of a dollar, 10^-12 each. */
  parts = 0;
  /** Of its day. */
  minute = 0;
  id = '';

  constructor(numbers: number) {
    this.counts = new Array<number>(numbers).fill(0);
  }

  clear(): void {
    this.told = 0;
    this.hasMoney = false;
    this.dollars = 0;
    this.parts = 0;
  }
}

/** Rows of a group that are on the same side of all that a price changes at. */
class Sum {
  rows = 0;
  readonly before: number;
  readonly counts: number[];
  dollars = 0;
  parts = 0;
  longest = 0;
  /** That of the first row, of its day. */
  readonly minute: number;
  readonly minutes: Map<number, number> | undefined;

  constructor(numbers: number, before: number, minute: number, isTimed: boolean) {
    this.counts = new Array<number>(numbers).fill(0);
    this.before = before;
    this.minute = minute;
    this.minutes = isTimed ? new Map() : undefined;
  }
}

/** Rows that have all in common but their numbers, the minute of their day, and their id. */
export class PlainGroup {
  /** The first of them. */
  readonly record: Fields;
  /** True where its rows are for their source to read, one by one. */
  readonly isOdd: boolean;
  readonly told: number;
  readonly hasMoney: boolean;
  /** The minute that its day begins with. */
  readonly from: number;
  readonly prompts: readonly number[];
  readonly minutes: readonly number[];
  readonly sums: (Sum | undefined)[] = [];
  /** The one sum that all of its rows are added to, where there is no more than one. */
  only: Sum | undefined;

  constructor(record: Fields, { told, hasMoney }: PlainRow, from: number | undefined, cuts: RowCuts | undefined) {
    this.record = record;
    this.isOdd = from === undefined || cuts === undefined;
    this.told = told;
    this.hasMoney = hasMoney;
    this.from = from ?? 0;
    this.prompts = (cuts?.prompts ?? []).map(Number);
    this.minutes = cuts?.minutes ?? [];
  }
}

const NO_CUTS: RowCuts = { prompts: [], minutes: [] };

const isSame = (a: Path, b: Path) => a.length === b.length && a.every((each, index) => each === b[index]);

/** Which side of each cut a number lies on. */
function sideOf(value: number, cuts: readonly number[]): number {
  let side = 0;
  for (let at = 0; at < cuts.length; at += 1) if (value >= (cuts[at] as number)) side += 1;
  return side;
}

/** A record with another value there. */
function placed(record: Fields, [name = '', ...rest]: Path, value: unknown): Fields {
  return { ...record, [name]: rest.length === 0 ? value : placed(inside(record, name), rest, value) };
}

/** Dollars and their parts as a decimal. */
function moneyText(dollars: number, parts: number): string {
  const more = Math.floor(parts / PARTS);
  return `${dollars + more}.${String(parts - more * PARTS).padStart(MONEY_PLACES, '0')}`.replace(/0+$/, '0');
}

/**
 * Rows of one file added up before their source reads them: what it may add up stands beside it (`Summed`), so that the sum of
 * rows is read as the rows would be. A row that is not plain is left to the source, and what is plain is what nearly every row is:
 * whole numbers of few digits, few places of a dollar, and a moment in UTC.
 */
export class PlainSums {
  readonly summed: Summed;
  readonly names: ReadonlySet<string>;
  /** Of a row, each once: its index is that of its number and of its bit. */
  readonly numbers: readonly Path[];
  readonly texts: readonly Path[];
  readonly row: PlainRow;
  /** False once rows have too little in common. */
  isUseful = true;
  readonly #options: PlainOptions;
  readonly #optional: number;
  readonly #someOf: number;
  readonly #holds: readonly { readonly less: readonly number[]; readonly more: number }[];
  readonly #allFailed: { readonly failed: number; readonly requests: number } | undefined;
  readonly #prompt: number;
  readonly #hasIds: boolean;
  readonly #count: PlainOptions['count'];
  readonly #tokens: readonly number[];
  readonly #groups: PlainGroup[] = [];
  /** Forgets what a reader has found groups by. */
  readonly #forget: (() => void)[] = [];
  #rows = 0;
  #made = 0;
  #minutes = 0;
  #named = 0;

  constructor(options: PlainOptions) {
    const { summed, by } = options;
    const { counts, optional = [], someOf = [], prompt, money, holds, allFailed, tokens = [] } = summed;
    this.#options = options;
    this.summed = summed;
    this.#hasIds = summed.id !== undefined;
    this.#count = options.count;
    this.names = options.names;
    const all = [...counts, ...optional, ...(prompt === undefined ? [] : [prompt])];
    this.numbers = all.filter((path, index) => all.findIndex((each) => isSame(each, path)) === index);
    this.texts = [summed.model, ...summed.texts, ...belongingOf(summed, by)];
    this.row = new PlainRow(this.numbers.length);
    const at = (path: Path) => this.numbers.findIndex((each) => isSame(each, path));
    const bits = (paths: readonly Path[]) => paths.reduce((sum, path) => sum | (1 << at(path)), 0);
    this.#optional = bits([...optional, ...(prompt === undefined ? [] : [prompt])]);
    this.#someOf = bits(someOf);
    this.#holds = holds.map(({ less, more }) => ({ less: less.map(at), more: at(more) }));
    this.#allFailed = allFailed && { failed: at(allFailed.failed), requests: at(allFailed.requests) };
    this.#prompt = prompt === undefined ? -1 : at(prompt);
    this.#tokens = tokens.map(at);
    const isKnown = [...this.#holds.flatMap(({ less, more }) => [...less, more]), ...this.#tokens].every(
      (each) => each >= 0,
    );
    const hasIds = summed.id === undefined || options.reader.isNew !== undefined;
    this.isUseful =
      isKnown && hasIds && this.numbers.length <= MOST_NUMBERS && (money === undefined || money.length === 1);
  }

  /** Has `forget` called where groups are no longer held. */
  onForget(forget: () => void): void {
    this.#forget.push(forget);
  }

  /** Which of what a row tells decides who it is added up with. */
  get told(): number {
    return this.row.told & this.#optional;
  }

  /** Whether the numbers of the row are as its source asks for; it says what becomes of a row whose are not. */
  get isSound(): boolean {
    const { counts, told } = this.row;
    if (this.#someOf !== 0 && (told & this.#someOf) === 0) return false;
    const holds = this.#holds;
    for (let at = 0; at < holds.length; at += 1) {
      const { less, more } = holds[at] as (typeof holds)[number];
      let sum = 0;
      for (let each = 0; each < less.length; each += 1) sum += counts[less[each] as number] as number;
      if (sum > (counts[more] as number)) return false;
    }
    return true;
  }

  /** A group of rows like that one, whose numbers are those at hand; an odd one is left to its source. The record is written into. */
  groupOf(record: Fields, isOdd = false): PlainGroup {
    this.#made += 1;
    if (this.#rows >= TRIED && this.#made * 2 > this.#rows) this.isUseful = false;
    const group = new PlainGroup(record, this.row, this.#beginOf(record), isOdd ? undefined : this.#cutsOf(record));
    this.#groups.push(group);
    return group;
  }

  #beginOf(record: Fields): number | undefined {
    const { isTimed, moments } = this.summed;
    const minute = isTimed === true ? minuteOf(record, ...moments) : this.row.minute;
    return minute === undefined || minute < 0 ? undefined : minute - (isTimed === true ? minute % MINUTES_PER_DAY : 0);
  }

  /** Where prices of the model change that its source makes of a row; undefined for one that its source has to read. */
  #cutsOf(record: Fields): RowCuts | undefined {
    const { model, moments, isTimed, id, prompt } = this.summed;
    if (textOf(record, ...model) === undefined || dayOf(record, ...moments) === undefined) return undefined;
    const hasPrompt = prompt !== undefined && ((this.row.told >> this.#prompt) & 1) === 1;
    if (isTimed !== true && !hasPrompt) return NO_CUTS;
    const made = this.#options.reader.read(id === undefined ? record : placed(record, id, this.#name()));
    if (made === undefined) return undefined;
    if (made instanceof Dropped) return NO_CUTS;
    const [row] = made;
    return row === undefined ? undefined : this.#options.cutsOn(row.model, row.day);
  }

  /** The id of no request. */
  #name(): string {
    this.#named += 1;
    return `\n${this.#options.count.rows} ${this.#named}`;
  }

  /** Adds the row at hand to its group. */
  add(group: PlainGroup): void {
    const { row } = this;
    this.#rows += 1;
    if (this.#hasIds && this.#options.reader.isNew?.(row.id) === false) {
      this.#options.drop(new Dropped('repeats a request already counted'));
      return;
    }
    const sum = group.only ?? this.#sumOf(group);
    this.#count.rows += 1;
    sum.rows += 1;
    const { counts } = sum;
    for (let at = 0; at < counts.length; at += 1) {
      const more = row.counts[at] as number;
      if (more !== 0) counts[at] = (counts[at] as number) + more;
    }
    if (row.hasMoney) {
      sum.dollars += row.dollars;
      sum.parts += row.parts;
    }
    if (this.#prompt >= 0) sum.longest = Math.max(sum.longest, row.counts[this.#prompt] as number);
    if (sum.minutes !== undefined) this.#addMinute(sum.minutes, group.from + row.minute);
    if (sum.rows >= MOST_ROWS) this.#hand(group, sum);
  }

  #addMinute(minutes: Map<number, number>, minute: number): void {
    let tokens = 0;
    for (let at = 0; at < this.#tokens.length; at += 1) tokens += this.row.counts[this.#tokens[at] as number] as number;
    const before = minutes.get(minute);
    minutes.set(minute, before === undefined ? tokens : before + tokens);
    if (before === undefined) this.#minutes += 1;
  }

  /** The sum of rows on this side of all that a price changes at. */
  #sumOf(group: PlainGroup): Sum {
    const { counts, minute } = this.row;
    let code = sideOf(minute, group.minutes);
    if (this.#prompt >= 0)
      code = code * (group.prompts.length + 1) + sideOf(counts[this.#prompt] as number, group.prompts);
    if (this.#allFailed !== undefined) {
      const failed = counts[this.#allFailed.failed] as number;
      code = code * 2 + (failed > 0 && failed === counts[this.#allFailed.requests] ? 1 : 0);
    }
    const known = group.sums[code];
    if (known !== undefined) return known;
    const made = new Sum(counts.length, this.#options.count.rows, minute, this.summed.isTimed === true);
    group.sums[code] = made;
    if (this.#allFailed === undefined && group.prompts.length === 0 && group.minutes.length === 0) group.only = made;
    return made;
  }

  #recordOf({ record, told, hasMoney, from }: PlainGroup, sum: Sum): Fields {
    const { money, id, isTimed, moments } = this.summed;
    let made = record as Record<string, unknown>;
    const { numbers } = this;
    for (let at = 0; at < numbers.length; at += 1) {
      const path = numbers[at] as Path;
      const isOpen = ((this.#optional >> at) & 1) === 1;
      const isTold = ((told >> at) & 1) === 1;
      if (isOpen && !isTold) continue;
      const name = path[0] as string;
      // What no row has told stays untold: a source may ask what is there.
      if (!isTold && sum.counts[at] === 0 && (path.length > 1 || made[name] === undefined)) continue;
      if (path.length === 1) made[name] = sum.counts[at];
      else made = placed(made, path, sum.counts[at]) as Record<string, unknown>;
    }
    if (money !== undefined && hasMoney) made[money[0] as string] = moneyText(sum.dollars, sum.parts);
    if (isTimed === true) made[moments[0] as string] = new Date((from + sum.minute) * MINUTE_MS).toISOString();
    return id === undefined ? made : placed(made, id, this.#name());
  }

  #hand(group: PlainGroup, sum: Sum): void {
    const hasPrompt = this.#prompt >= 0 && ((group.told >> this.#prompt) & 1) === 1;
    group.sums[group.sums.indexOf(sum)] = undefined;
    group.only = undefined;
    this.#options.take({
      record: this.#recordOf(group, sum),
      rows: sum.rows,
      before: sum.before,
      prompt: hasPrompt ? BigInt(sum.longest) : undefined,
      minutes: sum.minutes,
    });
  }

  /** Hands over what was added up so far, if it is more than should be held. */
  relieve(): void {
    if (this.#groups.length > MOST_GROUPS || this.#minutes > MOST_MINUTES) this.end();
  }

  /** Hands over all that was added up. */
  end(): void {
    for (const group of this.#groups) for (const sum of group.sums) if (sum !== undefined) this.#hand(group, sum);
    this.#groups.length = 0;
    this.#minutes = 0;
    for (const forget of this.#forget) forget();
  }
}
