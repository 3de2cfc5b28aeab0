import { Command } from 'commander';
import { DEFAULT_CARD, type DiffOptions } from './commands/options.ts';
import { collect, examples, path, type Run, TO_FILE, withOutputs } from './program-options.ts';

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
    run.exitCode = await (await import('./commands/cards.ts')).runCardsList(options, run.shell);
  });
  command('show [model]', 'the models of a card, or all a card says of one model')
    .option('--card <card>', 'rate card: the id of one that ships, or a file or folder', path, DEFAULT_CARD)
    .option('--as-of <day>', 'day whose rates are shown (default: today, UTC)')
    .option('--format <format>', 'table, json', 'table')
    .action(async (model: string | undefined, options) => {
      run.exitCode = await (await import('./commands/cards.ts')).runCardsShow(model, options, run.shell);
    });
  command('offers', 'the aggregators, marketplaces, contracts and reserved capacity that ship')
    .option('--format <format>', 'table, json', 'table')
    .action(async (options) => {
      run.exitCode = await (await import('./commands/cards-offers.ts')).runCardsOffers(options, run.shell);
    });
  command('validate [paths...]', 'whether card files or folders of your own are sound and plausible')
    .option('--format <format>', 'table, json, markdown', 'table')
    .option('--strict', 'exit 3 on warnings too')
    .option('--as-of <day>', 'day the age of sources is judged on (default: the version of the card)')
    .action(async (paths: string[], options) => {
      run.exitCode = await (await import('./commands/validate-cards.ts')).runCardsValidate(paths, options, run.shell);
    });
  command('drift <files...>', 'a card held against a public price base, cell by cell')
    .option(
      '--from <kind>',
      'what the files are: genai-prices, litellm, models.dev, openrouter, pi-ai (default: by what stands in them)',
    )
    .option('--card <card>', 'rate card: the id of one that ships, or a file or folder', path, DEFAULT_CARD)
    .option('--as-of <day>', 'day whose rates are compared (default: today, UTC)')
    .option(
      '--accept <file>',
      'differences that were looked at and kept (default: those that ship, of the published card)',
      path,
    )
    .option('--format <format>', 'table, json, markdown', 'table')
    .action(async (files: string[], options) => {
      run.exitCode = await (await import('./commands/drift.ts')).runCardsDrift(files, options, run.shell);
    });
  command('touch <models...>', 'that you have read the page of a price again, and found it as it stands')
    .requiredOption('--checked <day>', 'the day you read it')
    .requiredOption('--source <url>', 'the address you read it at')
    .requiredOption('--card <path>', 'the card file or folder to write it into', path)
    .option('--dry-run', 'say what would be written, and write nothing')
    .option('--format <format>', 'table, json', 'table')
    .action(async (models: string[], options) => {
      run.exitCode = await (await import('./commands/touch-card.ts')).runCardsTouch(models, options, run.shell);
    });
  command('import <file>', 'an overlay from a public price base you have as a file')
    .option(
      '--from <kind>',
      'what the file is: genai-prices, litellm, models.dev, openrouter, pi-ai (default: by what stands in it)',
    )
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

/** `diff`: two profiles, two saved results, two rate cards, or one card on two days. */
export function diffCommand(run: Run): Command {
  const command = new Command('diff')
    .description('what changed between two profiles, two saved results or two rate cards, in dollars')
    .addHelpText(
      'before',
      examples([
        'tokencost diff last-month.yaml this-month.yaml',
        'tokencost diff before.json after.json',
        'tokencost diff published my-card.yaml --profile profile.yaml',
        'tokencost diff published published --as-of 2026-11-23 --to 2027-01-01',
      ]),
    )
    .argument(
      '[files...]',
      'the older and the newer: profiles, JSON of estimate or of check, or rate cards (ids of cards that ship, files or folders); - reads standard input',
    )
    .option('--as-of <day>', 'day whose rates are used; for cards, compare what is in force that day only')
    .option('--to <day>', 'day of the newer side, when it is not that of the older')
    .option('--profile <file>', 'with cards: a YAML file of workloads to price on both; - reads standard input', path)
    .option('--card <card>', 'with profiles: the rate card both are priced on (default: "published")', path)
    .option('--offers <file>', 'with profiles: offers of your own (repeatable)', collect);
  return withOutputs(command).action(async (files: string[], options: DiffOptions) => {
    const { runDiff } = await import('./commands/diff.ts');
    run.exitCode = await runDiff(files, options, run.shell);
  });
}
