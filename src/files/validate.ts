import * as z from 'zod';
import { type JsonValue, jsonText } from '../domain/json.ts';
import { didYouMean, nearest } from '../domain/near.ts';
import { type Fault, invalidFile, type Path, valueAt, type YamlFile } from './yaml-file.ts';

/** The schema that stands at a path inside another: what is allowed there, for suggestions. */
function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  let current: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    current = current === undefined ? undefined : unwrapped(current);
    if (current instanceof z.ZodObject) current = (current.shape as Record<string, z.core.$ZodType>)[String(step)];
    else if (current instanceof z.ZodArray) current = current.element;
    else if (current instanceof z.ZodRecord) current = current.valueType;
    else return undefined;
  }
  return current === undefined ? undefined : unwrapped(current);
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  const mapping = schema instanceof z.ZodUnion ? schema.options.find((each) => each instanceof z.ZodObject) : undefined;
  return mapping ?? schema;
}

/** Complaints about a value that may have several forms: those of the form it was written in. */
function ofForm(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] {
  const fits = issue.errors.find(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  return (fits ?? issue.errors[0] ?? []).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function suggestion(word: string, known: readonly string[]): string {
  const meant = didYouMean(...nearest(word, known));
  if (meant !== undefined) return `; ${meant}`;
  return known.length === 0 ? '' : `; the keys here are ${known.join(', ')}`;
}

const SHAPES: Record<string, string> = {
  object: 'a mapping',
  array: 'a list',
  record: 'a mapping',
  string: 'a single value',
  tuple: 'a list',
  boolean: 'true or false',
};

function describe(issue: z.core.$ZodIssue, file: YamlFile, schema: z.core.$ZodType): Fault[] {
  const path = issue.path as Path;
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return ofForm(issue).flatMap((inner) => describe(inner, file, schema));
  if (issue.code === 'unrecognized_keys') {
    const here = schemaAt(schema, path);
    const known = here instanceof z.ZodObject ? Object.keys(here.shape) : [];
    return issue.keys.map((key) => ({
      place: file.place([...path, key], 'key'),
      message: `unknown key "${key}"${suggestion(key, known)}`,
    }));
  }
  if ((issue.code === 'invalid_type' || issue.code === 'custom') && valueAt(file.content, path) === undefined) {
    return [{ place: file.place(path), message: `the key "${String(path.at(-1))}" is missing` }];
  }
  if (issue.code === 'invalid_type') {
    return [{ place: file.place(path), message: `expected ${SHAPES[issue.expected] ?? issue.expected} here` }];
  }
  if (issue.code === 'invalid_value') {
    const value = valueAt(file.content, path);
    const options = issue.values.map(String);
    if (value === undefined) {
      const message = `the key "${String(path.at(-1))}" is missing; write ${options.length > 1 ? 'one of ' : ''}${options.join(', ')}`;
      return [{ place: file.place(path), message }];
    }
    return [{ place: file.place(path), message: `${shown(value)} is not one of ${options.join(', ')}` }];
  }
  if (issue.code === 'invalid_key') {
    return [
      {
        place: file.place(path, 'key'),
        message: `the key "${String(path.at(-1))}" cannot be used: ${issue.issues[0]?.message ?? ''}`,
      },
    ];
  }
  return [{ place: file.place(path), message: issue.message }];
}

/** A value as the file has it. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  return jsonText(value as JsonValue).trim();
}

/** The content of a file in the shape of its schema. Throws `invalidFile` with every fault at its place. */
export function validate<Schema extends z.ZodType>(file: YamlFile, schema: Schema, kind: string): z.infer<Schema> {
  const result = schema.safeParse(file.content);
  if (result.success) return result.data;
  throw invalidFile(
    file,
    kind,
    result.error.issues.flatMap((issue) => describe(issue, file, schema)),
  );
}
