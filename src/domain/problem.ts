import { capital, onOneLine } from './line-text.ts';
import { didYouMean } from './near.ts';

/**
 * Everything a user can get wrong: what happened, then what to do. Written once here, raised anywhere, caught in main.
 * A code fixes its arguments, so a wrong argument list does not compile.
 */
const CATALOGUE = {
  usage: (what: string, remedy: string) => [what, remedy],
  badValue: (where: string, fault: string) => [sentence(`${where}: ${fault}`), ''],
  missingInput: () => [
    'There is nothing to estimate.',
    'Give --in, --out and --model, or a file with --profile. `tokencost init` writes a profile to start from.',
  ],
  missingModel: () => [
    'No model was named.',
    'Add --model, for example --model claude-opus-4.7; `tokencost cards show` lists them.',
  ],
  conflictingInput: (flags: string) => [
    `--profile and ${flags} were given together.`,
    'A profile states its own tokens and models: leave out one or the other. Lever flags such as --cache-hit may stay.',
  ],
  noTokens: (where: string) => [`${where} has no tokens.`, 'At least one of input and output must be above 0.'],
  cacheDoesNotFit: (where: string, fault: string) => [sentence(`${where}: ${fault}`), ''],
  unknownModel: (name: string, card: string, calledBy: string, near: readonly string[], elsewhere: string) => [
    `${name} is not on the card ${card}.`,
    [
      meantOf(near),
      elsewhere,
      `\`tokencost cards show --card ${typed(calledBy)}\` lists the models.`,
      elsewhere === ''
        ? 'One that nobody ships takes ten lines of your own: a card that `extends` this one (pricing/README.md), or `tokencost cards import`.'
        : '',
    ]
      .filter(Boolean)
      .join(' '),
  ],
  unknownCard: (name: string, known: readonly string[]) => [
    `There is no card called ${name}, and no file or folder of that name.`,
    `The cards that ship are ${known.join(' and ')}; a file of your own is given by its path.`,
  ],
  unknownRevision: (flag: string, name: string, reason: string, remedy: string) => [
    sentence(`${flag} ${name}: ${reason}`),
    remedy,
  ],
  movingName: (name: string, day: string, known: string) => [
    `No source says what ${name} means on ${day}: it is a name that goes from model to model.`,
    `${known === '' ? '' : `${known} `}Name the model itself.`,
  ],
  noRateOn: (model: string, day: string, first: string) => [
    `${model} has no rate in force on ${day}.`,
    `Its first rate starts on ${first}; pass --as-of with that day or a later one.`,
  ],
  retiredModel: (model: string, day: string, lastDay: string, from: string, servedBy: string | undefined) => [
    `${model} was served until ${lastDay} and has no price on ${day}.`,
    `${
      servedBy === undefined
        ? 'Nothing is named that answers in its place: name another model.'
        : `What answers in its place, ${servedBy}, has no price on that day: name another model.`
    } With --as-of and a day before ${from} it is priced as it was.`,
  ],
  notSoldThere: (workload: string, channel: string, model: string) => [
    `${workload} names the channel ${channel}, which does not sell ${model}.`,
    'Name a channel that does, or give the aggregator and its discounts with --offers.',
  ],
  notComparable: (path: string, what: string) => [
    `${path} cannot be compared: ${what}.`,
    'Give two profiles, two rate cards, or two saved results of estimate or of check (--format json).',
  ],
  mixedKinds: (older: string, olderKind: string, newer: string, newerKind: string) => [
    `${older} is ${olderKind} and ${newer} is ${newerKind}: they cannot be compared.`,
    'Give two of a kind: two profiles, two rate cards, or two saved results of the same command.',
  ],
  differentCurrencies: (older: string, newer: string) => [
    `The amounts of the two results are in ${older} and in ${newer}.`,
    'No rate of exchange is assumed: compare results in one currency.',
  ],
  differentRates: (one: string, other: string) => [
    `${one}, and ${other}.`,
    'One command takes one rate: state the same in both. A budget or a proposal in the currency of the profile may leave fxRate out, and takes that of the profile.',
  ],
  nothingToCheck: () => [
    'There is no limit to check against.',
    'Give one with --max, for example --max 50k, or a file of limits with --budget.',
  ],
  baselineDiffers: (path: string, what: string, was: string, now: string) => [
    `The baseline ${path} has the ${what} ${was}; amounts here have the ${what} ${now}.`,
    'Save a baseline anew with `tokencost check ... --format json`.',
  ],
  noPlan: (workloads: readonly string[], unsold: readonly string[]) => [
    `No plan serves ${workloads.join(', ')} under the constraints of the profile${unsold.length === 0 ? '' : `: ${unsold.join('; ')}`}.`,
    'Allow another channel, relax the latency budget, or raise the volume bought direct to the floor.',
  ],
  noPlanFound: (workloads: number) => [
    `No plan was found for ${workloads} workloads, and it is not known that there is none.`,
    'Decide for fewer at once, allow another channel, or raise the volume bought direct to the floor.',
  ],
  tooManyWorkloads: (workloads: number, most: number) => [
    `${workloads} workloads are more than a plan is made for: ${most} is the most.`,
    'Write work of one model with the same levers and rules as one workload, or decide for a part; estimate and check take more.',
  ],
  fileMissing: (path: string) => [`${path} does not exist.`, 'Check the path; it is read from the folder you are in.'],
  fileIsFolder: (path: string, expected: string) => [`${path} is a folder.`, `Give ${expected}.`],
  fileUnreadable: (path: string, reason: string) => [
    `${path} cannot be read (${reason}).`,
    'Check the path and its permissions.',
  ],
  fileTooLarge: (path: string, megabytes: number) => [
    `${path} is larger than ${megabytes} MB.`,
    'Check the path; split what is larger, or write work of one model with the same levers as one workload.',
  ],
  notUtf8: (place: string, found: string) => [`${place} is not UTF-8 text: ${found}.`, 'Save the file as UTF-8.'],
  stdinTwice: () => [
    'Standard input was asked for twice.',
    '`-` can stand for one file of a command; give the others by their paths.',
  ],
  notInPriceList: (path: string, what: string, name: string, near: readonly string[]) => [
    `${path} has no ${what} called ${name}.`,
    meantOf(near) || `Give the ${what} as the file spells it.`,
  ],
  notPriceList: (path: string, why: string) => [
    `${path} cannot be read: ${why}.`,
    'Give the data of genai-prices, the price map of LiteLLM, the api.json of models.dev, the model list of OpenRouter, or a data file of @earendil-works/pi-ai.',
  ],
  nothingImported: (path: string, counts: string, reasons: string) => [
    `${path} has nothing to import: ${counts}.`,
    reasons,
  ],
  notTouched: (model: string, why: string) => [sentence(`${model} is not touched: ${why}`), 'Nothing was written.'],
  invalidFile: (text: string) => [text, ''],
  notUsage: (path: string, what: string, remedy: string) => [`${path} ${what}.`, remedy],
  notBill: (path: string, what: string, remedy: string) => [`${path} ${what}.`, remedy],
  notPair: (what: string, remedy: string) => [`Usage and bill cannot be held against each other: ${what}.`, remedy],
  sameTraffic: (one: string, other: string, name: string, day: string) => [
    `${one} and ${other} both hold usage of ${name} on ${day}.`,
    'It may be the same traffic, seen twice. Import one of them, narrow the days with --since and --until, or say with --add that it is not.',
  ],
  implausibleCard: (findings: string) => [
    'What a card says cannot be right.',
    `${findings}\nCorrect the card; where a price is real, pricing/README.md says how to move a bound.`,
  ],
  outputExists: (path: string) => [`${path} exists already.`, 'Choose another name, or remove it first.'],
  outputIsInput: (path: string, input: string) => [
    `${path} is the file that ${input} reads.`,
    'Choose another name: the answer would take its place.',
  ],
  outputFolderMissing: (path: string, folder: string) => [
    `${path} cannot be written: there is no folder ${folder}.`,
    'Create the folder first.',
  ],
  outputUnwritable: (path: string, reason: string) => [
    `${path} cannot be written (${reason}).`,
    'Choose another file.',
  ],
  writeFailed: (target: string, reason: string, left: 'nothing' | 'a part') => [
    `Writing to ${target} failed midway (${reason}).`,
    `${left === 'nothing' ? 'Nothing of it was left' : 'What was written is not complete'}; free some space or choose another place.`,
  ],
} satisfies Record<string, (...args: never[]) => [what: string, remedy: string]>;

export type ProblemCode = keyof typeof CATALOGUE;
export const PROBLEM_CODES = Object.keys(CATALOGUE) as ProblemCode[];

/** Ends a text that does not end itself. */
function sentence(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`;
}

/** A word as a shell takes it. */
function typed(word: string): string {
  return /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const meantOf = (near: readonly string[]) => capital(didYouMean(...near) ?? '');

/** Exit code of a problem: 1 when the program could not finish its work, 2 when the input or the target is at fault. */
const EXIT: Readonly<{ [code in ProblemCode]?: 1 | 2 }> = { writeFailed: 1 };

/** One complaint about a file, with the line it stands on. */
export interface FileFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly excerpt: string;
}

/** Marks a problem in every bundle of the program: each has a class of its own. */
const MARK = Symbol.for('tokencost.problem');

/** A mistake of the user's, or a place that will not take the answer; never a fault of the program. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly what: string;
  readonly remedy: string;
  readonly exitCode: 1 | 2;
  /** What `invalidFile` complains of, piece by piece; empty for the others. */
  readonly faults: readonly FileFault[];
  readonly [MARK] = true;

  /** True of the problems of any bundle. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && MARK in value;
  }

  constructor(code: ProblemCode, what: string, remedy: string, faults: readonly FileFault[] = []) {
    super(remedy === '' ? what : `${what}\n${remedy}`);
    this.code = code;
    this.what = what;
    this.remedy = remedy;
    this.exitCode = EXIT[code] ?? 2;
    this.faults = faults;
  }
}

/** Whose arguments are lines already, each made by the program. */
const OF_LINES: readonly ProblemCode[] = ['invalidFile', 'implausibleCard'];

function quoted(arg: unknown): unknown {
  if (Array.isArray(arg)) return arg.map(quoted);
  return typeof arg === 'string' ? onOneLine(arg) : arg;
}

/** The problem with this code; its arguments are those of its message. */
export function problem<Code extends ProblemCode>(code: Code, ...args: Parameters<(typeof CATALOGUE)[Code]>): Problem {
  const message = CATALOGUE[code] as (...args: unknown[]) => [string, string];
  return new Problem(code, ...message(...(OF_LINES.includes(code) ? args : args.map(quoted))));
}
