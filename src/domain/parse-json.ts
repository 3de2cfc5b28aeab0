import { type Exact, multiply, parseExact, shift, whole } from './exact.ts';
import type { JsonValue } from './json.ts';

/** Text that is not JSON, with the place where it stops being it. */
export class JsonFault extends SyntaxError {
  /** Characters before the fault. */
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** More of either is no answer of this program, and would take all memory or all of the stack. */
const [DEEPEST, LARGEST_EXPONENT] = [100, 400];

/** What stands in quotes as it is meant; the rest is left to JSON.parse to judge. */
const PLAIN = /^[^\\\p{Cc}]*$/u;
const NUMERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** A number as JSON may write it, an exponent included; undefined where the exponent is out of all bounds. */
function exactOf(numeral: string): Exact | undefined {
  const [mantissa = '', exponent = '0'] = numeral.split(/e/i);
  const [value, places] = [parseExact(mantissa), Number(exponent)];
  if (value === undefined || Math.abs(places) > LARGEST_EXPONENT) return undefined;
  return places <= 0 ? shift(value, -places) : multiply(value, whole(10n ** BigInt(places)));
}

/** Where the parts of a value begin: the key of each, where it has one, and the part itself. */
type Places = ReadonlyMap<string | number, readonly [key: number, value: number]>;

/** What of a numeral a message has room for. */
const excerptOf = (numeral: string) => (numeral.length > 40 ? `${numeral.slice(0, 24)}\u2026` : numeral);

type Starts = readonly (readonly [key: string, at: readonly [key: number, value: number]])[];

/** A key that stands a second time in one object. */
function twice(starts: Starts): JsonFault {
  const seen = new Set<string>();
  const again = starts.find(([key]) => seen.size === seen.add(key).size);
  return new JsonFault('this key is given twice; keep one of them', again?.[1][0] ?? 0);
}

/** A key that cannot be read as it is meant, by the keys and indices that lead to it. */
export interface OddKey {
  readonly path: readonly (string | number)[];
  /** Characters before it: before its second, where it is given twice. */
  readonly offset: number;
  readonly fault: 'twice' | 'reserved';
}

/** The one key that JavaScript keeps for itself. */
export const RESERVED_KEY = '__proto__';

/** Keys of one object that stand again, and the one that is kept. */
function oddIn(starts: Starts, trail: readonly (string | number)[]): OddKey[] {
  const seen = new Set<string>();
  return starts.flatMap(([key, [offset]]): OddKey[] => {
    if (key === RESERVED_KEY) return [{ path: [...trail, key], offset, fault: 'reserved' }];
    return seen.size === seen.add(key).size ? [{ path: [...trail, key], offset, fault: 'twice' }] : [];
  });
}

class Reader {
  readonly text: string;
  at = 0;
  /** Where everything stands, kept only where it is asked for. */
  places: WeakMap<object, Places> | undefined;
  /** Takes keys that cannot be read as they are meant; undefined where one that is given twice ends the reading. */
  oddKeys: OddKey[] | undefined;
  readonly trail: (string | number)[] = [];
  constructor(text: string) {
    this.text = text;
  }

  fault(expected: string): JsonFault {
    const found = this.text[this.at];
    return new JsonFault(
      `expected ${expected}${found === undefined ? ' and the text ends' : `, not ${found}`}`,
      this.at,
    );
  }

  /** The text of a token that starts here, which is then behind. */
  take(token: RegExp): string | undefined {
    token.lastIndex = this.at;
    const found = token.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  /** The sign that comes next after any white space. */
  next(): string | undefined {
    for (;;) {
      const sign = this.text[this.at];
      if (sign !== ' ' && sign !== '\n' && sign !== '\r' && sign !== '\t') return sign;
      this.at += 1;
    }
  }

  /** Whether this sign comes next, which is then behind. */
  took(sign: string): boolean {
    if (this.next() !== sign) return false;
    this.at += 1;
    return true;
  }

  /** Where the text that begins here ends: a quote with an even number of backslashes before it. */
  closing(): number {
    let end = this.at;
    for (;;) {
      end = this.text.indexOf('"', end + 1);
      let backslashes = 0;
      while (this.text[end - 1 - backslashes] === '\\') backslashes += 1;
      if (backslashes % 2 === 0) return end;
    }
  }

  string(): string {
    if (this.next() !== '"') throw this.fault('a text in quotes');
    const [start, end] = [this.at, this.closing()];
    if (end < 0) throw new JsonFault('a text is not closed', start);
    const inner = this.text.slice(start + 1, end);
    this.at = end + 1;
    if (PLAIN.test(inner)) return inner;
    try {
      return JSON.parse(`"${inner}"`) as string;
    } catch {
      throw new JsonFault('a text holds a line break, or an escape that JSON does not know', start);
    }
  }

  /** Whether another part follows in what `close` ends, after so many. */
  another(parts: number, close: string): boolean {
    if (parts === 0) return !this.took(close);
    if (this.took(',')) return true;
    if (this.took(close)) return false;
    throw this.fault(`a comma or ${close}`);
  }

  object(depth: number): JsonValue {
    const entries: [string, JsonValue][] = [];
    const starts: [string, [number, number]][] = [];
    while (this.another(entries.length, '}')) {
      this.next();
      const start = this.at;
      const key = this.string();
      if (!this.took(':')) throw this.fault('a colon');
      this.next();
      starts.push([key, [start, this.at]]);
      this.trail.push(key);
      entries.push([key, this.value(depth)]);
      this.trail.pop();
    }
    const object = Object.fromEntries(entries);
    if (this.oddKeys !== undefined) this.oddKeys.push(...oddIn(starts, this.trail));
    else if (Object.keys(object).length < entries.length) throw twice(starts);
    this.places?.set(object, new Map(starts));
    return object;
  }

  list(depth: number): JsonValue {
    const items: JsonValue[] = [];
    const starts: [number, [number, number]][] = [];
    while (this.another(items.length, ']')) {
      this.next();
      starts.push([items.length, [this.at, this.at]]);
      this.trail.push(items.length);
      items.push(this.value(depth));
      this.trail.pop();
    }
    this.places?.set(items, new Map(starts));
    return items;
  }

  value(depth: number): JsonValue {
    if (depth > DEEPEST) throw new JsonFault(`values stand in one another more than ${DEEPEST} deep`, this.at);
    if (this.took('{')) return this.object(depth + 1);
    if (this.took('[')) return this.list(depth + 1);
    return this.text[this.at] === '"' ? this.string() : this.scalar();
  }

  scalar(): JsonValue {
    const word = this.take(WORD);
    if (word !== undefined) return word === 'null' ? null : word === 'true';
    const start = this.at;
    const numeral = this.take(NUMERAL);
    if (numeral === undefined) throw this.fault('a value');
    const value = exactOf(numeral);
    if (value === undefined) throw new JsonFault(`the number ${excerptOf(numeral)} is out of all bounds`, start);
    return value;
  }
}

/**
 * Where the value at each path of a JSON text begins, or its key: the nearest that stands around it where it is missing.
 * Throws `JsonFault`.
 */
export function jsonPlaces(text: string): (path: readonly (string | number)[], part: 'key' | 'value') => number {
  const reader = new Reader(text);
  const places = new WeakMap<object, Places>();
  reader.places = places;
  reader.oddKeys = [];
  reader.next();
  const start = reader.at;
  const root = reader.value(0);
  return (path, part) => {
    let [value, offset]: [unknown, number] = [root, start];
    for (const [index, step] of path.entries()) {
      const found = typeof value === 'object' && value !== null ? places.get(value)?.get(step) : undefined;
      if (found === undefined) return offset;
      offset = index === path.length - 1 && part === 'key' ? found[0] : found[1];
      value = (value as Record<string | number, unknown>)[step];
    }
    return offset;
  };
}

/**
 * The keys of a JSON text that cannot be read as they are meant, for a reader that leaves out what they
 * spoil and takes the rest. Throws `JsonFault`.
 */
export function oddKeysOf(text: string): OddKey[] {
  const reader = new Reader(text);
  reader.oddKeys = [];
  reader.value(0);
  if (reader.next() !== undefined) throw reader.fault('the end');
  return reader.oddKeys;
}

/** What a JSON text says, every number exact: none passes through a float. Throws `JsonFault`. */
export function parseJson(text: string): JsonValue {
  const reader = new Reader(text);
  const value = reader.value(0);
  if (reader.next() !== undefined) throw reader.fault('the end');
  return value;
}
