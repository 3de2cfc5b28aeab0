import { type Exact, numeral } from '../domain/exact.ts';
import { Items, isExact, type JsonDocument, type JsonValue, jsonChunks } from '../domain/json.ts';

/** The JSON of an answer as `JSON.parse` gives it: its numbers are floats, the nearest to what the answer says. */
export type Json<Value> = Value extends Exact
  ? number
  : Value extends Items<infer Item>
    ? readonly Json<Item>[]
    : Value extends readonly (infer Item)[]
      ? readonly Json<Item>[]
      : Value extends object
        ? { readonly [Key in keyof Value]: Json<Value[Key]> }
        : Value;

/** An answer that `JSON.stringify` writes with the keys of the command line. */
export type Written<Answer, Document> = Answer & { toJSON(): Json<Document> };

const DOCUMENTS = new WeakMap<object, () => JsonDocument>();

function floats(value: JsonValue | Items): unknown {
  if (value instanceof Items) return Array.from(value.each(), floats);
  if (value === null || typeof value !== 'object') return value;
  if (isExact(value)) return Number(numeral(value));
  if (Array.isArray(value)) return value.map(floats);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, floats(each as JsonValue)]));
}

/** The answer with the JSON that the command line would write of it, made when it is asked for. */
export function written<Answer extends object, Document extends JsonDocument>(
  answer: Answer,
  document: () => Document,
): Written<Answer, Document> {
  DOCUMENTS.set(answer, document);
  const toJSON = () => floats(document() as JsonValue);
  return Object.defineProperty(answer, 'toJSON', { value: toJSON, enumerable: false }) as Written<Answer, Document>;
}

/**
 * An answer as the command line writes it with `--format json`: every number an exact decimal numeral, none through a
 * float. Throws TypeError for what is no answer of `estimate`, `check` or `decide`, a copy of one included.
 */
export function exactJson(answer: object): string {
  const document = DOCUMENTS.get(answer);
  if (document === undefined) throw new TypeError('exactJson takes an answer of estimate, check or decide itself');
  return [...jsonChunks(document())].join('');
}
