import { Command } from 'commander';
import type { ImportUsageOptions } from './commands/import.ts';
import { DEFAULT_CARD } from './commands/options.ts';
import { examples, path, type Run } from './program-options.ts';

/** `import`: usage exports and logs into a measured profile. */
export function importCommand(run: Run): Command {
  return new Command('import')
    .description('a profile, measured, from usage exports and logs: OpenAI, Anthropic, LiteLLM, OpenRouter and more')
    .addHelpText(
      'before',
      examples([
        'tokencost import usage.csv --output profile.yaml',
        'tokencost import logs/*.jsonl.gz --since 2026-10-01 --until 2026-10-31 --by project --output profile.yaml',
        'psql "$URL" --csv -f usage.sql | tokencost import - --from litellm --format json',
      ]),
    )
    .argument('[usage...]', 'CSV, JSON or JSON lines, also packed with gzip; - reads standard input')
    .option('--from <kind>', 'what the files are, where it is not to be recognised: openai, anthropic, litellm, ...')
    .option('--since <day>', 'first day that counts, UTC (default: the first in the files)')
    .option('--until <day>', 'last day that counts, UTC (default: the last in the files)')
    .option('--by <list>', 'workloads apart by key, project, user or route, beside model and mode')
    .option('--add', 'the files hold different traffic, although they are of one provider and day')
    .option('--card <card>', 'rate card: the id of one that ships, or a file or folder', path, DEFAULT_CARD)
    .option('--as-of <day>', 'day that is printed as that of the card (default: today, UTC)')
    .option('--format <format>', 'table, json', 'table')
    .option('--output <file>', 'write the profile to a file; the answer is printed', path)
    .action(async (files: string[], options: ImportUsageOptions) => {
      run.exitCode = await (await import('./commands/import.ts')).runImportUsage(files, options, run.shell);
    });
}
