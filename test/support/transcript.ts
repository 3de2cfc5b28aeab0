import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Shell } from '../../src/commands/shell.ts';
import type { Day } from '../../src/domain/day.ts';
import { main } from '../../src/main.ts';

export const PRICING_FOLDER = fileURLToPath(new URL('../../dist/pricing', import.meta.url));
export const TODAY = '2026-11-23' as Day;

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs a command line in this process, with a shell of its own: a fixed day, no terminal, and `input` on stdin. */
export async function run(argv: readonly string[], input = '', shell: Partial<Shell> = {}): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const exitCode = await main(argv, {
    write: (text) => {
      stdout += text;
    },
    say: (text) => {
      stderr += text;
    },
    readInput: () => input,
    today: () => TODAY,
    colour: () => false,
    pricingFolder: PRICING_FOLDER,
    ...shell,
  });
  return { stdout, stderr, exitCode };
}

/** Splits a command line as a shell does for words without escapes: spaces, single and double quotes. */
export function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** Content hashes change with every price; they have tests of their own and would drown the diff of a transcript. */
export function withoutHashes(text: string): string {
  return text.replace(/\b[0-9a-f]{64}\b/g, '<sha256>').replace(/sha256 [0-9a-f]{12}\b/g, 'sha256 <sha256>');
}

/** The engine in a report, with what it answers from and its hash, is tested where it runs. */
function withoutScripts(text: string): string {
  if (!text.startsWith('<!doctype html>')) return text;
  return text
    .replace(/(<script[^>]*>)[\s\S]*?(<\/script>)/g, '$1...$2')
    .replace(/script-src 'sha256-[^']*'/, "script-src 'sha256-...'");
}

/** A command line with what it printed and its exit code, as one text. `< file` gives it standard input. */
export async function transcript(line: string): Promise<string> {
  const [command = '', file] = line.split(' < ');
  const [tool, ...argv] = words(command);
  if (tool !== 'tokencost') throw new Error(`a transcript starts with tokencost: ${line}`);
  const { stdout, stderr, exitCode } = await run(argv, file === undefined ? '' : readFileSync(file, 'utf8'));
  const errors = stderr === '' ? '' : `--- stderr ---\n${stderr}`;
  return withoutHashes(
    `$ ${line}\n${withoutScripts(stdout).replaceAll('\r\n', '\n')}${errors}--- exit ${exitCode} ---\n`,
  );
}
