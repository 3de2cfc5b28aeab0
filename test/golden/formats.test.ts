import type { Command } from 'commander';
import { expect, test } from 'vitest';
import type { Shell } from '../../src/commands/shell.ts';
import { program } from '../../src/program.ts';
import { CASES } from './cases.ts';

/** A shell that nothing is asked of: no command is called. */
const IDLE: Shell = {
  write: () => {},
  say: () => {},
  readInput: () => '',
  today: () => expect.fail('a declaration needs no day'),
  colour: () => false,
  pricingFolder: '',
};

/** Every command with each format that it declares, as it is typed. */
function declared(command: Command, typed: string): (readonly [typed: string, format: string])[] {
  const formats = command.options.find(({ long }) => long === '--format')?.description.split(', ') ?? [];
  const own = formats.map((format) => [typed, format] as const);
  return [...own, ...command.commands.flatMap((each) => declared(each, `${typed} ${each.name()}`))];
}

const formats = declared(program({ shell: IDLE, exitCode: 0, unsaid: '' }), 'tokencost');
const lines = Object.entries(CASES).flatMap(([name, line]) => (name.startsWith('bad-') ? [] : [line]));

test('commands declare formats', () => {
  expect(new Set(formats.map(([typed]) => typed)).size).toBeGreaterThan(6);
  expect(new Set(formats.map(([, format]) => format)).size).toBeGreaterThan(6);
});

test.each(formats)('%s has a transcript as %s', (typed, format) => {
  const own = lines.filter((line) => line.startsWith(`${typed} `) || line === typed);
  const asked = own.map((line) => /--format (\S+)/.exec(line)?.[1] ?? 'table');
  expect(asked).toContain(format);
});
