import type * as z from 'zod';
import { readByZod, type SchemaName } from './by-zod.ts';
import type { YamlFile } from './yaml-file.ts';

/**
 * The content of a user's file in the shape of its schema, which is given under its own name: `{ profileSchema }`. Throws
 * `invalidFile` with every fault at its place. The built program has schemas here that know a good file and nothing else
 * (`quick-zod.ts`); what they do not know is read again by zod, which loads for that alone.
 */
export function readDocument<Schema extends z.ZodType>(
  file: YamlFile,
  named: { readonly [Name in SchemaName]?: Schema },
  kind: string,
): z.infer<Schema> {
  const [[name, schema]] = Object.entries(named) as [[SchemaName, Schema]];
  const quick = schema.safeParse(file.content);
  return quick.success ? quick.data : (readByZod(file, name, kind) as z.infer<Schema>);
}
