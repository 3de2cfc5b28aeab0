import type { AllocationTerms } from '../decision/allocate/allocate.ts';
import { ALLOCATION_KEYS, type AllocationKey, SHARED_RULES, tagOf, USAGE_KEYS } from '../domain/allocation.ts';
import { isFrom } from '../domain/focus-version.ts';
import { problem } from '../domain/problem.ts';
import type { Parsed } from '../domain/quantity-text.ts';
import { flag, oneOf } from './flags.ts';
import { chargesVersion, type FocusOptions } from './focus-options.ts';
import { FORMATS, type InputOptions, type OutputOptions } from './options.ts';

type AskedOptions = Pick<InputOptions, 'by' | 'shared'>;
type ShowbackOptions = AskedOptions & OutputOptions & { readonly rows?: string } & FocusOptions;

function parseKey(keys: readonly AllocationKey[]): (text: string) => Parsed<AllocationKey> {
  return (text) => {
    const known = keys.find((each) => each === text);
    if (known !== undefined) return { value: known };
    if (tagOf(text) !== undefined) return { value: text as AllocationKey };
    return { fault: `"${text}" is not one of ${keys.join(', ')}, tag:NAME` };
  };
}

/** Throws `badValue`, and `usage` for --shared without --by. */
function termsOf({ by, shared }: AskedOptions, keys: readonly AllocationKey[]): AllocationTerms {
  if (by === undefined)
    throw problem('usage', '--shared needs --by.', 'Say what costs are told apart by, such as --by tag:team.');
  const rule = shared === undefined ? 'drawdown' : flag('--shared', shared, oneOf(SHARED_RULES));
  return { by: flag('--by', by, parseKey(keys)), rule };
}

/** What usage has without a source that says whose it is. */
const OF_EVERY_USE: readonly AllocationKey[] = ['provider', 'model', 'channel'];
export const isOfEveryUse = (by: AllocationKey): boolean => OF_EVERY_USE.includes(by);

/** What --by and --shared ask of usage. Throws `usage` for FOCUS too, whose dataset of commitments tells no use apart. */
export function usageTerms(options: AskedOptions & Pick<OutputOptions, 'format'>): AllocationTerms {
  if (options.by === 'workload')
    throw problem(
      'usage',
      '--by workload does not fit track.',
      `Workloads are of a profile, and usage names none; tell it apart by ${USAGE_KEYS.join(', ')} or tag:NAME, as far as its source says.`,
    );
  const terms = termsOf(options, USAGE_KEYS);
  if (options.format !== 'focus') return terms;
  throw problem(
    'usage',
    '--by does not fit --format focus.',
    "FOCUS's dataset of commitments says what is owed, not who used it; use table, markdown, html, json or csv.",
  );
}

/** The formats that can tell costs apart; FOCUS where charges are of no single workload. */
const SHOWBACK_FORMATS = [...FORMATS, 'focus'] as const;

/** What they ask of a profile. Throws `usage` for a format that is none of those, too. */
export function showbackTerms(
  options: ShowbackOptions,
  formats: readonly string[] = SHOWBACK_FORMATS,
): AllocationTerms {
  const { by, format, rows } = options;
  const terms = termsOf(options, ALLOCATION_KEYS);
  if (!formats.includes(format))
    throw problem(
      'usage',
      `--by does not fit --format ${format}.`,
      `The formats that have it are ${formats.join(', ')}.`,
    );
  if (format === 'focus' && tagOf(terms.by) === undefined && !isFrom(chargesVersion(options), '1.3'))
    throw problem(
      'usage',
      `--by ${by} does not fit --format focus.`,
      'Its rows say that; --by tag:NAME adds tags, and --focus-version 1.3 has columns for who bears what is shared.',
    );
  if (rows !== undefined)
    throw problem('usage', '--rows does not fit --by.', 'With --by, a row of CSV is what it tells apart.');
  return terms;
}
