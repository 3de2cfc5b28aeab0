import type * as zod from 'zod';
import type { Exact } from '../domain/exact.ts';
import type { Items, JsonValue } from '../domain/json.ts';

/**
 * The library of schemas. A module of this folder is handed it and never loads it: who only writes an answer, as most
 * starts of the program do, does without.
 */
export type Z = typeof zod;

type Frozen<Value> = Value extends Exact
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly Frozen<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
      : Value;

/** What a schema describes: the type that its writer has to return, so that the two cannot part. */
export type Written<Schema extends (z: Z) => zod.ZodType> = Frozen<zod.output<ReturnType<Schema>>>;

/** The same with lists at the top that may be made while they are written. */
export type Streamed<Answer> = {
  readonly [Key in keyof Answer]: Answer[Key] extends readonly (infer Item)[]
    ? Answer[Key] | Items<Extract<Item, JsonValue>>
    : Answer[Key];
};
