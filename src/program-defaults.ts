import type { Command } from 'commander';
import { ENVIRONMENT } from './commands/options.ts';
import type { FoundProject, ProjectRevision } from './commands/project.ts';
import { projectPath } from './commands/project-place.ts';
import type { Shell } from './commands/shell.ts';
import type { Note } from './domain/note.ts';
import { problem } from './domain/problem.ts';

/** Options that each say in another way what one of them would. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  profile: ['profile', 'in', 'out', 'model', 'spend'],
  budget: ['budget', 'max'],
};

/** Whether somebody gave an option: on the command line, or by what is taken before. */
function isGiven(command: Command, name: string): boolean {
  const source = command.getOptionValueSource(name);
  return source !== undefined && source !== 'default';
}

const has = (command: Command, name: string) => command.options.some((each) => each.attributeName() === name);

/** Gives a value to an option that the command has and nobody gave; the flag it stands for, where it did. */
function take(command: Command, name: string, value: string | readonly string[], from: string): string | undefined {
  const option = command.options.find((each) => each.attributeName() === name);
  if (option === undefined || (INSTEAD[name] ?? [name]).some((each) => isGiven(command, each))) return undefined;
  command.setOptionValueWithSource(name, value, from);
  return [value]
    .flat()
    .map((each) => `${option.long} ${each}`)
    .join(' ');
}

/** What the environment gives, each by the name of its flag. An empty one is not set. */
function takeEnvironment(command: Command, { variable = () => undefined }: Shell): Note[] {
  const found = ENVIRONMENT.map(([name, key]) => ({ name, key, value: variable(key) ?? '' }));
  const given = found.filter(({ value }) => value !== '');
  const flags = given.flatMap(({ name, key, value }) => {
    const flag = take(command, name, value, 'env');
    return flag === undefined ? [] : [`${flag} (${key})`];
  });
  return flags.length === 0 ? [] : [{ code: 'fromEnvironment', flags }];
}

/** The revision whose project file counts: a change does not choose the file of limits that it is held against. */
function revisionOf(command: Command): ProjectRevision | undefined {
  const options = command.opts<Readonly<Record<string, string | undefined>>>();
  const named = (['configRef', 'budgetRef', 'baselineRef'] as const).find((name) => options[name] !== undefined);
  const flag = command.options.find((each) => each.attributeName() === named)?.long;
  return named === undefined ? undefined : { flag: flag ?? '', name: options[named] ?? '' };
}

async function foundFor(command: Command, shell: Shell): Promise<FoundProject | Note | undefined> {
  const revision = revisionOf(command);
  const path = projectPath();
  if (revision === undefined && path === undefined) return undefined;
  const { projectAt, projectHere } = await import('./commands/project.ts');
  if (revision !== undefined) return projectAt(revision, shell);
  return path === undefined ? undefined : projectHere(path, shell);
}

async function takeProject(command: Command, shell: Shell): Promise<Note[]> {
  const found = await foundFor(command, shell);
  if (found === undefined) return [];
  if ('code' in found) return [found];
  const { project, file, path, differs } = found;
  const flags = Object.entries(project.flags).flatMap(([name, value]) =>
    value === undefined ? [] : (take(command, name, value, 'config') ?? []),
  );
  const { exchange } = project;
  if (exchange !== undefined && has(command, 'profile')) {
    command.setOptionValue('exchange', exchange);
    flags.push(`currency ${exchange.currency}`);
  }
  return flags.length === 0 && !differs ? [] : [{ code: 'fromConfig', file, flags, differs, ownFile: path }];
}

/**
 * Values that no flag gave: from the environment, then from the file of the project. What was taken is told by whoever
 * answers. Throws `usage`, `unknownRevision`, `invalidFile` and what reading throws.
 */
export async function takeDefaults(command: Command, shell: Shell): Promise<void> {
  if (!has(command, 'config')) return;
  const environment = takeEnvironment(command, shell);
  const asked = command.getOptionValue('config') !== false;
  if (!asked && isGiven(command, 'configRef'))
    throw problem('usage', '--no-config and --config-ref do not go together.', 'Leave one of them out.');
  command.setOptionValue('taken', [...environment, ...(asked ? await takeProject(command, shell) : [])]);
}
