import type * as z from 'zod';
import { parseDay } from '../../domain/day.ts';
import { compare, type Exact, isZero, numeral, parseExact, shift, ZERO } from '../../domain/exact.ts';
import { RESERVED_KEY } from '../../domain/parse-json.ts';
import { oddKeysIn } from '../json-file.ts';
import { parseYaml } from '../parse-yaml.ts';
import { validate } from '../validate.ts';
import { type OddKeyAt, valueAt, type YamlFile } from '../yaml-file.ts';
import { Refusal } from './imported.ts';
import { OddKeys } from './odd-keys.ts';

/** A string, kept as it is, or a numeral outside of strings. */
const STRING_OR_NUMERAL = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What stands in a file of numerals as text: its content, places in it, and the keys that spoil a row of it. */
interface NumeralsFile<Data> {
  readonly data: Data;
  readonly place: YamlFile['place'];
  readonly odd: OddKeys;
}

/** Content without the keys that JavaScript keeps for itself, which would be lost in silence or taken for a prototype. */
function withoutReserved(content: unknown, odd: readonly OddKeyAt[]): unknown {
  for (const { path, fault } of odd) {
    const around = valueAt(content, path.slice(0, -1));
    if (fault === 'reserved' && typeof around === 'object' && around !== null)
      Reflect.deleteProperty(around, RESERVED_KEY);
  }
  return content;
}

/**
 * The content of a JSON or YAML file in the shape of its schema, every number as the text it is written in, so that no
 * price passes through a float. Throws `invalidFile`, with the place, on broken syntax or another shape.
 */
export function readNumeralsAsText<Schema extends z.ZodType>(
  text: string,
  path: string,
  schema: Schema,
  kind: string,
): NumeralsFile<z.infer<Schema>> {
  if (isJson(text)) {
    const { odd, place } = oddKeysIn(text, path, kind);
    const quoted = text.replace(STRING_OR_NUMERAL, (token) => (token.startsWith('"') ? token : `"${token}"`));
    const result = schema.safeParse(withoutReserved(JSON.parse(quoted), odd));
    if (result.success) return { data: result.data, place, odd: new OddKeys(odd) };
  }
  const odd: OddKeyAt[] = [];
  const file = parseYaml(text, path, kind, odd);
  const content = withoutReserved(file.content, odd);
  return { data: validate({ ...file, content }, schema, kind), place: file.place, odd: new OddKeys(odd) };
}

/** The content of a JSON or YAML file as its parser has it, to see what it is; undefined where it is neither. */
export function parsedLoosely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return parseYaml(text, '', '', []).content;
    } catch {
      return undefined;
    }
  }
}

/** A day of a price list as a card writes it; undefined where it is no whole day. */
export function dayIn(text: unknown): string | undefined {
  const day = typeof text === 'string' ? text.slice(0, DAY_LENGTH) : '';
  return parseDay(day) === undefined ? undefined : day;
}

const DAY_LENGTH = '2026-11-23'.length;
const [MOST_EXPONENT, MOST_DIGITS] = [40, 40];
const NUMERAL = /^(-?\d+(?:\.\d+)?)(?:[eE]([+-]?\d+))?$/;

/** The exact value of a numeral with or without an exponent: 2.5e-06. Refuses what is no number, or is negative. */
export function exactOf(key: string, text: unknown): Exact {
  if (typeof text === 'string' && text.replaceAll(/\D/g, '').length > MOST_DIGITS)
    throw new Refusal(`${key} has more than ${MOST_DIGITS} digits`);
  const match = typeof text === 'string' ? NUMERAL.exec(text) : null;
  const mantissa = match === null ? undefined : parseExact(match[1] ?? '');
  const exponent = Number(match?.[2] ?? 0);
  if (mantissa === undefined || Math.abs(exponent) > MOST_EXPONENT) throw new Refusal(`${key} is not a number`);
  if (compare(mantissa, ZERO) < 0) throw new Refusal(`${key} is negative`);
  return timesTen(mantissa, exponent);
}

/** The value times ten to a power, exactly. */
export function timesTen(value: Exact, exponent: number): Exact {
  return exponent <= 0
    ? shift(value, -exponent)
    : { ...value, coefficient: value.coefficient * 10n ** BigInt(exponent) };
}

/** Cells as a card writes them; a model whose every price is 0 does not tell free from unknown. */
export function priceTexts<Meter extends string>(cells: ReadonlyMap<Meter, Exact>): { [meter in Meter]?: string } {
  return Object.fromEntries([...cells].map(([meter, value]) => [meter, numeral(value)])) as {
    [meter in Meter]?: string;
  };
}

/** What a model makes of its input: embeddings are no tokens, and cost nothing beside it. */
export type Makes = 'text' | 'embeddings';

/** What a row of a base that tells no kind makes, by its id. */
export const madeBy = (id: string): Makes => (/(?:^|[/._-])embed/i.test(id) ? 'embeddings' : 'text');

/** Refuses prices that are not there, or that say nothing. */
export function refuseUnpriced(cells: ReadonlyMap<string, Exact>, makes: Makes): void {
  if (cells.size > 0 && [...cells.values()].every(isZero))
    throw new Refusal('every price is 0, which does not tell free from unknown');
  for (const meter of makes === 'text' ? ['input', 'output'] : ['input']) {
    const price = cells.get(meter);
    if (price === undefined) throw new Refusal(`it has no ${meter} price per token`);
    if (isZero(price)) throw new Refusal(`its ${meter} price is 0, which does not tell free from unknown`);
  }
}

/** Takes an output price of 0 off what has no output. */
export function leaveOutputOf<Meter extends string>(makes: Makes, cells: Map<Meter | 'output', Exact>): void {
  const price = cells.get('output');
  if (makes === 'embeddings' && price !== undefined && isZero(price)) cells.delete('output');
}

/** Takes prices of 0 out of a list, each with the reason: in the data of others they do not tell free from unknown. */
export function leaveOutZeros<Meter extends string>(
  cells: Map<Meter, Exact>,
  list: string,
  leaveOut: (reason: string) => void,
): void {
  for (const [meter, price] of cells) {
    if (!isZero(price)) continue;
    cells.delete(meter);
    leaveOut(`its ${list}${meter} price is 0, which does not tell free from unknown`);
  }
}
