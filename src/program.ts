import { Command, InvalidArgumentError, Option } from 'commander';
import type { CheckOptions } from './commands/check.ts';
import type { EstimateOptions } from './commands/estimate.ts';
import { FORMATS, type OutputOptions } from './commands/options.ts';
import type { Shell } from './commands/shell.ts';
import { TOOL } from './commands/tool.ts';

const DEFAULT_CARD = 'published';

/** One run of the program: the world it sees, and what it leaves behind. */
export interface Run {
  readonly shell: Shell;
  exitCode: number;
  /** What commander would have said on standard error: the help of a command that was given nothing to do. */
  unsaid: string;
}

/** A path as typed; an empty one is a variable that was not set. */
function path(text: string): string {
  if (text === '') throw new InvalidArgumentError('Give a path; this one is empty.');
  return text;
}

const collect = (value: string, before: readonly string[] | undefined) => [...(before ?? []), path(value)];

function examples(lines: readonly string[]): string {
  return `Examples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`;
}

/** Flags that say what to price, shared by `estimate` and `check`. */
function withInputs(command: Command): Command {
  return command
    .option('--in <tokens>', 'input tokens a month: 500M, 1.5B, 2_000_000')
    .option('--out <tokens>', 'output tokens a month')
    .option('--model <id>', 'model, by its id or a declared alias')
    .option('--profile <file>', 'a YAML file of workloads; - reads standard input', path)
    .option('--cache-hit <share>', 'share of input read from cache: 70% or 0.7')
    .option('--reads-per-write <n>', 'cache reads served by one cache write')
    .option('--cache-ttl <ttl>', 'lifetime of a cache write: 5m, 30m, 1h or 12h')
    .option('--batch [share]', 'share of the work that can wait 24 hours (all when no share is given)')
    .option('--discount <share>', 'your own quote for a direct contract')
    .option('--floor <usd>', 'your own floor: 50k, or a band such as 50k-100k')
    .option('--card <card>', 'rate card: the id of one that ships, or a file or folder', path, DEFAULT_CARD)
    .option('--offers <file>', 'offers of your own: aggregators and contracts (repeatable)', collect)
    .option('--as-of <day>', 'day whose rates are used (default: today, UTC)');
}

const TO_FILE = ['--output <file>', 'write to a file; - is standard output', path] as const;

/** Flags that say how to show the answer. */
function withOutputs(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', FORMATS.join(', ')).default('table'))
    .option(...TO_FILE)
    .option('--no-color', 'no colour, even on a terminal')
    .option('--quiet', 'no warnings on standard error');
}

function estimateCommand(run: Run): Command {
  const command = new Command('estimate')
    .description('what a workload or a profile costs under each configuration, the floor, and what to do next')
    .addHelpText(
      'before',
      examples([
        'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7',
        'tokencost estimate --in 1.5B --out 100M --model gemini-3.1-pro --cache-hit 70% --batch',
        'tokencost estimate --profile fixtures/profiles/support.yaml --format json',
      ]),
    )
    .option('--explain', 'every line item with its arithmetic and its source');
  return withOutputs(withInputs(command)).action(async (options: EstimateOptions) => {
    const { runEstimate } = await import('./commands/estimate.ts');
    run.exitCode = await runEstimate(options, run.shell);
  });
}

function articleCommand(run: Run): Command {
  const command = new Command('article')
    .description('every figure of the article, recomputed, beside the printed one: exit 3 when one differs')
    .addHelpText('before', examples(['tokencost article', 'tokencost article --format json']));
  return withOutputs(command).action(async (options: OutputOptions) => {
    const { runArticle } = await import('./commands/article.ts');
    run.exitCode = await runArticle(options, run.shell);
  });
}

function checkCommand(run: Run): Command {
  const command = new Command('check')
    .description('whether projected spend fits a limit: exit 0 within, 3 over, 4 when it cannot be known')
    .addHelpText(
      'before',
      examples([
        'tokencost check --in 500M --out 1.5B --model claude-opus-4.7 --max 50k',
        'tokencost check --profile fixtures/profiles/support.yaml --max 50k --format json',
      ]),
    )
    .option('--max <usd>', 'most that may be spent a month: 50k, 49_999.50');
  return withOutputs(withInputs(command)).action(async (options: CheckOptions) => {
    const { runCheck } = await import('./commands/check.ts');
    run.exitCode = await runCheck(options, run.shell);
  });
}

function cardsCommand(run: Run): Command {
  const cards = new Command('cards')
    .description('list, show and validate rate cards')
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
  command('validate [paths...]', 'whether card files or folders of your own are sound').action(
    async (paths: string[], options) => {
      run.exitCode = await (await import('./commands/cards.ts')).runCardsValidate(paths, options, run.shell);
    },
  );
  return cards;
}

function schemaCommand(run: Run): Command {
  return new Command('schema')
    .description('JSON Schema of a file you write, or of an answer: profile, card, offers, estimate, check, article')
    .addHelpText('before', examples(['tokencost schema profile --output profile.schema.json']))
    .argument('[kind]')
    .option(...TO_FILE)
    .action(async (kind: string | undefined, options) => {
      run.exitCode = (await import('./commands/schema.ts')).runSchema(kind, options, run.shell);
    });
}

function initCommand(run: Run): Command {
  return new Command('init')
    .description('a commented starter profile')
    .addHelpText('before', examples(['tokencost init --output profile.yaml']))
    .option(...TO_FILE)
    .action(async (options) => {
      run.exitCode = (await import('./commands/init.ts')).runInit(options, run.shell);
    });
}

const COMMANDS = [estimateCommand, articleCommand, checkCommand, cardsCommand, schemaCommand, initCommand];

/** The commands and their flags. Each command is loaded when it is called. */
export function program(run: Run): Command {
  const root = new Command('tokencost')
    .description('How to buy LLM tokens: exact costs, the negotiation floor, and what to do next.')
    .version(TOOL.version)
    .addHelpText(
      'before',
      examples([
        'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7',
        'tokencost check --profile fixtures/profiles/support.yaml --max 50k',
        'tokencost cards show',
      ]),
    );
  for (const make of COMMANDS) root.addCommand(make(run));
  const quietly = (command: Command) => {
    command.exitOverride().configureOutput({
      writeOut: (text) => run.shell.write(text),
      writeErr: (text) => {
        run.unsaid += text;
      },
    });
    for (const child of command.commands) quietly(child);
  };
  quietly(root);
  return root;
}
