import { type Exact, numeral } from '../domain/exact.ts';

/** What can be written: exact numbers go out as numerals, never through a float. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | Exact
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

function isExact(value: object): value is Exact {
  return 'coefficient' in value && 'divisor' in value;
}

function render(value: JsonValue, indent: string): string {
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
    entries.map(([key, item]) => `${JSON.stringify(key)}: ${render(item, inner)}`),
    '}',
  );
}

/** JSON text with exact decimal numerals, two-space indents and a final newline. */
export function jsonText(value: JsonValue): string {
  return `${render(value, '')}\n`;
}
