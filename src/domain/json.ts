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

/** Keys as they are written, by what they are: an answer has a few dozen, hundreds of thousands of times. */
const keyTexts = new Map<string, string>();
/** Keys that are names of the user's are as many as there are names. */
const MOST_KEYS = 1_000;

function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = `${jsonString(key)}: `;
  if (keyTexts.size < MOST_KEYS) keyTexts.set(key, text);
  return text;
}

function render(value: JsonValue, indent: string): string {
  if (typeof value === 'string') return jsonString(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isExact(value)) return numeral(value);
  const inner = `${indent}  `;
  let [text, before] = ['', `\n${inner}`];
  const next = `,${before}`;
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) {
      text += before + render(item, inner);
      before = next;
    }
    return text === '' ? '[]' : `[${text}\n${indent}]`;
  }
  const object = value as { [key: string]: JsonValue };
  for (const key of Object.keys(object)) {
    text += before + keyText(key) + render(object[key] as JsonValue, inner);
    before = next;
  }
  return text === '' ? '{}' : `{${text}\n${indent}}`;
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
