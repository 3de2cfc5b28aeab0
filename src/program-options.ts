import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_CARD, FORMATS } from './commands/options.ts';
import type { Shell } from './commands/shell.ts';

/** One run of the program: the world it sees, and what it leaves behind. */
export interface Run {
  readonly shell: Shell;
  exitCode: number;
  /** What commander would have said on standard error: the help of a command that was given nothing to do. */
  unsaid: string;
}

/** A path as typed; an empty one is a variable that was not set. */
export function path(text: string): string {
  if (text === '') throw new InvalidArgumentError('Give a path; this one is empty.');
  return text;
}

/** The values of an option that may be repeated. */
export const collect = (value: string, before: readonly string[] | undefined) => [...(before ?? []), path(value)];

const PROMPT = '  $ ';
/** Under a prompt, where a command line goes on. */
const ON = ' '.repeat(PROMPT.length + 2);
/** What a shell reads on after. */
const MORE = ' \\';

/** A command line within a width, on several lines as a shell takes them where it has to be: a flag stays with its value. */
function commandLines(line: string, width: number): string {
  if (`${PROMPT}${line}`.length <= width) return `${PROMPT}${line}\n`;
  const [command = '', remark] = line.split(/ +(?=# )/);
  const [first = '', ...flags] = command.split(/ (?=-)/);
  let text = `${PROMPT}${first}`;
  let column = text.length;
  for (const flag of flags) {
    const fits = column + ` ${flag}${MORE}`.length <= width;
    text += fits ? ` ${flag}` : `${MORE}\n${ON}${flag}`;
    column = fits ? column + 1 + flag.length : ON.length + flag.length;
  }
  return `${text}\n${remark === undefined ? '' : `${ON}${remark}\n`}`;
}

/** Columns of a help text where nobody says how many there are. */
const HELP_WIDTH = 80;
/** A description is wrapped beside its flag down to this width: commander's own would leave 60 columns unwrapped. */
const LEAST_WRAPPED = 20;

/** Command lines to copy, above the options of a help text. */
export function examples(lines: readonly string[]): (context: { readonly command: Command }) => string {
  return ({ command }) => {
    const width = command.configureOutput().getOutHelpWidth?.() ?? HELP_WIDTH;
    return `Examples:\n${lines.map((line) => commandLines(line, width)).join('')}`;
  };
}

/** Where help goes, and how wide it is. */
export function withHelp(command: Command, run: Run): Command {
  const width = () => run.shell.screen?.().width ?? HELP_WIDTH;
  return command
    .exitOverride()
    .configureHelp({ minWidthToWrap: LEAST_WRAPPED })
    .configureOutput({
      getOutHelpWidth: width,
      getErrHelpWidth: width,
      writeOut: (text) => run.shell.write(text),
      writeErr: (text) => {
        run.unsaid += text;
      },
    });
}

/** Flags that say what to price, shared by `estimate` and `check`. */
export function withInputs(command: Command): Command {
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
    .option('--via <ids>', 'aggregators to show that wait to be asked for: openrouter,vercel')
    .option('--prepay <ids>', 'aggregators whose credit you buy in advance, with its bonus')
    .option('--as-of <day>', 'day whose rates are used (default: today, UTC)')
    .option(...NO_CONFIG);
}

/** The flag of what takes values for flags that nobody gave. */
export const NO_CONFIG = ['--no-config', 'take nothing from a tokencost.yaml here or above'] as const;
export const CONFIG_REF = [
  '--config-ref <revision>',
  'take tokencost.yaml from a revision of git, such as origin/main',
] as const;

/** Flags that say whom a cost is told apart by. */
export function withShowback(command: Command): Command {
  return command
    .option('--by <key>', 'who causes the cost: tag:NAME, provider, model, workload or channel')
    .option('--shared <rule>', 'who bears what is shared: drawdown (default), even or unallocated');
}

/** The option every command with a result has. */
export const TO_FILE = ['--output <file>', 'write to a file; - is standard output', path] as const;

/** The option of what writes FOCUS charges. */
export const FOCUS_VERSION = ['--focus-version <version>', 'with --format focus: 1.2 (default), 1.3 or 1.4'] as const;

/** Flags that say how to show the answer. */
export function withOutputs(command: Command, formats: readonly string[] = FORMATS): Command {
  return command
    .addOption(new Option('--format <format>', formats.join(', ')).default('table'))
    .option(...TO_FILE)
    .option('--bom', 'a byte order mark in front of CSV, for Excel')
    .option('--delimiter <sign>', 'what parts the cells of CSV: , (default), ; or tab')
    .option('--decimal <sign>', 'the decimal sign of CSV: . (default) or ,')
    .option('--no-color', 'no colour, even on a terminal')
    .option('--quiet', 'no warnings on standard error');
}
