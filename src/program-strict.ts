import type { Command, Option } from 'commander';
import { refusePaths } from './commands/paths.ts';
import { problem } from './domain/problem.ts';
import { takeDefaults } from './program-defaults.ts';
import { collect, type Run } from './program-options.ts';

/** An option with one value says one thing; of two, the last would win in silence. */
function once(command: Command, option: Option): void {
  let seen = false;
  command.on(`option:${option.name()}`, () => {
    if (seen) throw problem('usage', `${option.long} was given twice.`, 'Give it once.');
    seen = true;
  });
}

/** The words that lead to a command, as they are typed. */
function nameOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent.parent === null ? command.name() : `${nameOf(parent)} ${command.name()}`;
}

function refuseExtra(command: Command): void {
  const taken = command.registeredArguments;
  if (taken.at(-1)?.variadic === true) return;
  const extra = command.args.slice(taken.length).map((word) => `"${word}"`);
  if (extra.length === 0) return;
  const takes = taken.length === 0 ? 'no arguments' : `one argument, <${taken.map((each) => each.name()).join('> <')}>`;
  throw problem(
    'usage',
    `${nameOf(command)} takes ${takes}: ${extra.join(' and ')} ${extra.length === 1 ? 'is' : 'are'} too many.`,
    `A value follows its flag, such as --model claude-opus-4.7; \`tokencost ${nameOf(command)} --help\` shows them.`,
  );
}

/** What a command was given, for whoever asks it of its paths. */
function valuesOf(command: Command) {
  const args = command.registeredArguments.map((each, at) => ({
    name: each.name(),
    value: each.variadic ? command.args.slice(at) : command.args[at],
  }));
  return { options: command.opts<Readonly<Record<string, unknown>>>(), args };
}

/**
 * Refuses, for a command and those below it, what commander takes in silence or refuses without naming, and every path
 * that cannot be read or written.
 */
export function strict(command: Command, run: Run): void {
  for (const option of command.options) {
    const takesOne = (option.required || option.optional) && !option.variadic && option.parseArg !== collect;
    if (takesOne) once(command, option);
  }
  command.allowExcessArguments(true).hook('preAction', async (_, actor) => {
    if (actor !== command) return;
    refuseExtra(command);
    await takeDefaults(command, run.shell);
    await refusePaths(valuesOf(command), run.shell);
  });
  for (const child of command.commands) strict(child, run);
}
