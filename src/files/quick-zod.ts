import { RESERVED_KEY } from '../domain/parse-json.ts';

/*
 * The face of zod that the schemas of files use, without its words. What it reads, zod reads to the same value; of all
 * else it says that it does not know, and zod is asked, which says what is wrong. It stands in zod's place in the built
 * program, so that a good file loads nothing of zod. A word of zod that is not here fails where it is first used.
 */

const UNKNOWN = Symbol('unknown');
type Read = (value: unknown) => unknown;
type Shape = Readonly<Record<string, Quick>>;
type Result = { readonly success: true; readonly data: unknown } | { readonly success: false };

interface Context {
  readonly value: unknown;
  readonly issues: unknown[];
  addIssue(issue: unknown): void;
}

function judged(value: unknown, judge: (context: Context) => void): boolean {
  const issues: unknown[] = [];
  judge({ value, issues, addIssue: (issue) => issues.push(issue) });
  return issues.length === 0;
}

class Quick {
  readonly read: Read;
  readonly isOptional: boolean;

  constructor(read: Read, isOptional = false) {
    this.read = read;
    this.isOptional = isOptional;
  }

  safeParse(value: unknown): Result {
    const data = this.read(value);
    return data === UNKNOWN ? { success: false } : { success: true, data };
  }

  optional(): Quick {
    return new Quick(this.read, true);
  }

  describe(): this {
    return this;
  }

  meta(): this {
    return this;
  }

  refine(holds: (value: never) => boolean): Quick {
    if (this.isOptional) throw new TypeError('what may be left out is judged before it is made optional');
    const { read } = this;
    return new Quick((value) => {
      const known = read(value);
      return known === UNKNOWN || holds(known as never) ? known : UNKNOWN;
    });
  }

  check(judge: (context: Context) => void): Quick {
    return this.refine((value) => judged(value, judge));
  }

  superRefine(judge: (value: never, context: Context) => void): Quick {
    return this.check((context) => judge(context.value as never, context));
  }

  regex(pattern: RegExp): Quick {
    return this.refine((text) => pattern.test(text));
  }

  min(least: number): Quick {
    return this.refine(({ length }: { readonly length: number }) => length >= least);
  }

  max(most: number): Quick {
    return this.refine(({ length }: { readonly length: number }) => length <= most);
  }

  length(exactly: number): Quick {
    return this.refine(({ length }: { readonly length: number }) => length === exactly);
  }
}

class QuickObject extends Quick {
  readonly shape: Shape;

  constructor(shape: Shape) {
    super((value) => readKeys(value, shape));
    this.shape = shape;
  }

  extend(shape: Shape): QuickObject {
    return new QuickObject({ ...this.shape, ...shape });
  }

  partial(keys: Readonly<Record<string, true>>): QuickObject {
    const free = Object.keys(keys).map((key) => [key, this.shape[key]?.optional()] as const);
    return new QuickObject({ ...this.shape, ...(Object.fromEntries(free) as Shape) });
  }
}

type Mapping = Record<string, unknown>;

function isMapping(value: unknown): value is Mapping {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function readKeys(value: unknown, shape: Shape): unknown {
  if (!isMapping(value)) return UNKNOWN;
  const read: Mapping = {};
  let count = 0;
  for (const key in shape) {
    const schema = shape[key] as Quick;
    const given = value[key];
    if (given !== undefined) {
      const known = schema.read(given);
      if (known === UNKNOWN) return UNKNOWN;
      read[key] = known;
      count += 1;
    } else if (!schema.isOptional) return UNKNOWN;
  }
  return count === Object.keys(value).length ? read : UNKNOWN;
}

function readItems(value: unknown, schemaAt: (index: number) => Quick | undefined): unknown {
  if (!Array.isArray(value)) return UNKNOWN;
  const read: unknown[] = [];
  for (const item of value) {
    const known = schemaAt(read.length)?.read(item) ?? UNKNOWN;
    if (known === UNKNOWN) return UNKNOWN;
    read.push(known);
  }
  return read;
}

function readEntries(value: unknown, keys: Quick, values: Quick): unknown {
  if (!isMapping(value)) return UNKNOWN;
  const read: Mapping = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === RESERVED_KEY) continue;
    const known = keys.read(key) === UNKNOWN ? UNKNOWN : values.read(item);
    if (known === UNKNOWN) return UNKNOWN;
    read[key] = known;
  }
  return read;
}

export const strictObject = (shape: Shape) => new QuickObject(shape);
export const string = () => new Quick((value) => (typeof value === 'string' ? value : UNKNOWN));
export const array = (item: Quick) => new Quick((value) => readItems(value, () => item));
export const tuple = (items: readonly Quick[]) =>
  new Quick((value) => readItems(value, (index) => items[index])).length(items.length);
export const record = (keys: Quick, values: Quick) =>
  keys instanceof QuickWord
    ? strictObject(Object.fromEntries(keys.words.map((word) => [word, values])))
    : new Quick((value) => readEntries(value, keys, values));

/** A word of several. A mapping whose keys are these has each of them. */
class QuickWord extends Quick {
  readonly words: readonly string[];

  constructor(words: readonly string[]) {
    super((value) => (words.some((word) => word === value) ? value : UNKNOWN));
    this.words = words;
  }
}

const oneOf = (words: readonly string[]) => new QuickWord(words);

export const literal = (word: string) => oneOf([word]);
export { oneOf as enum };

export const union = (forms: readonly Quick[]) =>
  new Quick((value) => {
    for (const form of forms) {
      const known = form.read(value);
      if (known !== UNKNOWN) return known;
    }
    return UNKNOWN;
  });

export const discriminatedUnion = (_key: string, forms: readonly Quick[]) => union(forms);
