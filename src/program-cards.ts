import { Command } from 'commander';
import type { DiffOptions } from './commands/diff.ts';
import { collect, DEFAULT_CARD, examples, path, type Run, TO_FILE, withOutputs } from './program-options.ts';

/** `cards`: list, show, validate and import rate cards. */
export function cardsCommand(run: Run): Command {
  const cards = new Command('cards')
    .description('list, show, validate and import rate cards')
    .addHelpText(
      'before',
      examples(['tokencost cards list', 'tokencost cards show gpt-5.4', 'tokencost cards validate my-card.yaml']),
    );
  const command = (usage: string, description: string) =>
    cards
      .command(usage)
      .description(description)
      .option(...TO_FILE);
  command('list', 'the cards that ship').action(async (options) => {
    run.exitCode = (await import('./commands/cards.ts')).runCardsList(options, run.shell);
  });
  command('show [model]', 'the models of a card, or all a card says of one model')
    .option('--card <card>', 'rate card: the id of one that ships, or a file or folder', path, DEFAULT_CARD)
    .option('--as-of <day>', 'day whose rates are shown (default: today, UTC)')
    .action(async (model: string | undefined, options) => {
      run.exitCode = await (await import('./commands/cards.ts')).runCardsShow(model, options, run.shell);
    });
  command('validate [paths...]', 'whether card files or folders of your own are sound and plausible')
    .option('--strict', 'exit 3 on warnings too')
    .option('--as-of <day>', 'day the age of sources is judged on (default: the version of the card)')
    .action(async (paths: string[], options) => {
      run.exitCode = await (await import('./commands/cards.ts')).runCardsValidate(paths, options, run.shell);
    });
  command('import <file>', 'an overlay from a price list you have: genai-prices data or the LiteLLM price map')
    .requiredOption('--from <kind>', 'what the file is: genai-prices or litellm')
    .requiredOption('--provider <id>', 'a provider of the file to import (repeatable)', collect)
    .option('--models <ids>', 'only these models, separated by commas')
    .option(
      '--extends <card>',
      'write an overlay of this card; what it has already stays unless --models names it',
      path,
    )
    .option('--as-of <day>', 'first day of prices without a date (default: today, UTC)')
    .option('--report <file>', 'write what was left out to a file, as JSON', path)
    .action(async (file: string, options) => {
      run.exitCode = await (await import('./commands/import-card.ts')).runImport(file, options, run.shell);
    });
  return cards;
}

/** `diff`: two rate cards, or one on two days. */
export function diffCommand(run: Run): Command {
  const command = new Command('diff')
    .description('what two rate cards say differently, or one card on two days, and what that does to a profile')
    .addHelpText(
      'before',
      examples([
        'tokencost diff published my-card.yaml',
        'tokencost diff published published --as-of 2026-11-23 --to 2027-01-01',
        'tokencost diff published my-card.yaml --profile profile.yaml',
      ]),
    )
    .argument('[cards...]', 'the older and the newer card: ids of cards that ship, or files or folders')
    .option('--as-of <day>', 'compare the rates in force on this day only (default: every dated entry)')
    .option('--to <day>', 'day of the newer side, when it is not that of the older')
    .option('--profile <file>', 'a YAML file of workloads to price on both sides; - reads standard input', path);
  return withOutputs(command).action(async (cards: string[], options: DiffOptions) => {
    const { runDiff } = await import('./commands/diff.ts');
    run.exitCode = await runDiff(cards, options, run.shell);
  });
}
