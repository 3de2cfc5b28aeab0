import { numeral } from '../domain/exact.ts';
import { atVolume } from '../domain/scaled.ts';
import type { Factor } from '../domain/units.ts';
import type { Changes } from './answer.ts';
import type { GivenFlag, Held } from './held.ts';
import { isOfFlags, parseVolume } from './inputs.ts';

const PLAIN = /^[\w@%+=:,./-]+$/;

/** A word of a command line, as a shell of Unix reads it back. */
const word = (text: string) => (PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** The flag of a field that stands for all of the work. */
const FLAG_OF: Readonly<Record<string, string>> = {
  cacheHit: '--cache-hit',
  batch: '--batch',
  discount: '--discount',
  floor: '--floor',
  input: '--in',
  output: '--out',
};

const KEY_OF: Readonly<Record<string, string>> = { cacheHit: 'cacheHitRatio', batch: 'batchEligible' };

function withFlag(flags: readonly GivenFlag[], flag: string, value: string): GivenFlag[] {
  const others = flags.filter(([name]) => name !== flag);
  if (value === '') return others;
  const at = flags.findIndex(([name]) => name === flag);
  return at === -1 ? [...others, [flag, value]] : flags.map((each, index) => (index === at ? [flag, value] : each));
}

function factorOf(text: string | undefined): Factor | undefined {
  if (text === undefined) return undefined;
  const parsed = parseVolume(text);
  return 'value' in parsed ? parsed.value : undefined;
}

/** What no flag says, as a line of the profile. */
function profileLines({ profile }: Held, changes: Changes): string[] {
  return profile.workloads.flatMap((workload, index) => {
    const all = factorOf(changes.get('all.volume'));
    const own = factorOf(changes.get(`${index}.volume`));
    const moved = [all, own].reduce((each, by) => (by === undefined ? each : atVolume(each, by)), workload);
    const tokens =
      moved === workload ? [] : [`tokens: { input: ${numeral(moved.input)}, output: ${numeral(moved.output)} }`];
    const levers = Object.entries(KEY_OF).flatMap(([field, key]) => {
      const text = changes.get(`${index}.${field}`);
      return text === undefined ? [] : [text === '' ? `without ${key}` : `${key}: ${text}`];
    });
    const parts = [...tokens, ...levers];
    return parts.length === 0 ? [] : [`# in the profile, ${workload.name}: ${parts.join(', ')}`];
  });
}

/** The command line that says the same, and below it what only the profile can say. */
export function commandOf(held: Held, changes: Changes): string {
  const isFlag = (of: string) => of === 'all' || of === 'quote' || isOfFlags(held);
  const flags = [...changes].reduce<readonly GivenFlag[]>((given, [id, text]) => {
    const [of = '', field = ''] = id.split('.');
    const flag = isFlag(of) ? FLAG_OF[field] : undefined;
    return flag === undefined ? given : withFlag(given, flag, text);
  }, held.flags);
  const line = ['tokencost', 'estimate', ...flags.flat().flatMap((each) => (each === undefined ? [] : [word(each)]))];
  return [line.join(' '), ...(isOfFlags(held) ? [] : profileLines(held, changes))].join('\n');
}
