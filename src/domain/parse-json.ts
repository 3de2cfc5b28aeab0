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

class Reader {
  readonly text: string;
  at = 0;
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
    while (this.another(entries.length, '}')) {
      const key = this.string();
      if (!this.took(':')) throw this.fault('a colon');
      entries.push([key, this.value(depth)]);
    }
    return Object.fromEntries(entries);
  }

  list(depth: number): JsonValue {
    const items: JsonValue[] = [];
    while (this.another(items.length, ']')) items.push(this.value(depth));
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
    if (value === undefined) throw new JsonFault(`the number ${numeral} is out of all bounds`, start);
    return value;
  }
}

/** What a JSON text says, every number exact: none passes through a float. Throws `JsonFault`. */
export function parseJson(text: string): JsonValue {
  const reader = new Reader(text);
  const value = reader.value(0);
  if (reader.next() !== undefined) throw reader.fault('the end');
  return value;
}
