import { CommanderError } from 'commander';
import { EXIT } from './commands/exit.ts';
import { safeMessage } from './commands/message.ts';
import type { Shell } from './commands/shell.ts';
import { Problem } from './domain/problem.ts';
import { commandsWith, program, type Run } from './program.ts';

export { processShell } from './commands/process-shell.ts';

/** Commands that a message names: an option of more is no place to look. */
const FEW = 3;

/** For an option that the command does not have: those that do, or the file that states it. Empty where nearly all do, or none. */
async function ownersText({ code, message }: CommanderError, run: Run): Promise<string> {
  const [, option] = code === 'commander.unknownOption' ? (/'(--?[a-z-]+)/i.exec(message) ?? []) : [];
  if (option === undefined) return '';
  const alone = program(run).options.find(({ short, long }) => option.toLowerCase() === short || option === long);
  if (alone !== undefined) return ` \`tokencost ${alone.short}\` says the version, without a command.`;
  const owners = commandsWith(option, run);
  if (owners.length === 0) return (await import('./commands/schema.ts')).statedInstead(option);
  if (owners.length > FEW) return '';
  return ` ${option} belongs to ${owners.map((name) => `tokencost ${name}`).join(', ')}.`;
}

/** What a usage error says, without the prefix and the line breaks of its source, and where to look. */
async function usageText(error: CommanderError, run: Run): Promise<string> {
  const [what = '', hint] = safeMessage(error.message)
    .replace(/^error: /, '')
    .split('\n');
  const meant = (await ownersText(error, run)) || (hint === undefined ? '' : ` ${hint.replace(/^\(|\)$/g, '')}`);
  return `${what.endsWith('.') ? what : `${what}.`}${meant} [usage]\n\`tokencost --help\` and \`tokencost <command> --help\` show what there is.`;
}

/** A problem with its code at the end of the first line, to search for. */
function problemText({ message, code }: Problem): string {
  return safeMessage(message).replace(/$/m, ` [${code}]`);
}

/** A command without its subcommand is a question: its help is the answer. */
function helpInstead({ shell, unsaid }: Run): number {
  shell.write(unsaid);
  return EXIT.fine;
}

/**
 * Runs one command line and gives its exit code. The only place that catches: a problem is told in words, and
 * anything else is a fault of the program.
 */
export async function main(argv: readonly string[], shell: Shell): Promise<number> {
  const run: Run = { shell, exitCode: EXIT.fine, unsaid: '' };
  try {
    await program(run, argv).parseAsync([...argv], { from: 'user' });
    return run.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.fine;
      if (error.code === 'commander.help') return helpInstead(run);
      shell.say(`tokencost: ${await usageText(error, run)}\n`);
      return EXIT.badInput;
    }
    if (error instanceof Problem) {
      shell.say(`tokencost: ${problemText(error)}\n`);
      return error.exitCode;
    }
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    shell.say(`tokencost failed; this is a fault of the program, not of your input.\n${detail}\n`);
    return EXIT.failed;
  }
}
