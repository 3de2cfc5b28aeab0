import { capital } from '../domain/line-text.ts';
import { didYouMean, nearest } from '../domain/near.ts';
import { problem } from '../domain/problem.ts';
import { jsonSchema, kindThatStates, SCHEMA_KINDS } from '../files/json-schema.ts';
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
    const meant = didYouMean(...nearest(kind, SCHEMA_KINDS));
    const hint = meant === undefined ? '' : `${capital(meant)} `;
    throw problem('usage', `There is no schema called ${kind}.`, `${hint}The kinds are ${kinds}.`);
  }
  emit(`${JSON.stringify(schema, null, 2)}\n`, options, shell);
  return EXIT.fine;
}

const FILES = { profile: 'a profile', offers: 'an offers file', proposal: 'a proposal', budget: 'a budget' } as const;

/** For an option that no command has: the file in which the same is stated. Empty where none is. */
export function statedInstead(option: string): string {
  const key = option.replace(/^--?/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const kind = kindThatStates(key);
  if (kind === undefined) return '';
  return ` ${key} is stated in ${FILES[kind]}: \`tokencost schema ${kind}\` describes it.`;
}
