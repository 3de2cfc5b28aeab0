import { Command } from 'commander';
import type { CheckOptions } from './commands/check.ts';
import { CHECK_FORMATS } from './commands/check-formats.ts';
import type { WordedCommand } from './commands/complete.ts';
import { type DecideOptions, type EstimateOptions, MONEY_FORMATS, type OutputOptions } from './commands/options.ts';
import { TOOL } from './commands/tool.ts';
import { auditCommand, trackCommand } from './program-audit.ts';
import { cardsCommand, diffCommand } from './program-cards.ts';
import { compareCommand } from './program-compare.ts';
import { importCommand } from './program-import.ts';
import {
  collect,
  examples,
  FOCUS_VERSION,
  path,
  type Run,
  TO_FILE,
  withHelp,
  withInputs,
  withOutputs,
  withShowback,
} from './program-options.ts';
import { strict } from './program-strict.ts';

export type { Run } from './program-options.ts';

function estimateCommand(run: Run): Command {
  const command = new Command('estimate')
    .description('what a workload or a profile costs under each configuration, the floor, and what to do next')
    .addHelpText(
      'before',
      examples([
        'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7',
        'tokencost estimate --in 1.5B --out 100M --model gemini-3.1-pro --cache-hit 70% --batch',
        'tokencost estimate --profile profile.yaml --format json',
        'tokencost estimate --profile profile.yaml --format xlsx --output plan.xlsx',
      ]),
    )
    .option('--explain', 'every line item with its arithmetic and its source')
    .option('--rows <rows>', 'with --format csv: a row for each of the configurations (default) or line-items')
    .option('--scenario <id>', 'with --format focus: the configuration to export (default: the cheapest as stated)')
    .option(...FOCUS_VERSION);
  return withOutputs(withShowback(withInputs(command)), MONEY_FORMATS).action(async (options: EstimateOptions) => {
    const { runEstimate } = await import('./commands/estimate.ts');
    run.exitCode = await runEstimate(options, run.shell);
  });
}

function decideCommand(run: Run): Command {
  const command = new Command('decide')
    .description(
      'the cheapest way to buy a whole profile: channel, model, levers and contracts, and what would change it',
    )
    .addHelpText(
      'before',
      examples([
        'tokencost decide --profile profile.yaml',
        'tokencost decide --profile profile.yaml --explain',
        'tokencost decide --profile profile.yaml --discount 25% --format json',
        'tokencost decide --profile profile.yaml --proposal vendor.yaml',
        'tokencost decide --profile profile.yaml --format focus --focus-version 1.3 --focus-commitments commitments.csv',
        'tokencost decide --profile profile.yaml --brief anthropic --output brief.md',
      ]),
    )
    .option('--explain', 'what stands behind the decision: drivers, commitment, crossover, constraints, proof')
    .option('--evidence <ground>', 'how far the plan may lean: published, quoted, claimed or hoped (default: hoped)')
    .option(
      '--belief <share>',
      'how far you believe what sellers claim, such as 70%, or tokenmart=70% for one (default: what the offers say, else what is assumed)',
    )
    .option('--proposal <file>', "a vendor's proposal to audit: sign, counter or decline (repeatable)", collect)
    .option(
      '--brief [provider]',
      'what to take into the talk with each provider, or with one: position, asks, walk-away (markdown unless --format says otherwise)',
    )
    .option(...FOCUS_VERSION)
    .option(
      '--focus-commitments <file>',
      'with --format focus: what the plan commits to, as FOCUS has it from 1.3 on',
      path,
    );
  return withOutputs(withShowback(withInputs(command)), MONEY_FORMATS).action(async (options: DecideOptions) => {
    const { runDecide } = await import('./commands/decide.ts');
    const unsaid = options.brief !== undefined && command.getOptionValueSource('format') === 'default';
    run.exitCode = await runDecide(unsaid ? { ...options, format: 'markdown' } : options, run.shell);
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
    .description('whether projected spend fits a budget: exit 0 within, 3 over, 4 when it cannot be known')
    .addHelpText(
      'before',
      examples([
        'tokencost check --in 500M --out 1.5B --model claude-opus-4.7 --max 50k',
        'tokencost check --profile profile.yaml --budget budget.yaml',
        'tokencost check --profile profile.yaml --budget budget.yaml --format json > baseline.json',
      ]),
    )
    .option('--max <usd>', 'most that may be spent a month: 50k, 49_999.50')
    .option('--budget <file>', 'a YAML file of limits and rules; `tokencost init budget` writes one', path)
    .option(
      '--baseline <file>',
      'a JSON answer of check or estimate, kept from before: growth is measured from it',
      path,
    )
    .option('--budget-ref <revision>', 'take the budget from a revision of git, such as origin/main')
    .option('--baseline-ref <revision>', 'take the baseline from a revision; without --baseline, the profile as it was')
    .option('--config-ref <revision>', 'take tokencost.yaml from a revision (default: that of the other two)')
    .option('--name <name>', 'what tells this check from others (default: the names of the budget and the profile)')
    .option('--also <format=file>', 'the same answer once more, to a file: junit=check.xml (repeatable)', collect)
    .option('--summary <file>', 'append the answer as Markdown, as to "$GITHUB_STEP_SUMMARY"', path);
  return withOutputs(withShowback(withInputs(command)), CHECK_FORMATS).action(async (options: CheckOptions) => {
    const { runCheck } = await import('./commands/check.ts');
    run.exitCode = await runCheck(options, run.shell);
  });
}

/** Every kind there is; the kinds themselves load zod, which a start does not. */
const SCHEMA_KINDS_TEXT =
  'profile, budget, proposal, project, card, overlay, card-part, offers, accepted-drift; estimate, decide, compare, check, diff, import, audit, track, cards-show, cards-offers, cards-validate, cards-drift, cards-touch, article for the answers';

function schemaCommand(run: Run): Command {
  return new Command('schema')
    .description('JSON Schema of a file you write, or of an answer in JSON')
    .addHelpText('before', examples(['tokencost schema profile --output profile.schema.json']))
    .argument('[kind]', SCHEMA_KINDS_TEXT)
    .option(...TO_FILE)
    .action(async (kind: string | undefined, options) => {
      run.exitCode = (await import('./commands/schema.ts')).runSchema(kind, options, run.shell);
    });
}

function initCommand(run: Run): Command {
  return new Command('init')
    .description('a commented starter file: profile (when none is named), budget, proposal or project')
    .addHelpText(
      'before',
      examples(['tokencost init --output profile.yaml', 'tokencost init budget --output budget.yaml']),
    )
    .argument('[kind]')
    .option(...TO_FILE)
    .action(async (kind: string | undefined, options) => {
      run.exitCode = (await import('./commands/init.ts')).runInit(kind, options, run.shell);
    });
}

function completionCommand(run: Run): Command {
  return new Command('completion')
    .description('the script that completes commands, flags and models in your shell')
    .addHelpText(
      'before',
      examples([
        'source <(tokencost completion bash)          # in ~/.bashrc',
        'source <(tokencost completion zsh)           # in ~/.zshrc, after compinit',
        'tokencost completion fish | source           # in ~/.config/fish/config.fish',
      ]),
    )
    .argument('[shell]', 'bash, zsh, fish')
    .option(...TO_FILE)
    .action(async (shell: string | undefined, options) => {
      run.exitCode = (await import('./commands/completion.ts')).runCompletion(shell, options, run.shell);
    });
}

/** A command as its help shows it. */
function worded(command: Command): WordedCommand {
  const help = command.createHelp();
  const options = help.visibleOptions(command).map((option) => ({
    name: option.attributeName(),
    long: option.long ?? '',
    short: option.short,
    description: option.description,
    takesValue: option.required,
    repeatable: option.variadic || option.parseArg === collect,
  }));
  return {
    name: command.name(),
    description: command.description(),
    options,
    takesArguments: command.registeredArguments.length > 0,
    commands: help.visibleCommands(command).map(worded),
  };
}

/** What the scripts of the shells call. */
function completeCommand(run: Run): Command {
  return new Command('complete').argument('[words...]').action(async (words: string[], _, command: Command) => {
    const { runComplete } = await import('./commands/complete.ts');
    run.exitCode = runComplete(worded(command.parent ?? command), words, run.shell);
  });
}

const COMMANDS: Readonly<Record<string, (run: Run) => Command>> = {
  estimate: estimateCommand,
  decide: decideCommand,
  compare: compareCommand,
  article: articleCommand,
  check: checkCommand,
  import: importCommand,
  audit: auditCommand,
  track: trackCommand,
  diff: diffCommand,
  cards: cardsCommand,
  schema: schemaCommand,
  init: initCommand,
  completion: completionCommand,
};

/** The commands that have an option, as they are called: `cards show`. */
export function commandsWith(option: string, run: Run): string[] {
  const within = (command: Command, before: string): string[] => {
    const name = `${before} ${command.name()}`.trim();
    const own = command.options.some(({ long }) => long === option) ? [name] : [];
    return [...own, ...command.commands.flatMap((child) => within(child, name))];
  };
  return Object.values(COMMANDS).flatMap((make) => within(make(run), ''));
}

/**
 * The commands and their flags; of a line that begins with the name of one, that one alone. Each command is loaded when
 * it is called.
 */
export function program(run: Run, [first = '']: readonly string[] = []): Command {
  const root = new Command('tokencost')
    .description('How to buy LLM tokens: exact costs, the negotiation floor, and what to do next.')
    .version(TOOL.version, '-v, --version')
    .addHelpText(
      'before',
      examples([
        'tokencost estimate --in 500M --out 1.5B --model claude-opus-4.7',
        'tokencost init --output profile.yaml',
        'tokencost check --profile profile.yaml --max 50k',
        'tokencost cards show',
      ]),
    );
  // A flag belongs to the command it stands behind: `import` and `import sql` share names of flags.
  root.enablePositionalOptions();
  const called = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  for (const make of called === undefined ? Object.values(COMMANDS) : [called]) root.addCommand(make(run));
  root.addCommand(completeCommand(run), { hidden: true });
  const quietly = (command: Command) => {
    withHelp(command, run);
    for (const child of command.commands) quietly(child);
  };
  quietly(root);
  strict(root, run);
  return root;
}
