import { problem } from '../domain/problem.ts';
import { DESCRIPTIONS } from '../usage/sql/descriptions.ts';
import { DIALECTS, type DialectName } from '../usage/sql/dialects.ts';
import { headed } from '../usage/sql/head.ts';
import { queryOf } from '../usage/sql/query.ts';
import { contextOf } from './context.ts';
import { emit } from './emit.ts';
import { EXIT } from './exit.ts';
import { optionalFlag, parseAsOf, parseBy } from './flags.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import { longPromptsOf } from './price-book.ts';
import type { Shell } from './shell.ts';

export interface ImportSqlOptions extends Pick<InputOptions, 'card'>, Pick<OutputOptions, 'output'> {
  readonly from?: string;
  readonly dialect?: string;
  readonly table?: string;
  readonly since?: string;
  readonly until?: string;
  readonly by?: string;
}

const TABLE = /^[\w.$-]+$|^"[^"]+"(?:\."[^"]+")*$|^`[^`]+`(?:\.`[^`]+`)*$/;

function tableOf({ table }: ImportSqlOptions): string | undefined {
  if (table === undefined || TABLE.test(table)) return table;
  throw problem(
    'badValue',
    `--table ${table}`,
    'a table is a name, with its schema before a dot, in quotes of its engine',
  );
}

function descriptionOf(from: string | undefined) {
  const known = DESCRIPTIONS.map(({ kind }) => kind).join(', ');
  if (from === undefined) {
    throw problem(
      'usage',
      'import sql needs --from.',
      `Say what the table holds: --from ${DESCRIPTIONS[0]?.kind}. There are ${known}.`,
    );
  }
  const description = DESCRIPTIONS.find(({ kind }) => kind === from);
  if (description !== undefined) return description;
  throw problem('badValue', `--from ${from}`, `no table of that kind is known; there are ${known}`);
}

function dialectOf(text: string | undefined): DialectName {
  const known = DIALECTS.join(', ');
  if (text === undefined) {
    throw problem('usage', 'import sql needs --dialect.', `Say what runs the query: one of ${known}.`);
  }
  const dialect = DIALECTS.find((each) => each === text);
  if (dialect === undefined) throw problem('badValue', `--dialect ${text}`, `"${text}" is not one of ${known}`);
  return dialect;
}

/** `tokencost import sql`: the query that adds up a table where it lies, for `import -` to read. */
export async function runImportSql(options: ImportSqlOptions, shell: Shell): Promise<number> {
  const description = descriptionOf(options.from);
  const dialect = dialectOf(options.dialect);
  const since = optionalFlag('--since', options.since, parseAsOf);
  const until = optionalFlag('--until', options.until, parseAsOf);
  if (since !== undefined && until !== undefined && until < since) {
    throw problem('badValue', `--until ${until}`, `it is before --since ${since}`);
  }
  const by = optionalFlag('--by', options.by, parseBy) ?? [];
  const missing = by.find((name) => description.belongs[name] === undefined);
  if (missing !== undefined) {
    throw problem('badValue', `--by ${missing}`, `${description.label} does not tell it`);
  }
  const { card } = await contextOf({ card: options.card }, shell);
  const asked = { dialect, since, until, by, bounds: longPromptsOf(card), table: tableOf(options) };
  emit(`${headed(description, dialect)}${queryOf(description, asked)}\n`, options, shell);
  return EXIT.fine;
}
