import { Command } from 'commander';
import type { ImportUsageOptions } from './commands/import.ts';
import type { ImportSqlOptions } from './commands/import-sql.ts';
import { DEFAULT_CARD } from './commands/options.ts';
import { examples, path, type Run, TO_FILE } from './program-options.ts';

const CARD = ['--card <card>', 'rate card: the id of one that ships, or a file or folder', path, DEFAULT_CARD] as const;

/** `import sql`: the query for usage that lies in a store of its own. */
function sqlCommand(run: Run): Command {
  return new Command('sql')
    .description('the query that adds up usage where it lies: its answer as CSV goes into `import -`')
    .addHelpText(
      'before',
      examples([
        'tokencost import sql --from litellm --dialect clickhouse',
        'psql "$URL" --csv -c "$(tokencost import sql --from litellm --dialect postgres)" | tokencost import - --output profile.yaml',
      ]),
    )
    .option(
      '--from <kind>',
      'what the table holds: litellm, litellm-daily, langfuse, helicone, otel, bedrock, cur, focus, google-billing',
    )
    .option('--dialect <engine>', 'duckdb, postgres, clickhouse, spark, bigquery, snowflake, trino')
    .option('--table <name>', 'the table (default: as its maker calls it)')
    .option('--since <day>', 'first day that counts, UTC (default: all)')
    .option('--until <day>', 'last day that counts, UTC (default: all)')
    .option('--by <list>', 'rows apart by key, project, user or route, beside day, model and mode')
    .option(...CARD)
    .option(...TO_FILE)
    .action(async (options: ImportSqlOptions) => {
      run.exitCode = await (await import('./commands/import-sql.ts')).runImportSql(options, run.shell);
    });
}

/** `import`: usage exports and logs into a measured profile. */
export function importCommand(run: Run): Command {
  return new Command('import')
    .description('a profile, measured, from usage exports and logs: OpenAI, Anthropic, LiteLLM, OpenRouter and more')
    .addHelpText(
      'before',
      examples([
        'tokencost import usage.csv --output profile.yaml',
        'tokencost import logs/*.jsonl.gz --since 2026-10-01 --until 2026-10-31 --by project --output profile.yaml',
        'psql "$URL" --csv -c "$(tokencost import sql --from litellm --dialect postgres)" | tokencost import - --output profile.yaml',
      ]),
    )
    .enablePositionalOptions()
    .argument('[usage...]', 'CSV, JSON, JSON lines or Parquet, also packed; - reads standard input')
    .option('--from <kind>', 'what the files are, where it is not to be recognised: openai, anthropic, litellm, ...')
    .option('--since <day>', 'first day that counts, UTC (default: the first in the files)')
    .option('--until <day>', 'last day that counts, UTC (default: the last in the files)')
    .option('--by <list>', 'workloads apart by key, project, user, route or tag:NAME, beside model and mode')
    .option('--min-share <share>', 'what --by names stands under "other" where it is a lesser part of the cost')
    .option('--add', 'the files hold different traffic, although they are of one provider and day')
    .option(...CARD)
    .option('--as-of <day>', 'day that is printed as that of the card (default: today, UTC)')
    .option('--format <format>', 'table, json', 'table')
    .option('--output <file>', 'write the profile to a file; the answer is printed', path)
    .option(
      '--update <profile>',
      'measure a profile of yours again: what you wrote stays, what was measured is replaced',
      path,
    )
    .action(async (files: string[], options: ImportUsageOptions) => {
      run.exitCode = await (await import('./commands/import.ts')).runImportUsage(files, options, run.shell);
    })
    .addCommand(sqlCommand(run));
}
