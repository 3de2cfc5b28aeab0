import { MONEY_PLACES } from './money-parts.ts';
import { countsIn, type Slot, textsIn } from './plain-fields.ts';
import { MOST_DIGITS, type PlainGroup, type PlainRow, type PlainSums } from './plain-sums.ts';
import type { Fields } from './source.ts';
import type { Path } from './summed.ts';

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const BLANK = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
const LETTER_E = 0x65;
const BRACE = 0x7b;
/** Where a row goes on that is not plain. */
const ODD = -1;

/** What a column is read for. */
const NOTHING = 0;
const COUNT = 1;
const TEXT = 2;
const MONEY = 3;
const MOMENT = 4;
const ID = 5;
const APART = 6;
const RECORD = 7;

const DAY_LETTERS = 10;
/** Digits of an amount that a double tells apart. */
const MOST_AMOUNT = 15;

/** A text of JSON in a cell: which of the numbers and texts of a row are in it. */
interface Nested {
  readonly slots: readonly Slot[];
  readonly texts: readonly Path[];
}

/** Groups of the same texts, with what else they are told apart by. */
interface Known {
  /** Which numbers its rows tell. */
  readonly mark: number;
  readonly group: PlainGroup;
  readonly next: Known | undefined;
}

const POWERS = Array.from({ length: MONEY_PLACES + 1 }, (_, places) => 10 ** (MONEY_PLACES - places));

const TENS = Array.from({ length: MONEY_PLACES + 1 }, (_, places) => 10 ** places);

/** Where digits end. */
function digitsEnd(bytes: Buffer, from: number): number {
  let at = from;
  for (let code = bytes[at] as number; code >= ZERO && code <= NINE; code = bytes[at] as number) at += 1;
  return at;
}

/** The number of two digits; -1 where they are none. */
function twoDigits(bytes: Buffer, at: number): number {
  const tens = (bytes[at] as number) - ZERO;
  const ones = (bytes[at + 1] as number) - ZERO;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}

/** Where a cell ends that nobody asks for. */
function passed(bytes: Buffer, from: number, isQuoted: boolean): number {
  let at = from;
  for (let code = bytes[at] as number; code >= BLANK; code = bytes[at] as number) {
    if (code === QUOTE) {
      if (!isQuoted) return ODD;
      if (bytes[at + 1] !== QUOTE) break;
      at += 1;
    } else if (code === COMMA && !isQuoted) break;
    at += 1;
  }
  return at;
}

/** Letters that no cell has in its text here: what an engine of rows makes of them is not asked. */
const CONTROL = /[^ -\u{10ffff}]/u;
const ID_SIGNS = /^[!#-+\--~]+$/;

/**
 * Rows of CSV, read from their bytes as far as they are plain. Its steps are few and their code is short, since a small file is
 * read before much of it is compiled.
 */
export class PlainCsv {
  readonly #sums: PlainSums;
  readonly #numbers: PlainRow;
  /** A record of cells that are all empty. */
  readonly #empty: Readonly<Record<string, string>>;
  readonly #header: readonly string[];
  /** Where the texts of the row begin and end, by their columns. */
  readonly #begins: number[];
  readonly #ends: number[];
  readonly #kinds: readonly number[];
  readonly #slots: readonly number[];
  readonly #nested: readonly (Nested | undefined)[];
  readonly #ending: number;
  /** By the texts of their rows as they are written, columns that stand together in one piece. */
  readonly #groups = new Map<string, Known>();
  /** Lines that were taken. */
  lines = 0;
  #bytes: Buffer = Buffer.alloc(0);
  /** The same bytes, a letter each. */
  #letters = '';
  #key = '';

  private constructor(
    sums: PlainSums,
    columns: {
      readonly kinds: readonly number[];
      readonly slots: readonly number[];
      readonly nested: readonly (Nested | undefined)[];
    },
    header: readonly string[],
    ending: number,
  ) {
    this.#sums = sums;
    this.#numbers = sums.row;
    this.#header = header;
    this.#empty = Object.fromEntries(header.map((name) => [name, '']));
    this.#begins = header.map(() => 0);
    this.#ends = header.map(() => 0);
    this.#kinds = columns.kinds;
    this.#slots = columns.slots;
    this.#nested = columns.nested;
    this.#ending = ending;
    sums.onForget(() => this.#groups.clear());
  }

  /** Reads rows under that header for those sums; undefined where a column is of two uses or two have one name. */
  static of(sums: PlainSums, header: readonly string[], ending: '\n' | '\r\n'): PlainCsv | undefined {
    if (header.includes('__proto__')) return undefined;
    if (!sums.isUseful || new Set(header).size !== header.length || header.length < 2) return undefined;
    const kinds = header.map(() => NOTHING as number);
    const slots = header.map(() => 0);
    const nested: (Nested | undefined)[] = header.map(() => undefined);
    let isClear = true;
    const use = (path: Path | undefined, kind: number, slot = 0): void => {
      const column = header.indexOf(path?.[0] ?? '');
      if (path === undefined || column < 0) return;
      const is = path.length > 1 ? RECORD : kind;
      if (kinds[column] === is && is === TEXT) return;
      if (kinds[column] !== NOTHING && !(is === RECORD && kinds[column] === RECORD)) isClear = false;
      kinds[column] = is;
      if (is !== RECORD) slots[column] = slot;
      else {
        const { slots: known, texts } = nested[column] ?? { slots: [], texts: [] };
        const rest = path.slice(1);
        nested[column] =
          kind === COUNT ? { slots: [...known, [slot, rest]], texts } : { slots: known, texts: [...texts, rest] };
      }
    };
    const { summed } = sums;
    for (const [slot, path] of sums.numbers.entries()) use(path, COUNT, slot);
    for (const path of sums.texts) use(path, TEXT);
    for (const path of summed.apart ?? []) use(path, APART);
    use(summed.money, MONEY);
    use(summed.id, ID);
    const times = summed.moments.filter((name) => header.includes(name));
    for (const name of times) use([name], summed.isTimed === true ? MOMENT : TEXT);
    const isRead = kinds.includes(COUNT) && kinds.includes(TEXT) && (summed.isTimed !== true || times.length === 1);
    const hasId = summed.id === undefined || kinds.includes(ID);
    if (!isClear || !isRead || !hasId) return undefined;
    return new PlainCsv(sums, { kinds, slots, nested }, header, ending === '\n' ? LINE_FEED : RETURN);
  }

  /** Whether it still gains anything. */
  get isUseful(): boolean {
    return this.#sums.isUseful;
  }

  /** Adds up rows as long as they are plain; where the first begins that is not. All of them end before `to`, with the end of a line. */
  take(bytes: Buffer, from: number, to: number): number {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#letters = bytes.toString('latin1');
    }
    let at = from;
    for (;;) {
      const next = at < to ? this.#row(bytes, at) : ODD;
      if (next === ODD) break;
      at = next;
      this.lines += 1;
    }
    this.#sums.relieve();
    return at;
  }

  /** Reads a row from there on and adds it up: where the next begins. */
  #row(bytes: Buffer, from: number): number {
    const kinds = this.#kinds;
    const row = this.#numbers;
    const last = kinds.length - 1;
    row.clear();
    this.#key = '';
    let told = 0;
    let run = -1;
    let at = from;
    for (let column = 0; column <= last; column += 1) {
      const kind = kinds[column] as number;
      const start = at;
      const isQuoted = bytes[at] === QUOTE;
      if (isQuoted) at += 1;
      if (kind === COUNT) {
        const begin = at;
        let count = 0;
        for (let digit = (bytes[at] as number) - ZERO; digit >= 0 && digit <= 9; digit = (bytes[at] as number) - ZERO) {
          count = count * 10 + digit;
          at += 1;
        }
        if (at - begin > MOST_DIGITS) return ODD;
        const slot = this.#slots[column] as number;
        row.counts[slot] = count;
        if (at > begin) told |= 1 << slot;
      } else if (kind === TEXT) {
        if (run < 0) run = start;
        this.#begins[column] = at;
        at = this.#textEnd(at, column === last, isQuoted);
        this.#ends[column] = at;
      } else at = this.#other(bytes, at, column, isQuoted);
      if (at === ODD) return ODD;
      if (isQuoted) {
        if (bytes[at] !== QUOTE) return ODD;
        at += 1;
      }
      if (run >= 0 && (column === last || kinds[column + 1] !== TEXT)) {
        this.#more(this.#letters.substring(run, at));
        run = -1;
      }
      if (bytes[at] !== (column < last ? COMMA : this.#ending)) return ODD;
      at += 1;
    }
    if (this.#ending === RETURN) {
      if (bytes[at] !== LINE_FEED) return ODD;
      at += 1;
    }
    row.told |= told;
    return this.#add() ? at : ODD;
  }

  /** Adds a piece to the texts of the row: what is in it is looked at once a group. */
  #more(text: string): void {
    this.#key = this.#key === '' ? text : `${this.#key}\n${text}`;
  }

  /** Where a text ends that begins there. */
  #textEnd(from: number, isLast: boolean, isQuoted: boolean): number {
    const letters = this.#letters;
    if (!isQuoted) return letters.indexOf(isLast ? (this.#ending === RETURN ? '\r' : '\n') : ',', from);
    let end = letters.indexOf('"', from);
    // A quote that is written twice.
    while (end >= 0 && letters.charCodeAt(end + 1) === QUOTE) end = letters.indexOf('"', end + 2);
    return end;
  }

  /** A cell of a kind that most rows have one of. */
  #other(bytes: Buffer, from: number, column: number, isQuoted: boolean): number {
    switch (this.#kinds[column]) {
      case MONEY:
        return this.#money(bytes, from);
      case MOMENT:
      case RECORD: {
        const isMoment = this.#kinds[column] === MOMENT;
        const end = isMoment
          ? this.#moment(bytes, from)
          : this.#record(bytes, from, isQuoted, this.#nested[column] as Nested);
        this.#begins[column] = from;
        this.#ends[column] = end;
        return end;
      }
      case ID:
        return this.#id(from, column === this.#kinds.length - 1, isQuoted);
      case APART:
        return from;
      default:
        return passed(bytes, from, isQuoted);
    }
  }

  /** Dollars, with or without a point, and a small power of ten as Python and DuckDB write it: 6.127e-05. */
  #money(bytes: Buffer, from: number): number {
    let [at, point, amount] = [from, -1, 0];
    for (;;) {
      const code = bytes[at] as number;
      if (code >= ZERO && code <= NINE) amount = amount * 10 + (code - ZERO);
      else if (code === POINT && point < 0) point = at;
      else break;
      at += 1;
    }
    const row = this.#numbers;
    row.hasMoney = at > from;
    if (!row.hasMoney) return at;
    const digits = point < 0 ? at - from : at - from - 1;
    let places = point < 0 ? 0 : at - point - 1;
    if (digits > MOST_AMOUNT || point === from || point === at - 1) return ODD;
    if (bytes[at] === LETTER_E && bytes[at + 1] === MINUS) {
      const power = twoDigits(bytes, at + 2);
      if (power < 0) return ODD;
      places += power;
      at += 4;
    }
    if (places > MONEY_PLACES) return ODD;
    // Both are whole numbers that a double holds: a quotient that is none lies further from the next than it can be off.
    row.dollars = Math.floor(amount / (TENS[places] as number));
    row.parts = (amount - row.dollars * (TENS[places] as number)) * (POWERS[places] as number);
    return row.dollars < 10 ** MOST_DIGITS ? at : ODD;
  }

  /** A moment in UTC without a zone or with Z: its day is a text of the row. Whether there is such a day, its first row tells. */
  #moment(bytes: Buffer, from: number): number {
    let at = from + DAY_LETTERS;
    if (bytes[at] !== LETTER_T && bytes[at] !== BLANK) return ODD;
    const hour = twoDigits(bytes, at + 1);
    const minute = bytes[at + 3] === COLON ? twoDigits(bytes, at + 4) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return ODD;
    at += 6;
    if (bytes[at] === COLON) {
      const second = twoDigits(bytes, at + 1);
      if (second < 0 || second > 59) return ODD;
      at += 3;
      if (bytes[at] === POINT) {
        const end = digitsEnd(bytes, at + 1);
        if (end === at + 1) return ODD;
        at = end;
      }
    }
    if (bytes[at] === LETTER_Z) at += 1;
    this.#numbers.minute = hour * 60 + minute;
    this.#more(this.#letters.substring(from, from + DAY_LETTERS));
    return at;
  }

  #id(from: number, isLast: boolean, isQuoted: boolean): number {
    const end = this.#textEnd(from, isLast, isQuoted);
    if (end <= from) return ODD;
    // A copy: a part of a text would keep all of it in memory.
    const id = this.#bytes.toString('latin1', from, end);
    if (!ID_SIGNS.test(id)) return ODD;
    this.#numbers.id = id;
    return end;
  }

  /** A record of JSON in quotes, whose quotes are written twice; or nothing. */
  #record(bytes: Buffer, from: number, isQuoted: boolean, { slots, texts }: Nested): number {
    const row = this.#numbers;
    if (isQuoted && bytes[from] === BRACE) {
      const end = passed(bytes, from, true);
      const fields = parsedRecord(bytes.toString('utf8', from, end).replace(/""/g, '"'));
      const text = fields === undefined ? undefined : textsIn(fields, texts);
      if (fields === undefined || text === undefined || !countsIn(fields, slots, row)) return ODD;
      if (texts.length > 0) this.#more(text);
      return CONTROL.test(text) ? ODD : end;
    }
    for (let at = 0; at < slots.length; at += 1) row.counts[(slots[at] as Slot)[0]] = 0;
    if (texts.length > 0) this.#more('');
    return from;
  }

  #add(): boolean {
    const sums = this.#sums;
    if (!sums.isSound) return false;
    // Which numbers the row tells is a part of what it is told apart by.
    const mark = sums.told * 2 + (this.#numbers.hasMoney ? 1 : 0);
    const group = this.#known(mark) ?? this.#made(mark);
    if (group === undefined || group.isOdd) return false;
    sums.add(group);
    return true;
  }

  #known(mark: number): PlainGroup | undefined {
    let each = this.#groups.get(this.#key);
    while (each !== undefined && each.mark !== mark) each = each.next;
    return each?.group;
  }

  /** The first group of its texts; undefined where a cell is not what it seems. */
  #made(mark: number): PlainGroup | undefined {
    const record: Record<string, string> = { ...this.#empty };
    let isOdd = false;
    const kinds = this.#kinds;
    for (let column = 0; column < kinds.length; column += 1) {
      const kind = kinds[column];
      if (kind !== TEXT && kind !== MOMENT && kind !== RECORD) continue;
      const begin = this.#begins[column] as number;
      const cell = this.#bytes.toString('utf8', begin, this.#ends[column]);
      const isQuoted = this.#letters.charCodeAt(begin - 1) === QUOTE;
      // A cell without quotes in the last column goes on to the end of its line: what has a comma in it is two.
      if (CONTROL.test(cell) || (!isQuoted && /[",]/.test(cell))) return undefined;
      record[this.#header[column] as string] = cell.includes('""') ? cell.replace(/""/g, '"') : cell;
      // What a blank around a cell is, is not asked here.
      isOdd ||= kind === TEXT && cell !== cell.trim();
    }
    const group = this.#sums.groupOf(record, isOdd);
    // A copy: a part of a text would keep all of it in memory.
    const key = ` ${this.#key}`.slice(1);
    this.#groups.set(key, { mark, group, next: this.#groups.get(key) });
    return group;
  }
}

function parsedRecord(text: string): Fields | undefined {
  try {
    return JSON.parse(text) as Fields;
  } catch {
    return undefined;
  }
}
