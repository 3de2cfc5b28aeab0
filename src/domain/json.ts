import { type Exact, numeral } from './exact.ts';
import { jsonString } from './line-text.ts';

/** What can be written: exact numbers go out as numerals, never through a float. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | Exact
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** True of an exact number, which no other object of an answer looks like. */
export function isExact(value: unknown): value is Exact {
  return typeof value === 'object' && value !== null && 'coefficient' in value && 'divisor' in value;
}

function render(value: JsonValue, indent: string): string {
  if (typeof value === 'string') return jsonString(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isExact(value)) return numeral(value);
  const inner = `${indent}  `;
  const wrap = (open: string, items: readonly string[], close: string) =>
    items.length === 0 ? open + close : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
  if (Array.isArray(value)) {
    return wrap(
      '[',
      value.map((item: JsonValue) => render(item, inner)),
      ']',
    );
  }
  const entries = Object.entries(value as { [key: string]: JsonValue });
  return wrap(
    '{',
    entries.map(([key, item]) => `${jsonString(key)}: ${render(item, inner)}`),
    '}',
  );
}

/** A list whose items are made when they are written: the answers of thousands of workloads are never all in memory. */
export class Items<Item extends JsonValue = JsonValue> {
  readonly each: () => Iterable<Item>;
  constructor(each: () => Iterable<Item>) {
    this.each = each;
  }

  /** What `item` makes of each of some values, in their order. */
  static of<Value, Item extends JsonValue>(values: Iterable<Value>, item: (value: Value) => Item): Items<Item> {
    return new Items(function* each() {
      for (const value of values) yield item(value);
    });
  }
}

/** An object with lists of that kind among its keys. */
export type JsonDocument = { readonly [key: string]: JsonValue | Items };

/** What stands inside an object at the top, and inside a list there. */
const [INNER, ITEM] = ['  ', '    '];

function* itemChunks(items: Items): Generator<string> {
  let none = true;
  for (const item of items.each()) {
    yield `${none ? '[' : ','}\n${ITEM}${render(item, ITEM)}`;
    none = false;
  }
  yield none ? '[]' : `\n${INNER}]`;
}

/** The same text as `jsonText`, a key or an item at a time. */
export function* jsonChunks(document: JsonDocument): Generator<string> {
  const entries = Object.entries(document);
  for (const [index, [key, value]] of entries.entries()) {
    yield `${index === 0 ? '{' : ','}\n${INNER}${jsonString(key)}: `;
    if (value instanceof Items) yield* itemChunks(value);
    else yield render(value, INNER);
  }
  yield entries.length === 0 ? '{}\n' : '\n}\n';
}

/** JSON text with exact decimal numerals, two-space indents and a final newline. */
export function jsonText(value: JsonValue): string {
  return `${render(value, '')}\n`;
}

/** The same on one line without spaces, as a cell of a table holds it, with numbers written as its other cells have them. */
export function jsonLine(value: JsonValue, written: (number: Exact) => string = numeral): string {
  if (typeof value === 'string') return jsonString(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isExact(value)) return written(value);
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => jsonLine(item, written)).join(',')}]`;
  const entries = Object.entries(value as { [key: string]: JsonValue });
  return `{${entries.map(([key, item]) => `${jsonString(key)}:${jsonLine(item, written)}`).join(',')}}`;
}
