import { problem } from '../domain/problem.ts';
import { kindText, type Operand, operandOf } from './diff-operand.ts';
import { flag, parseFormat } from './flags.ts';
import type { DiffOptions } from './options.ts';
import type { Shell } from './shell.ts';

/** Which flags go with which kind; another would be ignored, and so it is refused. */
const FLAGS: Readonly<Record<Operand['is']['kind'], readonly string[]>> = {
  card: ['asOf', 'to', 'profile'],
  profile: ['asOf', 'to', 'card', 'offers'],
  result: [],
};
const SPELLED = { asOf: '--as-of', to: '--to', profile: '--profile', card: '--card', offers: '--offers' } as const;

function refuseForeignFlags({ is }: Operand, options: DiffOptions): void {
  const keys = Object.keys(SPELLED) as (keyof typeof SPELLED)[];
  const foreign = keys.filter((key) => options[key] !== undefined && !FLAGS[is.kind].includes(key));
  if (foreign.length === 0) return;
  const what = { card: 'two cards', profile: 'two profiles', result: 'two saved results' }[is.kind];
  const fitting = FLAGS[is.kind].map((key) => SPELLED[key as keyof typeof SPELLED]).join(', ');
  throw problem(
    'usage',
    `${foreign.map((key) => SPELLED[key]).join(', ')} does not go with ${what}.`,
    fitting === '' ? 'Saved results carry their own card and day.' : `What goes with them is ${fitting}.`,
  );
}

function twoOf(files: readonly string[]): readonly [older: string, newer: string] {
  const [older, newer, ...more] = files;
  if (older === undefined || newer === undefined || more.length > 0) {
    throw problem(
      'usage',
      'Two files or cards are needed.',
      'Give the older one first: tokencost diff last-month.yaml this-month.yaml',
    );
  }
  return [older, newer];
}

/**
 * `tokencost diff A B`: what changed between two profiles, two saved results or two rate cards, recognised by what
 * stands in them. 0, or 4 when a part has no price on one of the sides. Throws `mixedKinds`.
 */
export async function runDiff(files: readonly string[], options: DiffOptions, shell: Shell): Promise<number> {
  flag('--format', options.format, parseFormat);
  const names = twoOf(files);
  const [older, newer] = [await operandOf(names[0], shell), await operandOf(names[1], shell)];
  const [old, now] = [older.is, newer.is];
  const commands = (is: Operand['is']) => (is.kind === 'result' ? is.command : '');
  if (old.kind !== now.kind || commands(old) !== commands(now)) {
    throw problem('mixedKinds', older.name, kindText(older), newer.name, kindText(newer));
  }
  refuseForeignFlags(older, options);
  if (old.kind === 'card')
    return (await import('./diff-cards.ts')).runDiffCards(older.name, newer.name, options, shell);
  const { runDiffProfiles, runDiffResults } = await import('./diff-portfolios.ts');
  if (old.kind === 'result' && now.kind === 'result') {
    const sides = [
      { name: older.name, file: old.file },
      { name: newer.name, file: now.file },
    ] as const;
    return runDiffResults(...sides, old.command, options, shell);
  }
  return runDiffProfiles(older, newer, options, shell);
}
