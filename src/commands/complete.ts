import { SHARED_RULES } from '../domain/allocation.ts';
import { GROUNDS } from '../domain/ground.ts';
import { CACHE_TTLS } from '../domain/meter.ts';
import { modelsOf, readCard } from '../files/card.ts';
import { SCHEMA_KINDS } from '../files/json-schema.ts';
import { type ShippedPricing, shippedPricing } from '../files/shipped.ts';
import { COMPLETION_SHELLS } from './completion.ts';
import { EXIT } from './exit.ts';
import { STARTER_KINDS } from './init.ts';
import { DEFAULT_CARD, ROWS } from './options.ts';
import { PATHS } from './paths.ts';
import type { Shell } from './shell.ts';

/** An option as a line may hold it. */
export interface WordedOption {
  /** Its name in camel case, as paths and values are known by. */
  readonly name: string;
  readonly long: string;
  readonly short: string | undefined;
  readonly description: string;
  readonly takesValue: boolean;
  readonly repeatable: boolean;
}

/** A command with those below it, as its help shows them. */
export interface WordedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly WordedOption[];
  readonly takesArguments: boolean;
  readonly commands: readonly WordedCommand[];
}

/** What may stand where the cursor is: words with what they mean, and whether a path may. */
interface Candidates {
  readonly words: readonly (readonly [word: string, meaning: string])[];
  readonly paths: boolean;
}

const NOTHING: Candidates = { words: [], paths: false };
const ANY_PATH: Candidates = { words: [], paths: true };

const plain = (words: readonly string[], paths = false): Candidates => ({
  words: words.map((word) => [word, '']),
  paths,
});

function models(shipped: ShippedPricing): Candidates {
  const compiled = shipped.card(DEFAULT_CARD);
  return compiled === undefined ? NOTHING : plain(modelsOf(readCard(compiled)).map(({ id }) => id));
}

function providers(shipped: ShippedPricing): Candidates {
  const compiled = shipped.card(DEFAULT_CARD);
  return compiled === undefined ? NOTHING : plain([...readCard(compiled).providers.keys()]);
}

const aggregators = (shipped: ShippedPricing) =>
  plain(shipped.offers().flatMap((offers) => Object.keys(offers.aggregators ?? {})));

/** The words of the lists in a sentence, "a, b or c"; of `tag:NAME` what a name is written after. Each command has its own. */
const namedIn = (text: string) =>
  [...text.matchAll(/[\w:]+(?:, [\w:]+)* or [\w:]+/g)].flatMap(([list]) =>
    list.split(/, | or /).map((word) => word.replace('NAME', '')),
  );

/** What an option takes, where its help text does not list it. */
const VALUES: Readonly<Record<string, (shipped: ShippedPricing, description: string) => Candidates>> = {
  model: models,
  models,
  provider: providers,
  via: aggregators,
  prepay: aggregators,
  card: (shipped) => plain(shipped.cardIds(), true),
  extends: (shipped) => plain(shipped.cardIds(), true),
  cacheTtl: () => plain(CACHE_TTLS),
  evidence: () => plain(GROUNDS),
  rows: () => plain(ROWS),
  by: (_, description) => plain(namedIn(description)),
  shared: () => plain(SHARED_RULES),
};

/** What the argument of a command is, where it is no path. */
const ARGUMENTS: Readonly<Record<string, (shipped: ShippedPricing) => Candidates>> = {
  schema: () => plain(SCHEMA_KINDS),
  init: () => plain(STARTER_KINDS),
  completion: () => plain(COMPLETION_SHELLS),
  show: models,
  touch: models,
};

/** The words of a text that is a list of them and nothing else, as the help of `--format` is. */
const listedIn = (text: string) => (/^[\w.-]+(?:, [\w.-]+)+$/.test(text) ? text.split(', ') : []);

function valuesOf({ name, description }: WordedOption, shipped: ShippedPricing): Candidates {
  const known = VALUES[name]?.(shipped, description);
  if (known !== undefined) return known;
  return PATHS.options.includes(name) ? ANY_PATH : plain(listedIn(description));
}

const named = (command: WordedCommand, word: string) =>
  command.options.find(({ long, short }) => long === word || short === word);

/** How far a line has come: the command that its words lead to, what was given, and the option that waits for a value. */
interface Line {
  readonly command: WordedCommand;
  readonly used: readonly WordedOption[];
  readonly waiting: WordedOption | undefined;
}

function read(root: WordedCommand, words: readonly string[]): Line {
  return words.reduce<Line>(
    ({ command, used, waiting }, word) => {
      if (waiting !== undefined) return { command, used, waiting: undefined };
      const option = named(command, word.split('=')[0] ?? word);
      const takesValue = option?.takesValue === true && !word.includes('=');
      if (option !== undefined) return { command, used: [...used, option], waiting: takesValue ? option : undefined };
      const below = command.commands.find((each) => each.name === word);
      return below === undefined ? { command, used, waiting } : { command: below, used: [], waiting };
    },
    { command: root, used: [], waiting: undefined },
  );
}

/** The words that may stand at the end of a line, whose last word is not finished. */
function candidates(root: WordedCommand, words: readonly string[], shipped: ShippedPricing): Candidates {
  const last = words.at(-1) ?? '';
  const { command, used, waiting } = read(root, words.slice(0, -1));
  if (waiting !== undefined) return valuesOf(waiting, shipped);
  const assigned = last.includes('=') ? named(command, last.split('=')[0] ?? last) : undefined;
  if (assigned !== undefined) return valuesOf(assigned, shipped);
  if (last.startsWith('-')) {
    const open = command.options.filter((each) => each.repeatable || !used.includes(each));
    return { words: open.map(({ long, description }) => [long, description]), paths: false };
  }
  if (command.commands.length > 0) {
    const below = command.commands.map(({ name, description }) => [name, description] as const);
    return { words: below, paths: command.takesArguments };
  }
  const argument = ARGUMENTS[command.name];
  if (argument !== undefined) return argument(shipped);
  return command.takesArguments ? ANY_PATH : NOTHING;
}

/** What the scripts of the shells read after the words: whether paths may stand there too. As cobra has it. */
const DIRECTIVES = { paths: ':0', noPaths: ':4' } as const;

/** `tokencost complete -- WORD...`: what the script of a shell asks at each press of Tab. */
export function runComplete(root: WordedCommand, words: readonly string[], shell: Shell): number {
  const found = candidates(root, words, shippedPricing(shell.pricingFolder));
  const last = words.at(-1) ?? '';
  const start = /^--[^=]+=/.exec(last)?.[0].length ?? 0;
  const lines = found.words
    .filter(([word]) => word.startsWith(last.slice(start)))
    .map(([word, meaning]) => (meaning === '' ? word : `${word}\t${meaning}`));
  shell.write([...lines, found.paths ? DIRECTIVES.paths : DIRECTIVES.noPaths, ''].join('\n'));
  return EXIT.fine;
}
