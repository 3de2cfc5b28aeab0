import { nearest } from '../domain/near.ts';
import { problem } from '../domain/problem.ts';
import { jsonSchema, SCHEMA_KINDS } from '../files/json-schema.ts';
import { emit } from './emit.ts';
import { EXIT } from './exit.ts';
import type { OutputOptions } from './options.ts';
import type { Shell } from './shell.ts';

/** `tokencost schema <kind>`: the JSON Schema of a file or an answer. */
export function runSchema(kind: string | undefined, options: Pick<OutputOptions, 'output'>, shell: Shell): number {
  const kinds = SCHEMA_KINDS.join(', ');
  if (kind === undefined) throw problem('usage', 'No kind of schema was named.', `The kinds are ${kinds}.`);
  const schema = jsonSchema(kind);
  if (schema === undefined) {
    const near = nearest(kind, SCHEMA_KINDS);
    const hint = near.length === 0 ? '' : `Did you mean ${near.join(' or ')}? `;
    throw problem('usage', `There is no schema called ${kind}.`, `${hint}The kinds are ${kinds}.`);
  }
  emit(`${JSON.stringify(schema, null, 2)}\n`, options, shell);
  return EXIT.fine;
}
