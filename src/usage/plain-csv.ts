import { MONEY_PLACES, PARTS } from './money-parts.ts';
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
const FIRST_SIGN = 0x21;
const LAST_OF_ASCII = 0x7e;
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

const isBlank = (code: number) => code === BLANK || code === LAST_OF_ASCII + 1;
const isSign = (code: number) => code >= FIRST_SIGN && code <= LAST_OF_ASCII;

/** Bytes of all texts of a row. */
const MOST_KEY = 4096;
const WORD = 4;
const DAY_BYTES = 10;
const HASH_PRIME = 0x01000193;
/** Bits of a small whole number of V8. */
const HASH_MASK = 0x3fffffff;

/** A text of JSON in a cell: which of the numbers and texts of a row are in it. */
interface Nested {
  readonly slots: readonly Slot[];
  readonly texts: readonly Path[];
}

/** Groups of one hash, with what they are told apart by. */
interface Known {
  /** Which numbers its rows tell. */
  readonly mark: number;
  readonly key: Int32Array;
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

/** The number that digits make. */
function numberIn(bytes: Buffer, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) number = number * 10 + ((bytes[at] as number) - ZERO);
  return number;
}

/** Two digits under a bound; -1 where they are none. */
function twoDigits(bytes: Buffer, at: number, under: number): number {
  const [tens, ones] = [(bytes[at] as number) - ZERO, (bytes[at + 1] as number) - ZERO];
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9) return -1;
  const number = tens * 10 + ones;
  return number < under ? number : -1;
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

/** Rows of CSV, read byte by byte as far as they are plain. */
export class PlainCsv {
  readonly #sums: PlainSums;
  readonly #numbers: PlainRow;
  /** A record of cells that are all empty. */
  readonly #empty: Readonly<Record<string, string>>;
  readonly #header: readonly string[];
  /** Where the texts of the row begin and end, by their columns. */
  readonly #begins: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #kinds: Uint8Array;
  readonly #slots: Uint8Array;
  readonly #nested: readonly (Nested | undefined)[];
  readonly #ending: number;
  readonly #groups = new Map<number, Known>();
  readonly #key = new Uint8Array(MOST_KEY + WORD);
  readonly #words = new Int32Array(this.#key.buffer);
  /** Lines that were taken. */
  lines = 0;
  #length = 0;
  #hash = 0;

  private constructor(
    sums: PlainSums,
    columns: {
      readonly kinds: Uint8Array;
      readonly slots: Uint8Array;
      readonly nested: readonly (Nested | undefined)[];
    },
    header: readonly string[],
    ending: number,
  ) {
    this.#sums = sums;
    this.#numbers = sums.row;
    this.#header = header;
    this.#empty = Object.fromEntries(header.map((name) => [name, '']));
    this.#begins = new Uint32Array(header.length);
    this.#ends = new Uint32Array(header.length);
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
    const kinds = new Uint8Array(header.length);
    const slots = new Uint8Array(header.length);
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
    const last = kinds.length - 1;
    this.#numbers.clear();
    this.#length = 0;
    this.#hash = 0;
    let at = from;
    for (let column = 0; column <= last; column += 1) {
      const isQuoted = bytes[at] === QUOTE;
      if (isQuoted) at += 1;
      const begin = at;
      const kind = kinds[column] as number;
      if (kind === COUNT) at = this.#count(bytes, at, this.#slots[column] as number);
      else if (kind === TEXT) {
        at = this.#text(bytes, at, isQuoted);
        this.#begins[column] = begin;
        this.#ends[column] = at;
      } else at = this.#other(bytes, at, column, isQuoted);
      if (at === ODD) return ODD;
      if (isQuoted) {
        if (bytes[at] !== QUOTE) return ODD;
        at += 1;
      }
      if (bytes[at] !== (column < last ? COMMA : this.#ending)) return ODD;
      at += 1;
    }
    if (this.#ending === RETURN) {
      if (bytes[at] !== LINE_FEED) return ODD;
      at += 1;
    }
    return this.#add(bytes) ? at : ODD;
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
        return this.#id(bytes, from);
      case APART:
        return from;
      default:
        return passed(bytes, from, isQuoted);
    }
  }

  #count(bytes: Buffer, from: number, slot: number): number {
    let at = from;
    let count = 0;
    for (let digit = (bytes[at] as number) - ZERO; digit >= 0 && digit <= 9; digit = (bytes[at] as number) - ZERO) {
      count = count * 10 + digit;
      at += 1;
    }
    const row = this.#numbers;
    row.counts[slot] = count;
    if (at > from) row.told |= 1 << slot;
    return at - from <= MOST_DIGITS ? at : ODD;
  }

  /** Ends a text among those of the row. */
  #endText(length: number, hash: number): boolean {
    if (length >= MOST_KEY) return false;
    this.#key[length] = LINE_FEED;
    this.#length = length + 1;
    this.#hash = Math.imul(hash ^ LINE_FEED, HASH_PRIME);
    return true;
  }

  #text(bytes: Buffer, from: number, isQuoted: boolean): number {
    const key = this.#key;
    let at = from;
    let length = this.#length;
    let hash = this.#hash;
    for (let code = bytes[at] as number; code >= BLANK; code = bytes[at] as number) {
      if (code === QUOTE) {
        if (!isQuoted) return ODD;
        if (bytes[at + 1] !== QUOTE) break;
        // A quote that is written twice.
        at += 1;
      } else if (code === COMMA && !isQuoted) break;
      if (length >= MOST_KEY) return ODD;
      key[length] = code;
      length += 1;
      hash = Math.imul(hash ^ code, HASH_PRIME);
      at += 1;
    }
    // Blanks around a cell are none of it.
    if (at > from && !isQuoted && (isBlank(bytes[from] as number) || isBlank(bytes[at - 1] as number))) return ODD;
    return this.#endText(length, hash) ? at : ODD;
  }

  /** Dollars, with or without a point, and a small power of ten as Python and DuckDB write it: 6.127e-05. */
  #money(bytes: Buffer, from: number): number {
    let at = digitsEnd(bytes, from);
    const whole = at - from;
    const dollars = numberIn(bytes, from, at);
    let [parts, places] = [0, 0];
    if (whole > 0 && bytes[at] === POINT) {
      const point = at + 1;
      at = digitsEnd(bytes, point);
      places = at - point;
      if (places === 0) return ODD;
      parts = numberIn(bytes, point, at);
    }
    if (whole > MOST_DIGITS || places > MONEY_PLACES) return ODD;
    const row = this.#numbers;
    row.hasMoney = whole > 0;
    row.dollars = dollars;
    row.parts = parts * (POWERS[places] as number);
    if (whole === 0 || bytes[at] !== LETTER_E) return at;
    if (whole !== 1 || bytes[at + 1] !== MINUS) return ODD;
    const power = at + 2;
    at = digitsEnd(bytes, power);
    const all = places + numberIn(bytes, power, at);
    if (at === power || at - power > 2 || all > MONEY_PLACES) return ODD;
    row.dollars = 0;
    row.parts = (dollars * (TENS[places] as number) + parts) * (POWERS[all] as number);
    return row.parts < PARTS ? at : ODD;
  }

  /** A moment in UTC without a zone or with Z: its day is a text of the row. Whether there is such a day, its first row tells. */
  #moment(bytes: Buffer, from: number): number {
    let length = this.#length;
    let hash = this.#hash;
    if (length + DAY_BYTES >= MOST_KEY) return ODD;
    let at = from;
    for (; at < from + DAY_BYTES; at += 1) {
      const code = bytes[at] as number;
      if (code !== MINUS && (code < ZERO || code > NINE)) return ODD;
      this.#key[length] = code;
      length += 1;
      hash = Math.imul(hash ^ code, HASH_PRIME);
    }
    if (bytes[at] !== LETTER_T && bytes[at] !== BLANK) return ODD;
    const hour = twoDigits(bytes, at + 1, 24);
    const minute = bytes[at + 3] === COLON ? twoDigits(bytes, at + 4, 60) : -1;
    if (hour < 0 || minute < 0) return ODD;
    at += 6;
    if (bytes[at] === COLON) {
      if (twoDigits(bytes, at + 1, 60) < 0) return ODD;
      at += 3;
      if (bytes[at] === POINT) {
        const end = digitsEnd(bytes, at + 1);
        if (end === at + 1) return ODD;
        at = end;
      }
    }
    if (bytes[at] === LETTER_Z) at += 1;
    this.#numbers.minute = hour * 60 + minute;
    return this.#endText(length, hash) ? at : ODD;
  }

  #id(bytes: Buffer, from: number): number {
    let at = from;
    let code = bytes[at] as number;
    for (; isSign(code) && code !== COMMA && code !== QUOTE; code = bytes[at] as number) at += 1;
    if (at === from) return ODD;
    this.#numbers.id = bytes.toString('latin1', from, at);
    return at;
  }

  /** A record of JSON in quotes, whose quotes are written twice; or nothing. */
  #record(bytes: Buffer, from: number, isQuoted: boolean, { slots, texts }: Nested): number {
    const row = this.#numbers;
    if (isQuoted && bytes[from] === BRACE) {
      const end = passed(bytes, from, true);
      const fields = parsedRecord(bytes.toString('utf8', from, end).replaceAll('""', '"'));
      const text = fields === undefined ? undefined : textsIn(fields, texts);
      if (fields === undefined || text === undefined || !countsIn(fields, slots, row)) return ODD;
      return this.#more(text) ? end : ODD;
    }
    for (let at = 0; at < slots.length; at += 1) row.counts[(slots[at] as Slot)[0]] = 0;
    return this.#more('') ? from : ODD;
  }

  #more(text: string): boolean {
    let length = this.#length;
    let hash = this.#hash;
    if (length + text.length >= MOST_KEY) return false;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > LAST_OF_ASCII || code < BLANK) return false;
      this.#key[length] = code;
      length += 1;
      hash = Math.imul(hash ^ code, HASH_PRIME);
    }
    return this.#endText(length, hash);
  }

  #add(bytes: Buffer): boolean {
    const sums = this.#sums;
    if (!sums.isSound) return false;
    // Which numbers the row tells is a part of what it is told apart by.
    const mark = sums.told * 2 + (this.#numbers.hasMoney ? 1 : 0);
    const hash = Math.imul(this.#hash ^ mark, HASH_PRIME) & HASH_MASK;
    // Words are compared, so that the last of them is filled up.
    for (let length = this.#length; length % WORD !== 0; length += 1) this.#key[length] = 0;
    const group = this.#known(hash, mark) ?? this.#made(bytes, hash, mark);
    if (group.isOdd) return false;
    sums.add(group);
    return true;
  }

  #known(hash: number, mark: number): PlainGroup | undefined {
    const words = this.#words;
    const length = Math.ceil(this.#length / WORD);
    for (let each = this.#groups.get(hash); each !== undefined; each = each.next) {
      const { key } = each;
      if (each.mark !== mark || key.length !== length) continue;
      let at = 0;
      while (at < length && key[at] === words[at]) at += 1;
      if (at === length) return each.group;
    }
    return undefined;
  }

  #made(bytes: Buffer, hash: number, mark: number): PlainGroup {
    const record: Record<string, string> = { ...this.#empty };
    let isOdd = false;
    const kinds = this.#kinds;
    for (let column = 0; column < kinds.length; column += 1) {
      const kind = kinds[column];
      if (kind !== TEXT && kind !== MOMENT && kind !== RECORD) continue;
      const cell = bytes.toString('utf8', this.#begins[column], this.#ends[column]);
      record[this.#header[column] as string] = cell.includes('""') ? cell.replaceAll('""', '"') : cell;
      // What a blank is beyond ASCII is not asked here.
      isOdd ||= kind === TEXT && cell !== cell.trim();
    }
    const group = this.#sums.groupOf(record, isOdd);
    const key = this.#words.slice(0, Math.ceil(this.#length / WORD));
    this.#groups.set(hash, { key, mark, group, next: this.#groups.get(hash) });
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
